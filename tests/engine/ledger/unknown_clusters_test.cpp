#include "engine/ledger/unknown_clusters.h"

#include "tests/engine/ledger/ledger_fixture.h"

#include <array>
#include <limits>

namespace engine::ledger {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::size_t kAll = std::numeric_limits<std::int32_t>::max();

MediaSpan span(int start_s, int end_s) {
  return {from_ms(start_s * 1'000), from_ms(end_s * 1'000)};
}

class UnknownClustersTest : public LedgerTest {
 protected:
  UnknownClustersTest() {
    for (const std::uint8_t video : std::array<std::uint8_t, 3>{1, 2, 3}) {
      post(scan_of(video, std::string(1, static_cast<char>('a' + video - 1)) + ".mp4", video));
    }
  }

  UnknownCluster found(const std::string& sound, int start_s) {
    return must(clusters_.found(sound, span(start_s, start_s).start, span(start_s, start_s + 10)));
  }
  void put(const UnknownCluster& cluster, std::uint8_t video, int start_s, int end_s,
           MediaTime offset = MediaTime{0}) {
    UnknownPlace place;
    place.cluster = cluster;
    place.video = id_of<VideoId>(video);
    place.span = span(start_s, end_s);
    place.offset = offset;
    place.sound_digest = "sound";
    place.seen_at = "2026-10-0" + std::to_string(video) + "T12:00:00Z";
    must(clusters_.put(place));
  }
  std::vector<UnknownPlace> places(const UnknownCluster& cluster) const {
    return must(clusters_.places_of(cluster.number, kAll));
  }

  UnknownClusters clusters_{database_};
};

TEST_F(UnknownClustersTest, HoldTheirPlaces) {
  const UnknownCluster cluster = found("sound", 10);
  put(cluster, 2, 10, 30);
  put(cluster, 1, 50, 60, from_ms(-40'000));
  const auto all = places(cluster);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].video, id_of<VideoId>(2));
  EXPECT_EQ(all[0].location, "/videos/b.mp4");
  EXPECT_EQ(all[0].span, span(10, 30));
  EXPECT_EQ(all[0].sound_digest, "sound");
  EXPECT_EQ(all[0].seen_at, "2026-10-02T12:00:00Z");
  EXPECT_EQ(all[0].cluster.id, cluster.id);
  EXPECT_EQ(all[0].cluster.core, span(10, 20));
  EXPECT_EQ(all[1].on_clock(), span(10, 20));
  EXPECT_THAT(must(clusters_.places_of(cluster.number, 1)), SizeIs(1));
  EXPECT_THAT(must(clusters_.places_in(id_of<VideoId>(1))), SizeIs(1));
  EXPECT_THAT(must(clusters_.places_in(id_of<VideoId>(3))), IsEmpty());
}

TEST_F(UnknownClustersTest, AreListedByHowMuchTheyAreHeard) {
  const UnknownCluster brief = found("sound", 10);
  put(brief, 1, 10, 15);
  const UnknownCluster often = found("sound", 40);
  put(often, 1, 40, 50);
  put(often, 2, 10, 20);
  put(often, 2, 30, 40);
  found("sound", 70);  // Without a place.
  const auto list = must(clusters_.list());
  ASSERT_THAT(list, SizeIs(2));
  EXPECT_EQ(list[0].cluster.id, often.id);
  EXPECT_EQ(list[0].videos, 2);
  EXPECT_EQ(list[0].places, 3);
  EXPECT_EQ(list[0].duration, from_ms(30'000));
  EXPECT_EQ(list[0].first_seen, "2026-10-01T12:00:00Z");
  EXPECT_EQ(list[0].last_seen, "2026-10-02T12:00:00Z");
  EXPECT_EQ(list[1].cluster.id, brief.id);
}

TEST_F(UnknownClustersTest, HaveAnIdMadeOfWhereTheyWereHeardFirst) {
  const UnknownCluster cluster = found("sound", 10);
  EXPECT_EQ(found("sound", 10).id, cluster.id) << "it has no place yet";
  put(cluster, 1, 10, 30);
  EXPECT_NE(found("sound", 10).id, cluster.id);
  EXPECT_NE(found("sound", 11).id, cluster.id);
  EXPECT_NE(found("other", 10).id, cluster.id);
}

TEST_F(UnknownClustersTest, AreFoundByTheirIdAndByItsFirstDigits) {
  const UnknownCluster cluster = found("sound", 10);
  found("other", 10);
  const std::string id = to_string(cluster.id);
  EXPECT_EQ(must(clusters_.resolve(id)).number, cluster.number);
  EXPECT_EQ(must(clusters_.resolve(id.substr(0, 8))).number, cluster.number);
  EXPECT_EQ(clusters_.resolve(id.substr(0, 5)).error().code(), Errc::kUsage);
  const auto none = clusters_.resolve("ffffffffffff");
  EXPECT_EQ(none.error().code(), Errc::kNotFound);
  EXPECT_THAT(none.error().message(), HasSubstr("`cuetrace unknown ls`"));
}

TEST_F(UnknownClustersTest, KeepTheirNameAlsoWithoutPlaces) {
  const UnknownCluster cluster = found("sound", 10);
  put(cluster, 1, 10, 30);
  must(clusters_.rename(cluster.number, "Tune"));
  must(clusters_.remove(places(cluster).at(0)));
  EXPECT_THAT(must(clusters_.list()), IsEmpty());
  EXPECT_EQ(must(clusters_.resolve(to_string(cluster.id))).name, "Tune");
  EXPECT_EQ(found("sound", 10).name, "Tune");

  const UnknownCluster unnamed = found("other", 10);
  put(unnamed, 1, 10, 30);
  must(clusters_.remove(places(unnamed).at(0)));
  EXPECT_FALSE(clusters_.resolve(to_string(unnamed.id)));
}

TEST_F(UnknownClustersTest, ThatAreMergedGoOnNamingTheOlderOne) {
  const UnknownCluster oldest = found("sound", 10);
  const UnknownCluster middle = found("sound", 40);
  const UnknownCluster newest = found("sound", 70);
  put(oldest, 1, 10, 20);
  put(middle, 2, 40, 50);
  put(newest, 3, 70, 80);
  must(clusters_.rename(newest.number, "Tune"));
  must(clusters_.merge(must(clusters_.resolve(to_string(newest.id))), middle, from_ms(-30'000)));
  must(clusters_.merge(must(clusters_.resolve(to_string(middle.id))), oldest, from_ms(-30'000)));
  for (const UnknownCluster& one : {oldest, middle, newest}) {
    const UnknownCluster now = must(clusters_.resolve(to_string(one.id)));
    EXPECT_EQ(now.id, oldest.id);
    EXPECT_EQ(now.name, "Tune");
  }
  std::vector<MediaSpan> clock;
  for (const UnknownPlace& place : places(oldest)) clock.push_back(place.on_clock());
  EXPECT_THAT(clock, ElementsAre(span(10, 20), span(10, 20), span(10, 20)));
  EXPECT_NE(found("sound", 40).id, middle.id) << "an alias is not given again";
}

TEST_F(UnknownClustersTest, AreThereToBeQueried) {
  const UnknownCluster cluster = found("sound", 10);
  put(cluster, 1, 10, 30);
  put(cluster, 2, 10, 20);
  must(clusters_.rename(cluster.number, "Tune"));
  std::vector<std::string> rows;
  const auto collect = [&](const storage::Row& row) -> Result<void> {
    rows.push_back(row.text(0) + " " + row.text(1) + " " + row.text(2));
    return {};
  };
  must(database_.each("SELECT video, start_ms, name FROM unknown_music_v", {}, collect));
  must(database_.each("SELECT videos, places, duration_ms FROM unknown_cluster_v", {}, collect));
  EXPECT_THAT(rows,
              ElementsAre("/videos/a.mp4 10000 Tune", "/videos/b.mp4 10000 Tune", "2 2 30000"));
}

TEST_F(UnknownClustersTest, LackVideosWhoseUnknownMusicHasNoPlace) {
  for (const std::uint8_t video : std::array<std::uint8_t, 2>{4, 5}) {
    ScanResult scan = scan_of(video, std::to_string(9 - video) + ".mp4", video);
    scan.unknown_music = {span(10, 30)};
    post(scan);
  }
  EXPECT_THAT(must(clusters_.unplaced()), ElementsAre(id_of<VideoId>(5), id_of<VideoId>(4)));
  put(found("sound", 10), 5, 10, 30);
  EXPECT_THAT(must(clusters_.unplaced()), ElementsAre(id_of<VideoId>(4)));
}

}  // namespace
}  // namespace engine::ledger
