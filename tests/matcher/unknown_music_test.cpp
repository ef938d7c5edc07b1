#include "matcher/unknown_music.h"

namespace matcher {
namespace {

using engine::from_ms;
using engine::Match;
using engine::MediaSpan;
using testing::ElementsAre;
using testing::IsEmpty;

MediaSpan seconds(int start, int end) { return {from_ms(start * 1000), from_ms(end * 1000)}; }

Match match(std::uint8_t track, int start, int end) {
  Match found;
  found.track.bytes[0] = track;
  found.in_video = seconds(start, end);
  return found;
}

TEST(UnknownMusic, IsAllMusicWhenNothingMatches) {
  EXPECT_THAT(unknown_music({seconds(10, 40), seconds(60, 90)}, {}),
              ElementsAre(seconds(10, 40), seconds(60, 90)));
}

TEST(UnknownMusic, IsNothingWhereThereIsNoMusic) {
  EXPECT_THAT(unknown_music({}, {match(1, 10, 40)}), IsEmpty());
}

TEST(UnknownMusic, IsNothingWhereAMatchExplainsTheMusic) {
  EXPECT_THAT(unknown_music({seconds(10, 40)}, {match(1, 10, 40)}), IsEmpty());
}

TEST(UnknownMusic, IsWhatLiesBeforeAndAfterAMatchASecondAway) {
  EXPECT_THAT(unknown_music({seconds(0, 90)}, {match(1, 30, 60)}),
              ElementsAre(seconds(0, 29), seconds(61, 90)));
}

TEST(UnknownMusic, LeavesOutWhatIsShorterThanFiveSeconds) {
  EXPECT_THAT(unknown_music({seconds(0, 4), seconds(24, 66)}, {match(1, 30, 60)}),
              ElementsAre(seconds(24, 29), seconds(61, 66)));
  EXPECT_THAT(unknown_music({seconds(25, 65)}, {match(1, 30, 60)}), IsEmpty());
}

TEST(UnknownMusic, IsNotAGapThatOneTrackIsOnBothSidesOf) {
  EXPECT_THAT(unknown_music({seconds(0, 75)}, {match(1, 0, 30), match(1, 45, 75)}), IsEmpty());
}

TEST(UnknownMusic, IsALongGapThatOneTrackIsOnBothSidesOf) {
  EXPECT_THAT(unknown_music({seconds(0, 76)}, {match(1, 0, 30), match(1, 46, 76)}),
              ElementsAre(seconds(31, 45)));
}

TEST(UnknownMusic, IsAGapBetweenTwoTracks) {
  EXPECT_THAT(unknown_music({seconds(0, 75)}, {match(1, 0, 30), match(2, 45, 75)}),
              ElementsAre(seconds(31, 44)));
}

TEST(UnknownMusic, SeesAGapOfOneTrackAcrossAnother) {
  const std::vector<Match> matches = {match(1, 0, 30), match(2, 32, 34), match(1, 44, 75)};
  EXPECT_THAT(unknown_music({seconds(0, 75)}, matches), IsEmpty());
}

TEST(UnknownMusic, DoesNotDependOnTheOrderOfMatches) {
  const std::vector<MediaSpan> music = {seconds(0, 100)};
  EXPECT_EQ(unknown_music(music, {match(2, 20, 60), match(1, 10, 30), match(3, 80, 85)}),
            unknown_music(music, {match(3, 80, 85), match(1, 10, 30), match(2, 20, 60)}));
  EXPECT_THAT(unknown_music(music, {match(3, 80, 85), match(2, 20, 60), match(1, 10, 30)}),
              ElementsAre(seconds(0, 9), seconds(61, 79), seconds(86, 100)));
}

}  // namespace
}  // namespace matcher
