// Looks at a moving window, put together to cues: what opens, goes on, closes, and what does not.
#include "engine/run/live/cue_tracker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::run {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

MediaTime s(double seconds) { return MediaTime{static_cast<std::int64_t>(seconds * 1e6)}; }

TrackId track(std::uint8_t number) {
  TrackId id;
  id.bytes[0] = number;
  return id;
}

/// `number` plays from `start` to `end`, from `in_track` on.
Match match(std::uint8_t number, double start, double end, double in_track,
            std::int32_t confidence_ppm = 999'000) {
  Match found;
  found.track = track(number);
  found.in_video = {s(start), s(end)};
  found.in_track = {s(in_track), s(in_track + end - start)};
  found.confidence_ppm = confidence_ppm;
  found.evidence.peaks_expected = 100;
  found.evidence.peaks_found = 80;
  return found;
}

class CueTrackerTest : public testing::Test {
 protected:
  /// A use of track 1 that begins at 100 s, as a window of 90 s shows it at `now`.
  CueTracker::Changes look_at(double now, double use_start, double use_end) {
    const double first = std::max(0.0, now - 90);
    const double start = std::max(first, use_start);
    const double end = std::min(now, use_end);
    std::vector<Match> matches;
    if (end - start >= 3) matches.push_back(match(1, start, end, start - use_start));
    return cues.look({s(first), s(now)}, matches);
  }

  CueTracker cues;
};

TEST_F(CueTrackerTest, AUseThatOutlastsTheWindowIsOneCue) {
  int opened = 0;
  int extended = 0;
  std::vector<LiveCue> ended;
  for (double now = 90; now < 400 && ended.empty(); now += 2) {
    const auto changes = look_at(now, 100, 350);
    opened += static_cast<int>(changes.opened.size());
    extended += static_cast<int>(changes.extended.size());
    ended = changes.ended;
  }
  EXPECT_EQ(opened, 1);
  EXPECT_EQ(extended, 24);  // Every ten seconds.
  ASSERT_THAT(ended, SizeIs(1));
  EXPECT_EQ(ended[0].match.in_video.start, s(100));
  EXPECT_EQ(ended[0].match.in_track.start, s(0));
  EXPECT_EQ(ended[0].match.in_video.end, s(350));
}

TEST_F(CueTrackerTest, WhatHasClosedIsNotOpenedAgainWhileItIsInSight) {
  look_at(110, 100, 120);
  look_at(120, 100, 120);
  const auto changes = look_at(124, 100, 120);
  ASSERT_THAT(changes.ended, SizeIs(1));
  cues.close(changes.ended[0].number, changes.ended[0].match);
  for (double now = 126; now < 215; now += 2) {
    const auto later = look_at(now, 100, 120);
    EXPECT_THAT(later.opened, IsEmpty());
    EXPECT_THAT(later.ended, IsEmpty());
  }
}

TEST_F(CueTrackerTest, AMomentOfAClaimOpensNothing) {
  const auto first = cues.look({s(0), s(10)}, {match(1, 6, 9, 0)});
  EXPECT_THAT(first.opened, IsEmpty());
  const auto second = cues.look({s(0), s(12)}, {match(1, 6, 12, 0)});
  EXPECT_THAT(second.opened, SizeIs(1));
}

TEST_F(CueTrackerTest, WhatIsForReviewOpensNothing) {
  for (double now = 10; now < 30; now += 2) {
    EXPECT_THAT(cues.look({s(0), s(now)}, {match(1, 2, now, 0, 400'000)}).opened, IsEmpty());
  }
}

TEST_F(CueTrackerTest, AfterAPauseTheSameCueGoesOn) {
  cues.look({s(0), s(20)}, {match(1, 5, 20, 0)});
  const auto ended = cues.look({s(0), s(28)}, {match(1, 5, 22, 0)}).ended;
  ASSERT_THAT(ended, SizeIs(1));
  cues.close(ended[0].number, ended[0].match);
  const auto again = cues.look({s(0), s(36)}, {match(1, 5, 36, 0)});
  ASSERT_THAT(again.extended, SizeIs(1));
  EXPECT_EQ(again.extended[0].number, ended[0].number);
  EXPECT_EQ(again.extended[0].match.in_video.start, s(5));
  EXPECT_THAT(again.opened, IsEmpty());
}

TEST_F(CueTrackerTest, TheSameTrackFromAnotherPlaceIsAnotherCue) {
  cues.look({s(0), s(20)}, {match(1, 5, 20, 0)});
  const auto changes = cues.look({s(0), s(30)}, {match(1, 5, 20, 0), match(1, 20.5, 30, 60)});
  EXPECT_THAT(changes.opened, SizeIs(1));
  EXPECT_THAT(cues.cues(), SizeIs(2));
}

TEST_F(CueTrackerTest, AnotherVersionTakesThePlaceOfTheOneThatWasTold) {
  const auto first = cues.look({s(0), s(20)}, {match(1, 5, 20, 0)});
  cues.look({s(0), s(24)}, {match(2, 5, 24, 0)});
  ASSERT_THAT(cues.cues(), SizeIs(1));
  EXPECT_EQ(cues.cues()[0].number, first.opened.at(0).number);
  EXPECT_EQ(cues.cues()[0].match.track, track(2));
}

TEST_F(CueTrackerTest, AQuietMomentIsOneInWhichNothingPlays) {
  cues.add_closed(match(1, 10, 20, 0));
  cues.add_closed(match(2, 21, 40, 0));
  const MediaTime step = s(0.5);
  EXPECT_EQ(cues.quiet_moment({s(12), s(30)}, step, {}), s(20.5));
  EXPECT_EQ(cues.quiet_moment({s(12), s(30)}, step, {{s(20), s(21)}}), std::nullopt);
  EXPECT_EQ(cues.quiet_moment({s(12), s(60)}, step, {}), s(60));
  cues.drop_before(s(30));
  EXPECT_EQ(cues.quiet_moment({s(12), s(30)}, step, {}), s(20.5));
}

TEST_F(CueTrackerTest, WhatIsHardlyHeardIsWaitedForLonger) {
  Match faint = match(1, 5, 20, 0);
  faint.evidence.peaks_found = 20;
  cues.look({s(0), s(20)}, {faint});
  EXPECT_THAT(cues.look({s(0), s(24)}, {faint}).ended, IsEmpty());
  EXPECT_THAT(cues.look({s(0), s(27)}, {faint}).ended, SizeIs(1));
}

}  // namespace
}  // namespace engine::run
