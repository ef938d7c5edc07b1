#include "engine/run/live/live_scanner.h"

#include <utility>

namespace engine::run {

Result<LiveScanner::Today> LiveScanner::today() {
  const std::lock_guard lock(mutex_);
  auto turn = turns_.record();
  std::string tracks = workspace_.index().content_digest();
  if (!scanner_ || tracks != tracks_) {
    TRY(KnownTracks known, workspace_.note_tracks());
    scanner_ = std::make_shared<VideoScanner>(workspace_, std::move(known));
    tracks_ = std::move(tracks);
  }
  return Today{std::move(turn.tracks), scanner_};
}

void LiveScanner::look_again() {
  const std::lock_guard lock(mutex_);
  scanner_.reset();
}

}  // namespace engine::run
