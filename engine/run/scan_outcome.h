// What a scan of one video hands to whoever prints it.
#pragma once

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/scan_result.h"
#include "engine/ledger/unknown_clusters.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

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
  std::optional<ScanResult> earlier;  ///< The current scan before this one, after a rematch.
  /// The unknown music of `result`, cut where another tune begins; by start. Empty when it is not
  /// placed, because the archive lacks the video.
  std::vector<ledger::UnknownPlace> unknown;
  TrackLabels labels;  ///< Of every track that `result` and `earlier` name.
  /// What is wrong with what is said of the video beside it or in it. The scan is whole.
  std::vector<Error> warnings;
  ScanSource source = ScanSource::kMedia;
};

/// What became of a video that was matched again.
struct RematchOutcome {
  ScanOutcome scan;                ///< What a scan of today says.
  std::vector<std::size_t> found;  ///< Which of its matches the earlier scan had not, or less sure.
  std::vector<Match> lost;         ///< What the earlier scan had and this has not, or less sure.
};

}  // namespace engine::run
