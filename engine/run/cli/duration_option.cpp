#include "engine/run/cli/duration_option.h"

#include "engine/core/text.h"

#include <optional>
#include <vector>

namespace engine::cli {
namespace {

constexpr std::int64_t kSecondMs = 1000;
constexpr std::int64_t kMinuteMs = 60 * kSecondMs;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kLongestMs = 1000 * 24 * kHourMs;

/// A number in milliseconds; 1.5 of an hour is 1.5 * kHourMs.
std::optional<std::int64_t> scaled(std::string_view number, std::int64_t unit_ms) {
  const auto thousandths = parse_fixed_point(number, 3);
  if (!thousandths || *thousandths < 0 || *thousandths > kLongestMs) return std::nullopt;
  return *thousandths * (unit_ms / kSecondMs);
}

std::optional<std::int64_t> of_clock(std::string_view word) {
  std::int64_t total = 0;
  const std::vector<std::string> parts = split(word, ':');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    const auto part = scaled(parts[i], kSecondMs);
    if (!part || (!last && *part % kSecondMs != 0) || (i > 0 && *part >= kMinuteMs)) {
      return std::nullopt;
    }
    total = total * 60 + *part;
  }
  return parts.size() <= 3 ? std::optional(total) : std::nullopt;
}

std::optional<std::int64_t> milliseconds_of(std::string_view word) {
  if (word.empty()) return std::nullopt;
  if (word.find(':') != word.npos) return of_clock(word);
  const std::string_view number = word.substr(0, word.size() - 1);
  switch (word.back()) {
    case 's': return scaled(number, kSecondMs);
    case 'm': return scaled(number, kMinuteMs);
    case 'h': return scaled(number, kHourMs);
    case 'd': return scaled(number, 24 * kHourMs);
    default: return scaled(word, kSecondMs);
  }
}

}  // namespace

Result<std::chrono::milliseconds> parse_duration(std::string_view option, const std::string& word) {
  const auto parsed = milliseconds_of(word);
  if (parsed && *parsed <= kLongestMs) return std::chrono::milliseconds(*parsed);
  return fail(Errc::kUsage, std::string(option) + ": \"" + word +
                                "\" is no length of time; give seconds, 10m, 1.5h, 2d or 1:02:03");
}

}  // namespace engine::cli
