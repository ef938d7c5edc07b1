// Threads that wait, for a network or a device, beside one another. What computes goes through
// engine/core/parallel.h.
#pragma once

#include <functional>
#include <vector>

namespace engine {

/// Runs each task on a thread of its own; returns when all have ended. They must not throw.
void run_waiting(const std::vector<std::function<void()>>& tasks);

}  // namespace engine
