// All uses on record with how they stand, kept for whoever asks: a verdict on one use needs all of
// them, since licences are drawn down.
#pragma once

#include "engine/core/result.h"
#include "engine/licences/judge.h"
#include "engine/run/service/event_watch.h"
#include "engine/run/service/records_pool.h"
#include "reports/reported_uses.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace engine::service {

struct StandingLedger {
  reports::ReportedUses uses;  ///< With verdicts, where licences are on record.
  bool judged = false;         ///< False: no licences are on record.
  std::optional<licences::Judge> judge;
  /// Videos with uses that are a violation, or unlicensed, and how many; ordered by video.
  std::vector<std::pair<VideoId, std::size_t>> open_uses;
  std::int64_t sequence = 0;  ///< Of the newest event that was there.
  licences::Instant as_of{};
  /// Null for a use that came after, or is for review.
  const licences::Verdict* verdict_on(const std::string& use) const;
};

/// Threads: any.
class StandingUses {
 public:
  StandingUses(RecordsPool& records, const EventWatch& events);
  ~StandingUses();

  /// As of now or a moment ago: it is made anew, on a thread of its own, when something has
  /// happened, but never more than a tenth of the time goes into that. Errors: those of the ledger.
  Result<std::shared_ptr<const StandingLedger>> now();

  /// As of now for sure; waits.
  Result<std::shared_ptr<const StandingLedger>> anew();

 private:
  Result<std::shared_ptr<const StandingLedger>> make();
  void keep_up();

  RecordsPool& records_;
  const EventWatch& events_;
  std::mutex mutex_;
  std::condition_variable asked_;
  bool wanted_ = false;
  bool ending_ = false;
  std::shared_ptr<const StandingLedger> latest_;
  std::mutex making_;  // One at a time makes it.
  std::thread thread_;
};

}  // namespace engine::service
