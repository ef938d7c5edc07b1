#include "engine/core/interrupt.h"

#include <atomic>
#include <csignal>

namespace engine {
namespace {

std::atomic<bool> requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // A signal handler touches it.

extern "C" void on_signal(int signal) {
  requested = true;
  std::signal(signal, SIG_DFL);  // The next one ends the process.
}

}  // namespace

void listen_for_interrupts() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
}

bool interrupted() { return requested; }
void request_interrupt() { requested = true; }
void clear_interrupt() { requested = false; }

}  // namespace engine
