// What is wrong with which tracks, and how to mend it; and the figures that were measured.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/catalogue/quality/finding.h"
#include "engine/core/track_measurement.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace reports {

struct CheckedTrack {
  engine::catalogue::Recording recording;
  std::optional<engine::TrackMeasurement> measured;
  std::vector<engine::catalogue::Finding> findings;
};

struct CheckedWork {
  engine::catalogue::Work work;
  std::vector<engine::catalogue::Finding> findings;
};

struct QualityReport {
  std::vector<CheckedTrack> tracks;
  std::vector<CheckedWork> works;
};

/// Takes out findings below `least`.
void keep_from(engine::catalogue::Severity least, QualityReport& report);

/// How many findings are at least that grave.
std::size_t count_from(engine::catalogue::Severity least, const QualityReport& report);

/// A row per finding, tracks before works, and a line that sums up.
std::string quality_table(const QualityReport& report);
/// The same rows, without the sum.
std::string quality_csv(const QualityReport& report);
/// Every track with its figures and findings, then the works with findings.
std::string quality_json(const QualityReport& report);

/// A row of figures per track that was measured.
std::string measurement_table(const QualityReport& report);
std::string measurement_csv(const QualityReport& report);

}  // namespace reports
