// What the kernel tells of folders, by inotify: names that come, change and go. It is lossy, and
// silent on network file systems: who relies on it looks again from time to time.
#pragma once

#include "engine/core/result.h"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace engine::run {

struct FolderEvent {
  enum class Kind {
    kWriting,  ///< A file was made or written to, and may still be open.
    kThere,    ///< A file was closed after writing, or moved here: it is as it was meant to be.
    kGone,     ///< A file was taken away.
    kFolder,   ///< A folder was made or moved here.
  };
  Kind kind = Kind::kThere;
  std::string path;
};

/// One inotify instance. Threads: not safe to share.
class FolderEvents {
 public:
  /// Errors: kUnavailable (the system allows no more instances).
  static Result<FolderEvents> open();
  FolderEvents(FolderEvents&& other) noexcept;
  FolderEvents& operator=(FolderEvents&&) = delete;
  ~FolderEvents();

  /// Tells of `folder` from now on, not of those below; its path is how events name it. Doing it
  /// again is harmless. Errors: kNotFound, kNotPermitted, kUnavailable (no more watches allowed).
  Result<void> add(const std::string& folder);

  struct Batch {
    std::vector<FolderEvent> events;  ///< As they happened.
    bool overflow = false;            ///< Some were lost.
  };
  /// Waits for up to `at_most`; what has come by then, which may be nothing.
  /// Errors: kUnavailable.
  Result<Batch> wait(std::chrono::milliseconds at_most);

 private:
  explicit FolderEvents(int descriptor) : descriptor_(descriptor) {}

  int descriptor_ = -1;
  std::map<int, std::string> folders_;  // By watch descriptor.
};

}  // namespace engine::run
