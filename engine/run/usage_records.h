// What usage reports are made from, gathered from ledger and archive.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/result.h"
#include "engine/run/workspace.h"
#include "reports/reported_uses.h"
#include "reports/timeline.h"
#include "reports/use_index.h"

#include <cstdint>
#include <vector>

namespace engine::run {

enum class Findings {
  kUses,       ///< What is claimed, and what people accepted; without what they rejected.
  kForReview,  ///< What is too uncertain, and nobody has decided on.
};

/// With what is on record of the videos. Errors: those of the database; kCorrupt.
Result<reports::ReportedUses> reported_uses(Records& records, Findings which);

/// The uses of all time (Findings::kUses), in a compact form. Errors: the same.
Result<reports::UseIndex> indexed_uses(Records& records);

/// The louder of both channels, for each landmark_grid period: half decibels above -127 dBFS.
std::vector<std::uint8_t> levels_of(const Fingerprint& fingerprint);

/// How loud the videos are, from the archived fingerprints; those that are not archived are left
/// out, all of them if there is no archive. Errors: those of the archive.
Result<reports::Waveforms> waveforms(const Records& records, const std::vector<VideoId>& videos);
/// The same of an index that is open.
Result<reports::Waveforms> waveforms(const matcher::Index& index,
                                     const std::vector<VideoId>& videos);

}  // namespace engine::run
