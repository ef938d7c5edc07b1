// One line on a terminal that says how far a batch has come; silent anywhere else.
#pragma once

#include "engine/core/media_time.h"
#include "engine/run/cli/command.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace engine::cli {

/// Items done of a total, the item at work, speed in times real time, and the time left.
///
/// Redraws at most ten times a second and rubs itself out at the end.
/// Threads: all functions may be called at once from many. Lifetime: the session outlives it.
class Progress {
 public:
  using Instant = std::chrono::steady_clock::time_point;
  using Clock = std::function<Instant()>;

  Progress(const Session& session, std::size_t total, Clock clock = std::chrono::steady_clock::now);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// How far `item` has come; the first call begins it. `declared` is 0 when unknown.
  void advance(const std::string& item, MediaTime decoded, MediaTime declared);
  /// `item` is finished, well or not.
  void finish(const std::string& item);

  /// Runs `print` while the line is off the screen, so that what it prints stays readable. One at
  /// a time.
  void aside(const std::function<void()>& print);

 private:
  struct Item {
    MediaTime decoded{0};
    MediaTime declared{0};
  };

  void redraw(bool at_once);
  void erase();
  std::string line(Instant now) const;
  double done_share() const;

  std::ostream& log_;
  const std::size_t columns_;
  const std::size_t total_;
  const bool drawing_;
  const Clock clock_;
  const Instant start_;

  std::mutex mutex_;  // Guards all below.
  std::map<std::string, Item> at_work_;
  std::string newest_;
  std::size_t done_ = 0;
  MediaTime done_media_{0};
  Instant drawn_at_{};
  bool on_screen_ = false;
};

}  // namespace engine::cli
