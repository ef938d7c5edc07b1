// What an index of a given size costs: its bytes by part, the time to open it, memory, and how
// quickly it answers.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/result.h"

#include <filesystem>
#include <map>
#include <span>
#include <string>

namespace scale {

/// Names of figures, with units at their ends, and values.
using Figures = std::map<std::string, double>;

/// Looks up the hashes of the first two minutes of `strangers`, which are not in the index, as a
/// scan does. Errors: those of Index::open and PostingRuns::look_up.
engine::Result<Figures> index_figures(const std::filesystem::path& index,
                                      std::span<const engine::FingerprintedMedia> strangers);

/// Resident memory of this process in megabytes: now, and the most there was.
double resident_mb();
double peak_resident_mb();

/// One line of JSON.
std::string to_json(const Figures& figures);

}  // namespace scale
