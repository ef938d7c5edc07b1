#include "tests/ingest/loopback_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace ingest {
namespace {

void send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

/// The N of "Range: bytes=N-"; 0 without one.
std::size_t range_start(const std::string& request) {
  constexpr std::string_view kRange = "Range: bytes=";
  const std::size_t at = request.find(kRange);
  return at == request.npos ? 0 : std::stoul(request.substr(at + kRange.size()));
}

}  // namespace

LoopbackServer::LoopbackServer() {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, generic, &size) != 0) {
    throw std::runtime_error("cannot listen on 127.0.0.1");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { serve(); });
}

LoopbackServer::~LoopbackServer() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (const int connection : connections_) ::shutdown(connection, SHUT_RDWR);
  for (std::thread& thread : threads_) thread.join();
  for (const int connection : connections_) ::close(connection);
  ::close(listener_);
}

void LoopbackServer::put(const std::string& path, std::string content) {
  answers_[path] = {.content = std::move(content)};
}

void LoopbackServer::put_cut(const std::string& path, std::string content, std::size_t sent_bytes) {
  answers_[path] = {.content = std::move(content), .sent_bytes = sent_bytes};
}

void LoopbackServer::put_status(const std::string& path, const std::string& status_line) {
  answers_[path] = {.status = status_line};
}

void LoopbackServer::put_stream(const std::string& path, std::vector<std::string> contents) {
  answers_[path] = {.streams = std::move(contents)};
}

void LoopbackServer::put_silence(const std::string& path) { answers_[path] = {.silent = true}; }

std::string LoopbackServer::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

void LoopbackServer::serve() {
  for (;;) {
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return;
    const std::lock_guard lock(mutex_);
    connections_.push_back(connection);
    threads_.emplace_back([this, connection] { converse(connection); });
  }
}

/// One request a connection.
void LoopbackServer::converse(int connection) {
  std::string request;
  std::string block(4096, '\0');
  while (request.find("\r\n\r\n") == request.npos) {
    const ssize_t got = ::recv(connection, block.data(), block.size(), 0);
    if (got <= 0) return;
    request.append(block, 0, static_cast<std::size_t>(got));
  }
  ++requests_;
  answer(connection, request);
}

void LoopbackServer::send_stream(int connection, const std::string& path) {
  const std::vector<std::string>& streams = answers_.at(path).streams;
  std::size_t index = 0;
  {
    const std::lock_guard lock(mutex_);
    index = streamed_[path]++;
  }
  if (index < streams.size()) {
    send_all(connection, "HTTP/1.0 200 OK\r\nicy-name: Test\r\n\r\n" + streams[index]);
  } else {
    send_all(connection, "HTTP/1.0 503 Service Unavailable\r\n\r\n");
  }
  ::shutdown(connection, SHUT_RDWR);
}

void LoopbackServer::answer(int connection, const std::string& request) {
  const std::size_t path_start = request.find(' ') + 1;
  const auto found =
      answers_.find(request.substr(path_start, request.find(' ', path_start) - path_start));
  const Answer answer = found == answers_.end() ? Answer{.status = "404 Not Found"} : found->second;
  if (answer.silent) return;
  if (!answer.streams.empty()) return send_stream(connection, found->first);
  const std::size_t start = std::min(range_start(request), answer.content.size());
  const std::size_t total = answer.content.size();
  std::string head = "HTTP/1.1 ";
  head += start > 0 ? "206 Partial Content" : answer.status;
  head += "\r\nAccept-Ranges: bytes\r\nConnection: close\r\nContent-Length: ";
  head += std::to_string(total - start);
  if (start > 0) {
    head += "\r\nContent-Range: bytes " + std::to_string(start) + "-" + std::to_string(total - 1) +
            "/" + std::to_string(total);
  }
  send_all(connection, head + "\r\n\r\n");
  const std::size_t end = std::min(total, answer.sent_bytes);
  if (start < end)
    send_all(connection, std::string_view(answer.content).substr(start, end - start));
  ::shutdown(connection, SHUT_RDWR);
}

}  // namespace ingest
