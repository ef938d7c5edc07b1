// A request as it came, and the answer to it: what the rest of the service knows of HTTP. Nothing
// here names the library that speaks it (http_server.cpp does).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::service {

/// Names of header fields, in lower case, with their values.
using HeaderFields = std::map<std::string, std::string, std::less<>>;

struct HttpRequest {
  std::string method;             ///< "GET", ...
  std::string target;             ///< As it came: "/v1/videos?limit=2".
  std::vector<std::string> path;  ///< Its segments, decoded: {"v1", "videos"}.
  std::vector<std::pair<std::string, std::string>> query;  ///< Decoded, in order.
  HeaderFields headers;
  std::string body;                                ///< Of what was not spooled.
  std::optional<std::filesystem::path> body_file;  ///< Of what was; whoever answers may take it.
  std::uint64_t body_bytes = 0;
  std::string peer;     ///< Address of the client: "127.0.0.1".
  bool secure = false;  ///< Came by TLS.
  std::string id;       ///< That logs and answers name it by.

  /// Empty text for a field that is not there.
  const std::string& header(std::string_view name) const;
  /// The first of that name.
  std::optional<std::string> parameter(std::string_view name) const;
};

/// Part of a file to send; the whole of it when no part was asked for.
struct FilePart {
  std::filesystem::path file;
  std::uint64_t first = 0;
  std::uint64_t bytes = 0;
};

/// An answer that goes on: text/event-stream. `ready` is asked often and must be cheap; `next` may
/// take its time, gives what is to be sent now, and empty text when there is nothing.
struct EventStream {
  std::function<bool()> ready;
  std::function<std::string()> next;
};

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<FilePart> file;         ///< In place of `body`.
  std::shared_ptr<EventStream> events;  ///< In place of both.

  HttpResponse& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

/// What may come behind the head of a request, decided before any of it is read.
struct BodyPlan {
  std::uint64_t bytes_max = 0;
  /// A file that does not exist yet, in a folder that does: the body is written to it as it comes.
  std::optional<std::filesystem::path> spool_to;
  /// A file that is there: the body is written behind what it holds, and stays, however the
  /// connection ends.
  std::optional<std::filesystem::path> append_to;
  std::shared_ptr<void> held{};  ///< Let go when the request is over.
  /// Set: the answer, without reading the body.
  std::optional<HttpResponse> refusal;
};

/// A request whose head has been looked at: what may follow, and what answers it then.
struct Admission {
  BodyPlan plan;
  std::function<HttpResponse(HttpRequest&)> answer;  ///< Not where the plan refuses.
};

/// The parts of a target. Empty when it is none: not beginning with "/", wrong escapes, bytes that
/// are no UTF-8, a NUL, or a segment "." or "..".
struct Target {
  std::vector<std::string> path;
  std::vector<std::pair<std::string, std::string>> query;
};
std::optional<Target> parse_target(std::string_view target);

/// "a%20b" for "a b": for use within a query or a segment of a path.
std::string percent_encoded(std::string_view text);

/// The bytes of a file that "bytes=0-99" asks for; empty when it asks for none there are.
/// RFC 9110 14.1.2; of several ranges the first, which a server may choose to send.
std::optional<FilePart> part_asked_for(std::string_view range, const std::filesystem::path& file,
                                       std::uint64_t size);

/// "bytes 0-99/1000" of a body that is a part; "bytes */1000" asks how much of it is there.
/// RFC 9110 14.4.
struct ContentRange {
  std::uint64_t first = 0;
  std::uint64_t bytes = 0;  ///< 0: a question.
  std::uint64_t total = 0;
};
/// Empty for what is none, and for a part that is not within the whole.
std::optional<ContentRange> parse_content_range(std::string_view text);

/// gzip (RFC 1952) of `bytes`.
std::string gzip(std::string_view bytes);

}  // namespace engine::service
