#include "engine/licences/moment.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace engine::licences {
namespace {

Moment at(std::string_view text) { return parse_moment(text).value(); }

Window window(std::string_view from, std::string_view until, std::string_view zone = "UTC") {
  Window made{std::nullopt, std::nullopt, TimeZone::named(zone).value()};
  if (!from.empty()) made.from = at(from);
  if (!until.empty()) made.until = at(until);
  return made;
}

TEST(Moment, IsADayOrAnInstant) {
  EXPECT_TRUE(at("2026-10-31").whole_day);
  EXPECT_EQ(to_string(at(" 2026-10-31 ")), "2026-10-31");
  EXPECT_EQ(to_string(at("2026-10-31T20:15:00Z")), "2026-10-31T20:15:00Z");
  EXPECT_EQ(to_string(at("2026-10-31T20:15+02:00")), "2026-10-31T18:15:00Z");
  EXPECT_EQ(to_string(at("2026-10-31t00:15:30.999-0330")), "2026-10-31T03:45:30Z");
  EXPECT_EQ(to_string(at("2026-10-31 23:30:00-02:00")), "2026-11-01T01:30:00Z");
  EXPECT_EQ(to_string(at("2016-12-31T23:59:60Z")), "2016-12-31T23:59:59Z");
}

TEST(Moment, RefusesWhatIsNone) {
  for (const char* text :
       {"", "soon", "2026-02-30", "2026-10-31T", "2026-10-31T25:00Z", "2026-10-31T12:60Z",
        "2026-10-31T12:00:61Z", "2026-10-31T12:00:00.Z", "2026-10-31T12:00+2:00",
        "2026-10-31T12:00:00Zulu", "31.10.2026", "2026-10-31X12:00"}) {
    const auto moment = parse_moment(text);
    ASSERT_FALSE(moment) << text;
    EXPECT_EQ(moment.error().code(), Errc::kInvalidInput);
    EXPECT_NE(moment.error().message().find("expected a day or a time"), std::string::npos);
  }
}

struct PlaceCase {
  const char* from;
  const char* until;
  const char* zone;
  const char* moment;
  Place place;
};

TEST(Window, ToldByTheSecondAndByTheDay) {
  const std::vector<PlaceCase> cases = {
      // Instants: the first is in, the last is out.
      {"2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "UTC", "2025-12-31T23:59:59Z",
       Place::kBefore},
      {"2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "UTC", "2026-01-01T00:00:00Z",
       Place::kWithin},
      {"2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "UTC", "2026-01-31T23:59:59Z",
       Place::kWithin},
      {"2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "UTC", "2026-02-01T00:00:00Z",
       Place::kAfter},
      // Days are whole: the last is in.
      {"2026-01-01", "2026-01-31", "UTC", "2026-01-31T23:59:59Z", Place::kWithin},
      {"2026-01-01", "2026-01-31", "UTC", "2026-02-01T00:00:00Z", Place::kAfter},
      {"2026-01-01", "2026-01-31", "UTC", "2026-01-31", Place::kWithin},
      {"2026-01-01", "2026-01-31", "UTC", "2026-02-01", Place::kAfter},
      {"2026-01-01", "2026-01-31", "UTC", "2025-12-31", Place::kBefore},
      // In the licence's zone.
      {"2026-01-01", "2026-01-31", "Europe/Berlin", "2025-12-31T22:59:59Z", Place::kBefore},
      {"2026-01-01", "2026-01-31", "Europe/Berlin", "2025-12-31T23:00:00Z", Place::kWithin},
      {"2026-01-01", "2026-01-31", "Europe/Berlin", "2026-01-31T22:59:59Z", Place::kWithin},
      {"2026-01-01", "2026-01-31", "Europe/Berlin", "2026-01-31T23:00:00Z", Place::kAfter},
      {"2026-01-01", "2026-01-31", "Pacific/Kiritimati", "2026-01-31T10:00:00Z", Place::kAfter},
      {"2026-01-01", "2026-01-31", "Pacific/Pago_Pago", "2026-02-01T10:59:59Z", Place::kWithin},
      // Clocks go forward on 29 March 2026 and back on 25 October: 23 and 25 hours.
      {"2026-03-29", "2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00Z", Place::kWithin},
      {"2026-03-29", "2026-03-29", "Europe/Berlin", "2026-03-29T21:59:59Z", Place::kWithin},
      {"2026-03-29", "2026-03-29", "Europe/Berlin", "2026-03-29T22:00:00Z", Place::kAfter},
      {"2026-10-25", "2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00Z", Place::kWithin},
      {"2026-10-25", "2026-10-25", "Europe/Berlin", "2026-10-25T22:59:59Z", Place::kWithin},
      {"2026-10-25", "2026-10-25", "Europe/Berlin", "2026-10-25T23:00:00Z", Place::kAfter},
      // Clocks of Santiago skipped the midnight of 5 September 2021.
      {"2021-09-05", "2021-09-05", "America/Santiago", "2021-09-05T03:59:59Z", Place::kBefore},
      {"2021-09-05", "2021-09-05", "America/Santiago", "2021-09-05T04:00:00Z", Place::kWithin},
      // A day that an instant cuts in two.
      {"2026-01-01T12:00:00Z", "", "UTC", "2026-01-01", Place::kAcross},
      {"", "2026-01-31T12:00:00Z", "UTC", "2026-01-31", Place::kAcross},
      {"", "2026-02-01T00:00:00Z", "UTC", "2026-01-31", Place::kWithin},
      {"", "2026-01-31T00:00:00Z", "UTC", "2026-01-31", Place::kAfter},
      {"2026-01-01T00:00:00Z", "", "UTC", "2026-01-01", Place::kWithin},
      {"2026-01-01T12:00:00Z", "2026-01-01T13:00:00Z", "UTC", "2026-01-01", Place::kAcross},
      // Open ends.
      {"", "", "UTC", "1999-01-01", Place::kWithin},
      {"2026-01-01", "", "UTC", "2099-01-01", Place::kWithin},
  };
  for (const PlaceCase& one : cases) {
    EXPECT_EQ(window(one.from, one.until, one.zone).place_of(at(one.moment)), one.place)
        << one.moment << " in " << one.from << " to " << one.until << " " << one.zone;
  }
}

TEST(Window, IsEmptyWhenItEndsBeforeItBegins) {
  EXPECT_TRUE(window("2026-02-01", "2026-01-31").is_empty());
  EXPECT_FALSE(window("2026-02-01", "2026-02-01").is_empty());
  EXPECT_TRUE(window("2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z").is_empty());
  EXPECT_FALSE(window("2026-02-01", "").is_empty());
  EXPECT_FALSE(window("", "2026-02-01").is_empty());
}

TEST(TimeZone, IsNamedAsTheDatabaseHasIt) {
  EXPECT_EQ(TimeZone::named("").value().name(), "UTC");
  EXPECT_EQ(TimeZone::named("America/New_York").value().name(), "America/New_York");
  const auto none = TimeZone::named("Europe/Atlantis");
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message().find("Europe/Berlin"), std::string::npos);
}

}  // namespace
}  // namespace engine::licences
