#include "matcher/matcher.h"

#include "engine/core/fingerprint_record.h"
#include "engine/core/parallel.h"
#include "matcher/index.h"
#include "tests/matcher/index_fixture.h"
#include "tests/matcher/synthetic.h"

#include <cstdlib>

namespace matcher {
namespace {

using engine::FingerprintedMedia;
using engine::Match;
using engine::MediaTime;
using synthetic::frames_of;

class MatcherTest : public IndexFixture {
 protected:
  std::vector<Match> match(const synthetic::PeakMap& peaks, unsigned seconds) {
    const Matcher matcher(index_);
    return *matcher.match(synthetic::media_of(peaks, frames_of(seconds)).fingerprint);
  }
};

void expect_near(MediaTime time, MediaTime expected, MediaTime tolerance) {
  EXPECT_LE(std::abs((time - expected).count()), tolerance.count())
      << engine::to_timecode(time) << " instead of " << engine::to_timecode(expected);
}

constexpr MediaTime kQuarterSecond{250'000};

TEST_F(MatcherTest, FindsHalfOfATracksPeaksAmongAsManyOthers) {
  const auto track = synthetic::make_track(1, 60);
  for (std::uint64_t seed = 0; seed < 6; ++seed) add(synthetic::make_track(100 + seed, 60));
  add(track);
  auto video = synthetic::random_peaks(50, frames_of(90));
  synthetic::play(track, frames_of(20), frames_of(40), 1250, 50, video);

  const auto matches = match(video, 90);
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_EQ(matches[0].track, id_of(track));
  expect_near(matches[0].in_video.start, MediaTime{40'000'000}, kQuarterSecond);
  expect_near(matches[0].in_video.end, MediaTime{60'000'000}, kQuarterSecond);
  expect_near(matches[0].in_track.start, MediaTime{20'000'000}, kQuarterSecond);
  EXPECT_EQ(matches[0].in_track.length(), matches[0].in_video.length());
  EXPECT_GT(matches[0].confidence_ppm, 990'000);
  EXPECT_GT(matches[0].evidence.peaks_found * 1000, 5 * matches[0].evidence.chance_milli);
}

TEST_F(MatcherTest, FindsTwoTracksThatPlayAtOnce) {
  const auto one = synthetic::make_track(1, 60);
  const auto two = synthetic::make_track(2, 60);
  add(one);
  add(two);
  synthetic::PeakMap video;
  synthetic::play(one, 0, frames_of(30), 0, 80, video);
  synthetic::play(two, frames_of(5), frames_of(30), frames_of(10), 80, video);
  const auto matches = match(video, 60);
  ASSERT_EQ(matches.size(), 2U);
  EXPECT_EQ(matches[0].track, engine::track_id_of(one.fingerprint));
  EXPECT_EQ(matches[1].track, engine::track_id_of(two.fingerprint));
}

TEST_F(MatcherTest, FindsEveryUseOfATrack) {
  const auto track = synthetic::make_track(1, 60);
  add(track);
  synthetic::PeakMap video;
  synthetic::play(track, 0, frames_of(8), 0, 90, video);
  synthetic::play(track, 0, frames_of(8), frames_of(20), 90, video);
  synthetic::play(track, frames_of(30), frames_of(38), frames_of(10), 90, video);
  EXPECT_EQ(match(video, 60).size(), 3U);
}

TEST_F(MatcherTest, ClaimsOneOfManyCopies) {
  const auto original = synthetic::make_track(1, 60);
  for (int copy = 0; copy < 12; ++copy) {
    synthetic::PeakMap peaks;
    synthetic::play(original, 0, frames_of(55), copy * 9, 90, peaks);
    add(synthetic::media_of(peaks, frames_of(60)));
  }
  synthetic::PeakMap video;
  synthetic::play(original, 0, frames_of(55), 0, 100, video);
  const auto matches = match(video, 60);
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_FALSE(matches[0].alternatives.empty());
}

TEST_F(MatcherTest, BridgesTwoSecondsOfNothingAndNotTwelve) {
  const auto track = synthetic::make_track(1, 60);
  add(track);
  synthetic::PeakMap bridged;
  synthetic::play(track, 0, frames_of(10), 0, 90, bridged);
  synthetic::play(track, frames_of(12), frames_of(22), 0, 90, bridged);
  EXPECT_EQ(match(bridged, 60).size(), 1U);
  synthetic::PeakMap apart;
  synthetic::play(track, 0, frames_of(10), 0, 90, apart);
  synthetic::play(track, frames_of(22), frames_of(32), 0, 90, apart);
  EXPECT_EQ(match(apart, 60).size(), 2U);
}

TEST_F(MatcherTest, ClaimsNothingInSoundOfOthers) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) add(synthetic::make_track(seed, 60));
  EXPECT_TRUE(match(synthetic::random_peaks(1000, frames_of(300)), 300).empty());
}

TEST_F(MatcherTest, ClaimsNothingInAHeldToneThoughATrackHoldsItToo) {
  synthetic::PeakMap tone;
  for (std::uint32_t frame = 0; frame < frames_of(60); frame += 4) {
    tone[{frame, 800}] = {frame, 800, 200, 0};
  }
  add(synthetic::media_of(tone, frames_of(60)));
  EXPECT_TRUE(match(tone, 60).empty());
}

TEST_F(MatcherTest, NamesTheOtherRecordingThatExplainsTheSameSound) {
  const auto full = synthetic::make_track(1, 40);
  synthetic::PeakMap stripped;
  synthetic::play(full, 0, frames_of(40), 0, 70, stripped);
  const auto instrumental = synthetic::media_of(stripped, frames_of(40));
  add(full);
  add(instrumental);
  synthetic::PeakMap video;
  synthetic::play(full, 0, frames_of(30), 200, 95, video);
  const auto matches = match(video, 60);
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_EQ(matches[0].track, id_of(full));
  ASSERT_EQ(matches[0].alternatives.size(), 1U);
  EXPECT_EQ(matches[0].alternatives[0].track, engine::track_id_of(instrumental.fingerprint));
  EXPECT_LT(matches[0].alternatives[0].confidence_ppm, matches[0].confidence_ppm);
}

TEST_F(MatcherTest, GivesTheSameWhateverTheThreadsAndTheOrderOfAdding) {
  std::vector<FingerprintedMedia> tracks;
  for (std::uint64_t seed = 0; seed < 5; ++seed) tracks.push_back(synthetic::make_track(seed, 60));
  auto video = synthetic::random_peaks(50, frames_of(300));
  for (std::uint32_t i = 0; i < 5; ++i) {
    synthetic::play(tracks[i], 0, frames_of(40), static_cast<std::int32_t>(frames_of(55 * i + 5)),
                    60, video);
  }
  for (const auto& track : tracks) add(track);
  engine::set_thread_count(1);
  const auto alone = match(video, 300);
  engine::set_thread_count(4);
  EXPECT_EQ(match(video, 300), alone);
  engine::set_thread_count(0);
  ASSERT_EQ(alone.size(), 5U);

  Index backwards = opened(folder_.path() / "backwards");
  for (auto it = tracks.rbegin(); it != tracks.rend(); ++it) ASSERT_TRUE(backwards.add(*it));
  ASSERT_TRUE(backwards.seal());
  const Matcher matcher(backwards);
  EXPECT_EQ(*matcher.match(synthetic::media_of(video, frames_of(300)).fingerprint), alone);
}

TEST_F(MatcherTest, AnEmptyVideoAndAnEmptyIndexMatchNothing) {
  EXPECT_TRUE(match({}, 0).empty());
  EXPECT_TRUE(match(synthetic::random_peaks(1, frames_of(10)), 10).empty());
}

}  // namespace
}  // namespace matcher
