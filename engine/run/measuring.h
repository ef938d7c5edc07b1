// Looking at the sound of tracks again, when the catalogue asks about their quality.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/core/result.h"
#include "engine/run/pipeline.h"

#include <functional>
#include <span>

namespace engine::run {

struct MeasureListener {
  ItemProgress progress;
  /// In the order of the recordings, one at a time, once the outcome is on disk.
  std::function<void(const catalogue::Recording& recording, const Result<void>& outcome)> done;
};

/// Decodes the files of these recordings, which have tracks, in parallel, and puts what is measured
/// on record. A file that is gone, is a fingerprint, or holds other sound than the track is a
/// failure of its own. Errors: only what ends the whole batch, such as a full disk.
Result<BatchReport> measure_tracks(Workspace& workspace,
                                   std::span<const catalogue::Recording> recordings,
                                   const MeasureListener& listener);

}  // namespace engine::run
