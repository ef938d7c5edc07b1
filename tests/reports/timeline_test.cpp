#include "reports/timeline.h"

#include "engine/core/text.h"
#include "tests/reports/sample_uses.h"

#include <sstream>

namespace reports {
namespace {

using testing::HasSubstr;
using testing::Not;

TimelineBlock block(std::int64_t start_s, std::int64_t end_s, const std::string& label,
                    bool unknown = false) {
  return {{engine::from_ms(start_s * 1000), engine::from_ms(end_s * 1000)}, label, unknown};
}

Timeline hundred_seconds(std::vector<TimelineBlock> blocks) {
  return {"film.mp4", engine::from_ms(100'000), std::move(blocks)};
}

TEST(TimelineText, DrawsBlocksWithNamesUnderAnAxis) {
  const Timeline timeline =
      hundred_seconds({block(10, 50, "Song"), block(60, 64, "Sting"), block(80, 100, "x", true)});
  EXPECT_EQ(timeline_text(timeline, {50, false}),
            "0:00           0:30           1:00           1:30\n"
            "+--------------+--------------+--------------+----\n"
            "     [ Song ============]     []        . x ......\n");
  EXPECT_THAT(timeline_text(timeline, {50, true}), HasSubstr("     ▐ Song ████████████▌     ▐▌"));
}

TEST(TimelineText, PutsMusicAtTheSameTimeOnFurtherLines) {
  const std::string text = timeline_text(
      hundred_seconds({block(0, 60, "One"), block(30, 90, "Two"), block(60, 100, "Three")}),
      {50, false});
  EXPECT_THAT(text, HasSubstr("\n[ One =======================][ Three ===========]\n"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
}

TEST(TimelineText, IsNeverWiderThanTheTerminal) {
  const Timeline timeline =
      hundred_seconds({block(0, 100, std::string(300, 'w')), block(99, 100, "Ende \xC3\xBC")});
  for (const std::size_t columns : {40U, 53U, 80U, 200U}) {
    for (const bool utf8 : {true, false}) {
      std::istringstream lines(timeline_text(timeline, {columns, utf8}));
      for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(engine::display_width(line), columns) << line;
      }
    }
  }
}

TEST(TimelineText, KeepsToAsciiAndToTheScreen) {
  const std::string text =
      timeline_text(hundred_seconds({block(0, 100, "H\xC3\xA4xan\x1B[2J")}), {60, false});
  EXPECT_THAT(text, HasSubstr("[ H?xan [2J ="));
  for (const char c : text) EXPECT_LT(static_cast<unsigned char>(c), 0x80U);
}

TEST(TimelineText, IsNothingWhereThereIsNothingToShowOrNoRoom) {
  EXPECT_EQ(timeline_text(hundred_seconds({}), {80, true}), "");
  EXPECT_EQ(timeline_text(hundred_seconds({block(0, 1, "x")}), {39, true}), "");
  EXPECT_EQ(timeline_text({"x", engine::MediaTime{0}, {block(0, 1, "x")}}, {80, true}), "");
}

TEST(ClockTicks, AreRoundAndNotTooMany) {
  for (const std::int64_t seconds : {1, 59, 61, 3599, 5400, 90'000}) {
    const auto ticks = clock_ticks(engine::from_ms(seconds * 1000), 6);
    EXPECT_GE(ticks.size(), 1U);
    EXPECT_LE(ticks.size(), 7U) << seconds;
    EXPECT_EQ(ticks[0], engine::MediaTime{0});
  }
}

TEST(TimelineDrawing, SaysInWordsWhatItShows) {
  const documents::Drawing drawing = timeline_drawing(
      hundred_seconds({block(10, 50, "A & B"), block(60, 64, "Sting")}), {200, 220, 180});
  EXPECT_EQ(drawing.name,
            "Music in film.mp4, 1:40 long: A & B, 0:10 to 0:50; Sting, 1:00 to 1:04.");
  const std::string svg = documents::svg_of(drawing);
  EXPECT_THAT(svg, HasSubstr("role=\"img\" aria-label=\"Music in film.mp4"));
  EXPECT_THAT(svg, HasSubstr("<title>A &amp; B, 0:10 to 0:50</title>"));
}

TEST(TimelineDrawing, HasALaneForEachTrackAndCountsWhatIsTooMuch) {
  std::vector<TimelineBlock> blocks;
  for (int i = 0; i < 40; ++i) blocks.push_back(block(i, i + 1, "T" + std::to_string(i)));
  blocks.push_back(block(90, 95, "T0"));
  const std::string svg = documents::svg_of(timeline_drawing(hundred_seconds(blocks), {}));
  EXPECT_THAT(svg, HasSubstr(">T0</text>"));
  EXPECT_THAT(svg, Not(HasSubstr(">T39</text>")));
  EXPECT_THAT(svg, HasSubstr(">and 16 more</text>"));
}

}  // namespace
}  // namespace reports
