#include "engine/licences/moment.h"

#include "engine/core/text.h"

#include <charconv>

namespace engine::licences {
namespace {

using std::chrono::days;
using std::chrono::seconds;

/// Two digits at the front of `text`, which is shortened by them, up to `most`.
std::optional<int> two_digits(std::string_view& text, int most) {
  int value = 0;
  if (text.size() < 2) return std::nullopt;
  const char* const end = text.data() + 2;
  if (std::from_chars(text.data(), end, value).ptr != end || value < 0 || value > most) {
    return std::nullopt;
  }
  text.remove_prefix(2);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

/// "20:15", "20:15:00", "20:15:00.250"; the rest stays in `text`.
std::optional<seconds> clock_of(std::string_view& text) {
  constexpr int kLeapSecond = 60;
  const auto hour = two_digits(text, 23);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = two_digits(text, 59);
  if (!minute) return std::nullopt;
  int second = 0;
  if (take(text, ':')) {
    const auto given = two_digits(text, kLeapSecond);
    if (!given) return std::nullopt;
    second = *given == kLeapSecond ? kLeapSecond - 1 : *given;
    if (take(text, '.')) {
      const std::size_t digits = text.find_first_not_of("0123456789");
      if (digits == 0 || text.empty()) return std::nullopt;
      text.remove_prefix(digits == text.npos ? text.size() : digits);
    }
  }
  return seconds{(*hour * 60 + *minute) * 60 + second};
}

/// "", "Z", "+02:00", "-0330": what is to be taken off to have UTC.
std::optional<seconds> offset_of(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return seconds{0};
  const bool east = text.front() == '+';
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  const auto hours = two_digits(text, 23);
  take(text, ':');
  const auto minutes = two_digits(text, 59);
  if (!hours || !minutes || !text.empty()) return std::nullopt;
  const seconds offset{(*hours * 60 + *minutes) * 60};
  return east ? offset : -offset;
}

/// The first instant after a day, or the one after an instant.
Instant end_of(const Moment& moment, const TimeZone& zone) {
  return moment.whole_day ? zone.start_of(moment.day() + days{1}) : moment.at + seconds{1};
}

}  // namespace

Result<Moment> parse_moment(std::string_view given) {
  constexpr std::size_t kDayLength = 10;
  const std::string_view text = trimmed(given);
  const auto day = parse_day(text.substr(0, kDayLength));
  if (day && text.size() == kDayLength) return Moment{Instant{*day}, true};
  if (day && text.size() > kDayLength &&
      (text[kDayLength] == 'T' || text[kDayLength] == 't' || text[kDayLength] == ' ')) {
    std::string_view rest = text.substr(kDayLength + 1);
    const auto clock = clock_of(rest);
    const auto offset = clock ? offset_of(rest) : std::nullopt;
    if (offset) return Moment{Instant{*day} + *clock - *offset, false};
  }
  return fail(Errc::kInvalidInput, "'" + clean_utf8(given) +
                                       "': expected a day or a time, 2026-10-31 or "
                                       "2026-10-31T20:15:00Z");
}

std::string to_string(const Moment& moment) {
  std::string text = engine::to_string(moment.day());
  if (moment.whole_day) return text;
  const std::chrono::hh_mm_ss clock{moment.at - Instant{moment.day()}};
  char separator = 'T';
  for (const std::int64_t part :
       {std::int64_t{clock.hours().count()}, std::int64_t{clock.minutes().count()},
        std::int64_t{clock.seconds().count()}}) {
    text += separator;
    text += static_cast<char>('0' + part / 10);
    text += static_cast<char>('0' + part % 10);
    separator = ':';
  }
  return text + "Z";
}

Instant start_of(const Moment& moment, const TimeZone& zone) {
  return moment.whole_day ? zone.start_of(moment.day()) : moment.at;
}

Place Window::place_of(const Moment& moment) const {
  const auto both_days = [&](const std::optional<Moment>& edge) {
    return edge && edge->whole_day && moment.whole_day;
  };
  // Days are compared as days, wherever they are: a day is never across the edge of another.
  bool starts_before = false;
  bool ends_before = false;
  if (both_days(from)) {
    starts_before = ends_before = moment.at < from->at;
  } else if (from) {
    const Instant first = start_of(*from, zone);
    starts_before = start_of(moment, zone) < first;
    ends_before = end_of(moment, zone) <= first;
  }
  if (ends_before) return Place::kBefore;
  bool starts_after = false;
  bool ends_after = false;
  if (both_days(until)) {
    starts_after = ends_after = moment.at > until->at;
  } else if (const auto last = end()) {
    starts_after = start_of(moment, zone) >= *last;
    ends_after = end_of(moment, zone) > *last;
  }
  if (starts_after) return Place::kAfter;
  return starts_before || ends_after ? Place::kAcross : Place::kWithin;
}

std::optional<Instant> Window::end() const {
  if (!until) return std::nullopt;
  return until->whole_day ? end_of(*until, zone) : until->at;
}

bool Window::is_empty() const {
  const auto last = end();
  return from && last && *last <= start_of(*from, zone);
}

}  // namespace engine::licences
