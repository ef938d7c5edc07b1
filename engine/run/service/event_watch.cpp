#include "engine/run/service/event_watch.h"

#include <chrono>

namespace engine::service {

EventWatch::EventWatch(RecordsPool& records)
    : records_(records), thread_([this](const std::stop_token& stop) { look(stop); }) {}

void EventWatch::look(const std::stop_token& stop) {
  constexpr auto kEvery = std::chrono::milliseconds(100);
  while (!stop.stop_requested()) {
    // A ledger that cannot be read now is asked again; whoever reads events hears of it then.
    if (auto records = records_.take()) {
      if (const auto newest = (*records)->ledger().events().newest()) newest_.store(*newest);
    }
    std::this_thread::sleep_for(kEvery);
  }
}

}  // namespace engine::service
