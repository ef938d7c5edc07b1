// What several programmes have in common: music at the start or the end of episodes of one series
// may be its theme, and a short piece at the very edge of what one company makes may be its logo.
// Only candidates: whether it is one, people say.
#pragma once

#include "reports/use.h"

#include <map>
#include <string>
#include <vector>

namespace reports {

struct RecurrencePolicy {
  engine::MediaTime theme_edge = engine::from_ms(180'000);  ///< From the start, and to the end.
  engine::MediaTime logo_edge = engine::from_ms(15'000);
  engine::MediaTime longest_logo = engine::from_ms(10'000);
};

/// Which tracks are heard where in other programmes: how many of them, by track id.
struct Recurrence {
  RecurrencePolicy policy;
  std::map<std::string, int> opening;  ///< In other episodes of the series.
  std::map<std::string, int> closing;
  std::map<std::string, int> logo;  ///< In other programmes of the company, short, at an edge.
};

/// Where a use stands in its video.
bool is_opening(const engine::MediaSpan& use, const RecurrencePolicy& policy);
bool is_closing(const engine::MediaSpan& use, engine::MediaTime video_length,
                const RecurrencePolicy& policy);
bool is_logo_like(const engine::MediaSpan& use, engine::MediaTime video_length,
                  const RecurrencePolicy& policy);

/// `of_series` and `of_company` are the uses of the other programmes, each programme's apart.
Recurrence recurrence_among(const std::vector<std::vector<Use>>& of_series,
                            const std::vector<std::vector<Use>>& of_company,
                            const RecurrencePolicy& policy = {});

}  // namespace reports
