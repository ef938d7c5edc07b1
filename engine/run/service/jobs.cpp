#include "engine/run/service/jobs.h"

#include "engine/core/interrupt.h"
#include "engine/run/pipeline.h"
#include "engine/run/rematch.h"

#include <nlohmann/json.hpp>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <utility>

namespace engine::service {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kForgetAfterDays = 90;
constexpr int kAttemptsMax = 5;

/// People who wait for an answer go before jobs: their threads are the first to be run.
void step_back() {
  constexpr int kNiceness = 10;
  setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), kNiceness);
}

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// With the name that whoever sent a file gave it, in place of where it lies here.
std::string reason_for_sender(std::string reason, const JobRequest& request,
                              const std::filesystem::path& workspace) {
  const std::string& place = request.location;
  if (!place.starts_with((workspace / "uploads").string())) return reason;
  for (std::size_t at = reason.find(place); at != std::string::npos;
       at = reason.find(place, at + request.name.size())) {
    reason.replace(at, place.size(), request.name);
  }
  return reason;
}

void remove_upload(const Job& job) {
  if (!job.request.remove_after) return;
  std::error_code ignored;
  const std::filesystem::path file = job.request.location;
  std::filesystem::remove(file, ignored);
  std::filesystem::remove(file.parent_path(), ignored);  // Each upload has a folder of its own.
}

}  // namespace

Jobs::Jobs(JobStore store, run::Workspace& workspace, ServiceMetrics& metrics)
    : workspace_(workspace), metrics_(metrics), store_(std::move(store)) {}

Result<std::unique_ptr<Jobs>> Jobs::open(run::Workspace& workspace, ServiceMetrics& metrics,
                                         int threads) {
  TRY(JobStore store, JobStore::open(workspace.folder()));
  TRY_VOID(store.forget_older_than(kForgetAfterDays));
  std::unique_ptr<Jobs> jobs(new Jobs(std::move(store), workspace, metrics));
  for (int i = 0; i < threads; ++i) {
    jobs->threads_.emplace_back([one = jobs.get()] {
      step_back();
      one->work();
    });
  }
  return jobs;
}

Jobs::~Jobs() { stop(); }

void Jobs::stop() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  for (std::thread& one : threads_) one.join();
  threads_.clear();
}

Result<Job> Jobs::add(const JobRequest& request, const std::string& asked_by) {
  const std::lock_guard lock(mutex_);
  auto job = store_.add(request, asked_by);
  changed_.notify_one();
  return job;
}

Result<Job> Jobs::cancel(const std::string& id) {
  const std::lock_guard lock(mutex_);
  auto job = store_.cancel(id);
  if (job && !running_.contains(id)) remove_upload(*job);
  changed_.notify_all();
  return job;
}

Job Jobs::with_progress(Job job) const {
  if (const auto found = running_.find(job.id); found != running_.end()) {
    job.done_ms = found->second->done_ms.load();
    job.all_ms = found->second->all_ms.load();
  }
  return job;
}

Result<Job> Jobs::find(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  TRY(Job job, store_.find(id));
  return with_progress(std::move(job));
}

Result<std::vector<Job>> Jobs::list(std::int64_t before, std::size_t most) const {
  const std::lock_guard lock(mutex_);
  TRY(std::vector<Job> jobs, store_.list(before, most));
  for (Job& one : jobs) one = with_progress(std::move(one));
  return jobs;
}

void Jobs::work() {
  constexpr auto kLookAgain = std::chrono::seconds(1);
  std::unique_lock lock(mutex_);
  while (!ending_) {
    auto next = changing_tracks_ ? Result<std::optional<Job>>(std::nullopt)
                                 : store_.begin_next(running_.empty());
    if (const auto waiting = store_.count_waiting()) metrics_.set_waiting_jobs(*waiting);
    if (!next || !*next) {
      changed_.wait_for(lock, kLookAgain);
      continue;
    }
    const Job job = **std::move(next);
    const bool alone = job.request.kind != JobKind::kScan;
    changing_tracks_ = alone;
    const auto running = std::make_shared<Running>();
    running_.emplace(job.id, running);
    lock.unlock();
    const auto began = std::chrono::steady_clock::now();
    const Result<std::string> outcome = carry_out(job, *running);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    lock.lock();
    running_.erase(job.id);
    if (alone) changing_tracks_ = false;
    finish(job, outcome, took.count());
    changed_.notify_all();
  }
}

void Jobs::finish(const Job& job, const Result<std::string>& outcome, double seconds) {
  const bool interrupted = !outcome && outcome.error().code() == Errc::kInterrupted;
  const bool passing = !outcome && (outcome.error().code() == Errc::kUnavailable ||
                                    outcome.error().code() == Errc::kLocked);
  if (interrupted || (passing && job.attempts < kAttemptsMax)) {
    static_cast<void>(store_.queue_again(job));
    return;
  }
  const std::string reason =
      outcome ? std::string()
              : reason_for_sender(outcome.error().message(), job.request, workspace_.folder());
  static_cast<void>(store_.end(job, outcome ? JobState::kDone : JobState::kFailed,
                               outcome ? *outcome : std::string(), reason));
  remove_upload(job);
  metrics_.job_ended(std::string(to_string(job.request.kind)), !outcome, seconds);
}

Result<std::string> Jobs::carry_out(const Job& job, Running& running) {
  switch (job.request.kind) {
    case JobKind::kScan: return scan(job, running);
    case JobKind::kAddTrack: return add_track(job, running);
    case JobKind::kRematch: return rematch();
    case JobKind::kBackup: return back_up(job);
  }
  return fail(Errc::kUnsupported, "this cuetrace does not know this kind of job");
}

Result<std::shared_ptr<run::VideoScanner>> Jobs::scanner() {
  const std::lock_guard lock(scanning_);
  if (!scanner_) {
    if (!scanner_workspace_) {
      TRY(run::Workspace beside, workspace_.beside());
      scanner_workspace_ = std::make_unique<run::Workspace>(std::move(beside));
    }
    TRY(run::KnownTracks known, scanner_workspace_->note_tracks());
    auto made = std::make_shared<run::VideoScanner>(*scanner_workspace_, std::move(known));
    const auto turn = workspace_.turns().record();
    TRY_VOID(made->place_earlier());
    scanner_ = std::move(made);
  }
  return scanner_;
}

Result<std::vector<run::ScannedStream>> Jobs::heard(const run::VideoScanner& scanner,
                                                    const Job& job, Running& running) {
  const auto turn = workspace_.turns().match();
  const run::MediaItem item{job.request.location, std::nullopt};
  return scanner.scan(item, {}, [&](MediaTime decoded, MediaTime declared) {
    running.done_ms.store(to_ms(decoded));
    running.all_ms.store(to_ms(declared));
  });
}

Result<bool> Jobs::take_up_standing(const std::string& file) {
  TRY(const auto scanner, this->scanner());
  const run::MediaItem item{file, std::nullopt};
  std::vector<run::ScannedStream> streams;
  {
    const auto turn = workspace_.turns().match();
    TRY(const bool stands, scanner->stands(item));
    if (!stands) return false;
    TRY(streams, scanner->scan(item, {}, {}));
  }
  const auto turn = workspace_.turns().record();
  TRY_VOID(scanner->record(std::move(streams)));
  return true;
}

Result<std::string> Jobs::scan(const Job& job, Running& running) {
  TRY(const auto scanner, this->scanner());
  TRY(auto streams, heard(*scanner, job, running));
  const auto turn = workspace_.turns().record();
  TRY(const auto outcomes, scanner->record(std::move(streams)));
  const ScanResult& result = outcomes.front().result;
  if (result.error && result.error->code() != Errc::kTruncated) return fail(*result.error);
  std::size_t uses = 0;
  for (const Match& match : result.matches) uses += match.confident() ? 1 : 0;
  return text_of({{"video_id", to_string(result.video.id)},
                  {"uses", uses},
                  {"review", result.matches.size() - uses},
                  {"complete", result.complete}});
}

Result<std::string> Jobs::add_track(const Job& job, Running& running) {
  TRY(run::Workspace workspace, workspace_.beside());
  std::optional<Result<run::AddedTrack>> added;
  run::AddListener listener;
  listener.progress = [&](const std::string&, MediaTime decoded, MediaTime declared) {
    running.done_ms.store(to_ms(decoded));
    running.all_ms.store(to_ms(declared));
  };
  listener.done = [&](const std::string&, const Result<run::AddedTrack>& one) { added = one; };
  {
    const auto turn = workspace_.turns().change();
    const std::vector<run::MediaItem> items = {{job.request.location, std::nullopt}};
    TRY_VOID(run::add_tracks(workspace, items, listener));
    const std::lock_guard lock(scanning_);
    scanner_.reset();
  }
  if (!added) return fail(Errc::kInterrupted, "stopped before the track was added");
  if (!*added) return fail(added->error());
  TRY(const auto scans, workspace.ledger().scan_stamps());
  if ((*added)->added && !scans.empty()) {
    TRY_VOID(add({.kind = JobKind::kRematch,
                  .location = {},
                  .name = "earlier videos with " + (*added)->label.title},
                 job.asked_by));
  }
  return text_of({{"track_id", to_string((*added)->id)},
                  {"title", (*added)->label.title},
                  {"added", (*added)->added}});
}

Result<std::string> Jobs::back_up(const Job& job) {
  TRY(const run::Workspace workspace, workspace_.beside());
  TRY_VOID(workspace.back_up(job.request.location));
  return text_of({{"folder", job.request.location}});
}

Result<std::string> Jobs::rematch() {
  const auto turn = workspace_.turns().match();
  TRY(run::Workspace workspace, workspace_.beside());
  const run::SearchListener silent{[](std::size_t) {}, [] {}};
  TRY(const auto plan, run::plan_rematch(workspace, run::RematchScope::kLaterTracks, silent));
  std::size_t found = 0;
  run::RematchListener listener;
  listener.outcome = [&](const run::RematchOutcome& one) { found += one.found.size(); };
  listener.done = [] {};
  TRY(const auto report, run::rematch_videos(workspace, plan, listener));
  if (report.interrupted) return fail(Errc::kInterrupted, "stopped");
  return text_of({{"videos", plan.videos}, {"found", found}});
}

}  // namespace engine::service
