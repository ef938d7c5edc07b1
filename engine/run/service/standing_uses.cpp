#include "engine/run/service/standing_uses.h"

#include "engine/run/licence_records.h"
#include "engine/run/usage_records.h"
#include "reports/licence_audit.h"

#include <algorithm>
#include <map>
#include <utility>

namespace engine::service {

namespace {

constexpr std::chrono::milliseconds kPauseLeast{200};
constexpr int kPausePerCost = 10;

licences::Instant now_instant() {
  return std::chrono::time_point_cast<licences::Instant::duration>(
      std::chrono::system_clock::now());
}

std::vector<std::pair<VideoId, std::size_t>> open_uses_of(const reports::ReportedUses& uses) {
  std::map<VideoId, std::size_t> counts;
  for (const reports::Use& use : uses.uses) {
    const licences::Verdict* const verdict = uses.verdict_on(use);
    if (verdict == nullptr) continue;
    const reports::Standing standing = reports::standing_of(verdict->state());
    if (standing == reports::Standing::kViolation || standing == reports::Standing::kUnlicensed) {
      ++counts[use.video->id];
    }
  }
  return {counts.begin(), counts.end()};
}

}  // namespace

const licences::Verdict* StandingLedger::verdict_on(const std::string& use) const {
  const auto found = uses.verdicts.find(use);
  return found == uses.verdicts.end() ? nullptr : &*found->second;
}

StandingUses::StandingUses(RecordsPool& records, const EventWatch& events)
    : records_(records), events_(events), thread_([this] { keep_up(); }) {}

StandingUses::~StandingUses() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  asked_.notify_all();
  thread_.join();
}

Result<std::shared_ptr<const StandingLedger>> StandingUses::make() {
  const std::lock_guard one_at_a_time(making_);
  TRY(auto records, records_.take());
  auto standing = std::make_shared<StandingLedger>();
  TRY(standing->sequence, records->ledger().events().newest());
  standing->as_of = now_instant();
  TRY(standing->uses, run::reported_uses(*records, run::Findings::kUses));
  TRY(const bool none, records->licences().is_empty());
  standing->judged = !none;
  TRY(standing->judge, run::judge_uses(*records, {.as_of = standing->as_of}, standing->uses));
  standing->open_uses = open_uses_of(standing->uses);
  const std::lock_guard lock(mutex_);
  latest_ = standing;
  return latest_;
}

Result<std::shared_ptr<const StandingLedger>> StandingUses::now() {
  {
    const std::lock_guard lock(mutex_);
    if (latest_) {
      if (latest_->sequence < events_.newest()) {
        wanted_ = true;
        asked_.notify_all();
      }
      return latest_;
    }
  }
  return make();
}

Result<std::shared_ptr<const StandingLedger>> StandingUses::anew() { return make(); }

void StandingUses::keep_up() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    asked_.wait(lock, [&] { return wanted_ || ending_; });
    if (ending_) return;
    wanted_ = false;
    lock.unlock();
    const auto began = std::chrono::steady_clock::now();
    static_cast<void>(make());  // What fails is tried again when it is asked for.
    const auto cost = std::chrono::steady_clock::now() - began;
    lock.lock();
    const auto pause =
        std::max<std::chrono::steady_clock::duration>(kPauseLeast, kPausePerCost * cost);
    asked_.wait_for(lock, pause, [&] { return ending_; });
  }
}

}  // namespace engine::service
