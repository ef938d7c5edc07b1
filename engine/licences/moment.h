// Time as people state it in licences and of videos: an instant, or a whole day of which the zone
// is the licence's. Windows compare them without guessing: where a day lies on both sides of an
// edge, nobody can say on which side a video was published.
#pragma once

#include "engine/core/result.h"
#include "engine/licences/time_zone.h"

#include <optional>
#include <string>
#include <string_view>

namespace engine::licences {

/// An instant, or a day as a whole; of a day `at` is its midnight in UTC.
struct Moment {
  Instant at{};
  bool whole_day = false;

  Day day() const { return std::chrono::floor<std::chrono::days>(at); }
  friend bool operator==(const Moment&, const Moment&) = default;
};

/// "2026-10-31", or RFC 3339: "2026-10-31T20:15:00Z", "2026-10-31T20:15+02:00". A time without a
/// zone is UTC; fractions of a second are dropped. Errors: kInvalidInput.
Result<Moment> parse_moment(std::string_view text);

/// "2026-10-31", or "2026-10-31T20:15:00Z".
std::string to_string(const Moment& moment);

/// The first instant of a day there; an instant is itself.
Instant start_of(const Moment& moment, const TimeZone& zone);

/// Where a moment lies: kAcross is a day that an instant cuts in two.
enum class Place { kBefore, kWithin, kAfter, kAcross };

/// From `from` until `until`, each as stated; empty is open. An instant `until` is out, and a day
/// `until` is in, whole.
struct Window {
  std::optional<Moment> from{};
  std::optional<Moment> until{};
  TimeZone zone{};

  Place place_of(const Moment& moment) const;

  /// The first instant that is no longer in it; empty when there is none.
  std::optional<Instant> end() const;

  /// Whether it ends before it begins, or as it begins: no moment lies in it.
  bool is_empty() const;
};

}  // namespace engine::licences
