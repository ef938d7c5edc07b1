// How far the ledger's events have come, for all who wait for more: one look for everybody.
#pragma once

#include "engine/run/service/records_pool.h"

#include <atomic>
#include <cstdint>
#include <stop_token>
#include <thread>

namespace engine::service {

/// Threads: any.
class EventWatch {
 public:
  /// Looks ten times a second, on a thread of its own, for as long as it lives.
  explicit EventWatch(RecordsPool& records);

  /// The number of the newest event, as of the last look.
  std::int64_t newest() const { return newest_.load(); }

 private:
  void look(const std::stop_token& stop);

  RecordsPool& records_;
  std::atomic<std::int64_t> newest_ = 0;
  std::jthread thread_;
};

}  // namespace engine::service
