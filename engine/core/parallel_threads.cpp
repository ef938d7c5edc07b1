// The twin of parallel_tbb.cpp on plain threads, with the same contract. Debian's libtbb is not
// built for ThreadSanitizer, which reports races in correct code that uses it; this is what the
// `tsan` preset checks the program with.
#include "engine/core/parallel.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace engine {
namespace {

std::atomic<std::size_t> chosen_threads{0};

/// Runs `body` on the chosen number of threads, the caller's among them.
void on_all_threads(const std::function<void()>& body) {
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < thread_count(); ++i) threads.emplace_back(body);
  body();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace

void set_thread_count(std::size_t threads) { chosen_threads = threads; }

std::size_t thread_count() {
  const std::size_t chosen = chosen_threads;
  if (chosen > 0) return chosen;
  return std::max(1U, std::thread::hardware_concurrency());
}

namespace detail {

void run_ordered(std::size_t count, std::size_t max_in_flight, const More& more, const Step& work,
                 const Step& deliver) {
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t next = 0;
  std::size_t delivered = 0;
  bool stopped = false;
  bool delivering = false;
  std::vector<bool> done(count, false);

  // Delivers what is ready, in order; one thread at a time. Called and left with the lock held.
  const auto deliver_ready = [&](std::unique_lock<std::mutex>& lock) {
    if (delivering) return;
    delivering = true;
    while (delivered < count && done[delivered]) {
      const std::size_t index = delivered;
      lock.unlock();
      deliver(index);
      lock.lock();
      ++delivered;
      changed.notify_all();
    }
    delivering = false;
  };

  on_all_threads([&] {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock,
                   [&] { return stopped || next == count || next < delivered + max_in_flight; });
      if (stopped || next == count || !more()) {
        stopped = true;
        changed.notify_all();
        return;
      }
      const std::size_t index = next++;
      lock.unlock();
      work(index);
      lock.lock();
      done[index] = true;
      deliver_ready(lock);
    }
  });
}

void run_each(std::size_t count, const Step& work) {
  std::atomic<std::size_t> next{0};
  on_all_threads([&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  });
}

}  // namespace detail
}  // namespace engine
