#include "engine/run/service/http_session.h"

#include "engine/core/text.h"
#include "engine/run/service/problem.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <limits>
#include <string>
#include <type_traits>

namespace engine::service {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::awaitable;
using asio::use_awaitable;
using boost::system::error_code;

constexpr std::uint32_t kHeadBytesMax = 16 * 1024;
constexpr std::size_t kPartBytes = 64 * 1024;
constexpr auto kPassOverFor = std::chrono::seconds(2);
constexpr auto kEventsEvery = std::chrono::milliseconds(100);
constexpr auto kCommentEvery = std::chrono::seconds(15);

using Parser = http::request_parser<http::buffer_body>;
using Clock = std::chrono::steady_clock;

auto into(error_code& error) { return asio::redirect_error(use_awaitable, error); }

/// Counts itself as long as it lives.
class Counted {
 public:
  explicit Counted(std::atomic<std::size_t>& count) : count_(&count) { ++count; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --*count_; }

 private:
  std::atomic<std::size_t>* count_;
};

/// Where a body goes to. A file of its own that is not taken over is removed.
class BodySink {
 public:
  explicit BodySink(const BodyPlan& plan) : plan_(plan) {
    if (plan.spool_to) file_.open(*plan.spool_to, std::ios::binary | std::ios::trunc);
    if (plan.append_to) file_.open(*plan.append_to, std::ios::binary | std::ios::app);
  }
  BodySink(const BodySink&) = delete;
  BodySink& operator=(const BodySink&) = delete;
  ~BodySink() {
    std::error_code ignored;
    if (plan_.spool_to && !taken_) std::filesystem::remove(*plan_.spool_to, ignored);
  }

  /// False when it is more than the plan allows; then nothing of it is taken.
  bool add(const char* bytes, std::size_t count) {
    if (bytes_ + count > plan_.bytes_max) return false;
    bytes_ += count;
    if (plan_.spool_to || plan_.append_to) {
      file_.write(bytes, static_cast<std::streamsize>(count));
    } else {
      text_.append(bytes, count);
    }
    return true;
  }

  /// False when it could not all be written.
  bool hand_over(HttpRequest& request) {
    request.body_bytes = bytes_;
    request.body = std::move(text_);
    if (!plan_.spool_to && !plan_.append_to) return true;
    file_.close();
    if (file_.fail()) return false;
    request.body_file = plan_.spool_to;
    taken_ = true;
    return true;
  }

 private:
  const BodyPlan& plan_;
  std::ofstream file_;
  std::string text_;
  std::uint64_t bytes_ = 0;
  bool taken_ = false;
};

std::string text_of(beast::string_view view) { return {view.data(), view.size()}; }

/// The head as the handlers see it. Empty for a target that is none.
std::optional<HttpRequest> request_of(const Parser& parser) {
  const auto& head = parser.get();
  HttpRequest request;
  request.method = text_of(head.method_string());
  request.target = clean_utf8(text_of(head.target()));
  auto target = parse_target(text_of(head.target()));
  if (!target) return std::nullopt;
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  for (const auto& field : head) {
    std::string name = text_of(field.name_string());
    std::ranges::transform(name, name.begin(), [](char letter) {
      return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
    });
    std::string& value = request.headers[name];
    value += (value.empty() ? "" : ", ") + clean_utf8(text_of(field.value()));
  }
  return request;
}

template <class Stream>
class Session {
 public:
  Session(Stream stream, std::string peer, SessionShare& share)
      : stream_(std::move(stream)), peer_(std::move(peer)), share_(share) {}

  awaitable<void> serve() {
    const Counted counted(share_.connections);
    error_code error;
    if constexpr (kTls) {
      expire_after(share_.options.head_within);
      co_await stream_.async_handshake(asio::ssl::stream_base::server, into(error));
      if (error) co_return;
    }
    while (co_await serve_one()) {}
    expire_after(share_.options.head_within);
    if constexpr (kTls) {
      co_await stream_.async_shutdown(into(error));
    } else {
      beast::get_lowest_layer(stream_).socket().shutdown(asio::ip::tcp::socket::shutdown_send,
                                                         error);
    }
    if (unread_) co_await pass_over_rest();
  }

 private:
  static constexpr bool kTls = !std::is_same_v<Stream, beast::tcp_stream>;

  template <class Duration>
  void expire_after(Duration time) {
    beast::get_lowest_layer(stream_).expires_after(time);
  }

  /// Runs what may block on the threads that answer.
  template <class Work>
  awaitable<std::invoke_result_t<Work>> elsewhere(Work work) {
    co_return co_await asio::co_spawn(
        share_.answering,
        [work = std::move(work)]() -> awaitable<std::invoke_result_t<Work>> { co_return work(); },
        use_awaitable);
  }

  /// Closed on what it still sends, a client would be told of a reset in place of our answer.
  awaitable<void> pass_over_rest() {
    error_code error;
    expire_after(kPassOverFor);
    while (!error) {
      buffer_.clear();
      co_await stream_.async_read_some(buffer_.prepare(kPartBytes), into(error));
    }
  }

  /// True when there may be another request on this connection.
  awaitable<bool> serve_one() {
    error_code error;
    if (buffer_.size() == 0) {
      expire_after(share_.options.idle_for);
      const std::size_t count =
          co_await stream_.async_read_some(buffer_.prepare(kPartBytes), into(error));
      if (error) co_return false;
      buffer_.commit(count);
    }
    if (share_.stopping.load()) co_return false;
    const Counted busy(share_.exchanges);
    const auto began = Clock::now();
    Parser parser;
    parser.header_limit(kHeadBytesMax);
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());  // The plan has the limit.
    expire_after(share_.options.head_within);
    co_await http::async_read_header(stream_, buffer_, parser, into(error));
    if (error == http::error::end_of_stream || error == beast::error::timeout) co_return false;
    if (error) {
      const bool too_long = error == http::error::header_limit;
      co_await refuse(problem(too_long ? 431 : 400, too_long ? "The head of the request is too long"
                                                             : "This is no HTTP request"));
      co_return false;
    }
    auto request = request_of(parser);
    if (!request) {
      co_await refuse(problem(400, "The target of the request is malformed",
                              "percent escapes must be of UTF-8, without . and .. segments"));
      co_return false;
    }
    request->peer = peer_;
    request->secure = kTls;
    co_return co_await answer(*request, parser, began);
  }

  awaitable<bool> answer(HttpRequest& request, Parser& parser, Clock::time_point began) {
    const bool keep = parser.get().keep_alive();
    HttpResponse response;
    if (parser.is_done()) {  // Nothing follows the head: one way to the other threads and back.
      response = co_await elsewhere([&] {
        Admission admission = admitted(request);
        return admission.plan.refusal ? *std::move(admission.plan.refusal)
                                      : answered(admission, request);
      });
    } else {
      response = co_await answer_with_body(request, parser);
      if (!connected_) co_return false;
    }
    unread_ = !parser.is_done();
    const bool goes_on = keep && !unread_ && !share_.stopping.load() && !response.events;
    const std::uint64_t sent = co_await send(request, response, goes_on);
    if (share_.handlers.told) {
      share_.handlers.told(
          {request, response.status, sent,
           std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began)});
    }
    co_return goes_on&& connected_;
  }

  awaitable<HttpResponse> answer_with_body(HttpRequest& request, Parser& parser) {
    Admission admission = co_await elsewhere([&] { return admitted(request); });
    BodyPlan& plan = admission.plan;
    const auto announced = parser.content_length();
    if (!plan.refusal && announced && *announced > plan.bytes_max) plan.refusal = too_large(plan);
    if (plan.refusal) co_return *std::move(plan.refusal);
    auto refused = co_await read_body(plan, parser, request);
    if (refused || !connected_) co_return refused ? *std::move(refused) : HttpResponse{};
    co_return co_await elsewhere([&] { return answered(admission, request); });
  }

  static HttpResponse fault(const std::exception& error) {
    return problem(500, "This is a fault of cuetrace", error.what());
  }

  Admission admitted(HttpRequest& request) {
    try {
      return share_.handlers.admit(request);
    } catch (const std::exception& error) {
      Admission refused;
      refused.plan.refusal = fault(error);
      return refused;
    }
  }

  static HttpResponse answered(const Admission& admission, HttpRequest& request) {
    try {
      return admission.answer(request);
    } catch (const std::exception& error) {
      return fault(error);
    }
  }

  static HttpResponse too_large(const BodyPlan& plan) {
    return problem(413, "The body is too large",
                   "at most " + std::to_string(plan.bytes_max) + " bytes are taken here");
  }

  /// Reads the body to where the plan says. An answer where it cannot be had.
  awaitable<std::optional<HttpResponse>> read_body(const BodyPlan& plan, Parser& parser,
                                                   HttpRequest& request) {
    if (parser.is_done()) co_return std::nullopt;
    error_code error;
    if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
      http::response<http::empty_body> go_on{http::status::continue_, 11};
      co_await http::async_write(stream_, go_on, into(error));
    }
    BodySink sink(plan);
    std::array<char, kPartBytes> part{};
    while (!parser.is_done()) {
      parser.get().body().data = part.data();
      parser.get().body().size = part.size();
      expire_after(share_.options.progress_within);
      co_await http::async_read(stream_, buffer_, parser, into(error));
      // What came before a line broke is the body's, too.
      const bool fits = sink.add(part.data(), part.size() - parser.get().body().size);
      if (error == http::error::need_buffer) error = {};
      if (error) {
        connected_ = false;
        co_return std::nullopt;
      }
      if (!fits) co_return too_large(plan);
    }
    if (!sink.hand_over(request)) {
      co_return problem(507, "There is no room for the body",
                        "make room on the disk of the workspace");
    }
    co_return std::nullopt;
  }

  awaitable<void> refuse(HttpResponse response) {
    HttpRequest unknown;
    co_await send(unknown, response, false);
  }

  /// Returns how many bytes of body were sent.
  awaitable<std::uint64_t> send(const HttpRequest& request, HttpResponse& response, bool goes_on) {
    error_code error;
    http::response<http::empty_body> head;
    head.result(response.status);
    head.keep_alive(goes_on);
    if (!response.content_type.empty()) {
      head.set(http::field::content_type, response.content_type);
    }
    for (const auto& [name, value] : response.headers) head.insert(name, value);
    const std::uint64_t bytes = response.file ? response.file->bytes : response.body.size();
    const bool has_body = request.method != "HEAD" && response.status != 304;
    if (response.events) {
      head.chunked(true);
    } else if (response.status != 304 && response.status != 204) {
      head.content_length(bytes);
    }
    expire_after(share_.options.progress_within);
    http::response_serializer<http::empty_body> serializer{head};
    co_await http::async_write_header(stream_, serializer, into(error));
    connected_ = connected_ && !error;
    if (!connected_ || !has_body) co_return 0;
    if (response.events) co_return co_await send_events(*response.events);
    if (response.file) co_return co_await send_file(*response.file);
    std::uint64_t sent = 0;
    while (connected_ && sent < response.body.size()) {
      sent += co_await send_part(response.body.data() + sent,
                                 std::min(kPartBytes, response.body.size() - sent));
    }
    co_return sent;
  }

  awaitable<std::size_t> send_part(const char* bytes, std::size_t count) {
    error_code error;
    expire_after(share_.options.progress_within);
    const std::size_t sent =
        co_await asio::async_write(stream_, asio::buffer(bytes, count), into(error));
    connected_ = connected_ && !error;
    co_return sent;
  }

  awaitable<std::uint64_t> send_file(const FilePart& part) {
    std::ifstream file(part.file, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(part.first));
    std::array<char, kPartBytes> bytes{};
    std::uint64_t sent = 0;
    while (connected_ && sent < part.bytes) {
      const auto wanted = std::min<std::uint64_t>(bytes.size(), part.bytes - sent);
      file.read(bytes.data(), static_cast<std::streamsize>(wanted));
      const auto count = static_cast<std::size_t>(file.gcount());
      if (count == 0) {  // It has become shorter; the client sees that from the length.
        connected_ = false;
        break;
      }
      sent += co_await send_part(bytes.data(), count);
    }
    co_return sent;
  }

  /// Whoever is sent events says nothing more, so that what can be read is the end. Without looking
  /// for it, a stream to nobody would be noticed when a comment cannot be sent, half a minute
  /// later.
  bool reader_has_left() {
    char next = 0;
    const int socket = beast::get_lowest_layer(stream_).socket().native_handle();
    const ssize_t got = ::recv(socket, &next, 1, MSG_PEEK | MSG_DONTWAIT);
    if (got < 0) return errno != EAGAIN && errno != EINTR;
    return got == 0 || kTls;  // By TLS, the end is a message.
  }

  awaitable<std::uint64_t> send_events(EventStream& events) {
    --share_.exchanges;  // A stream lasts for days; nobody waits for its end.
    asio::steady_timer timer(stream_.get_executor());
    std::uint64_t sent = 0;
    auto said = Clock::now();
    error_code error;
    while (connected_ && !share_.stopping.load() && !reader_has_left()) {
      std::string text;
      if (events.ready()) text = co_await elsewhere([&] { return events.next(); });
      if (text.empty() && Clock::now() - said >= kCommentEvery) text = ": still here\n\n";
      if (text.empty()) {
        timer.expires_after(kEventsEvery);
        co_await timer.async_wait(into(error));
        continue;
      }
      said = Clock::now();
      expire_after(share_.options.progress_within);
      sent +=
          co_await asio::async_write(stream_, http::make_chunk(asio::buffer(text)), into(error));
      connected_ = !error;
    }
    if (connected_) {
      expire_after(share_.options.progress_within);
      co_await asio::async_write(stream_, http::make_chunk_last(), into(error));
    }
    ++share_.exchanges;
    co_return sent;
  }

  Stream stream_;
  std::string peer_;
  SessionShare& share_;
  beast::flat_buffer buffer_;
  bool connected_ = true;
  bool unread_ = false;  // More of the last request is to come, and nobody wants it.
};

template <class Stream>
awaitable<void> run_session(Stream stream, std::string peer, SessionShare& share) {
  try {
    Session<Stream> session(std::move(stream), std::move(peer), share);
    co_await session.serve();
  } catch (const std::exception&) {  // Out of memory, or of descriptors: one connection ends.
  }
}

}  // namespace

void begin_session(asio::ip::tcp::socket socket, asio::ssl::context* tls, SessionShare& share) {
  error_code ignored;
  const auto endpoint = socket.remote_endpoint(ignored);
  const std::string peer = ignored ? std::string("unknown") : endpoint.address().to_string();
  socket.set_option(asio::ip::tcp::no_delay(true), ignored);
  const auto executor = socket.get_executor();
  beast::tcp_stream stream(std::move(socket));
  if (tls == nullptr) {
    asio::co_spawn(executor, run_session(std::move(stream), peer, share), asio::detached);
  } else {
    asio::co_spawn(
        executor,
        run_session(beast::ssl_stream<beast::tcp_stream>(std::move(stream), *tls), peer, share),
        asio::detached);
  }
}

}  // namespace engine::service
