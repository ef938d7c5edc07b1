// Jobs as they are done: several scans at a time, and what changes the tracks alone.
#pragma once

#include "engine/core/result.h"
#include "engine/run/service/job_store.h"
#include "engine/run/service/metrics.h"
#include "engine/run/video_scanner.h"
#include "engine/run/workspace.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace engine::service {

/// Threads: any.
class Jobs {
 public:
  /// `workspace` and `metrics` outlive it. Errors: those of JobStore::open.
  static Result<std::unique_ptr<Jobs>> open(run::Workspace& workspace, ServiceMetrics& metrics,
                                            int threads);
  ~Jobs();

  /// On disk when this returns.
  Result<Job> add(const JobRequest& request, const std::string& asked_by);
  /// Where the scan of a file stands: puts on record what is said beside it by now, without a job.
  /// False where the file is to be scanned.
  Result<bool> take_up_standing(const std::string& file);
  Result<Job> cancel(const std::string& id);
  /// With how far it has come.
  Result<Job> find(const std::string& id) const;
  Result<std::vector<Job>> list(std::int64_t before, std::size_t most) const;

  /// Begins nothing more, and waits for what is being done; engine::interrupted() ends that early,
  /// and it is done anew by the next service.
  void stop();

 private:
  /// How far a job has come that is being done.
  struct Running {
    std::atomic<std::int64_t> done_ms = 0;
    std::atomic<std::int64_t> all_ms = 0;
  };

  Jobs(JobStore store, run::Workspace& workspace, ServiceMetrics& metrics);
  void work();
  void finish(const Job& job, const Result<std::string>& outcome, double seconds);
  Result<std::string> carry_out(const Job& job, Running& running);
  Result<std::string> scan(const Job& job, Running& running);
  Result<std::vector<run::ScannedStream>> heard(const run::VideoScanner& scanner, const Job& job,
                                                Running& running);
  Result<std::string> add_track(const Job& job, Running& running);
  Result<std::string> rematch();
  Result<std::string> back_up(const Job& job);
  /// For the tracks of now; shared by all scans until tracks change.
  Result<std::shared_ptr<run::VideoScanner>> scanner();
  Job with_progress(Job job) const;

  run::Workspace& workspace_;
  ServiceMetrics& metrics_;
  mutable std::mutex mutex_;  // Of the store and what follows.
  JobStore store_;
  std::map<std::string, std::shared_ptr<Running>> running_;
  bool changing_tracks_ = false;
  bool ending_ = false;
  std::condition_variable changed_;

  std::mutex scanning_;  // Of what follows.
  std::unique_ptr<run::Workspace> scanner_workspace_;
  std::shared_ptr<run::VideoScanner> scanner_;

  std::vector<std::thread> threads_;
};

}  // namespace engine::service
