// One table of what the service answers to: method, path, who may, what it takes, what it gives,
// and the function behind it. Requests are dispatched and checked by it, and /openapi.json is made
// of it, so that what is documented is what is done.
#pragma once

#include "engine/core/result.h"
#include "engine/run/service/http_message.h"
#include "engine/run/service/tokens.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::service {

struct Call;
struct Service;

/// Who may. A composer's token may only where a route says so, and sees its own works there.
enum class Access : std::uint8_t { kOpen, kSignedIn, kRead, kIngest, kReview, kAdmin };
enum class Composers : std::uint8_t { kRefused, kOwnWorks };

enum class Type : std::uint8_t { kText, kInteger, kBoolean, kId, kDay };

/// A parameter in the path (it is named there) or in the query.
struct Parameter {
  std::string_view name;
  Type type = Type::kText;
  std::string_view about;
  std::string_view one_of{};  ///< "a|b|c"; empty: anything of the type.
  std::int64_t least = 0;     ///< Of a number.
  std::int64_t most = 1000;   ///< Of a number; letters of a text.
  bool required = false;      ///< Those of the path always are.
};

struct RequestBody {
  std::string_view media_types;  ///< "application/json", or several with '|'; "*/*" is anything.
  std::string_view schema{};     ///< By name, of openapi_schemas.json; JSON is checked against it.
  std::uint64_t bytes_max = 1U << 20U;
  bool spooled = false;  ///< Written to a file as it comes.
  /// Where else it goes, said before any of it is read.
  Result<BodyPlan> (*plan)(const Call& call) = nullptr;
};

struct Answer {
  unsigned status = 200;
  std::string_view media_types = "application/json";
  std::string_view schema{};  ///< By name; empty: bytes, or nothing at all.
  std::string_view about = "done";
};

/// A request on its way to the function that answers it; everything has been checked.
struct Call {
  HttpRequest& request;
  const Service& service;
  const Token* token;  ///< Null on open routes.
  std::map<std::string, std::string, std::less<>> path;

  const std::string& named(std::string_view name) const { return path.find(name)->second; }
  std::optional<std::string> text(std::string_view name) const { return request.parameter(name); }
  std::string text_or(std::string_view name, std::string_view otherwise) const;
  std::int64_t number_or(std::string_view name, std::int64_t otherwise) const;
  bool is(std::string_view name) const { return text(name) == "true"; }
  /// The number that `cursor` is, 0 without one. Errors: kUsage for what is no cursor.
  Result<std::int64_t> cursor() const;
  /// How many at most a page is to have: `limit`.
  std::size_t page_length() const { return static_cast<std::size_t>(number_or("limit", 50)); }
  /// Empty unless only the works of one writer or publisher may be seen.
  const std::string& composer() const;
};

struct Route {
  std::string_view method;
  std::string_view path;  ///< "/v1/videos/{video}".
  std::string_view id;    ///< "getVideo": operationId.
  std::string_view summary;
  Access access = Access::kRead;
  Composers composers = Composers::kRefused;
  std::vector<Parameter> query{};
  std::optional<RequestBody> body{};
  Answer answer{};
  std::optional<Answer> also{};  ///< Another that is no refusal.
  Result<HttpResponse> (*handle)(const Call& call);
};

/// Every route, in the order of the document.
std::span<const Route> routes();

/// The route of a request, or why there is none.
struct Routed {
  const Route* route = nullptr;
  std::map<std::string, std::string, std::less<>> path;
  std::optional<HttpResponse> refusal;  ///< 404, or 405 with Allow.
};
Routed route_of(const HttpRequest& request);

/// 400 with all that is wrong with the parameters; 415 for a body of another type.
std::optional<HttpResponse> refusal_of_parameters(const Route& route, const Routed& routed,
                                                  const HttpRequest& request);

/// Whether the token may take the route at all.
bool allows(const Route& route, const Scopes& scopes);

}  // namespace engine::service
