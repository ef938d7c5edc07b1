// One connection: a request, its answer, and the next, until either side has had enough.
#pragma once

#include "engine/run/service/asio.h"
#include "engine/run/service/http_server.h"

#include <atomic>

namespace engine::service {

/// What all connections of a server have in common; outlives them.
struct SessionShare {
  const HttpServerOptions& options;
  const HttpHandlers& handlers;
  boost::asio::thread_pool& answering;
  std::atomic<std::size_t> connections;
  std::atomic<std::size_t>
      exchanges;  ///< That are being read or answered; streams of events are not.
  std::atomic<bool> stopping;
};

/// Serves a connection on the socket's own strand. `tls` is null for plain HTTP.
void begin_session(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls,
                   SessionShare& share);

}  // namespace engine::service
