#include "engine/run/service/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <unistd.h>

#include <fstream>

namespace engine::service {
namespace {

const prometheus::Histogram::BucketBoundaries kRequestSeconds = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
const prometheus::Histogram::BucketBoundaries kJobSeconds = {0.1, 0.5, 1,  2,   5,
                                                             10,  30,  60, 300, 1800};

double resident_bytes() {
  std::ifstream file("/proc/self/statm");
  double pages = 0;
  double resident = 0;
  file >> pages >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

}  // namespace

struct ServiceMetrics::State {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                          .Name("cuetrace_http_requests_total")
                                                          .Help("Requests answered, by status")
                                                          .Register(registry);
  prometheus::Histogram& request_seconds =
      prometheus::BuildHistogram()
          .Name("cuetrace_http_request_seconds")
          .Help("From the first byte of a request to the last of its answer")
          .Register(registry)
          .Add({}, kRequestSeconds);
  prometheus::Counter& sent_bytes = prometheus::BuildCounter()
                                        .Name("cuetrace_http_sent_bytes_total")
                                        .Help("Bytes of answers")
                                        .Register(registry)
                                        .Add({});
  prometheus::Family<prometheus::Counter>& jobs = prometheus::BuildCounter()
                                                      .Name("cuetrace_jobs_total")
                                                      .Help("Jobs that ended, by kind and outcome")
                                                      .Register(registry);
  prometheus::Histogram& job_seconds = prometheus::BuildHistogram()
                                           .Name("cuetrace_job_seconds")
                                           .Help("From the beginning of a job to its end")
                                           .Register(registry)
                                           .Add({}, kJobSeconds);
  prometheus::Gauge& waiting = prometheus::BuildGauge()
                                   .Name("cuetrace_jobs_waiting")
                                   .Help("Jobs that have not begun")
                                   .Register(registry)
                                   .Add({});
  prometheus::Gauge& connections = prometheus::BuildGauge()
                                       .Name("cuetrace_http_connections")
                                       .Help("Open connections")
                                       .Register(registry)
                                       .Add({});
  prometheus::Gauge& newest = prometheus::BuildGauge()
                                  .Name("cuetrace_events_newest")
                                  .Help("Number of the newest event of the ledger")
                                  .Register(registry)
                                  .Add({});
  prometheus::Family<prometheus::Counter>& deliveries =
      prometheus::BuildCounter()
          .Name("cuetrace_webhook_deliveries_total")
          .Help("Attempts to deliver an event, by outcome")
          .Register(registry);
  prometheus::Gauge& resident = prometheus::BuildGauge()
                                    .Name("process_resident_memory_bytes")
                                    .Help("Memory of the process")
                                    .Register(registry)
                                    .Add({});
};

ServiceMetrics::ServiceMetrics() : state_(std::make_unique<State>()) {}
ServiceMetrics::~ServiceMetrics() = default;

void ServiceMetrics::note(const Exchange& exchange) {
  state_->requests.Add({{"status", std::to_string(exchange.status)}}).Increment();
  state_->sent_bytes.Increment(static_cast<double>(exchange.bytes));
  state_->request_seconds.Observe(std::chrono::duration<double>(exchange.took).count());
}

void ServiceMetrics::job_ended(const std::string& kind, bool failed, double seconds) {
  state_->jobs.Add({{"kind", kind}, {"outcome", failed ? "failed" : "done"}}).Increment();
  state_->job_seconds.Observe(seconds);
}

void ServiceMetrics::set_waiting_jobs(std::size_t count) {
  state_->waiting.Set(static_cast<double>(count));
}

void ServiceMetrics::set_connections(std::size_t count) {
  state_->connections.Set(static_cast<double>(count));
}

void ServiceMetrics::set_newest_event(std::int64_t sequence) {
  state_->newest.Set(static_cast<double>(sequence));
}

void ServiceMetrics::delivered(bool failed) {
  state_->deliveries.Add({{"outcome", failed ? "failed" : "delivered"}}).Increment();
}

std::string ServiceMetrics::text() const {
  state_->resident.Set(resident_bytes());
  return prometheus::TextSerializer().Serialize(state_->registry.Collect());
}

}  // namespace engine::service
