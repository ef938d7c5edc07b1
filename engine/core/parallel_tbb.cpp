#include "engine/core/parallel.h"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include <memory>

namespace engine {
namespace {

std::unique_ptr<oneapi::tbb::global_control> limit;  // Set before any work, by one thread.

}  // namespace

void set_thread_count(std::size_t threads) {
  using oneapi::tbb::global_control;
  limit.reset();
  if (threads > 0) {
    limit = std::make_unique<global_control>(global_control::max_allowed_parallelism, threads);
  }
}

std::size_t thread_count() {
  using oneapi::tbb::global_control;
  return global_control::active_value(global_control::max_allowed_parallelism);
}

namespace detail {

void run_ordered(std::size_t count, std::size_t max_in_flight, const More& more, const Step& work,
                 const Step& deliver) {
  using oneapi::tbb::filter_mode;
  using oneapi::tbb::make_filter;

  std::size_t next = 0;
  const auto take = [&](oneapi::tbb::flow_control& flow) -> std::size_t {
    if (next == count || !more()) {
      flow.stop();
      return 0;
    }
    return next++;
  };
  const auto process = [&](std::size_t index) {
    work(index);
    return index;
  };
  oneapi::tbb::parallel_pipeline(
      max_in_flight, make_filter<void, std::size_t>(filter_mode::serial_in_order, take) &
                         make_filter<std::size_t, std::size_t>(filter_mode::parallel, process) &
                         make_filter<std::size_t, void>(filter_mode::serial_in_order, deliver));
}

void run_each(std::size_t count, const Step& work) {
  oneapi::tbb::parallel_for(std::size_t{0}, count, work);
}

}  // namespace detail
}  // namespace engine
