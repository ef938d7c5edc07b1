// The quality of a catalogue: gathers what is on record of tracks and works, and asks the rules.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/catalogue/quality/quality_limits.h"
#include "engine/core/result.h"
#include "engine/run/workspace.h"
#include "reports/quality_report.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace engine::run {

/// Told how far the adding up of stems has come.
struct StemListener {
  std::function<void(std::size_t full_mixes)> begun;  ///< Before all others.
  /// From many threads at once.
  std::function<void(const catalogue::Recording& full_mix)> at_work;
  std::function<void(const catalogue::Recording& full_mix)> done;
  /// Media that cannot be decoded; the rest goes on.
  std::function<void(const Error& why)> problem;
};

struct QualityQuestion {
  catalogue::QualityLimits limits;
  /// Recordings to check, with the works they are of; empty asks about all.
  std::set<std::string> recording_ids;
  /// Decode full mixes and their stems, and see whether the one is the sum of the others; who
  /// hears of it sets all functions.
  std::optional<StemListener> sum_stems{};
};

/// In the order of the catalogue; works in that of their first recordings. Errors: those of the
/// database; kInterrupted.
Result<reports::QualityReport> check_quality(Records& records, const QualityQuestion& question);

/// Those of `recordings` with audio and without a measurement.
Result<std::vector<catalogue::Recording>> unmeasured(std::vector<catalogue::Recording> recordings,
                                                     const catalogue::Measurements& measurements);

}  // namespace engine::run
