#include "reports/recurrence.h"

#include <set>

namespace reports {

using engine::MediaSpan;
using engine::MediaTime;

bool is_opening(const MediaSpan& use, const RecurrencePolicy& policy) {
  return use.start < policy.theme_edge;
}

bool is_closing(const MediaSpan& use, MediaTime video_length, const RecurrencePolicy& policy) {
  return use.end > video_length - policy.theme_edge;
}

bool is_logo_like(const MediaSpan& use, MediaTime video_length, const RecurrencePolicy& policy) {
  const bool at_edge = use.start < policy.logo_edge || use.end > video_length - policy.logo_edge;
  return at_edge && use.length() <= policy.longest_logo;
}

Recurrence recurrence_among(const std::vector<std::vector<Use>>& of_series,
                            const std::vector<std::vector<Use>>& of_company,
                            const RecurrencePolicy& policy) {
  Recurrence recurrence;
  recurrence.policy = policy;
  for (const std::vector<Use>& programme : of_series) {
    std::set<std::string> opening;  // A programme counts once, however often it has the track.
    std::set<std::string> closing;
    for (const Use& use : programme) {
      const std::string track = to_string(use.match.track);
      if (is_opening(use.match.in_video, policy)) opening.insert(track);
      if (is_closing(use.match.in_video, use.video->duration, policy)) closing.insert(track);
    }
    for (const std::string& track : opening) ++recurrence.opening[track];
    for (const std::string& track : closing) ++recurrence.closing[track];
  }
  for (const std::vector<Use>& programme : of_company) {
    std::set<std::string> logos;
    for (const Use& use : programme) {
      if (!is_logo_like(use.match.in_video, use.video->duration, policy)) continue;
      logos.insert(to_string(use.match.track));
    }
    for (const std::string& track : logos) ++recurrence.logo[track];
  }
  return recurrence;
}

}  // namespace reports
