#include "reports/timeline.h"

#include <array>

namespace reports {

using engine::MediaTime;

Timeline timeline_of(const ReportedUses& report, std::size_t first, std::size_t end) {
  Timeline timeline;
  for (std::size_t i = first; i < end; ++i) {
    const Use& use = report.uses[i];
    if (i == first) {
      timeline.title = video_name(use, report.record_of(use));
      timeline.duration = use.video->duration;
    }
    timeline.blocks.push_back({use.match.in_video, use.recording->title});
  }
  return timeline;
}

std::vector<MediaTime> clock_ticks(MediaTime length, int most) {
  constexpr std::array<std::int64_t, 17> kRoundSeconds{
      1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400};
  using std::chrono::seconds;
  seconds step{kRoundSeconds.back()};
  for (auto it = kRoundSeconds.rbegin(); it != kRoundSeconds.rend(); ++it) {
    if (length / seconds{*it} < most) step = seconds{*it};
  }
  std::vector<MediaTime> ticks;
  for (MediaTime at{0}; at <= length; at += step) ticks.push_back(at);
  return ticks;
}

}  // namespace reports
