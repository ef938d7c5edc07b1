// How much one client may ask: a bucket of requests for each token, which fills again over time,
// and a smaller one for each address of those who have none, so that guessing tokens is slow.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace engine::service {

/// What a request found in its bucket.
struct RateStanding {
  bool allowed = true;
  int limit = 0;      ///< Requests that a full bucket has; 0: there is no limit.
  int remaining = 0;  ///< Without this one.
  int reset_s = 0;    ///< Until it is full again.
  int retry_s = 0;    ///< Where it is not allowed: until the next one is.
};

/// Bounded: a bucket that is full again is forgotten, and of very many some are.
///
/// Threads: any.
class RateLimits {
 public:
  using Clock = std::chrono::steady_clock;

  /// Requests a second of one token, and a tenth of it for an address; at once, those of ten
  /// seconds. 0: no limits.
  explicit RateLimits(int per_second) : per_second_(per_second) {}

  bool are_on() const { return per_second_ > 0; }

  /// `digest` stands for the token. Takes a request out of its bucket.
  RateStanding take_of_token(const std::string& digest, Clock::time_point now = Clock::now());
  /// Of a network, where the address is of IPv6: its upper 64 bits.
  RateStanding take_of_address(const std::string& address, Clock::time_point now = Clock::now());

  /// Whether that token was good a short while ago: then it need not be guessed.
  bool knows(const std::string& digest) const;
  std::size_t size() const;  ///< Buckets that there are.

  static constexpr std::size_t kBucketsMax = 10'000;

 private:
  struct Bucket {
    double level = 0;
    double per_second = 0;
    Clock::time_point at{};

    double level_at(Clock::time_point now) const;
    double capacity() const;
  };

  RateStanding take(const std::string& key, double per_second, Clock::time_point now);
  void make_room(Clock::time_point now);

  int per_second_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace engine::service
