// Live streams that the service listens to: kept in service.db, so that they are listened to again
// after a restart, each by a monitor on a thread of its own.
#pragma once

#include "engine/core/result.h"
#include "engine/run/live/live_monitor.h"
#include "engine/run/workspace.h"
#include "engine/storage/database.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace engine::service {

/// A stream as people see it.
struct LiveSource {
  std::string id;
  std::string url;  ///< As it was given; may hold secrets.
  std::string name;
  std::string state;  ///< "connecting", "listening", "lost", "ended".
  std::string since;  ///< When it came to that state; UTC.
  std::string problem;
  struct Playing {
    std::string track_id;
    std::string title;
    std::string composer;
    std::string started_at;
  };
  std::vector<Playing> now;  ///< What plays.
};

/// Threads: any.
class LiveSources {
 public:
  /// Begins to listen to all that are on record. `workspace` outlives it. Errors: the database's.
  static Result<std::unique_ptr<LiveSources>> open(run::Workspace& workspace, bool allow_private);
  ~LiveSources();

  /// Errors: those of ingest::check_public, for an address that strangers must not name.
  Result<LiveSource> add(const std::string& url, const std::string& name);
  /// Stops listening; what was recorded stays. Errors: kNotFound.
  Result<void> remove(const std::string& id);
  std::vector<LiveSource> list() const;

  /// What plays is closed, and put on record.
  void stop();

 private:
  struct Listening {
    LiveSource source;
    std::unique_ptr<run::LiveMonitor> monitor;
    std::thread thread;
  };

  LiveSources(storage::Database database, run::Workspace workspace, bool allow_private);
  void listen(const LiveSource& source);
  void take(const std::string& id, const run::LiveEvent& event);

  storage::Database database_;
  run::Workspace workspace_;
  run::LiveScanner scanner_;
  bool allow_private_;
  mutable std::mutex mutex_;
  std::map<std::string, Listening> listening_;
};

}  // namespace engine::service
