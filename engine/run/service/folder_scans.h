// Folders that the service watches: what comes into them, or changes there, becomes a scan.
#pragma once

#include "engine/core/result.h"
#include "engine/run/service/jobs.h"
#include "engine/run/watch/folder_watch.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace engine::service {

/// A file whose scan stands makes no job; only what is said beside it is put on record. The others
/// wait here and become jobs a few at a time, so that uploads need not wait behind a whole folder.
/// What waits is found again at the next start.
///
/// Threads: one of its own, from `open` until it is destroyed.
class FolderScans {
 public:
  /// `jobs` outlives it. `warn` is told what is wrong with the watching. Errors: those of
  /// FolderWatch::open.
  static Result<std::unique_ptr<FolderScans>> open(std::vector<std::string> folders, Jobs& jobs,
                                                   std::size_t at_once,
                                                   std::function<void(const Error&)> warn);

 private:
  FolderScans(run::FolderWatch watch, Jobs& jobs, std::size_t at_once,
              std::function<void(const Error&)> warn);
  void work(const std::stop_token& stop);
  void forget_ended();
  bool waits_in_line(const std::string& path) const;
  void hand_over(const std::stop_token& stop);

  run::FolderWatch watch_;
  Jobs& jobs_;
  std::size_t at_once_;
  std::function<void(const Error&)> warn_;
  std::deque<std::string> waiting_;
  std::map<std::string, std::string> open_;  // Jobs that have not ended, and their files.
  std::jthread thread_;                      // Last: it ends before what it works on.
};

}  // namespace engine::service
