// HTTP/1.1 on Boost.Asio and Beast, with TLS where a certificate is given: reads requests, has them
// answered, and sends the answers. Slow, silent and greedy clients cost a connection and a time
// limit, and nothing else.
#pragma once

#include "engine/core/result.h"
#include "engine/run/service/http_message.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace engine::service {

struct TlsFiles {
  std::filesystem::path certificate;  ///< PEM, with the chain behind it.
  std::filesystem::path key;          ///< PEM.
};

struct HttpServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: one that is free.
  std::optional<TlsFiles> tls;
  int io_threads = 2;
  int answer_threads = 4;
  std::size_t connections_max = 2048;
  std::chrono::seconds head_within{15};      ///< From the first byte of a head to its last.
  std::chrono::seconds idle_for{75};         ///< Between requests.
  std::chrono::seconds progress_within{30};  ///< For each part of a body, either way.
};

/// What was asked and answered, for logs and metrics.
struct Exchange {
  const HttpRequest& request;
  unsigned status = 0;
  std::uint64_t bytes = 0;  ///< Of the answer's body.
  std::chrono::microseconds took{0};
};

/// What answers. Threads: `admit`, and what it gives, are called at once from many.
struct HttpHandlers {
  std::function<Admission(HttpRequest& head)> admit;  ///< Once for each request.
  std::function<void(const Exchange&)> told;          ///< After each answer; may be empty.
};

class HttpServer {
 public:
  /// Listens. Errors: kUnavailable (the port is taken), kUsage (no such address), kInvalidInput and
  /// kNotFound (certificate or key), each naming what it is about.
  static Result<HttpServer> open(const HttpServerOptions& options, HttpHandlers handlers);

  HttpServer(HttpServer&&) noexcept;
  HttpServer& operator=(HttpServer&&) noexcept;
  ~HttpServer();

  std::uint16_t port() const;

  /// Begins to answer, on threads of its own, and returns.
  void start();

  /// Takes no more connections, lets what is being answered end within `grace`, then closes all.
  void stop(std::chrono::milliseconds grace);

  std::size_t connections() const;

 private:
  struct State;
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace engine::service
