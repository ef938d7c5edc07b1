#include "reports/sheet_clock.h"

#include "engine/core/text.h"

#include <algorithm>

namespace reports {

using engine::Errc;
using engine::fail;
using engine::MediaTime;
using engine::Result;

namespace {

constexpr std::int64_t kLongestUs = 24LL * 3600 * 1'000'000;

/// "h:mm:ss.fff", "m:ss.fff" or seconds.
std::optional<MediaTime> clock_time(std::string_view given) {
  const std::vector<std::string> parts = engine::split(given, ':');
  if (parts.empty() || parts.size() > 3) return std::nullopt;
  std::int64_t minutes = 0;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const auto number = engine::parse_fixed_point(parts[i], 0);
    if (!number || *number < 0 || *number >= (i == 0 ? 1440 : 60)) return std::nullopt;
    minutes = minutes * 60 + *number;
  }
  const auto us = engine::parse_fixed_point(parts.back(), 6);
  const std::int64_t limit = parts.size() == 1 ? kLongestUs : 60'000'000;
  if (!us || *us < 0 || *us >= limit) return std::nullopt;
  return MediaTime{minutes * 60'000'000 + *us};
}

}  // namespace

SheetClock::SheetClock(const engine::ledger::Production& production) {
  const auto clock = engine::ProductionClock::of(production.frame_rate, production.start_timecode);
  if (clock) clock_ = *clock;
}

std::string SheetClock::text(MediaTime in_file) const {
  return clock_ ? clock_->label(in_file) : engine::to_timecode(in_file);
}

Result<MediaTime> SheetClock::parse(std::string_view given) const {
  const std::string_view text = engine::trimmed(given);
  const bool is_label = std::ranges::count(text, ':') + std::ranges::count(text, ';') == 3;
  if (clock_ && is_label) return clock_->position(text);
  if (const auto time = clock_time(text)) return *time;
  return fail(Errc::kInvalidInput,
              "'" + engine::clean_utf8(text) + "': expected " +
                  (clock_ ? "a timecode of the programme, hh:mm:ss:ff, or a place in the file, "
                          : "a place in the file, ") +
                  "h:mm:ss.fff" +
                  (is_label && !clock_ ? "; timecode needs the frame rate: cuetrace video set "
                                         "VIDEO --frame-rate RATE"
                                       : ""));
}

}  // namespace reports
