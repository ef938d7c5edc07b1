// What a scan of one video hands to whoever prints it.
#pragma once

#include "engine/core/id.h"
#include "engine/core/scan_result.h"

#include <map>
#include <optional>
#include <string>

namespace engine::run {

/// How people call a track; from the catalogue.
struct TrackLabel {
  std::string path;  ///< Absolute, as given to `catalog add`.
  std::string title;
  std::string version;   ///< "full", "instrumental", ...
  std::string composer;  ///< Several are joined by ", "; empty when unknown.
};

using TrackLabels = std::map<TrackId, TrackLabel>;

/// Where a result came from: how much of the work had been done before.
enum class ScanSource {
  kMedia,    ///< Decoded, and matched.
  kArchive,  ///< The sound was known; matched again, because catalogue or engine had changed.
  kLedger,   ///< Nothing had changed since the scan on record.
};

struct ScanOutcome {
  std::string given;                ///< As the user named it.
  std::optional<int> audio_stream;  ///< When one was asked for.
  ScanResult result;
  TrackLabels labels;  ///< Of every track that `result` names.
  ScanSource source = ScanSource::kMedia;
};

}  // namespace engine::run
