#include "ingest/network_access.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>

extern "C" {
#include <libavformat/avformat.h>
}

namespace ingest {
namespace {

using engine::Errc;
using engine::fail;

struct Block {
  std::uint32_t first;
  unsigned bits;
};

/// What the IANA special-purpose registry of IPv4 addresses calls not globally reachable, multicast
/// and the reserved rest.
constexpr std::array<Block, 15> kNotPublic{{{0x00000000, 8},    // This network.
                                            {0x0A000000, 8},    // Private, 10.
                                            {0x64400000, 10},   // Shared, 100.64.
                                            {0x7F000000, 8},    // Loopback.
                                            {0xA9FE0000, 16},   // Link-local.
                                            {0xAC100000, 12},   // Private, 172.16.
                                            {0xC0000000, 24},   // Protocol assignments.
                                            {0xC0000200, 24},   // Documentation.
                                            {0xC0586300, 24},   // 6to4 relays.
                                            {0xC0A80000, 16},   // Private, 192.168.
                                            {0xC6120000, 15},   // Benchmarks.
                                            {0xC6336400, 24},   // Documentation.
                                            {0xCB007100, 24},   // Documentation.
                                            {0xE0000000, 4},    // Multicast.
                                            {0xF0000000, 4}}};  // Reserved.

bool is_public_v4(std::uint32_t address) {
  return std::none_of(kNotPublic.begin(), kNotPublic.end(), [&](const Block& block) {
    return (address ^ block.first) >> (32 - block.bits) == 0;
  });
}

std::uint32_t word_at(const std::uint8_t* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
         std::uint32_t{bytes[2]} << 8 | bytes[3];
}

/// Of IPv6 only what is assigned, 2000::/3, is public; those that hold an IPv4 address are what
/// that is.
bool is_public_v6(const std::uint8_t* bytes) {
  constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  constexpr std::array<std::uint8_t, 12> kTranslated{0, 0x64, 0xFF, 0x9B};
  if (std::equal(kMapped.begin(), kMapped.end(), bytes) ||
      std::equal(kTranslated.begin(), kTranslated.end(), bytes)) {
    return is_public_v4(word_at(bytes + 12));
  }
  const std::uint32_t head = word_at(bytes);
  if (head >> 16 == 0x2002) return is_public_v4(word_at(bytes + 2));  // 6to4.
  constexpr std::uint32_t kDocumentation = 0x20010DB8;
  constexpr std::uint32_t kProtocols = 0x20010000 >> 9;  // 2001::/23, Teredo among it.
  return head >> 29 == 1 && head != kDocumentation && head >> 9 != kProtocols;
}

std::atomic<bool> public_addresses_alone = false;

}  // namespace

bool is_public_peer(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return is_public_v4(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  return is_public_v6(v6.sin6_addr.s6_addr);
}

void keep_to_public_addresses() { public_addresses_alone.store(true); }
bool keeps_to_public_addresses() { return public_addresses_alone.load(); }

engine::Result<void> check_public(const std::string& url) {
  std::array<char, 1024> host{};
  // libav's own parser, so that both see the same host.
  ::av_url_split(nullptr, 0, nullptr, 0, host.data(), host.size(), nullptr, nullptr, 0,
                 url.c_str());
  const std::string name(host.data());
  const addrinfo hints{.ai_flags = 0,
                       .ai_family = AF_UNSPEC,
                       .ai_socktype = SOCK_STREAM,
                       .ai_protocol = 0,
                       .ai_addrlen = 0,
                       .ai_addr = nullptr,
                       .ai_canonname = nullptr,
                       .ai_next = nullptr};
  addrinfo* raw = nullptr;
  if (name.empty() || ::getaddrinfo(name.c_str(), nullptr, &hints, &raw) != 0) {
    return fail(Errc::kRemoteUnreachable, "no host \"" + name + "\"; check the address");
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> found(raw, &::freeaddrinfo);
  for (const addrinfo* one = found.get(); one != nullptr; one = one->ai_next) {
    if (is_public_peer(*one->ai_addr)) continue;
    return fail(Errc::kNotPermitted,
                "host \"" + name + "\" is of this machine or a private network, which is refused");
  }
  return {};
}

}  // namespace ingest
