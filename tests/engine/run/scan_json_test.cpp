#include "engine/run/scan_json.h"

#include <nlohmann/json.hpp>

namespace engine::run {
namespace {

using nlohmann::json;

ScanOutcome outcome_with_a_match() {
  const TrackId track{{0x11, 0x22}};
  const TrackId other{{0x33, 0x44}};
  ScanOutcome outcome;
  outcome.given = "videos/a.mp4";
  outcome.result.video.id = VideoId{{0xAB}};
  outcome.result.video.duration = from_ms(61'234);
  outcome.result.matches.push_back({.track = track,
                                    .in_video = {from_ms(12'040), from_ms(33'520)},
                                    .in_track = {from_ms(45'010), from_ms(66'490)},
                                    .level_tenth_db = -142,
                                    .confidence_ppm = 999'000,
                                    .alternatives = {{other, 410'000}},
                                    .evidence = {300, 171, 24'500, 88'123}});
  outcome.result.unknown_music.push_back({from_ms(40'000), from_ms(52'000)});
  outcome.labels[track] = {"/as/added.ogg", "A \"title\"", "full", "Ann Author"};
  outcome.labels[other] = {"/as/other.ogg", "Other", "instrumental", ""};
  return outcome;
}

TEST(ScanJson, IsTheLineThatOthersRelyOn) {
  EXPECT_EQ(scan_json(outcome_with_a_match()),
            R"({"schema":"cuetrace.scan/1","video":"videos/a.mp4",)"
            R"("video_id":"ab000000000000000000000000000000","duration_ms":61234,"complete":true,)"
            R"("segments":[{"start_ms":12040,"end_ms":33520,)"
            R"("track_id":"11220000000000000000000000000000","track_path":"/as/added.ogg",)"
            R"("title":"A \"title\"","version":"full","track_start_ms":45010,)"
            R"("track_end_ms":66490,"speed":1.0,"pitch_cents":0,"level_db":-14.2,)"
            R"("confidence":0.999,"method":"landmark",)"
            R"("alternatives":[{"track_id":"33440000000000000000000000000000",)"
            R"("version":"instrumental","confidence":0.41}],)"
            R"("evidence":{"peaks_expected":300,"peaks_found":171,"peaks_by_chance":24.5,)"
            R"("score":88.123},"usage_id":"877a2fd73bb53b01c28024153cb615f6"}],"review":[],)"
            R"("unknown_music":[{"start_ms":40000,"end_ms":52000}]})");
}

TEST(ScanJson, KeepsWhatIsForReviewApartFromClaims) {
  ScanOutcome outcome = outcome_with_a_match();
  outcome.result.matches[0].confidence_ppm = kConfidentPpm - 1;
  const json object = json::parse(scan_json(outcome));
  EXPECT_EQ(object["segments"], json::array());
  ASSERT_EQ(object["review"].size(), 1U);
  EXPECT_EQ(object["review"][0]["title"], "A \"title\"");
}

TEST(ScanJson, NamesTheTracksThatExplainTheSameAboutAsWell) {
  ScanOutcome outcome = outcome_with_a_match();
  Match& match = outcome.result.matches[0];
  EXPECT_FALSE(json::parse(scan_json(outcome))["segments"][0].contains("ambiguous_among"));
  match.alternatives = {{TrackId{{0x33, 0x44}}, 480'000}, {TrackId{{0x55}}, 300'000}};
  EXPECT_EQ(json::parse(scan_json(outcome))["segments"][0]["ambiguous_among"],
            json({"33440000000000000000000000000000"}));
}

TEST(ScanJson, OfAVideoWithoutMusicHasEmptyLists) {
  ScanOutcome outcome;
  outcome.given = "a.mp4";
  const json object = json::parse(scan_json(outcome));
  EXPECT_EQ(object["segments"], json::array());
  EXPECT_EQ(object["unknown_music"], json::array());
  EXPECT_FALSE(object.contains("error"));
  EXPECT_FALSE(object.contains("audio_stream"));
}

TEST(ScanJson, SaysWhenThereIsNothingToHear) {
  ScanOutcome outcome;
  outcome.given = "a.mp4";
  EXPECT_FALSE(json::parse(scan_json(outcome)).contains("note"));
  outcome.result.note = SoundNote{SoundNoteKind::kSilent};
  EXPECT_EQ(json::parse(scan_json(outcome))["note"], "silent");
}

TEST(ScanJson, OfAFailureSaysWhy) {
  ScanOutcome outcome;
  outcome.given = "a.mp4";
  outcome.result.complete = false;
  outcome.result.error = Error(Errc::kNoAudio, "a.mp4: no audio stream");
  const json object = json::parse(scan_json(outcome));
  EXPECT_EQ(object["complete"], false);
  EXPECT_EQ(object["error"], json({{"code", "no_audio"}, {"message", "a.mp4: no audio stream"}}));
  EXPECT_EQ(object["segments"], json::array());
}

TEST(ScanJson, NamesTheStreamThatWasAskedFor) {
  ScanOutcome outcome = outcome_with_a_match();
  outcome.audio_stream = 2;
  EXPECT_EQ(json::parse(scan_json(outcome))["audio_stream"], 2);
}

TEST(ScanJson, StaysOneLineOfUtf8WhateverANameHolds) {
  ScanOutcome outcome;
  outcome.given = "bad\xFF\n\"name\".mp4";
  const std::string line = scan_json(outcome);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(json::parse(line)["video"], "bad\xEF\xBF\xBD\n\"name\".mp4");
}

TEST(ScanJson, PrintsEveryConfidenceAsItsDecimal) {
  ScanOutcome outcome = outcome_with_a_match();
  for (std::int32_t ppm = 0; ppm <= 1'000'000; ppm += 37) {
    outcome.result.matches[0].confidence_ppm = ppm;
    const std::string line = scan_json(outcome);
    std::string expected = std::to_string(1'000'000 + ppm);  // "1" and six decimals.
    expected = (ppm == 1'000'000 ? "1." : "0.") + expected.substr(1);
    while (expected.ends_with('0') && !expected.ends_with(".0")) expected.pop_back();
    ASSERT_NE(line.find("\"confidence\":" + expected + ","), std::string::npos) << ppm << line;
  }
}

TEST(ScanJson, PrintsEveryLevelWithOneDecimal) {
  ScanOutcome outcome = outcome_with_a_match();
  for (std::int32_t level = -1270; level <= 1270; ++level) {
    outcome.result.matches[0].level_tenth_db = level;
    const std::int32_t size = level < 0 ? -level : level;
    const std::string expected = std::string(level < 0 ? "-" : "") + std::to_string(size / 10) +
                                 "." + std::to_string(size % 10);
    const std::string line = scan_json(outcome);
    ASSERT_NE(line.find("\"level_db\":" + expected + ","), std::string::npos) << level << line;
  }
}

}  // namespace
}  // namespace engine::run
