#include "matcher/archive_search.h"

#include "engine/core/fingerprint_record.h"
#include "tests/matcher/index_fixture.h"
#include "tests/matcher/synthetic.h"

#include <algorithm>

namespace matcher {
namespace {

using engine::FingerprintedMedia;
using engine::TrackId;
using engine::VideoId;
using synthetic::frames_of;
using synthetic::make_track;
using synthetic::PeakMap;
using testing::IsEmpty;

VideoId video(std::uint8_t number) {
  VideoId id;
  id.bytes[5] = number;
  return id;
}

/// A minute of other sound, with `track` from its 5th to its 25th second at 20 s.
FingerprintedMedia video_with(const FingerprintedMedia& track, std::uint64_t seed,
                              unsigned kept_percent = 90) {
  PeakMap peaks = synthetic::random_peaks(seed, frames_of(60), 40);
  synthetic::play(track, frames_of(5), frames_of(25), frames_of(15), kept_percent, peaks);
  return synthetic::media_of(peaks, frames_of(60));
}

/// `track` as a tape of it sounds that runs `stretch` times as long.
FingerprintedMedia slowed(const FingerprintedMedia& track, double stretch) {
  PeakMap peaks;
  for (engine::SpectralPeak peak : track.fingerprint.mid.peaks) {
    peak.frame = static_cast<std::uint32_t>(peak.frame * stretch);
    peak.frequency = static_cast<std::uint16_t>(peak.frequency / stretch);
    peaks[{peak.frame, peak.frequency}] = peak;
  }
  return synthetic::media_of(peaks, static_cast<std::uint32_t>(frames_of(30) * stretch));
}

class ArchiveSearchTest : public IndexFixture {
 protected:
  void archive(std::uint8_t number, const FingerprintedMedia& media) {
    EXPECT_TRUE(index_.archive(video(number), media));
  }
  std::vector<ArchiveCandidate> candidates(const TrackId& track) const {
    return *ArchiveSearch(index_).candidates(track);
  }
  /// The videos in which the track is proposed and then verified.
  std::vector<VideoId> found(const TrackId& track) const {
    const ArchiveSearch search(index_);
    std::vector<VideoId> videos;
    const std::vector<ArchiveCandidate> proposed = *search.candidates(track);
    for (const ArchiveCandidate& candidate : proposed) {
      const auto media = index_.archived(candidate.video);
      if (*search.plays((*media)->fingerprint, {&candidate, 1})) videos.push_back(candidate.video);
    }
    return videos;
  }
};

const FingerprintedMedia kTrack = make_track(1, 30);
const FingerprintedMedia kOther = make_track(2, 30);

TEST_F(ArchiveSearchTest, FindsTheVideosThatATrackPlaysIn) {
  archive(1, video_with(kTrack, 50));
  archive(2, video_with(kOther, 51));
  archive(3, video_with(kTrack, 52, 60));
  EXPECT_EQ(found(add(kTrack)), (std::vector{video(1), video(3)}));
  EXPECT_EQ(found(add(kOther)), std::vector{video(2)});
}

TEST_F(ArchiveSearchTest, FindsNothingInAnArchiveWithoutTheTrack) {
  const TrackId track = add(kTrack);
  EXPECT_THAT(candidates(track), IsEmpty());
  archive(1, video_with(kOther, 50));
  EXPECT_THAT(found(track), IsEmpty());
}

TEST_F(ArchiveSearchTest, SaysWhereTheTrackPlays) {
  archive(1, video_with(kTrack, 50));
  const auto found = candidates(add(kTrack));
  ASSERT_EQ(found.size(), 1U);
  ASSERT_FALSE(found[0].places.empty());
  const Candidate& best = found[0].places.front();
  EXPECT_TRUE(best.playing.as_it_is());
  EXPECT_NEAR(best.offset, static_cast<int>(frames_of(15)), kOffsetCellFrames);
  EXPECT_GE(best.frame + 12 * 62U, frames_of(20));
  EXPECT_LE(best.frame, frames_of(40));
}

TEST_F(ArchiveSearchTest, FindsATrackThatIsPlayedSlower) {
  archive(1, video_with(slowed(kTrack, 1.1), 50));
  archive(2, video_with(slowed(kOther, 1.1), 51));
  EXPECT_EQ(found(add(kTrack)), std::vector{video(1)});
}

TEST_F(ArchiveSearchTest, DoesNotDependOnTheOrderOfArchivingNorOnSealing) {
  const TrackId track = add(kTrack);
  archive(1, video_with(kTrack, 50));
  archive(2, video_with(kTrack, 51));
  const auto places = [&] {
    std::vector<std::tuple<VideoId, Playing, std::int32_t, std::uint32_t, std::uint32_t>> all;
    for (const ArchiveCandidate& candidate : candidates(track)) {
      for (const Candidate& at : candidate.places) {
        all.emplace_back(candidate.video, at.playing, at.offset, at.frame, at.agreement.votes);
      }
    }
    return all;
  };
  const auto first = places();
  EXPECT_THAT(first, testing::Not(IsEmpty()));
  ASSERT_TRUE(index_.seal());
  EXPECT_EQ(places(), first);
  archive(1, video_with(kTrack, 50));  // Now it has the higher number.
  EXPECT_EQ(places(), first);
}

TEST_F(ArchiveSearchTest, AVideoArchivedAgainIsFoundByWhatItIsNow) {
  archive(1, video_with(kTrack, 50));
  archive(1, video_with(kOther, 50));
  EXPECT_THAT(found(add(kTrack)), IsEmpty());
}

TEST_F(ArchiveSearchTest, DoesNotKnowWhatIsNoTrack) {
  const auto found = ArchiveSearch(index_).candidates(TrackId{});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code(), engine::Errc::kNotFound);
}

}  // namespace
}  // namespace matcher
