// Events brought to a receiver of our own: signed, in order, tried again when it does not answer.
#include "engine/core/secret_text.h"
#include "tests/service/service_fixture.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <mutex>
#include <thread>

namespace service_tests {
namespace {

using testing::HasSubstr;

/// Takes POSTs one at a time; the first `refuse` of them are answered with 503.
class Receiver {
 public:
  explicit Receiver(int refuse) : refuse_(refuse), listening_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    bind(listening_, reinterpret_cast<sockaddr*>(&address), length);
    listen(listening_, 16);
    getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &length);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this] { take(); });
  }
  ~Receiver() {
    ending_ = true;
    thread_.join();
    close(listening_);
  }

  std::vector<std::string> taken() const {
    const std::lock_guard lock(mutex_);
    return taken_;
  }
  /// Waits until so many have come.
  std::vector<std::string> wait_for(std::size_t count) const {
    for (int i = 0; i < 400 && taken().size() < count; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return taken();
  }

  std::uint16_t port = 0;

 private:
  static std::string read_request(int connection) {
    std::string text;
    std::array<char, 4096> part{};
    std::size_t wanted = std::string::npos;
    while (text.size() < wanted) {
      const ssize_t got = recv(connection, part.data(), part.size(), 0);
      if (got <= 0) break;
      text.append(part.data(), static_cast<std::size_t>(got));
      const std::size_t end = text.find("\r\n\r\n");
      const std::size_t length = text.find("Content-Length: ");
      if (end != std::string::npos && length != std::string::npos) {
        wanted = end + 4 + std::stoul(text.substr(length + 16));
      }
    }
    return text;
  }

  void take() {
    while (!ending_) {
      pollfd waiting{listening_, POLLIN, 0};
      if (poll(&waiting, 1, 50) <= 0) continue;
      const int connection = accept(listening_, nullptr, nullptr);
      const std::string request = read_request(connection);
      const bool refused = refuse_-- > 0;
      const std::string answer =
          refused ? "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n" : "HTTP/1.1 204 Good\r\n\r\n";
      send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
      close(connection);
      const std::lock_guard lock(mutex_);
      if (!refused) taken_.push_back(request);
    }
  }

  int refuse_;
  int listening_;
  std::atomic<bool> ending_ = false;
  mutable std::mutex mutex_;
  std::vector<std::string> taken_;
  std::thread thread_;
};

std::string header_of(const std::string& request, const std::string& name) {
  const std::size_t at = request.find(name + ": ") + name.size() + 2;
  return request.substr(at, request.find('\r', at) - at);
}

TEST(WebhookTest, GetsEveryEventSignedAndInOrder) {
  RunningService service;
  const Receiver receiver(2);
  const json made =
      json::parse(service
                      .send("POST", "/v1/webhooks",
                            {{"url", "http://127.0.0.1:" + std::to_string(receiver.port) + "/hook"},
                             {"kinds", "decision.changed"}})
                      .body);
  const std::string secret = made["secret"];
  const std::string target = "/v1/uses/" + service.own_use + "/decision";
  for (const char* const verdict : {"disputed", "accepted", "rejected"}) {
    service.send("PUT", target, {{"verdict", verdict}});
  }
  service.send("PATCH", "/v1/videos/" + service.video + "/facts", {{"title", "Not asked for"}});
  const std::vector<std::string> taken = receiver.wait_for(3);
  ASSERT_EQ(taken.size(), 3U);
  std::int64_t last = 0;
  for (const std::string& request : taken) {
    const std::string body = request.substr(request.find("\r\n\r\n") + 4);
    const std::string signature = header_of(request, "Cuetrace-Signature");
    const std::string time = signature.substr(2, signature.find(',') - 2);
    EXPECT_EQ(signature, "t=" + time + ",v1=" + engine::hmac_sha256_hex(secret, time + "." + body));
    const json event = json::parse(body);
    EXPECT_EQ(event["kind"], "decision.changed");
    EXPECT_GT(event["sequence"].get<std::int64_t>(), last);
    last = event["sequence"];
  }
  EXPECT_THAT(taken[0], HasSubstr("disputed"));
  EXPECT_THAT(taken[2], HasSubstr("rejected"));
  EXPECT_EQ(service.get("/v1/webhooks", service.admin).body.find(secret), std::string::npos);
  service.ended(json::parse(service.send("POST", "/v1/backups", json::object()).body)["id"]);
  EXPECT_EQ(service.must_get("/v1/webhooks")["items"][0]["waiting"], 0);
}

TEST(WebhookTest, GoNowhereElse) {
  RunningService service;
  for (const char* const url : {"file:///etc/passwd", "gopher://127.0.0.1/", "x"}) {
    EXPECT_EQ(service.send("POST", "/v1/webhooks", {{"url", url}}).status, 400) << url;
    EXPECT_GE(service.send("POST", "/v1/live", {{"url", url}}).status, 400) << url;
  }
}

}  // namespace
}  // namespace service_tests
