#include "reports/use_filter.h"

#include "engine/core/text.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace reports {
namespace {

bool equals(const std::string& text, const std::string& other) {
  return engine::to_lower_ascii(text) == engine::to_lower_ascii(other);
}

bool has_writer(const engine::catalogue::Recording& track, const std::string& wanted) {
  return std::any_of(
      track.work.contributions.begin(), track.work.contributions.end(),
      [&](const Contribution& who) {
        return !is_publisher(who) &&
               (contains_ignoring_case(who.party.name, wanted) || equals(who.party.ipi, wanted));
      });
}

bool is_video(const engine::VideoFacts& video, const std::string& wanted) {
  return contains_ignoring_case(video.location, wanted) ||
         contains_ignoring_case(video.title, wanted) || equals(engine::to_string(video.id), wanted);
}

bool is_track(const Use& use, const std::string& wanted) {
  const engine::catalogue::Recording& track = *use.recording;
  return contains_ignoring_case(track.title, wanted) || equals(track.isrc, wanted) ||
         equals(engine::to_string(use.match.track), wanted);
}

}  // namespace

bool contains_ignoring_case(const std::string& text, const std::string& part) {
  return engine::to_lower_ascii(text).find(engine::to_lower_ascii(part)) != std::string::npos;
}

bool matches(const Use& use, const VideoRecord& record, const UseFilter& filter) {
  const engine::ledger::Publication& publication = record.publication;
  const std::vector<std::string>& places = publication.territories;
  return (filter.composer.empty() || has_writer(*use.recording, filter.composer)) &&
         (filter.video.empty() || is_video(*use.video, filter.video)) &&
         (filter.track.empty() || is_track(use, filter.track)) &&
         contains_ignoring_case(publication.channel, filter.channel) &&
         contains_ignoring_case(publication.platform, filter.platform) &&
         (filter.territory.empty() ||
          std::any_of(places.begin(), places.end(),
                      [&](const std::string& one) { return equals(one, filter.territory); }));
}

void keep_matching(const UseFilter& filter, ReportedUses& report) {
  std::erase_if(report.uses,
                [&](const Use& use) { return !matches(use, report.record_of(use), filter); });
  const std::initializer_list<std::pair<std::string_view, const std::string&>> asked{
      {"composer", filter.composer}, {"video", filter.video},
      {"track", filter.track},       {"channel", filter.channel},
      {"platform", filter.platform}, {"territory", filter.territory}};
  for (const auto& [word, value] : asked) {
    if (value.empty()) continue;
    report.about += (report.about.empty() ? "" : ", ") + std::string(word) + " \"" + value + "\"";
  }
}

}  // namespace reports
