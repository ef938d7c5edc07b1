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

  /// While this is held, no tracks are added or removed.
  struct Today {
    WorkspaceTurns::Matching turn;
    std::shared_ptr<VideoScanner> scanner;
  };
  /// Of the tracks that there are. Hold no turn. Errors: those of note_tracks.
  Result<Today> today();

  /// Owners of tracks may have changed as well: what is asked for next knows them.
  void look_again();

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
