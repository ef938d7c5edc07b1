#include "engine/run/live/live_scanner.h"

#include <utility>

namespace engine::run {

Result<std::shared_ptr<VideoScanner>> LiveScanner::today() {
  const std::lock_guard lock(mutex_);
  const auto turn = turns_.record();
  std::string tracks = workspace_.index().content_digest();
  if (scanner_ && tracks == tracks_) return scanner_;
  TRY(KnownTracks known, workspace_.note_tracks());
  scanner_ = std::make_shared<VideoScanner>(workspace_, std::move(known));
  tracks_ = std::move(tracks);
  return scanner_;
}

}  // namespace engine::run
