#include "engine/catalogue/quality/track_rules.h"

namespace engine::catalogue {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Nothing to complain of.
Recording good_recording() {
  Recording recording;
  recording.track = TrackId{{1}};
  recording.title = "Song";
  recording.bpm = "120";
  recording.key = "C";
  recording.moods = "happy";
  recording.instruments = "piano";
  recording.uses = "news";
  return recording;
}

TrackMeasurement good_measurement() {
  return {.format = {.codec = "pcm_s24le",
                     .layout = "stereo",
                     .channels = 2,
                     .rate_hz = 48'000,
                     .bits = 24},
          .duration = MediaTime{60'000'000},
          .integrated_centi_lufs = -1500,
          .max_momentary_centi_lufs = -1000,
          .max_short_term_centi_lufs = -1200,
          .range_centi_lu = 600,
          .true_peak_centi_db = -100,
          .sample_peak_centi_db = -120,
          .correlation_permille = 500,
          .side_centi_db = -900,
          .balance_centi_db = 20,
          .seam_step_ppm = 500'000,
          .seam_nearby_step_ppm = 1000,
          .tempo = Tempo{12'000, 900},
          .key = HeardKey{{0, false}, 500}};
}

class TrackRulesTest : public testing::Test {
 protected:
  std::vector<Finding> findings() const { return check_track(recording_, measured_, limits_); }

  std::vector<std::string> rules() const {
    std::vector<std::string> names;
    for (const Finding& finding : findings()) names.emplace_back(name_of(finding.rule));
    return names;
  }

  Recording recording_ = good_recording();
  TrackMeasurement measured_ = good_measurement();
  QualityLimits limits_;
};

TEST_F(TrackRulesTest, AGoodTrackHasNoFindings) { EXPECT_THAT(rules(), IsEmpty()); }

TEST_F(TrackRulesTest, LoudnessIsBetweenItsLimits) {
  for (const std::int32_t fine : {-1600, -1400}) {
    measured_.integrated_centi_lufs = fine;
    EXPECT_THAT(rules(), IsEmpty());
  }
  measured_.integrated_centi_lufs = -1399;
  ASSERT_THAT(rules(), ElementsAre("loudness"));
  EXPECT_EQ(findings()[0].measured, "is at -13.99 LUFS");
  EXPECT_EQ(findings()[0].wanted, "from -16.00 to -14.00 LUFS");
  EXPECT_EQ(findings()[0].remedy, "turn it down by 0.01 dB");
}

TEST_F(TrackRulesTest, WhatIsTooSoftSaysWhetherPeaksLeaveRoom) {
  measured_.integrated_centi_lufs = -2000;
  measured_.true_peak_centi_db = -500;
  EXPECT_EQ(findings().at(0).remedy, "turn it up by 4.00 dB");
  measured_.true_peak_centi_db = -250;
  EXPECT_EQ(findings().at(0).remedy,
            "turn it up by 4.00 dB, through a limiter: its peaks leave 1.50 dB");
}

TEST_F(TrackRulesTest, ASilentTrackIsThatAndNothingElse) {
  measured_.integrated_centi_lufs.reset();
  measured_.sample_peak_centi_db = -7000;
  measured_.head_silence = measured_.tail_silence = measured_.duration;
  EXPECT_THAT(rules(), ElementsAre("silent"));
  measured_.sample_peak_centi_db.reset();
  EXPECT_THAT(rules(), ElementsAre("silent"));
}

struct Fault {
  const char* rule;
  void (*make)(TrackMeasurement&);
};

class FaultTest : public TrackRulesTest, public testing::WithParamInterface<Fault> {};

TEST_P(FaultTest, IsFoundAlone) {
  GetParam().make(measured_);
  EXPECT_THAT(rules(), ElementsAre(GetParam().rule));
  for (const Finding& finding : findings()) {
    EXPECT_FALSE(finding.measured.empty());
    EXPECT_FALSE(finding.wanted.empty());
    EXPECT_FALSE(finding.remedy.empty());
  }
}

using M = TrackMeasurement&;
INSTANTIATE_TEST_SUITE_P(
    Each, FaultTest,
    testing::Values(Fault{"damaged", [](M m) { m.complete = false; }},
                    Fault{"damaged", [](M m) { m.decode_errors = 1; }},
                    Fault{"unplayable", [](M m) { m.unplayable_samples = 1; }},
                    Fault{"clipping", [](M m) { m.clip_runs = 1; }},
                    Fault{"true-peak", [](M m) { m.true_peak_centi_db = -99; }},
                    Fault{"dc-offset", [](M m) { m.dc_ppm = -1001; }},
                    Fault{"head-silence", [](M m) { m.head_silence = MediaTime{501'000}; }},
                    Fault{"tail-silence", [](M m) { m.tail_silence = MediaTime{3'001'000}; }},
                    Fault{"one-sided", [](M m) { m.balance_centi_db = -1201; }},
                    Fault{"phase", [](M m) { m.correlation_permille = -1; }},
                    Fault{"mono", [](M m) { m.side_centi_db = -6000; }},
                    Fault{"mono", [](M m) { m.format.channels = 1; }},
                    Fault{"surround",
                          [](M m) {
                            m.format.channels = 6;
                            m.format.layout = "5.1";
                          }},
                    Fault{"sample-rate", [](M m) { m.format.rate_hz = 44'099; }},
                    Fault{"bit-depth", [](M m) { m.format.bits = 8; }},
                    Fault{"lossy",
                          [](M m) {
                            m.format.bits = 0;
                            m.format.codec = "mp3";
                          }},
                    Fault{"tempo", [](M m) { m.tempo->centi_bpm = 13'000; }},
                    Fault{"key", [](M m) { m.key->key.tonic = 6; }}));

TEST_F(TrackRulesTest, ALimitThatIsMovedMovesTheRule) {
  measured_.dc_ppm = 1500;
  ASSERT_THAT(rules(), ElementsAre("dc-offset"));
  ASSERT_TRUE(limits_.set("dc-max=0.2"));
  EXPECT_THAT(rules(), IsEmpty());
  measured_.correlation_permille = 100;
  ASSERT_TRUE(limits_.set("correlation-min=0.3"));
  ASSERT_THAT(rules(), ElementsAre("phase"));
  ASSERT_TRUE(limits_.set("phase=error"));
  EXPECT_EQ(findings()[0].severity, Severity::kError);
  ASSERT_TRUE(limits_.set("phase=off"));
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(TrackRulesTest, TempoIsOnlyToldWhereItClearlyDisagrees) {
  for (const std::int32_t same : {6000, 24'000, 4000, 18'000, 8000, 12'400, 11'600}) {
    measured_.tempo->centi_bpm = same;
    EXPECT_THAT(rules(), IsEmpty()) << same;
  }
  measured_.tempo->centi_bpm = 9000;
  EXPECT_THAT(rules(), ElementsAre("tempo"));
  measured_.tempo->confidence_permille = 200;
  EXPECT_THAT(rules(), IsEmpty());
  measured_.tempo->confidence_permille = 900;
  recording_.bpm = "120.5 or so";
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(TrackRulesTest, KeyIsOnlyToldWhereItClearlyDisagrees) {
  for (const char* near : {"C", "Am", "G major", "F", "Cm", "Em", "Dm", "unknown"}) {
    recording_.key = near;
    EXPECT_THAT(rules(), IsEmpty()) << near;
  }
  recording_.key = "F#";
  EXPECT_THAT(rules(), ElementsAre("key"));
  measured_.key->confidence_permille = 100;
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(TrackRulesTest, LoopClosesWithoutGapOrClick) {
  recording_.version = "loop";
  ASSERT_THAT(rules(), ElementsAre("loop-seam"));
  EXPECT_EQ(findings()[0].measured, "a step of 50.0000 % of full scale");
  measured_.seam_nearby_step_ppm = 125'000;
  EXPECT_THAT(rules(), IsEmpty());
  measured_.tail_silence = MediaTime{25'000};
  ASSERT_THAT(rules(), ElementsAre("loop-seam"));
  EXPECT_EQ(findings()[0].measured, "a gap of 0.025 s");
}

TEST_F(TrackRulesTest, MissingTagsAreNamedWithWhatIsHeard) {
  recording_.bpm.clear();
  recording_.moods.clear();
  ASSERT_THAT(rules(), ElementsAre("tags"));
  EXPECT_EQ(findings()[0].measured, "without bpm, moods");
  EXPECT_THAT(findings()[0].remedy, HasSubstr("heard: 120.00 BPM"));
  ASSERT_TRUE(limits_.set("required-tags=writers|iswc"));
  EXPECT_EQ(findings().at(0).measured, "without writers, iswc");
  recording_.work.iswc = "T0345246801";
  Contribution writer;
  writer.party.name = "Ann";
  recording_.work.contributions.push_back(writer);
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(TrackRulesTest, WhatWasNotMeasuredSaysHowToGetFigures) {
  const auto found = check_track(recording_, std::nullopt, limits_);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].rule, Rule::kUnmeasured);
  EXPECT_THAT(found[0].remedy, HasSubstr("catalog qc --measure"));
  recording_.track.reset();
  const auto without = check_track(recording_, std::nullopt, limits_);
  ASSERT_EQ(without.size(), 1U);
  EXPECT_EQ(without[0].rule, Rule::kMedia);
}

}  // namespace
}  // namespace engine::catalogue
