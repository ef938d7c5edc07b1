// Events brought to those who asked for them: a POST for each, signed, in order, tried again for a
// day, and kept in a list of the dead after that.
//
//   POST url
//   Cuetrace-Delivery: WEBHOOK-SEQUENCE
//   Cuetrace-Signature: t=UNIX SECONDS,v1=HEX      HMAC-SHA-256 of "t.body" under the secret
//   {"sequence", "kind", "at", "video_id", "track_id", "data"}
//
// An event may come twice, where an answer was lost; its delivery has the same name then.
#pragma once

#include "engine/core/result.h"
#include "engine/run/service/event_watch.h"
#include "engine/run/service/metrics.h"
#include "engine/run/service/records_pool.h"
#include "engine/storage/database.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace engine::service {

struct Webhook {
  std::string id;
  std::string url;
  std::string secret;  ///< Shown once, when it is made.
  std::string kinds;   ///< With commas; empty: all.
  std::string made_at;
  std::int64_t sequence = 0;  ///< Of the last event that was taken up.
  std::int64_t waiting = 0;   ///< Deliveries that are still tried.
  std::int64_t dead = 0;
};

struct FailedDelivery {
  std::int64_t sequence = 0;
  int attempts = 0;
  std::string problem;
  std::string body;
};

/// Threads: any.
class Webhooks {
 public:
  /// Begins to deliver, on a thread of its own. What it refers to outlives it.
  static Result<std::unique_ptr<Webhooks>> open(const std::filesystem::path& workspace,
                                                RecordsPool& records, const EventWatch& events,
                                                ServiceMetrics& metrics, bool allow_private);
  ~Webhooks();

  /// From the next event on. Errors: those of check_remote.
  Result<Webhook> add(const std::string& url, const std::string& kinds);
  Result<std::vector<Webhook>> list() const;
  Result<void> remove(const std::string& id);  ///< Errors: kNotFound.
  /// What was given up. Errors: kNotFound.
  Result<std::vector<FailedDelivery>> failed(const std::string& id) const;
  /// Tries all that was given up again; returns how many.
  Result<std::int64_t> retry(const std::string& id);

 private:
  struct Due {
    std::string webhook;
    std::string url;
    std::string secret;
    std::int64_t sequence = 0;
    std::string body;
    int attempts = 0;
  };

  Webhooks(storage::Database database, RecordsPool& records, const EventWatch& events,
           ServiceMetrics& metrics, bool allow_private);
  void work(const std::stop_token& stop);
  Result<void> take_up(const Webhook& webhook);
  Result<std::vector<Due>> due() const;
  void deliver(const Due& due, std::set<std::string>& failing);
  Result<std::string> send(const Due& due) const;
  Result<void> check_known(const std::string& id) const;
  Result<std::vector<Webhook>> read_all() const;

  storage::Database database_;
  RecordsPool& records_;
  const EventWatch& events_;
  ServiceMetrics& metrics_;
  bool allow_private_;
  mutable std::mutex mutex_;  // Of the database.
  std::jthread thread_;
};

}  // namespace engine::service
