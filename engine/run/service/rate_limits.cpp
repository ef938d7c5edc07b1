#include "engine/run/service/rate_limits.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace engine::service {
namespace {

constexpr double kBurstSeconds = 10;
constexpr double kAddressPart = 0.1;

/// Whoever has one address of IPv6 has its whole network.
std::string network_of(const std::string& address) {
  constexpr std::size_t kNetworkBytes = 8;
  std::array<char, sizeof(in6_addr)> bytes{};
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
  return "v6:" + std::string(bytes.data(), kNetworkBytes);
}

}  // namespace

double RateLimits::Bucket::capacity() const { return std::max(1.0, per_second * kBurstSeconds); }

double RateLimits::Bucket::level_at(Clock::time_point now) const {
  const std::chrono::duration<double> passed = now - at;
  return std::min(capacity(), level + passed.count() * per_second);
}

RateStanding RateLimits::take_of_token(const std::string& digest, Clock::time_point now) {
  return take(digest, per_second_, now);
}

RateStanding RateLimits::take_of_address(const std::string& address, Clock::time_point now) {
  return take(network_of(address), per_second_ * kAddressPart, now);
}

bool RateLimits::knows(const std::string& digest) const {
  const std::lock_guard lock(mutex_);
  return buckets_.contains(digest);
}

std::size_t RateLimits::size() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

RateStanding RateLimits::take(const std::string& key, double per_second, Clock::time_point now) {
  if (!are_on()) return {};
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= kBucketsMax && !buckets_.contains(key)) make_room(now);
  const auto [found, is_new] = buckets_.try_emplace(key);
  Bucket& bucket = found->second;
  if (is_new) bucket = {0, per_second, now - std::chrono::hours(1)};
  bucket.level = bucket.level_at(now);
  bucket.at = now;
  RateStanding standing;
  standing.allowed = bucket.level >= 1;
  if (standing.allowed) bucket.level -= 1;
  const auto seconds = [&](double missing) {
    return static_cast<int>(std::ceil(std::max(0.0, missing) / per_second));
  };
  standing.limit = static_cast<int>(bucket.capacity());
  standing.remaining = static_cast<int>(bucket.level);
  standing.reset_s = seconds(bucket.capacity() - bucket.level);
  standing.retry_s = standing.allowed ? 0 : std::max(1, seconds(1 - bucket.level));
  return standing;
}

/// A full bucket says no more than none. Where all are in use, some start anew.
void RateLimits::make_room(Clock::time_point now) {
  std::erase_if(buckets_,
                [&](const auto& one) { return one.second.level_at(now) >= one.second.capacity(); });
  while (buckets_.size() > kBucketsMax * 3 / 4) buckets_.erase(buckets_.begin());
}

}  // namespace engine::service
