// Jobs on disk.
#pragma once

#include "engine/core/result.h"
#include "engine/run/service/job.h"
#include "engine/storage/database.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace engine::service {

/// Threads: one at a time.
class JobStore {
 public:
  /// What was running when the service ended is queued again.
  static Result<JobStore> open(const std::filesystem::path& workspace);

  /// Where there is a job of the id that is asked for, that one, as it is.
  Result<Job> add(const JobRequest& request, const std::string& asked_by);

  /// The oldest that is queued and of a kind for which `may` says so; it is running then.
  Result<std::optional<Job>> begin_next(bool exclusive_too);

  /// Writes state, result, error and times of a job. A job that was cancelled stays so.
  Result<void> end(const Job& job, JobState state, const std::string& result,
                   const std::string& error);
  Result<void> queue_again(const Job& job);

  /// Errors: kNotFound; kInvalidInput for one that has ended.
  Result<Job> cancel(const std::string& id);

  Result<Job> find(const std::string& id) const;  ///< Errors: kNotFound.

  /// The newest first, below the number `before` (0: from the newest).
  Result<std::vector<Job>> list(std::int64_t before, std::size_t most) const;

  Result<std::size_t> count_waiting() const;

  /// Takes out those that ended more than `days` ago.
  Result<void> forget_older_than(int days);

 private:
  explicit JobStore(storage::Database database) : database_(std::move(database)) {}
  storage::Database database_;
};

}  // namespace engine::service
