#include "engine/core/waiting_threads.h"

#include <thread>

namespace engine {

void run_waiting(const std::vector<std::function<void()>>& tasks) {
  std::vector<std::jthread> threads;
  threads.reserve(tasks.size());
  for (const std::function<void()>& task : tasks) threads.emplace_back(task);
}

}  // namespace engine
