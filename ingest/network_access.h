// What may be fetched, from where, and for how long it is waited for.
#pragma once

#include "engine/core/result.h"

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>

struct sockaddr;

namespace ingest {

/// How long a server may stay silent before it counts as unreachable.
constexpr std::chrono::milliseconds kNetworkTimeout{20'000};

/// Whether an address may be connected to.
using PeerCheck = std::function<bool(const sockaddr& peer)>;

/// Whether the whole internet can reach it: no loopback, private, link-local or reserved one.
bool is_public_peer(const sockaddr& peer);

struct NetworkAccess {
  std::chrono::milliseconds silence_max = kNetworkTimeout;
  /// rtmp, rtmps and srt, too, beside http and https.
  bool live = false;
  /// Only addresses that the whole internet can reach: for URLs that strangers name.
  bool public_only = false;
  /// Which those are.
  PeerCheck may_connect = is_public_peer;
  /// Gives up when asked to, as all reading does when the user interrupts.
  std::stop_token stop{};
};

/// From now on, whatever is opened in this process: URLs of private networks are refused. To be
/// called before any thread opens media, by programs that open what strangers name.
void keep_to_public_addresses();
bool keeps_to_public_addresses();

/// The host of `url`, looked up, is on the public internet; every address that it has. Of a name
/// that changes its address between this and the connection, it cannot know.
/// Errors: kNotPermitted (it is private, of this machine or of its network), kRemoteUnreachable (no
/// such host), naming the host and not what of the URL may be secret.
engine::Result<void> check_public(const std::string& url);

}  // namespace ingest
