// One video through the stages: what is known of it already, what has to be decoded, what is found,
// and putting that on record.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/result.h"
#include "engine/run/pipeline.h"
#include "engine/run/scan_outcome.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"
#include "ingest/ingest.h"
#include "matcher/matcher.h"

#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace engine::run {

/// What came of one audio stream, before it is on record.
struct ScannedStream {
  ScanOutcome outcome;
  std::optional<FingerprintedMedia> heard;  ///< Set when it was decoded just now.
};

/// For one batch. Lifetime: the workspace outlives it, and no tracks are added meanwhile.
class VideoScanner {
 public:
  explicit VideoScanner(Workspace& workspace);

  /// Everything but writing. One stream after another; a stream that fails is an outcome with an
  /// error. Errors: what keeps the streams from being known, and kInterrupted.
  /// Threads: at once from many, also beside one `record`.
  Result<std::vector<ScannedStream>> scan(const MediaItem& item, const AudioChoice& audio,
                                          const ingest::DecodeProgress& progress) const;

  /// The outcome of an item of which nothing can be said but why.
  std::vector<ScannedStream> failed(const MediaItem& item, Error error) const;

  /// Archives what was heard, then posts to the ledger: if a crash comes between, the ledger still
  /// knows the video as it was, and it is scanned again. A failure is not posted, so that it takes
  /// nothing from what an earlier scan found. Errors: the workspace cannot be read or written.
  /// Threads: one at a time.
  Result<std::vector<ScanOutcome>> record(std::vector<ScannedStream> streams);

 private:
  Result<ScannedStream> scan_stream(const VideoSource& source,
                                    const ingest::DecodeProgress& progress) const;
  Result<std::optional<ScanResult>> recorded_scan(const ScanId& scan) const;
  Result<std::optional<FingerprintedMedia>> archived(const VideoFacts& video) const;
  Result<ScanResult> match(const VideoSource& source, const FingerprintedMedia& media) const;

  Workspace& workspace_;
  matcher::Matcher matcher_;
  std::string catalogue_digest_;
  mutable std::mutex records_;  // Catalogue and ledger take one call at a time.
};

}  // namespace engine::run
