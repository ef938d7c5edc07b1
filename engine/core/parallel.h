// The one door to parallelism. Nothing else in the program names TBB or starts a thread for
// computation, so the machinery can be swapped: parallel_tbb.cpp is what ships,
// parallel_threads.cpp is what ThreadSanitizer can see through (the `tsan` preset).
#pragma once

#include "engine/core/result.h"

#include <cstddef>
#include <exception>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace engine {

/// How many threads computation may use, for the whole process. 0 means one per core. Call once,
/// before any work. `thread_count()` tells what is in force.
void set_thread_count(std::size_t threads);
std::size_t thread_count();

namespace detail {
using Step = std::function<void(std::size_t index)>;
using More = std::function<bool()>;
void run_ordered(std::size_t count, std::size_t max_in_flight, const More& more, const Step& work,
                 const Step& deliver);
void run_each(std::size_t count, const Step& work);
}  // namespace detail

/// Turns a stray exception into an Error. An exception that leaves a TBB body cancels the whole
/// pipeline: one bad file would silently end the batch.
template <class Work>
auto guarded(const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return fail(Errc::kUnavailable, "not enough memory");
  } catch (const std::exception& e) {
    return fail(Errc::kUnavailable, std::string("unexpected: ") + e.what());
  }
}

/// Runs `work(input)` on every input in parallel; hands each outcome to `deliver` in order.
///
/// `more`    : () -> bool. Asked before each input is started; false leaves the rest undone.
/// `work`    : (const Input&) -> Result<Output>. Called from many threads at once.
/// `deliver` : (const Input&, Result<Output>). Called in input order, one call at a time, so it
///             may write a file or post to the ledger without a lock.
/// `max_in_flight` (> 0) bounds live outputs, hence memory.
template <class Output, class Input, class Work, class Deliver>
void run_ordered(std::span<const Input> inputs, std::size_t max_in_flight,
                 const std::function<bool()>& more, const Work& work, const Deliver& deliver) {
  // A ring is enough: input i + max_in_flight cannot start before i has been delivered.
  std::vector<std::optional<Result<Output>>> ring(max_in_flight);
  const auto slot = [&](std::size_t index) -> auto& { return ring[index % ring.size()]; };
  detail::run_ordered(
      inputs.size(), max_in_flight, more,
      [&](std::size_t i) { slot(i).emplace(guarded([&] { return work(inputs[i]); })); },
      [&](std::size_t i) { deliver(inputs[i], *std::exchange(slot(i), std::nullopt)); });
}

/// Runs `work(i)` for every i below `count`, in any order, on any threads; returns when all are
/// done. May be called from inside the work of either function. `work` must not throw.
template <class Work>
void run_each(std::size_t count, const Work& work) {
  detail::run_each(count, work);
}

}  // namespace engine
