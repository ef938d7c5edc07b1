#include "engine/ledger/coverage.h"

#include "tests/engine/ledger/ledger_fixture.h"

namespace engine::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class CoverageTest : public LedgerTest {
 protected:
  /// The present set of tracks becomes these; equal sets have equal digests.
  void note(const std::vector<std::uint8_t>& tracks) {
    std::vector<TrackId> ids;
    std::string digest;
    for (const std::uint8_t track : tracks) {
      ids.push_back(id_of<TrackId>(track));
      digest += std::to_string(track) + ".";
    }
    must(ledger_.coverage().note_tracks(digest, ids));
  }
  void scan(std::uint8_t number, const std::string& name, std::uint8_t video,
            const std::vector<Match>& matches = {}) {
    ScanResult result = scan_of(number, name, video);
    result.matches = matches;
    post(result);
  }
  std::vector<VideoId> uncovered() {
    std::vector<VideoId> videos;
    for (const auto& video : must(ledger_.coverage().uncovered())) videos.push_back(video.video);
    return videos;
  }
  std::vector<TrackId> tracks_since(std::int64_t set) {
    std::vector<TrackId> tracks;
    for (const auto& track : must(ledger_.coverage().tracks_since(set))) {
      tracks.push_back(track.track);
    }
    return tracks;
  }
  static VideoId video(std::uint8_t number) { return id_of<VideoId>(number); }
};

TEST_F(CoverageTest, AVideoIsCoveredByTheTracksItWasMatchedAgainst) {
  note({1});
  scan(1, "a.mp4", 1);
  EXPECT_THAT(uncovered(), IsEmpty());
  note({1});
  EXPECT_THAT(uncovered(), IsEmpty());
  note({1, 2});
  EXPECT_THAT(uncovered(), ElementsAre(video(1)));
  scan(2, "a.mp4", 1);
  EXPECT_THAT(uncovered(), IsEmpty());
}

TEST_F(CoverageTest, KnowsWhichTracksEachVideoHasNotBeenMatchedWith) {
  note({1});
  scan(1, "a.mp4", 1);
  note({1, 2});
  scan(2, "b.mp4", 2);
  note({1, 2, 3});
  const auto videos = must(ledger_.coverage().uncovered());
  ASSERT_EQ(videos.size(), 2U);
  EXPECT_THAT(tracks_since(videos[0].covered), ElementsAre(id_of<TrackId>(2), id_of<TrackId>(3)));
  EXPECT_THAT(tracks_since(videos[1].covered), ElementsAre(id_of<TrackId>(3)));
  const auto newest = must(ledger_.coverage().tracks_since(videos[1].covered));
  EXPECT_GT(newest.at(0).since, videos[1].covered);
}

TEST_F(CoverageTest, OfAVideoScannedBeforeTracksWereNotedNothingIsKnown) {
  scan(1, "a.mp4", 1);
  note({1, 2});
  const auto videos = must(ledger_.coverage().uncovered());
  ASSERT_EQ(videos.size(), 1U);
  EXPECT_THAT(tracks_since(videos[0].covered), ElementsAre(id_of<TrackId>(1), id_of<TrackId>(2)));
}

TEST_F(CoverageTest, ATrackTakenOutAndPutInAgainIsNew) {
  note({1, 2});
  scan(1, "a.mp4", 1);
  note({1});
  note({1, 2});
  const auto videos = must(ledger_.coverage().uncovered());
  ASSERT_EQ(videos.size(), 1U);
  EXPECT_FALSE(videos[0].names_gone);
  EXPECT_THAT(tracks_since(videos[0].covered), ElementsAre(id_of<TrackId>(2)));
}

TEST_F(CoverageTest, KnowsVideosThatNameATrackWhichIsGone) {
  note({1, 2, 3});
  Match other = match_of(1, 10, 20);
  other.alternatives = {{id_of<TrackId>(3), 100}};
  scan(1, "a.mp4", 1, {match_of(2, 0, 10)});
  scan(2, "b.mp4", 2, {match_of(1, 0, 10)});
  scan(3, "c.mp4", 3, {other});
  note({1});
  std::vector<bool> gone;
  for (const auto& video : must(ledger_.coverage().uncovered())) gone.push_back(video.names_gone);
  EXPECT_THAT(gone, ElementsAre(true, false, true));
}

TEST_F(CoverageTest, ASearchCoversAllVideosButThoseItNames) {
  note({1});
  scan(1, "a.mp4", 1);
  scan(2, "b.mp4", 2);
  note({1, 2});
  must(ledger_.coverage().cover_all_but({video(2)}));
  EXPECT_THAT(uncovered(), ElementsAre(video(2)));
  const auto covering = must(ledger_.coverage().covering(video(1)));
  ASSERT_TRUE(covering);
  EXPECT_EQ(covering->scan, id_of<ScanId>(1));
  EXPECT_EQ(covering->catalogue_digest, "1.");
  EXPECT_FALSE(must(ledger_.coverage().covering(video(2))));
}

TEST_F(CoverageTest, NothingCoversAVideoThatWasNeverScanned) {
  note({1});
  EXPECT_FALSE(must(ledger_.coverage().covering(video(1))));
  must(ledger_.coverage().cover_all_but({}));
  EXPECT_THAT(uncovered(), IsEmpty());
}

}  // namespace
}  // namespace engine::ledger
