#include "engine/run/service/job_store.h"

#include "engine/core/secret_text.h"
#include "engine/core/utc.h"
#include "engine/run/service/service_database.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace engine::service {
namespace {

constexpr std::array<std::string_view, 4> kKinds = {"scan", "catalog.add", "rematch", "backup"};
constexpr std::array<std::string_view, 5> kStates = {"queued", "running", "done", "failed",
                                                     "cancelled"};

template <class Enum, std::size_t kCount>
std::optional<Enum> named(const std::array<std::string_view, kCount>& words,
                          std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

std::string request_json(const JobRequest& request) {
  const nlohmann::ordered_json json = {{"location", request.location},
                                       {"name", request.name},
                                       {"remove_after", request.remove_after}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

constexpr std::string_view kColumns =
    "SELECT job_number, job_id, kind, state, request, result, error, asked_by, made_at, "
    "started_at, ended_at, attempts FROM job ";

Result<Job> job_of(const storage::Row& row) {
  Job job;
  job.number = row.integer(0);
  job.id = row.text(1);
  job.request.kind = job_kind_named(row.text(2)).value_or(JobKind::kScan);
  job.state = job_state_named(row.text(3)).value_or(JobState::kFailed);
  const auto request = nlohmann::json::parse(row.text(4), nullptr, false);
  if (!request.is_object()) return fail(Errc::kCorrupt, "job " + job.id + " cannot be read");
  job.request.location = request.value("location", "");
  job.request.name = request.value("name", "");
  job.request.remove_after = request.value("remove_after", false);
  job.result = row.text(5);
  job.error = row.text(6);
  job.asked_by = row.text(7);
  job.made_at = row.text(8);
  job.started_at = row.text(9);
  job.ended_at = row.text(10);
  job.attempts = static_cast<int>(row.integer(11));
  return job;
}

Result<std::vector<Job>> read_jobs(const storage::Database& database, const std::string& rest,
                                   const storage::Values& values) {
  std::vector<Job> jobs;
  TRY_VOID(database.each(std::string(kColumns) + rest, values,
                         [&](const storage::Row& row) -> Result<void> {
                           TRY(Job job, job_of(row));
                           jobs.push_back(std::move(job));
                           return {};
                         }));
  return jobs;
}

}  // namespace

std::string_view to_string(JobKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view to_string(JobState state) { return kStates[static_cast<std::size_t>(state)]; }
std::optional<JobKind> job_kind_named(std::string_view word) {
  return named<JobKind>(kKinds, word);
}
std::optional<JobState> job_state_named(std::string_view word) {
  return named<JobState>(kStates, word);
}

Result<JobStore> JobStore::open(const std::filesystem::path& workspace) {
  TRY(auto database, open_service_database(workspace));
  TRY_VOID(database.run("UPDATE job SET state = 'queued' WHERE state = 'running'"));
  return JobStore(std::move(database));
}

Result<Job> JobStore::add(const JobRequest& request, const std::string& asked_by) {
  const std::string id = request.id.empty() ? random_hex(8) : request.id;
  TRY_VOID(database_.run(
      "INSERT INTO job (job_id, kind, state, request, result, error, asked_by, made_at, "
      "started_at, ended_at, attempts) VALUES (?, ?, 'queued', ?, '', '', ?, ?, '', '', 0) "
      "ON CONFLICT (job_id) DO NOTHING",
      {id, std::string(to_string(request.kind)), request_json(request), asked_by, utc_now()}));
  return find(id);
}

Result<std::optional<Job>> JobStore::begin_next(bool exclusive_too) {
  // What changes the tracks goes in its turn: what was asked for after it waits for it.
  TRY(std::vector<Job> jobs,
      read_jobs(database_, "WHERE state = 'queued' ORDER BY job_number LIMIT 1", {}));
  if (jobs.empty()) return std::nullopt;
  Job& job = jobs.front();
  if (job.request.kind != JobKind::kScan && !exclusive_too) return std::nullopt;
  job.state = JobState::kRunning;
  job.started_at = utc_now();
  ++job.attempts;
  TRY_VOID(database_.run(
      "UPDATE job SET state = 'running', started_at = ?, attempts = ? WHERE job_id = ?",
      {job.started_at, std::int64_t{job.attempts}, job.id}));
  return job;
}

Result<void> JobStore::end(const Job& job, JobState state, const std::string& result,
                           const std::string& error) {
  TRY_VOID(
      database_.run("UPDATE job SET state = ?, result = ?, error = ?, ended_at = ? "
                    "WHERE job_id = ? AND state = 'running'",
                    {std::string(to_string(state)), result, error, utc_now(), job.id}));
  return {};
}

Result<void> JobStore::queue_again(const Job& job) {
  TRY_VOID(database_.run("UPDATE job SET state = 'queued' WHERE job_id = ? AND state = 'running'",
                         {job.id}));
  return {};
}

Result<Job> JobStore::cancel(const std::string& id) {
  TRY(const Job job, find(id));
  if (job.state != JobState::kQueued && job.state != JobState::kRunning) {
    return fail(Errc::kInvalidInput,
                "job " + id + " has ended: it is " + std::string(to_string(job.state)));
  }
  TRY_VOID(database_.run("UPDATE job SET state = 'cancelled', ended_at = ? WHERE job_id = ?",
                         {utc_now(), id}));
  return find(id);
}

Result<Job> JobStore::find(const std::string& id) const {
  TRY(std::vector<Job> jobs, read_jobs(database_, "WHERE job_id = ?", {id}));
  if (jobs.empty()) return fail(Errc::kNotFound, "there is no job " + id);
  return std::move(jobs.front());
}

Result<std::vector<Job>> JobStore::list(std::int64_t before, std::size_t most) const {
  return read_jobs(database_, "WHERE ?1 = 0 OR job_number < ?1 ORDER BY job_number DESC LIMIT ?2",
                   {before, static_cast<std::int64_t>(most)});
}

Result<std::size_t> JobStore::count_waiting() const {
  std::int64_t count = 0;
  TRY_VOID(database_.each("SELECT count(*) FROM job WHERE state = 'queued'", {},
                          [&](const storage::Row& row) -> Result<void> {
                            count = row.integer(0);
                            return {};
                          }));
  return static_cast<std::size_t>(count);
}

Result<void> JobStore::forget_older_than(int days) {
  TRY_VOID(
      database_.run("DELETE FROM job WHERE ended_at <> '' AND "
                    "ended_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now', ?)",
                    {"-" + std::to_string(days) + " days"}));
  return {};
}

}  // namespace engine::service
