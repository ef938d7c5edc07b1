// No machine of a private network is asked anything, whatever a stranger's server says.
#include "ingest/public_fetch.h"

#include "tests/ingest/decoded.h"
#include "tests/ingest/loopback_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <mutex>

namespace ingest {
namespace {

using engine::Errc;

int port_of(const sockaddr& peer) {
  sockaddr_in v4{};
  std::memcpy(&v4, &peer, sizeof v4);
  return ntohs(v4.sin_port);
}

int port_in(const std::string& url) {
  return std::stoi(url.substr(url.find(':', std::strlen("http://")) + 1));
}

/// Listens and never takes a connection, so that one that was made stays in its queue.
class Listener {
 public:
  Listener() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(socket_, any, size), 0);
    EXPECT_EQ(::listen(socket_, 4), 0);
    EXPECT_EQ(::getsockname(socket_, any, &size), 0);
    port_ = ntohs(address.sin_port);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() { ::close(socket_); }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/secret"; }
  bool was_connected_to() const {
    const int connection = ::accept4(socket_, nullptr, nullptr, SOCK_NONBLOCK);
    if (connection >= 0) ::close(connection);
    return connection >= 0;
  }

 private:
  int socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  int port_ = 0;
};

class PublicFetchTest : public testing::Test {
 protected:
  /// As if the server were on the internet, and everything else were not.
  NetworkAccess server_alone() {
    return {.public_only = true, .may_connect = [this](const sockaddr& peer) {
              const std::lock_guard lock(mutex_);
              asked_.push_back(port_of(peer));
              return asked_.back() == port_in(server_.url("/"));
            }};
  }

  LoopbackServer server_;
  Listener inside_;
  std::mutex mutex_;
  std::vector<int> asked_;  // Ports of all addresses that were looked at.
};

TEST_F(PublicFetchTest, ARedirectionInsideIsRefusedBeforeAnythingIsAsked) {
  server_.put_status("/go", "302 Found\r\nLocation: " + inside_.url());
  const auto bytes = MediaBytes::open(server_.url("/go"), server_alone());
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code(), Errc::kNotPermitted) << bytes.error().message();
  EXPECT_EQ(asked_, (std::vector{port_in(server_.url("/")), port_in(inside_.url())}));
  EXPECT_FALSE(inside_.was_connected_to());
}

TEST_F(PublicFetchTest, ARedirectionOutsideIsFollowed) {
  server_.put("/there", "found");
  server_.put_status("/go", "302 Found\r\nLocation: " + server_.url("/there"));
  auto bytes = MediaBytes::open(server_.url("/go"), server_alone());
  ASSERT_TRUE(bytes) << bytes.error().message();
  EXPECT_EQ(bytes->read_whole(100).value(), "found");
}

TEST_F(PublicFetchTest, APlaylistThatNamesSomethingInsideIsRefused) {
  server_.put("/evil.m3u8",
              "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:0\n"
              "#EXTINF:6.0,\n" +
                  inside_.url() + "\n#EXT-X-ENDLIST\n");
  EXPECT_FALSE(try_decode(server_.url("/evil.m3u8"), std::nullopt, server_alone()));
  EXPECT_FALSE(inside_.was_connected_to());
}

TEST_F(PublicFetchTest, NothingOfThisMachineIsAskedUnlessTheCheckSaysSo) {
  const auto bytes = MediaBytes::open(inside_.url(), {.public_only = true});
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code(), Errc::kNotPermitted);
  EXPECT_FALSE(inside_.was_connected_to());
}

TEST_F(PublicFetchTest, GivesEveryByteInOrderAndOutOfIt) {
  std::string content;
  for (std::uint32_t i = 0; content.size() < 5'000'000; ++i) content += std::to_string(i * i) + ",";
  server_.put("/big", content);
  auto bytes = MediaBytes::open(server_.url("/big"), server_alone());
  ASSERT_TRUE(bytes) << bytes.error().message();
  EXPECT_TRUE(bytes->seekable());
  EXPECT_EQ(bytes->total_bytes(), static_cast<std::int64_t>(content.size()));
  EXPECT_EQ(bytes->read_whole(10'000'000).value(), content);
  for (const std::size_t place : {std::size_t{4'000'000}, std::size_t{10}, std::size_t{100'000},
                                  std::size_t{100'010}, content.size() - 20}) {
    std::string part(20, ' ');
    ASSERT_EQ(avio_seek(bytes->io(), static_cast<std::int64_t>(place), SEEK_SET),
              static_cast<std::int64_t>(place));
    ASSERT_EQ(avio_read(bytes->io(), reinterpret_cast<unsigned char*>(part.data()), 20), 20);
    EXPECT_EQ(part, content.substr(place, 20)) << place;
  }
}

}  // namespace
}  // namespace ingest
