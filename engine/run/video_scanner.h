// One video through the stages: what is known of it already, what has to be decoded, what is found,
// and putting that on record.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/result.h"
#include "engine/run/found_facts.h"
#include "engine/run/pipeline.h"
#include "engine/run/scan_outcome.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"
#include "ingest/ingest.h"
#include "matcher/matcher.h"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace engine::run {

/// What came of one audio stream, before it is on record.
struct ScannedStream {
  ScanOutcome outcome;
  std::optional<FingerprintedMedia> heard;  ///< Set when it was decoded just now.
  FoundFacts found;                         ///< What is said of the video beside it and in it.
};

/// For one batch. Lifetime: the workspace outlives it, and no tracks are added meanwhile.
class VideoScanner {
 public:
  /// `known` is what Workspace::note_tracks says.
  VideoScanner(Workspace& workspace, KnownTracks known);

  /// Everything but writing. One stream after another; a stream that fails is an outcome with an
  /// error. Errors: what keeps the streams from being known, and kInterrupted.
  /// Threads: at once from many, also beside one `record`.
  Result<std::vector<ScannedStream>> scan(const MediaItem& item, const AudioChoice& audio,
                                          const ingest::DecodeProgress& progress) const;

  /// Whether `scan` would find the item on record, as it is now, and decode nothing. Errors: those
  /// of the ledger. Threads: as `scan`.
  Result<bool> stands(const MediaItem& item) const;

  /// What was found in sound that was heard in another way: `heard`, of a video that is named and
  /// has no file. Threads: as `scan`.
  ScannedStream scan_of(VideoFacts video, FingerprintedMedia heard,
                        std::vector<Match> matches) const;
  /// Matches alone. Errors and threads: as matcher::Matcher::match.
  Result<std::vector<Match>> matches(const Fingerprint& sound) const;

  /// The outcome of an item of which nothing can be said but why.
  std::vector<ScannedStream> failed(const MediaItem& item, Error error) const;
  ScannedStream failed(const VideoFacts& video, Error error) const;

  /// Whether a video is worth matching against all tracks; asked with its archived sound.
  using WorthMatching = std::function<Result<bool>(const Fingerprint&)>;

  /// What `scan` says of a video as it was when it was scanned last, `video`, without its media.
  /// Empty when it is not `worth` matching; that is not asked when the result is on record.
  /// Errors: kNotFound (not archived), kCorrupt, kUnavailable; those of `worth`.
  /// Threads: as `scan`.
  Result<std::optional<ScannedStream>> scan_again(const VideoFacts& video,
                                                  const WorthMatching& worth) const;

  /// Places the unknown music of scans that an earlier cuetrace left without; call before the first
  /// `record`. Errors: the workspace cannot be read or written.
  Result<void> place_earlier();

  /// Archives what was heard, then posts to the ledger, with the places of its unknown music: if a
  /// crash comes between, the ledger still knows the video as it was, and it is scanned again. A
  /// failure is not posted, so that it takes nothing from what an earlier scan found. Errors: the
  /// workspace cannot be read or written. Threads: one at a time.
  Result<std::vector<ScanOutcome>> record(std::vector<ScannedStream> streams);

 private:
  Result<ScannedStream> scan_stream(const VideoSource& source,
                                    const ingest::DecodeProgress& progress) const;
  Result<ScannedStream> hear_stream(const VideoSource& source,
                                    const ingest::DecodeProgress& progress) const;
  Result<std::optional<ScanResult>> recorded_scan(const ScanId& scan) const;
  Result<std::optional<ScanResult>> current_scan(const VideoId& video) const;
  /// Of today; or an earlier one that holds for the tracks of today, see engine/ledger/coverage.h.
  Result<std::optional<ScanResult>> standing_scan(const VideoFacts& video) const;
  Result<std::optional<FingerprintedMedia>> archived(const VideoFacts& video) const;
  Result<std::vector<ledger::UnknownPlace>> post(const ScannedStream& stream,
                                                 std::vector<Error>& refused);
  Result<ScanResult> match(const std::string& given, VideoFacts video,
                           const FingerprintedMedia& media) const;
  ScanResult result_of(const std::string& given, VideoFacts video, const FingerprintedMedia& media,
                       std::vector<Match> matches) const;

  Workspace& workspace_;
  matcher::Matcher matcher_;
  std::string catalogue_digest_;
  mutable std::mutex records_;  // Catalogue and ledger take one call at a time.
};

}  // namespace engine::run
