#include "engine/core/utc.h"

#include <array>
#include <ctime>

namespace engine {

std::string utc_text(std::chrono::system_clock::time_point time) {
  const std::time_t seconds =
      std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, sizeof "2026-01-01T00:00:00Z"> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

std::string utc_now() { return utc_text(std::chrono::system_clock::now()); }

}  // namespace engine
