#include "tests/engine/ledger/ledger_fixture.h"

namespace engine::ledger {

Match match_of(std::uint8_t track, int start_s, int end_s) {
  Match match;
  match.track = id_of<TrackId>(track);
  match.in_video = {from_ms(start_s * 1000), from_ms(end_s * 1000)};
  match.in_track = {from_ms(45'010), from_ms(45'010 + (end_s - start_s) * 1000)};
  match.speed_ppm = 1'050'000;
  match.pitch_cents = -12;
  match.level_tenth_db = -142;
  match.confidence_ppm = 999'001;
  match.method = MatchMethod::kLandmark;
  match.evidence = {
      .peaks_expected = 400, .peaks_found = 310, .chance_milli = 8'250, .score_milli = 512'345};
  return match;
}

ScanResult scan_of(std::uint8_t scan, const std::string& name, std::uint8_t video) {
  ScanResult result;
  result.id = id_of<ScanId>(scan);
  result.video.id = id_of<VideoId>(video);
  result.video.location = "/videos/" + name;
  result.video.title = "Title of " + name;
  result.video.duration = from_ms(61'234);
  result.video.declared = from_ms(61'300);
  result.video.size_bytes = 1'000'000;
  result.video.modified_ns = 1'790'000'000'123'456'789;
  result.video.sound_digest = std::string(32, 'd');
  return result;
}

ScanResult failed_scan_of(std::uint8_t scan, const std::string& name, std::uint8_t video) {
  ScanResult result = scan_of(scan, name, video);
  result.complete = false;
  result.error.emplace(Errc::kNoAudio, result.video.location + ": no audio stream");
  result.video.sound_digest.clear();
  result.video.duration = MediaTime{0};
  return result;
}

void expect_equal(const ScanResult& actual, const ScanResult& expected) {
  EXPECT_EQ(actual.id, expected.id);
  EXPECT_EQ(actual.video, expected.video);
  EXPECT_EQ(actual.complete, expected.complete);
  ASSERT_EQ(actual.error.has_value(), expected.error.has_value());
  if (expected.error) {
    EXPECT_EQ(actual.error->code(), expected.error->code());
    EXPECT_EQ(actual.error->message(), expected.error->message());
  }
  EXPECT_EQ(actual.matches, expected.matches);
  EXPECT_EQ(actual.unknown_music, expected.unknown_music);
  EXPECT_EQ(actual.note, expected.note);
}

void LedgerTest::add_recording(std::uint8_t track, const std::string& title,
                               const std::vector<std::string>& writers) {
  catalogue::Catalogue catalogue = must(catalogue::Catalogue::open(database_));
  catalogue::Recording recording;
  recording.track = id_of<TrackId>(track);
  recording.title = title;
  recording.artist = "The Players";
  recording.isrc = "USRC17607839";
  recording.path = "/music/" + title + ".ogg";
  for (const std::string& writer : writers) {
    catalogue::Contribution contribution;
    contribution.party.name = writer;
    contribution.role = "C";
    recording.work.contributions.push_back(contribution);
  }
  must(catalogue.put(recording));
}

}  // namespace engine::ledger
