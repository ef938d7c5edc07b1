#include "matcher/unknown_music.h"

#include <algorithm>
#include <map>

namespace matcher {
namespace {

using engine::Match;
using engine::MediaSpan;
using engine::MediaTime;

bool starts_earlier(const MediaSpan& one, const MediaSpan& other) {
  return one.start != other.start ? one.start < other.start : one.end < other.end;
}

/// Sorted, and joined where one ends no more than `gap` before the next starts.
std::vector<MediaSpan> joined(std::vector<MediaSpan> spans, MediaTime gap) {
  std::sort(spans.begin(), spans.end(), starts_earlier);
  std::vector<MediaSpan> whole;
  for (const MediaSpan& span : spans) {
    if (whole.empty() || span.start - whole.back().end > gap) {
      whole.push_back(span);
    } else {
      whole.back().end = std::max(whole.back().end, span.end);
    }
  }
  return whole;
}

/// Ordered and disjoint.
std::vector<MediaSpan> explained_by(const std::vector<Match>& matches) {
  std::map<engine::TrackId, std::vector<MediaSpan>> of_track;
  for (const Match& match : matches) of_track[match.track].push_back(match.in_video);
  std::vector<MediaSpan> explained;
  for (auto& [track, spans] : of_track) {
    for (const MediaSpan& span : joined(std::move(spans), kExplainedGap)) {
      explained.push_back({span.start - kExplainedAround, span.end + kExplainedAround});
    }
  }
  return joined(std::move(explained), MediaTime{0});
}

}  // namespace

std::vector<MediaSpan> unknown_music(const std::vector<MediaSpan>& music,
                                     const std::vector<Match>& matches) {
  const std::vector<MediaSpan> explained = explained_by(matches);
  std::vector<MediaSpan> unknown;
  const auto keep = [&unknown](MediaTime start, MediaTime end) {
    if (end - start >= kShortestUnknown) unknown.push_back({start, end});
  };
  for (const MediaSpan& span : music) {
    MediaTime start = span.start;
    for (const MediaSpan& known : explained) {
      if (known.end <= start) continue;
      if (known.start >= span.end) break;
      keep(start, known.start);
      start = known.end;
    }
    keep(start, span.end);
  }
  return unknown;
}

}  // namespace matcher
