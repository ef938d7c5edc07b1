#include "engine/run/service/http_server.h"

#include "engine/run/service/asio.h"
#include "engine/run/service/http_session.h"

#include <atomic>
#include <thread>
#include <vector>

namespace engine::service {

namespace asio = boost::asio;
using asio::ip::tcp;

/// Destroyed from the bottom up: threads end before what they work on.
struct HttpServer::State {
  HttpServerOptions options;
  HttpHandlers handlers;
  asio::io_context context;
  std::optional<asio::ssl::context> tls;
  tcp::acceptor acceptor{context};
  asio::thread_pool answering;
  SessionShare share;
  std::vector<std::thread> threads;

  State(const HttpServerOptions& wanted, HttpHandlers answers)
      : options(wanted),
        handlers(std::move(answers)),
        context(wanted.io_threads),
        answering(static_cast<std::size_t>(wanted.answer_threads)),
        share{options, handlers, answering, {}, {}, {}} {}

  Result<void> use_tls(const TlsFiles& files) {
    tls.emplace(asio::ssl::context::tls_server);
    tls->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                     asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                     asio::ssl::context::no_tlsv1_1);
    boost::system::error_code error;
    tls->use_certificate_chain_file(files.certificate.string(), error);
    if (error) {
      return fail(Errc::kInvalidInput,
                  files.certificate.string() + ": no certificate in PEM form: " + error.message());
    }
    tls->use_private_key_file(files.key.string(), asio::ssl::context::pem, error);
    if (error) {
      return fail(
          Errc::kInvalidInput,
          files.key.string() + ": not the key in PEM form of that certificate: " + error.message());
    }
    return {};
  }

  Result<void> listen() {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) {
      return fail(Errc::kUsage, "\"" + options.address +
                                    "\" is no address to listen on, such as "
                                    "127.0.0.1 or ::1");
    }
    const tcp::endpoint endpoint(address, options.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
    if (error) {
      return fail(Errc::kUnavailable, options.address + " port " + std::to_string(options.port) +
                                          ": " + error.message() + "; choose another with --port");
    }
    return {};
  }

  asio::awaitable<void> accept() {
    asio::steady_timer pause(context);
    while (acceptor.is_open()) {
      boost::system::error_code error;
      if (share.connections.load() >= options.connections_max) {
        pause.expires_after(std::chrono::milliseconds(20));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        continue;
      }
      tcp::socket socket(asio::make_strand(context));
      co_await acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
      if (error == asio::error::operation_aborted) break;
      if (error) {  // Out of descriptors, or the client is gone already.
        pause.expires_after(std::chrono::milliseconds(20));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        continue;
      }
      begin_session(std::move(socket), tls ? &*tls : nullptr, share);
    }
  }
};

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;

HttpServer::~HttpServer() {
  if (state_) stop(std::chrono::milliseconds(0));
}

Result<HttpServer> HttpServer::open(const HttpServerOptions& options, HttpHandlers handlers) {
  auto state = std::make_unique<State>(options, std::move(handlers));
  if (options.tls) TRY_VOID(state->use_tls(*options.tls));
  TRY_VOID(state->listen());
  return HttpServer(std::move(state));
}

std::uint16_t HttpServer::port() const { return state_->acceptor.local_endpoint().port(); }

std::size_t HttpServer::connections() const { return state_->share.connections.load(); }

void HttpServer::start() {
  asio::co_spawn(state_->context, state_->accept(), asio::detached);
  for (int i = 0; i < state_->options.io_threads; ++i) {
    state_->threads.emplace_back([this_state = state_.get()] { this_state->context.run(); });
  }
}

void HttpServer::stop(std::chrono::milliseconds grace) {
  if (state_->threads.empty()) return;
  state_->share.stopping.store(true);
  asio::post(state_->context, [state = state_.get()] {
    boost::system::error_code ignored;
    state->acceptor.close(ignored);
  });
  const auto deadline = std::chrono::steady_clock::now() + grace;
  while (state_->share.exchanges.load() > 0 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  state_->context.stop();
  for (std::thread& one : state_->threads) one.join();
  state_->threads.clear();
  state_->answering.join();
}

}  // namespace engine::service
