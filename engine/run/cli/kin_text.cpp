#include "engine/run/cli/kin_text.h"

#include "engine/core/text.h"

#include <algorithm>
#include <utility>

namespace engine::cli {
namespace {

std::string clock_span(const MediaSpan& span) {
  return to_clock(span.start) + "-" + to_clock(span.end);
}

/// The region with most evidence, as it lies in `track` and in the other.
std::pair<MediaSpan, MediaSpan> main_region(const TrackId& track, const Kinship& kinship) {
  const SharedRegion& region = *std::max_element(
      kinship.regions.begin(), kinship.regions.end(),
      [](const SharedRegion& a, const SharedRegion& b) { return a.score_milli < b.score_milli; });
  if (track == kinship.first) return {region.in_first, region.in_second};
  return {region.in_second, region.in_first};
}

std::string line_of(const TrackId& track, const Kinship& kinship, const run::TrackLabel& other) {
  const auto [here, there] = main_region(track, kinship);
  const std::string name = "\"" + other.title + "\"";
  const std::size_t more = kinship.regions.size() - 1;
  const std::string and_more = more == 0 ? "" : ", and " + std::to_string(more) + " more";
  const std::string path = other.path.empty() ? "" : " (" + other.path + ")";
  switch (kinship.kind) {
    case KinshipKind::kDuplicate: return "same sound as " + name + path;
    case KinshipKind::kVersion:
      return "a version of " + name + ": " + clock_span(here) + " is its " + clock_span(there) +
             and_more + path;
    case KinshipKind::kSharedMaterial: break;
  }
  return "shares " + clock_span(here) + " with " + name + ", there " + clock_span(there) +
         and_more + path;
}

}  // namespace

std::vector<std::string> kin_lines(const TrackId& track, const std::vector<Kinship>& kin,
                                   const run::TrackLabels& labels) {
  constexpr std::size_t kMostLines = 8;
  std::vector<const Kinship*> ordered;
  for (const Kinship& kinship : kin) ordered.push_back(&kinship);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const Kinship* a, const Kinship* b) { return a->kind < b->kind; });
  std::vector<std::string> lines;
  for (const Kinship* kinship : ordered) {
    if (lines.size() == kMostLines) {
      lines.push_back("and " + std::to_string(kin.size() - kMostLines) + " more");
      break;
    }
    const auto label = labels.find(kinship->other_than(track));
    lines.push_back(clean_utf8(
        line_of(track, *kinship, label == labels.end() ? run::TrackLabel{} : label->second)));
  }
  return lines;
}

}  // namespace engine::cli
