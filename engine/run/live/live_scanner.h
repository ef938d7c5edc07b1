// Matching for live monitors against the tracks there are now: tracks may be added while monitors
// run for weeks.
#pragma once

#include "engine/run/video_scanner.h"
#include "engine/run/workspace.h"
#include "engine/run/workspace_turns.h"

#include <memory>
#include <mutex>
#include <string>

namespace engine::run {

/// One for a workspace, shared by all its monitors, since it keeps a cache of tracks.
/// Lifetime: workspace and turns outlive it. Threads: any.
class LiveScanner {
 public:
  LiveScanner(Workspace& workspace, WorkspaceTurns& turns) : workspace_(workspace), turns_(turns) {}

  /// Of today's tracks. Use it at once, and ask again: it is of use only while a turn to match is
  /// held that was taken before tracks changed. Takes turns. Errors: those of note_tracks.
  Result<std::shared_ptr<VideoScanner>> today();

  Workspace& workspace() { return workspace_; }
  WorkspaceTurns& turns() { return turns_; }

 private:
  Workspace& workspace_;
  WorkspaceTurns& turns_;
  std::mutex mutex_;  // Guards the two below.
  std::shared_ptr<VideoScanner> scanner_;
  std::string tracks_;  // Digest of the tracks that it knows.
};

}  // namespace engine::run
