#include "matcher/stretches.h"

#include <algorithm>

namespace matcher {
namespace {

bool starts_earlier(const Stretch& a, const Stretch& b) { return a.first < b.first; }

}  // namespace

std::vector<Stretch> unexplained(std::uint32_t frames, std::span<const Segment> segments) {
  std::vector<Stretch> explained;
  for (const Segment& segment : segments) {
    const auto frame = [&](std::int64_t at) {
      return static_cast<std::uint32_t>(std::clamp<std::int64_t>(at, 0, frames));
    };
    explained.push_back({frame(segment.video_first()), frame(segment.video_end())});
  }
  std::sort(explained.begin(), explained.end(), starts_earlier);
  explained.push_back({frames, frames});
  std::vector<Stretch> gaps;
  std::uint32_t at = 0;
  for (const Stretch& known : explained) {
    if (known.first >= at + kShortestStretchFrames) gaps.push_back({at, known.first});
    at = std::max(at, known.end);
  }
  return gaps;
}

std::vector<Stretch> within(std::span<const Stretch> stretches, std::vector<Stretch> places) {
  std::sort(places.begin(), places.end(), starts_earlier);
  std::vector<Stretch> common;
  for (const Stretch& stretch : stretches) {
    std::uint32_t at = stretch.first;
    std::uint32_t end = stretch.first;  // Of the part that is growing.
    const auto close = [&] {
      if (end >= at + kShortestStretchFrames) common.push_back({at, end});
    };
    for (const Stretch& place : places) {
      if (place.end <= at || place.first >= stretch.end) continue;
      if (place.first > end) {
        close();
        at = place.first;
      }
      end = std::max(end, std::min(place.end, stretch.end));
    }
    close();
  }
  return common;
}

std::vector<Stretch> chunks_of(std::span<const Stretch> stretches) {
  std::vector<Stretch> chunks;
  for (const Stretch& stretch : stretches) {
    for (std::uint32_t at = stretch.first; at < stretch.end; at += kChunkFrames) {
      chunks.push_back({at, std::min(stretch.end, at + kChunkFrames)});
    }
  }
  return chunks;
}

}  // namespace matcher
