#include "engine/core/day.h"

namespace engine {
namespace {

TEST(Day, IsReadWithAndWithoutHyphens) {
  EXPECT_EQ(parse_day("2026-10-31"), parse_day("20261031"));
  ASSERT_TRUE(parse_day("2026-10-31"));
  EXPECT_EQ(to_string(*parse_day("20261031")), "2026-10-31");
  EXPECT_EQ(to_compact_string(*parse_day("0987-02-03")), "09870203");
}

TEST(Day, RefusesWhatNoCalendarHas) {
  for (const char* text : {"", "2026-02-29", "2026-13-01", "2026-1-1", "20261", "2026/10/31",
                           "+2026-1-31", "20260230", "00000000"}) {
    EXPECT_FALSE(parse_day(text)) << text;
  }
  EXPECT_TRUE(parse_day("2024-02-29"));
}

}  // namespace
}  // namespace engine
