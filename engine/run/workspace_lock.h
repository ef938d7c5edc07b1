// One writer at a time: a lock that dies with its holder, however it ends.
#pragma once

#include "engine/core/result.h"

#include <filesystem>

namespace engine::run {

/// An exclusive flock on `workspace.lock` in a workspace. The kernel gives it back when the process
/// ends, so that a crash leaves nothing to clear away. The file holds the holder's process id, for
/// messages only.
class WorkspaceLock {
 public:
  /// Does not wait. Errors: kLocked (naming the folder and the holder's process id), kNotPermitted,
  /// kNotFound (no such folder), kUnavailable.
  static Result<WorkspaceLock> take(const std::filesystem::path& folder);

  WorkspaceLock(WorkspaceLock&& other) noexcept;
  WorkspaceLock& operator=(WorkspaceLock&& other) noexcept;
  ~WorkspaceLock();

 private:
  explicit WorkspaceLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_ = -1;
};

}  // namespace engine::run
