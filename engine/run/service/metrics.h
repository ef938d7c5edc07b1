// Counters and times for those who watch over the service, in the text form of Prometheus.
#pragma once

#include "engine/run/service/http_server.h"

#include <memory>
#include <string>

namespace engine::service {

/// Threads: any.
class ServiceMetrics {
 public:
  ServiceMetrics();
  ~ServiceMetrics();

  void note(const Exchange& exchange);
  void job_ended(const std::string& kind, bool failed, double seconds);
  void set_waiting_jobs(std::size_t count);
  void set_connections(std::size_t count);
  void set_newest_event(std::int64_t sequence);
  void delivered(bool failed);  ///< A webhook.

  /// Text exposition format 0.0.4.
  std::string text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace engine::service
