#include "engine/catalogue/catalogue.h"
#include "tests/engine/catalogue/first_column.h"
#include "tests/support/temp_dir.h"

namespace engine::catalogue {
namespace {

using storage::Access;
using storage::Database;
using storage::Row;
using testing::ElementsAre;
using testing::IsEmpty;

TrackId track(std::uint8_t first_byte) { return TrackId{{first_byte}}; }

SharedRegion region(std::int64_t first_s, std::int64_t second_s) {
  return {.in_first = {MediaTime{first_s * 1'000'000}, MediaTime{(first_s + 8) * 1'000'000 + 500}},
          .in_second = {MediaTime{second_s * 1'000'000}, MediaTime{(second_s + 8) * 1'000'000}},
          .speed_ppm = 1'000'100,
          .pitch_cents = -2,
          .found_in_first_ppm = 900'000,
          .found_in_second_ppm = 500'000,
          .score_milli = 1'234'567};
}

Kinship shared(std::uint8_t a, std::uint8_t b) {
  return {.first = track(a),
          .second = track(b),
          .kind = KinshipKind::kSharedMaterial,
          .regions = {region(10, 70), region(30, 5)}};
}

class CatalogueKinTest : public testing::Test {
 protected:
  void put(std::uint8_t first_byte) {
    Recording recording;
    recording.track = track(first_byte);
    recording.title = "Song";
    ASSERT_TRUE(catalogue_.put(recording));
  }

  std::vector<std::string> rows(std::string_view sql) { return first_column(database_, sql); }

  support::TempDir folder_;
  Database database_ = *Database::open(folder_ / "ledger.db", Access::kWrite);
  Catalogue catalogue_ = *Catalogue::open(database_);
};

TEST_F(CatalogueKinTest, GivesBackFromBothSidesWhatWasPut) {
  ASSERT_TRUE(catalogue_.put_kin(track(2), {shared(1, 2), shared(2, 3)}, 1));
  EXPECT_THAT(*catalogue_.kin(track(1)), ElementsAre(shared(1, 2)));
  EXPECT_THAT(*catalogue_.kin(track(2)), ElementsAre(shared(1, 2), shared(2, 3)));
  EXPECT_THAT(*catalogue_.kin(track(3)), ElementsAre(shared(2, 3)));
  EXPECT_THAT(*catalogue_.kin(track(4)), IsEmpty());
}

TEST_F(CatalogueKinTest, RemembersWhoseKinWereSought) {
  ASSERT_TRUE(catalogue_.put_kin(track(2), {shared(1, 2)}, 1));
  EXPECT_THAT(*catalogue_.tracks_with_kin_sought(1), ElementsAre(track(2)));
  EXPECT_THAT(*catalogue_.tracks_with_kin_sought(2), IsEmpty());
}

TEST_F(CatalogueKinTest, PuttingTwiceChangesNothing) {
  ASSERT_TRUE(catalogue_.put_kin(track(2), {shared(1, 2)}, 1));
  ASSERT_TRUE(catalogue_.put_kin(track(1), {shared(1, 2)}, 1));
  EXPECT_THAT(*catalogue_.kin(track(1)), ElementsAre(shared(1, 2)));
}

TEST_F(CatalogueKinTest, WhatAnotherVersionFoundGoes) {
  ASSERT_TRUE(catalogue_.put_kin(track(2), {shared(1, 2)}, 1));
  ASSERT_TRUE(catalogue_.put_kin(track(3), {shared(3, 4)}, 2));
  EXPECT_THAT(*catalogue_.kin(track(1)), IsEmpty());
  EXPECT_THAT(*catalogue_.kin(track(4)), ElementsAre(shared(3, 4)));
  EXPECT_THAT(*catalogue_.tracks_with_kin_sought(2), ElementsAre(track(3)));
}

TEST_F(CatalogueKinTest, GoesWithATrackThatIsRemoved) {
  for (const auto removal : {Removal::kForGood, Removal::kKeepForHistory}) {
    put(2);
    ASSERT_TRUE(catalogue_.put_kin(track(1), {shared(1, 2), shared(1, 3)}, 1));
    ASSERT_TRUE(catalogue_.put_kin(track(2), {shared(1, 2)}, 1));
    ASSERT_TRUE(catalogue_.remove(track(2), removal));
    EXPECT_THAT(*catalogue_.kin(track(2)), IsEmpty());
    EXPECT_THAT(*catalogue_.kin(track(1)), ElementsAre(shared(1, 3)));
    EXPECT_THAT(*catalogue_.tracks_with_kin_sought(1), ElementsAre(track(1)));
    EXPECT_THAT(rows("SELECT count(*) FROM shared_region"), ElementsAre("2"));
  }
}

TEST_F(CatalogueKinTest, ShowsEachRegionFromBothSidesInItsView) {
  ASSERT_TRUE(catalogue_.put_kin(track(2), {shared(1, 2)}, 1));
  EXPECT_THAT(rows("SELECT substr(track_id, 1, 2) || ' ' || substr(other_track_id, 1, 2) || ' ' "
                   "|| kind || ' ' || start_ms || '-' || end_ms || ' ' || other_start_ms || '-' "
                   "|| other_end_ms FROM kinship_v"),
              ElementsAre("01 02 shared_material 10000-18001 70000-78000",
                          "01 02 shared_material 30000-38001 5000-13000",
                          "02 01 shared_material 70000-78000 10000-18001",
                          "02 01 shared_material 5000-13000 30000-38001"));
}

}  // namespace
}  // namespace engine::catalogue
