#include "engine/catalogue/measurements.h"

#include "tests/support/temp_dir.h"

namespace engine::catalogue {
namespace {

using storage::Access;
using storage::Database;
using storage::Row;
using testing::Optional;

TrackId track(std::uint8_t first_byte) { return TrackId{{first_byte}}; }

/// Every field with a value of its own.
TrackMeasurement full() {
  return {.format = {.codec = "pcm_s24le",
                     .layout = "stereo",
                     .channels = 2,
                     .rate_hz = 48'000,
                     .bits = 24},
          .duration = MediaTime{61'000'001},
          .complete = false,
          .decode_errors = 3,
          .integrated_centi_lufs = -1432,
          .max_momentary_centi_lufs = -901,
          .max_short_term_centi_lufs = -1102,
          .range_centi_lu = 703,
          .true_peak_centi_db = 12,
          .sample_peak_centi_db = -4,
          .clip_runs = 5,
          .clipped_samples = 17,
          .unplayable_samples = 9,
          .dc_ppm = -2500,
          .head_silence = MediaTime{250'000},
          .tail_silence = MediaTime{1'500'400},
          .correlation_permille = -120,
          .side_centi_db = -631,
          .balance_centi_db = 44,
          .seam_step_ppm = 100,
          .seam_nearby_step_ppm = 101,
          .tempo = Tempo{12'050, 810},
          .key = HeardKey{{10, true}, 333}};
}

class MeasurementsTest : public testing::Test {
 protected:
  std::string shown(const std::string& columns) const {
    std::string text;
    const auto read = database_.each("SELECT " + columns + " FROM measurement_v", {},
                                     [&](const Row& row) -> Result<void> {
                                       text += row.text(0) + "\n";
                                       return {};
                                     });
    EXPECT_TRUE(read);
    return text;
  }

  support::TempDir folder_;
  Database database_ = *Database::open(folder_ / "ledger.db", Access::kWrite);
  Measurements measurements_ = *Measurements::open(database_);
};

TEST_F(MeasurementsTest, KeepsEveryField) {
  ASSERT_TRUE(measurements_.put(track(1), full()));
  TrackMeasurement silence;
  silence.format.codec = "flac";
  ASSERT_TRUE(measurements_.put(track(2), silence));
  EXPECT_THAT(*measurements_.find(track(1)), Optional(full()));
  EXPECT_THAT(*measurements_.find(track(2)), Optional(silence));
  EXPECT_EQ(*measurements_.find(track(3)), std::nullopt);
  EXPECT_EQ(*measurements_.all(), (std::map{std::pair{track(1), full()}, {track(2), silence}}));
}

TEST_F(MeasurementsTest, TheLastOneCounts) {
  ASSERT_TRUE(measurements_.put(track(1), {}));
  ASSERT_TRUE(measurements_.put(track(1), full()));
  EXPECT_THAT(*measurements_.find(track(1)), Optional(full()));
}

TEST_F(MeasurementsTest, ForgetsWhatIsRemoved) {
  ASSERT_TRUE(measurements_.put(track(1), full()));
  ASSERT_TRUE(measurements_.remove(track(1)));
  ASSERT_TRUE(measurements_.remove(track(1)));
  EXPECT_TRUE(measurements_.all()->empty());
}

TEST_F(MeasurementsTest, PassesOverWhatAnotherVersionMeasured) {
  ASSERT_TRUE(measurements_.put(track(1), full()));
  ASSERT_TRUE(database_.run("UPDATE track_measurement SET version = version + 1"));
  EXPECT_EQ(*measurements_.find(track(1)), std::nullopt);
  EXPECT_TRUE(measurements_.all()->empty());
  ASSERT_TRUE(measurements_.put(track(1), full()));
  EXPECT_EQ(measurements_.all()->size(), 1U);
}

TEST_F(MeasurementsTest, ViewHasUnitsOfPeople) {
  ASSERT_TRUE(measurements_.put(track(1), full()));
  EXPECT_EQ(shown("integrated_lufs || ' ' || true_peak_dbtp || ' ' || dc_percent || ' ' || "
                  "tail_silence_ms || ' ' || correlation || ' ' || bpm || ' ' || key"),
            "-14.32 0.12 -0.25 1500 -0.12 120.5 A# minor\n");
}

TEST_F(MeasurementsTest, ViewNamesKeysAsTheProgramDoes) {
  for (std::uint8_t tonic = 0; tonic < 12; ++tonic) {
    TrackMeasurement measured;
    measured.key = HeardKey{{tonic, tonic % 2 == 0}, 500};
    ASSERT_TRUE(measurements_.put(track(1), measured));
    EXPECT_EQ(shown("key"), to_string(measured.key->key) + "\n");
  }
}

}  // namespace
}  // namespace engine::catalogue
