#include "engine/run/video_identity.h"

#include <set>

namespace engine::run {
namespace {

VideoSource file_source() {
  return {.given = "a.mp4",
          .audio_stream = std::nullopt,
          .location = "/videos/a.mp4",
          .state = FileState{1000, 5'000'000}};
}

VideoFacts facts_of(const VideoSource& source, const std::string& sound) {
  VideoFacts facts;
  facts.id = video_id_of(source, sound);
  facts.location = source.location;
  facts.sound_digest = sound;
  if (source.state) {
    facts.size_bytes = source.state->size_bytes;
    facts.modified_ns = source.state->modified_ns;
  }
  return facts;
}

ScanId scan_of(const VideoSource& source, const std::string& sound, const std::string& tracks) {
  return scan_id_of(facts_of(source, sound), tracks);
}

TEST(VideoIdentity, OfAFileIsItsPlaceWhateverItHolds) {
  VideoSource source = file_source();
  const VideoId id = video_id_of(source, "");
  source.given = "./a.mp4";
  source.state = FileState{2000, 6'000'000};
  EXPECT_EQ(video_id_of(source, "heard"), id);
  source.location = "/videos/b.mp4";
  EXPECT_NE(video_id_of(source, ""), id);
}

TEST(VideoIdentity, TellsStreamsApart) {
  std::set<VideoId> ids;
  VideoSource source = file_source();
  ids.insert(video_id_of(source, ""));
  for (int stream = 0; stream < 3; ++stream) {
    source.audio_stream = stream;
    ids.insert(video_id_of(source, ""));
  }
  EXPECT_EQ(ids.size(), 4U);
}

TEST(VideoIdentity, OfAPipeIsWhatWasHeard) {
  const VideoSource pipe{
      .given = "-", .audio_stream = {}, .location = "-", .state = {}, .is_pipe = true};
  EXPECT_EQ(video_id_of(pipe, "one"), video_id_of(pipe, "one"));
  EXPECT_NE(video_id_of(pipe, "one"), video_id_of(pipe, "two"));
}

TEST(ScanIdentity, OfAFileIsKnownBeforeItIsHeard) {
  EXPECT_EQ(scan_of(file_source(), "", "tracks"), scan_of(file_source(), "heard", "tracks"));
}

TEST(ScanIdentity, ChangesWithTheFileAndWithTheCatalogue) {
  const ScanId id = scan_of(file_source(), "", "tracks");
  VideoSource larger = file_source();
  larger.state->size_bytes += 1;
  VideoSource later = file_source();
  later.state->modified_ns += 1;
  EXPECT_NE(scan_of(larger, "", "tracks"), id);
  EXPECT_NE(scan_of(later, "", "tracks"), id);
  EXPECT_NE(scan_of(file_source(), "", "other tracks"), id);
}

TEST(ScanIdentity, OfAUrlChangesWithWhatWasHeard) {
  const VideoSource url{.given = "http://example.org/a.mp4",
                        .audio_stream = {},
                        .location = "http://example.org/a.mp4",
                        .state = {}};
  EXPECT_EQ(video_id_of(url, "one"), video_id_of(url, "two"));
  EXPECT_NE(scan_of(url, "one", "tracks"), scan_of(url, "two", "tracks"));
}

}  // namespace
}  // namespace engine::run
