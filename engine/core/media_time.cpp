#include "engine/core/media_time.h"

#include <algorithm>

namespace engine {
namespace {

std::string padded(std::int64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

}  // namespace

MediaTime in_common(const MediaSpan& a, const MediaSpan& b) {
  return std::min(a.end, b.end) - std::max(a.start, b.start);
}

bool share_half(const MediaSpan& a, const MediaSpan& b) {
  return in_common(a, b) * 2 >= std::min(a.length(), b.length());
}

std::int64_t to_seconds(MediaTime time) {
  return std::chrono::floor<std::chrono::seconds>(time + std::chrono::milliseconds{500}).count();
}

std::int64_t to_ms(MediaTime time) {
  const std::int64_t us = time.count();
  const std::int64_t shifted = us + 500;
  return shifted >= 0 ? shifted / 1000 : -((-shifted + 999) / 1000);
}

std::string to_timecode(MediaTime time) {
  std::int64_t ms = to_ms(time);
  const bool negative = ms < 0;
  if (negative) ms = -ms;
  return (negative ? "-" : "") + std::to_string(ms / 3'600'000) + ":" +
         padded(ms / 60'000 % 60, 2) + ":" + padded(ms / 1000 % 60, 2) + "." + padded(ms % 1000, 3);
}

std::string to_clock(MediaTime time) {
  const std::int64_t seconds = to_seconds(time);
  const std::string tail = ":" + padded(seconds % 60, 2);
  if (seconds < 3600) return std::to_string(seconds / 60) + tail;
  return std::to_string(seconds / 3600) + ":" + padded(seconds / 60 % 60, 2) + tail;
}

}  // namespace engine
