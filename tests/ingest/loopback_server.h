// A web server on 127.0.0.1 for tests: just enough HTTP for a player, and for a player's bad days.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace ingest {

/// Serves from construction to destruction, each connection on a thread of its own. Register all
/// answers before the first request.
class LoopbackServer {
 public:
  LoopbackServer();
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  /// 200, or 206 for "Range: bytes=N-". Anything not registered is 404.
  void put(const std::string& path, std::string content);
  /// Promises all of the content, and hangs up after `sent_bytes` of it.
  void put_cut(const std::string& path, std::string content, std::size_t sent_bytes);
  void put_status(const std::string& path, const std::string& status_line);
  /// As a radio does: no length, no going back. Each request gets the next of `contents`, and is
  /// hung up on; there is nothing left after the last (503).
  void put_stream(const std::string& path, std::vector<std::string> contents);
  /// Takes the request and never answers.
  void put_silence(const std::string& path);

  std::string url(const std::string& path) const;
  std::size_t request_count() const { return requests_; }

 private:
  struct Answer {
    std::string status = "200 OK";
    std::string content{};
    std::size_t sent_bytes = SIZE_MAX;
    bool silent = false;
    std::vector<std::string> streams{};
  };

  void serve();
  void converse(int connection);
  void answer(int connection, const std::string& request);
  void send_stream(int connection, const std::string& path);

  int listener_ = -1;
  int port_ = 0;
  std::map<std::string, Answer> answers_;
  std::map<std::string, std::size_t> streamed_;  // How many of a stream's contents were sent.
  std::atomic<std::size_t> requests_{0};
  std::mutex mutex_;              // Guards streamed_ and the two below.
  std::vector<int> connections_;  // Closed at the end, so that none is mistaken for a newer one.
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace ingest
