#include "matcher/recurrence.h"

#include "tests/matcher/synthetic.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>

namespace matcher {
namespace {

using engine::FingerprintedMedia;
using engine::MediaSpan;
using engine::MediaTime;
using engine::VideoId;
using std::chrono::seconds;
using synthetic::frames_of;
using synthetic::make_track;
using synthetic::PeakMap;
using testing::IsEmpty;
using testing::Not;

VideoId video(std::uint8_t number) {
  VideoId id;
  id.bytes[5] = number;
  return id;
}

MediaSpan span(int start_s, int end_s) { return {seconds(start_s), seconds(end_s)}; }

/// A minute of other sound, with `music` from its second `from` to `to` at second `at`.
FingerprintedMedia heard(const FingerprintedMedia& music, unsigned from, unsigned to, unsigned at,
                         std::uint64_t seed) {
  PeakMap peaks = synthetic::random_peaks(seed, frames_of(60), 5);
  const auto offset =
      static_cast<std::int32_t>(frames_of(at)) - static_cast<std::int32_t>(frames_of(from));
  synthetic::play(music, frames_of(from), frames_of(to), offset, 95, peaks);
  return synthetic::media_of(peaks, frames_of(60));
}

const FingerprintedMedia kTune = make_track(1, 40);
const FingerprintedMedia kOther = make_track(2, 40);

/// Within half a second, which is how well ends are known.
void expect_near(const MediaSpan& actual, const MediaSpan& expected) {
  EXPECT_NEAR(static_cast<double>(actual.start.count()),
              static_cast<double>(expected.start.count()), 5e5);
  EXPECT_NEAR(static_cast<double>(actual.end.count()), static_cast<double>(expected.end.count()),
              5e5);
}

TEST(SameMusic, IsFoundWhereBothHoldIt) {
  const FingerprintedMedia one = heard(kTune, 0, 30, 10, 51);
  const FingerprintedMedia two = heard(kTune, 10, 40, 25, 52);
  const HeardStretch here(one.fingerprint, span(8, 42));
  const HeardStretch there(two.fingerprint, span(24, 56));
  const auto same = same_music(here, there, seconds(5));
  ASSERT_TRUE(same);
  expect_near(same->here, span(20, 40));
  EXPECT_NEAR(static_cast<double>(same->shift.count()), 5e6, 32e3);

  const auto back = same_music(there, here, seconds(-5));
  ASSERT_TRUE(back);
  expect_near(back->here, span(25, 45));
}

TEST(SameMusic, IsNotFoundInOtherMusicNorAtAnotherPlace) {
  const FingerprintedMedia one = heard(kTune, 0, 30, 10, 51);
  const FingerprintedMedia two = heard(kOther, 0, 30, 10, 52);
  const HeardStretch here(one.fingerprint, span(10, 40));
  const HeardStretch there(two.fingerprint, span(10, 40));
  EXPECT_FALSE(same_music(here, there, seconds(0)));
  EXPECT_FALSE(same_music(here, here, seconds(7)));
}

TEST(SameMusic, OfLessThanFiveSecondsIsNone) {
  const FingerprintedMedia one = heard(kTune, 0, 30, 10, 51);
  const FingerprintedMedia brief = heard(kTune, 10, 14, 20, 52);
  const FingerprintedMedia longer = heard(kTune, 10, 17, 20, 52);
  const HeardStretch here(one.fingerprint, span(10, 40));
  EXPECT_FALSE(same_music(here, HeardStretch(brief.fingerprint, span(15, 30)), seconds(0)));
  EXPECT_TRUE(same_music(here, HeardStretch(longer.fingerprint, span(15, 30)), seconds(0)));
}

TEST(SameMusic, OutsideTheStretchesDoesNotCount) {
  const FingerprintedMedia one = heard(kTune, 0, 30, 10, 51);
  const FingerprintedMedia two = heard(kTune, 0, 30, 10, 52);
  const HeardStretch here(one.fingerprint, span(10, 40));
  EXPECT_FALSE(same_music(here, HeardStretch(two.fingerprint, span(45, 60)), seconds(0)));
}

TEST(RecurrenceSearch, ProposesTheVideosThatHoldTheMusic) {
  const support::TempDir folder;
  auto index = Index::open(folder.path(), Access::kWrite);
  ASSERT_TRUE(index);
  ASSERT_TRUE(index->archive(video(1), heard(kTune, 0, 30, 10, 51)));
  ASSERT_TRUE(index->archive(video(2), heard(kOther, 0, 30, 10, 52)));
  const FingerprintedMedia asked = heard(kTune, 5, 35, 20, 53);
  const HeardStretch stretch(asked.fingerprint, span(20, 50));
  const auto echoes = RecurrenceSearch(*index).echoes(stretch);
  ASSERT_TRUE(echoes);
  ASSERT_THAT(*echoes, Not(IsEmpty()));
  EXPECT_EQ(echoes->front().video, video(1));
  EXPECT_NEAR(static_cast<double>(echoes->front().shift.count()), -5e6, 64e3);
  EXPECT_GE(echoes->front().at, MediaTime(seconds(3)));
  EXPECT_LT(echoes->front().at, MediaTime(seconds(40)));

  ASSERT_TRUE(index->seal());
  const auto sealed = RecurrenceSearch(*index).echoes(stretch);
  ASSERT_TRUE(sealed);
  EXPECT_EQ(sealed->size(), echoes->size());
}

}  // namespace
}  // namespace matcher
