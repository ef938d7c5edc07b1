// Who uses an open workspace when, in a process in which several want to: live monitors, jobs, a
// service. Index and records each say what may be done at once; this keeps to it.
#pragma once

#include <mutex>
#include <shared_mutex>
#include <utility>

namespace engine::run {

/// One for a workspace. Threads: any. Hold no turn while taking another.
class WorkspaceTurns {
 public:
  /// To match against the index, and to read the archive: beside others that do, and beside one
  /// that records.
  using Matching = std::shared_lock<std::shared_mutex>;
  [[nodiscard]] Matching match() { return Matching(tracks_); }

  /// To use catalogue, ledger and the like, and to archive: one at a time, beside those that match.
  struct Recording {
    std::shared_lock<std::shared_mutex> tracks;
    std::unique_lock<std::mutex> records;
  };
  [[nodiscard]] Recording record() {
    Matching tracks(tracks_);
    return {std::move(tracks), std::unique_lock(records_)};
  }

  /// To add or remove tracks, and to seal: alone.
  struct Changing {
    std::unique_lock<std::shared_mutex> tracks;
    std::unique_lock<std::mutex> records;
  };
  [[nodiscard]] Changing change() {
    std::unique_lock tracks(tracks_);
    return {std::move(tracks), std::unique_lock(records_)};
  }

 private:
  std::shared_mutex tracks_;
  std::mutex records_;
};

}  // namespace engine::run
