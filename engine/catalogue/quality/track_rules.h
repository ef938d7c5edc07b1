// The rules about one track: what was measured and declared, against what is asked.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/catalogue/quality/finding.h"
#include "engine/catalogue/quality/quality_limits.h"
#include "engine/core/track_measurement.h"

#include <optional>
#include <vector>

namespace engine::catalogue {

/// In the order of Rule; of rules that are off, none.
std::vector<Finding> check_track(const Recording& recording,
                                 const std::optional<TrackMeasurement>& measured,
                                 const QualityLimits& limits);

/// Findings of one track or work, as they are made. Text is put together by the caller.
class FindingList {
 public:
  explicit FindingList(const QualityLimits& limits) : limits_(limits) {}

  void add(Rule rule, std::string measured, std::string wanted, std::string remedy);
  std::vector<Finding> take();  ///< In the order of Rule; those of one rule as they came.

 private:
  const QualityLimits& limits_;
  std::vector<Finding> findings_;
};

}  // namespace engine::catalogue
