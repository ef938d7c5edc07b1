#include "engine/licences/time_zone.h"

#include "engine/core/text.h"

#include <unicode/calendar.h>
#include <unicode/gregocal.h>
#include <unicode/timezone.h>

namespace engine::licences {

struct TimeZone::Rules {
  explicit Rules(const icu::TimeZone& zone, UErrorCode& error)
      : calendar(zone, icu::Locale::getRoot(), error) {}
  icu::GregorianCalendar calendar;  // Copied where it is used: it remembers the time that was set.
};

TimeZone::TimeZone() : name_("UTC") {}

Result<TimeZone> TimeZone::named(std::string_view name) {
  TimeZone zone;
  if (name.empty() || name == "UTC" || name == "Z") return zone;
  const std::unique_ptr<icu::TimeZone> found(icu::TimeZone::createTimeZone(
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int>(name.size())))));
  UErrorCode error = U_ZERO_ERROR;
  auto rules = std::make_shared<Rules>(*found, error);
  if (U_FAILURE(error) != 0 || *found == icu::TimeZone::getUnknown()) {
    return fail(Errc::kInvalidInput, "'" + clean_utf8(name) +
                                         "': no time zone; expected a name such as Europe/Berlin, "
                                         "or UTC");
  }
  rules->calendar.setGregorianChange(-8.64e15, error);  // One calendar for all of time.
  rules->calendar.setSkippedWallTimeOption(UCAL_WALLTIME_NEXT_VALID);
  rules->calendar.setRepeatedWallTimeOption(UCAL_WALLTIME_FIRST);
  zone.name_ = name;
  zone.rules_ = std::move(rules);
  return zone;
}

Instant TimeZone::start_of(Day day) const {
  if (!rules_) return Instant{day};
  const std::chrono::year_month_day date{day};
  icu::GregorianCalendar calendar(rules_->calendar);
  calendar.clear();
  calendar.set(static_cast<int>(date.year()), static_cast<int>(unsigned{date.month()}) - 1,
               static_cast<int>(unsigned{date.day()}), 0, 0, 0);
  UErrorCode error = U_ZERO_ERROR;
  const double ms = calendar.getTime(error);
  if (U_FAILURE(error) != 0) return Instant{day};  // A calendar of a known zone has every day.
  return Instant{std::chrono::seconds{static_cast<std::int64_t>(ms / 1000)}};
}

}  // namespace engine::licences
