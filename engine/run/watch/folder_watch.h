// Folders that are watched for videos: which files are new or have changed, and stay as they are.
// Says what to scan; scanning it, and remembering that, is for the caller and the ledger.
#pragma once

#include "engine/core/result.h"
#include "engine/run/media_files.h"
#include "engine/run/watch/folder_events.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::run {

struct WatchOptions {
  std::vector<std::string> folders;  ///< With all below them; links to folders are followed.
  /// For how long size and time of change must stay the same, also those of the file beside it.
  std::chrono::milliseconds settle{2'000};
  /// How often all is looked at, whatever the kernel has told.
  std::chrono::milliseconds rescan{60'000};
};

/// Whether a file of that name is taken for a video that is there: a media ending, and neither
/// hidden nor the name of a download that is not finished (x.part, x.crdownload, x.tmp, x.mp4~).
bool is_watched_name(std::string_view file_name);

/// Tells of each state of each file once: when it is first seen, and when it, or the VIDEO.json
/// beside it, has become another. So a file that cannot be scanned is tried again only when it
/// changes, and one that was scanned in an earlier run is told again, for the ledger to say so.
///
/// Threads: not safe to share.
class FolderWatch {
 public:
  /// Errors: kNotFound, kNotPermitted, kInvalidInput (no folder); kUnavailable.
  static Result<FolderWatch> open(WatchOptions options);

  /// Waits for up to `at_most`, less when the user interrupts; then the files that have settled, by
  /// path, as absolute paths. Errors: kUnavailable.
  Result<std::vector<std::string>> next(std::chrono::milliseconds at_most);

  /// False while a file is seen that has not settled.
  bool idle() const { return waiting_.empty(); }
  std::size_t file_count() const { return files_.size(); }

  /// What is wrong with the watching since the last call, such as a folder that cannot be read.
  std::vector<Error> take_warnings() { return std::exchange(warnings_, {}); }

 private:
  using Clock = std::chrono::steady_clock;

  /// A video and the file beside it that says something of it.
  struct State {
    FileState video;
    std::optional<FileState> sidecar;
    friend bool operator==(const State&, const State&) = default;
  };
  struct File {
    State state;
    std::optional<State> told;
    Clock::time_point quiet_since;
    bool writing = false;  ///< It was written to, and was not closed.
  };

  FolderWatch(WatchOptions options, FolderEvents events)
      : options_(std::move(options)), events_(std::move(events)) {}
  void warn(Error error);
  void look_everywhere();
  void walk(const std::string& folder, std::set<std::string>& seen);
  void look_at(const std::string& path, bool settled_by_age);
  void take(const FolderEvent& event);
  void take_sidecar(const std::string& path);
  Clock::time_point due(const File& file) const;
  std::vector<std::string> settled();
  std::chrono::milliseconds patience(Clock::time_point until) const;

  WatchOptions options_;
  FolderEvents events_;
  std::map<std::string, File> files_;
  std::set<std::string> waiting_;  // Of files_: those whose state has not been told.
  std::vector<Error> warnings_;
  std::set<std::string> warned_;  // Each once.
  Clock::time_point next_look_{};
};

}  // namespace engine::run
