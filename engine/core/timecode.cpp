#include "engine/core/timecode.h"

#include "engine/core/text.h"

#include <array>
#include <charconv>

namespace engine {
namespace {

constexpr std::int64_t kMicroseconds = 1'000'000;
constexpr std::int64_t kHours = 24;
constexpr std::int64_t kSecondsOfMinute = 60;
constexpr std::int64_t kSecondsOfHour = 3600;

constexpr std::array kRates{
    FrameRate{"23.976", 24000, 1001, 24, false}, FrameRate{"24", 24, 1, 24, false},
    FrameRate{"25", 25, 1, 25, false},           FrameRate{"29.97", 30000, 1001, 30, false},
    FrameRate{"29.97df", 30000, 1001, 30, true}, FrameRate{"30", 30, 1, 30, false},
    FrameRate{"50", 50, 1, 50, false},           FrameRate{"59.94", 60000, 1001, 60, false},
    FrameRate{"59.94df", 60000, 1001, 60, true}, FrameRate{"60", 60, 1, 60, false},
};

struct Spelling {
  std::string_view text;
  std::string_view name;
};
constexpr std::array kSpellings{
    Spelling{"23.98", "23.976"},     Spelling{"24000/1001", "23.976"},
    Spelling{"30000/1001", "29.97"}, Spelling{"60000/1001", "59.94"},
    Spelling{"24/1", "24"},          Spelling{"25/1", "25"},
    Spelling{"30/1", "30"},          Spelling{"50/1", "50"},
    Spelling{"60/1", "60"},          Spelling{"24.00", "24"},
    Spelling{"25.00", "25"},         Spelling{"30.00", "30"},
    Spelling{"50.00", "50"},         Spelling{"60.00", "60"},
};

/// Takes `ending` off `text`, with the blanks before it.
bool take_ending(std::string& text, std::string_view ending) {
  if (!text.ends_with(ending)) return false;
  text.resize(text.size() - ending.size());
  text = std::string(trimmed(text));
  while (text.ends_with('-')) text.pop_back();
  return true;
}

/// Labels left out at the start of a minute that is no tenth one.
std::int64_t dropped(const FrameRate& rate) { return rate.drop_frame ? rate.labels / 15 : 0; }

std::string two_digits(std::int64_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

std::string label_of(std::int64_t h, std::int64_t m, std::int64_t s, std::int64_t f,
                     const FrameRate& rate) {
  return two_digits(h) + ":" + two_digits(m) + ":" + two_digits(s) + (rate.drop_frame ? ";" : ":") +
         two_digits(f);
}

Error wrong(std::string_view text, const std::string& why) {
  return {Errc::kInvalidInput, clean_utf8(text) + ": " + why};
}

/// The numbers of "hh:mm:ss:ff", and what stands before the last.
struct Fields {
  std::array<std::int64_t, 4> numbers{};
  char before_frames = ':';
};

Result<Fields> fields_of(std::string_view given) {
  constexpr std::string_view kExpected = "no timecode; write hh:mm:ss:ff";
  Fields fields;
  std::string_view text = trimmed(given);
  for (std::size_t i = 0; i < fields.numbers.size(); ++i) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0 || digits > 3) return fail(wrong(given, std::string(kExpected)));
    std::from_chars(text.data(), text.data() + digits, fields.numbers[i]);
    text.remove_prefix(digits);
    const bool last = i + 1 == fields.numbers.size();
    if (last != text.empty()) return fail(wrong(given, std::string(kExpected)));
    if (last) break;
    const bool before_frames = i + 2 == fields.numbers.size();
    const std::string_view separators = before_frames ? ":;.," : ":;";
    if (separators.find(text.front()) == separators.npos) {
      return fail(wrong(given, std::string(kExpected)));
    }
    if (before_frames) fields.before_frames = text.front();
    text.remove_prefix(1);
  }
  return fields;
}

}  // namespace

std::span<const FrameRate> frame_rates() { return kRates; }

std::optional<FrameRate> frame_rate_named(std::string_view given) {
  std::string text = to_lower_ascii(trimmed(given));
  for (const std::string_view unit : {"frame", "frames", "fps"}) take_ending(text, unit);
  bool drop = false;
  const bool keeps = take_ending(text, "ndf") || take_ending(text, "non-drop") ||
                     take_ending(text, "non drop") || take_ending(text, "nondrop");
  if (!keeps) drop = take_ending(text, "df") || take_ending(text, "drop");
  for (const Spelling& other : kSpellings) {
    if (text == other.text) text = other.name;
  }
  for (const FrameRate& rate : kRates) {
    if (rate.name == text + (drop ? "df" : "")) return rate;
  }
  return std::nullopt;
}

Result<FrameNumber> parse_timecode(std::string_view text, const FrameRate& rate) {
  TRY(const Fields fields, fields_of(text));
  const auto [h, m, s, f] = fields.numbers;
  const std::string name(rate.name);
  if (fields.before_frames == ';' && !rate.drop_frame) {
    return fail(wrong(text, "the ';' means drop frame, and the rate is " + name +
                                "; give the rate that it was made at"));
  }
  if (h >= kHours) return fail(wrong(text, "hours go from 00 to 23"));
  if (m >= 60) return fail(wrong(text, "minutes go from 00 to 59"));
  if (s >= 60) return fail(wrong(text, "seconds go from 00 to 59"));
  if (f >= rate.labels) {
    return fail(
        wrong(text, "at " + name + " frames go from 00 to " + std::to_string(rate.labels - 1)));
  }
  const std::int64_t left_out = dropped(rate);
  if (m % 10 != 0 && s == 0 && f < left_out) {
    return fail(wrong(text, "drop frame leaves this label out; the next is " +
                                label_of(h, m, s, left_out, rate)));
  }
  const std::int64_t minutes = h * 60 + m;
  return rate.labels * (minutes * kSecondsOfMinute + s) + f - left_out * (minutes - minutes / 10);
}

std::string frame_label(FrameNumber frame, const FrameRate& rate) {
  const std::int64_t left_out = dropped(rate);
  const std::int64_t of_ten_minutes = rate.labels * kSecondsOfMinute * 10 - left_out * 9;
  const std::int64_t of_day = of_ten_minutes * 6 * kHours;
  frame = (frame % of_day + of_day) % of_day;
  const std::int64_t tens = frame / of_ten_minutes;
  const std::int64_t rest = frame % of_ten_minutes;
  const std::int64_t of_minute = rate.labels * kSecondsOfMinute - left_out;
  // The first minute of ten is whole, the other nine lack labels.
  const std::int64_t short_minutes = rest < left_out ? 0 : (rest - left_out) / of_minute;
  const std::int64_t label = frame + left_out * (9 * tens + short_minutes);
  const std::int64_t seconds = label / rate.labels;
  return label_of(seconds / kSecondsOfHour, seconds / kSecondsOfMinute % 60, seconds % 60,
                  label % rate.labels, rate);
}

MediaTime time_of_frame(FrameNumber frame, const FrameRate& rate) {
  // Whole groups of `numerator` frames first, so that nothing overflows.
  const std::int64_t groups = frame / rate.numerator;
  const std::int64_t rest = frame % rate.numerator;
  const std::int64_t us = rest * rate.denominator * kMicroseconds;
  return MediaTime{groups * rate.denominator * kMicroseconds +
                   (2 * us + rate.numerator) / (2 * rate.numerator)};
}

FrameNumber frame_nearest(MediaTime time, const FrameRate& rate) {
  const std::int64_t group = rate.denominator * kMicroseconds;
  const std::int64_t groups = time.count() / group;
  const std::int64_t rest = time.count() % group;
  return groups * rate.numerator + (2 * rest * rate.numerator + group) / (2 * group);
}

Result<ProductionClock> ProductionClock::of(std::string_view rate, std::string_view start) {
  const std::optional<FrameRate> known = frame_rate_named(rate);
  if (!known) {
    std::string names;
    for (const FrameRate& one : kRates) {
      names += (names.empty() ? "" : ", ") + std::string(one.name);
    }
    return fail(wrong(rate, "no frame rate; it is one of " + names));
  }
  if (trimmed(start).empty()) return ProductionClock(*known, 0);
  TRY(const FrameNumber first, parse_timecode(start, *known));
  return ProductionClock(*known, first);
}

std::string ProductionClock::label(MediaTime in_file) const {
  return frame_label(start_ + frame_nearest(in_file, rate_), rate_);
}

Result<MediaTime> ProductionClock::position(std::string_view label) const {
  TRY(const FrameNumber frame, parse_timecode(label, rate_));
  if (frame < start_) {
    return fail(wrong(label, "before the start of the programme, " + frame_label(start_, rate_)));
  }
  return time_of_frame(frame - start_, rate_);
}

}  // namespace engine
