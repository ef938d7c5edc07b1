// The story, told once: media -> ingest -> matcher -> ledger. Everything else in engine/run is
// about how people and programs ask for it.
#pragma once

#include "engine/core/kinship.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "engine/core/sound_note.h"
#include "engine/run/media_files.h"
#include "engine/run/scan_outcome.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace engine::run {

class Workspace;

/// How far the decoding of one item has come. Called from many threads at once.
using ItemProgress =
    std::function<void(const std::string& given, MediaTime decoded, MediaTime declared)>;

/// How a batch ended. An item that an interruption kept from being finished is in no count.
struct BatchReport {
  std::size_t done = 0;
  std::size_t incomplete = 0;  ///< Scanned as far as the media went, which was cut off.
  std::size_t failed = 0;
  bool interrupted = false;  ///< Some items were left undone because the user asked to stop.
};

/// What became of one file given to `add_tracks`.
struct AddedTrack {
  TrackId id;
  bool added = false;  ///< False: the same sound was a track before.
  TrackLabel label;    ///< Of the track, whichever file it came from.
  MediaTime duration{0};
  /// What it has in common with tracks that were there before, when it was added.
  std::vector<Kinship> kin;
  TrackLabels kin_labels;  ///< Of the others.
  std::optional<SoundNote> note;
};

struct AddListener {
  ItemProgress progress;
  /// In the order of the items, one at a time, once the outcome is on disk.
  std::function<void(const std::string& given, const Result<AddedTrack>& outcome)> done;
};

/// Makes tracks of media: decodes in parallel; adds to index and catalogue in the order given, each
/// track whole or not at all. An item that fails does not stop the rest; an interruption does,
/// between items. Errors: only what ends the whole batch, such as a full disk.
Result<BatchReport> add_tracks(Workspace& workspace, std::span<const MediaItem> items,
                               const AddListener& listener);

/// Which audio streams of a video to scan: the best one unless told otherwise.
struct AudioChoice {
  bool all = false;
  std::optional<int> stream;  ///< From 0, among the audio streams.
};

struct ScanListener {
  ItemProgress progress;
  /// The outcomes of one item, one for each of its streams, at least one. In the order of the
  /// items, one at a time, once they are on record.
  std::function<void(const std::vector<ScanOutcome>& outcomes)> done;
};

/// The main job. Scans every item and records what was found in the ledger.
///
/// What has been scanned before, with the same catalogue and the same engine, is taken from the
/// ledger; a video whose sound is in the archive is matched again without its media being read; the
/// rest is decoded. So the next run after one that was interrupted or killed does what was left,
/// and no more. Outcomes do not depend on the number of threads.
/// Errors: only what ends the whole batch, such as a full disk.
Result<BatchReport> scan_videos(Workspace& workspace, std::span<const MediaItem> items,
                                const AudioChoice& audio, const ScanListener& listener);

}  // namespace engine::run
