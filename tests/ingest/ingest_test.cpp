#include "ingest/ingest.h"

#include "engine/core/bytes.h"
#include "engine/core/file.h"
#include "engine/core/fingerprint_record.h"
#include "engine/core/interrupt.h"
#include "tests/ingest/decoded.h"
#include "tests/ingest/loopback_server.h"
#include "tests/support/temp_dir.h"

#include <fcntl.h>
#include <unistd.h>

#include <bit>
#include <csignal>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace ingest {
namespace {

using engine::Errc;
using engine::FingerprintedMedia;
using engine::MediaTime;
using support::encode;

/// Puts a descriptor in the place of standard input for as long as it lives.
class StandardInput {
 public:
  explicit StandardInput(int descriptor) : saved_(::dup(STDIN_FILENO)) {
    ::dup2(descriptor, STDIN_FILENO);
    ::close(descriptor);
  }
  ~StandardInput() {
    ::dup2(saved_, STDIN_FILENO);
    ::close(saved_);
  }
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;

 private:
  int saved_;
};

/// Feeds `content` through a pipe into standard input, in pieces of `step` bytes.
class PipedInput {
 public:
  PipedInput(std::string content, std::size_t step) : content_(std::move(content)) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    std::signal(SIGPIPE, SIG_IGN);  // A reader that gives up early must not end the test.
    input_.emplace(ends[0]);
    writer_ = std::thread([this, end = ends[1], step] {
      std::string_view rest = content_;
      while (!rest.empty()) {
        const ssize_t written = ::write(end, rest.data(), std::min(step, rest.size()));
        if (written <= 0) break;
        rest.remove_prefix(static_cast<std::size_t>(written));
      }
      ::close(end);
    });
  }
  ~PipedInput() {
    input_.reset();  // Closes the reading end, which ends the writer.
    writer_.join();
  }
  PipedInput(const PipedInput&) = delete;
  PipedInput& operator=(const PipedInput&) = delete;

 private:
  std::string content_;
  std::optional<StandardInput> input_;
  std::thread writer_;
};

class IngestTest : public testing::Test {
 protected:
  std::string file(const std::string& name) const { return folder_ / name; }

  FingerprintedMedia fingerprint(const std::string& location) {
    auto media = fingerprint_media({.location = location});
    if (!media) throw std::runtime_error(media.error().message());
    return *std::move(media);
  }

  support::TempDir folder_;
};

TEST_F(IngestTest, AVideoBecomesBothFingerprintsAndFacts) {
  encode(support::make_music(1, 20.0), folder_ / "a.mp4",
         {"-c:a", "aac", "-metadata", "title=Blue", "-metadata", "ARTIST=Ann"});
  const FingerprintedMedia media = fingerprint(file("a.mp4"));
  EXPECT_EQ(media.facts.location, file("a.mp4"));
  EXPECT_EQ(engine::to_ms(media.facts.declared_duration), 20'000);
  EXPECT_TRUE(media.facts.complete);
  EXPECT_EQ(media.facts.decode_errors, 0U);
  EXPECT_EQ(media.facts.tags.at("title"), "Blue");
  EXPECT_EQ(media.facts.tags.at("artist"), "Ann");
  EXPECT_NEAR(static_cast<double>(engine::to_ms(media.fingerprint.duration)), 20'000.0, 30.0);
  EXPECT_GT(media.fingerprint.chromaprint.size(), 130U);
  EXPECT_GT(media.fingerprint.mid.peaks.size(), 500U);
  EXPECT_GT(media.fingerprint.side.peaks.size(), 500U);
}

TEST_F(IngestTest, TheSameSoundInAnotherPackingHasNearlyTheSameWords) {
  const support::Sound sound = support::make_music(2, 20.0);
  encode(sound, folder_ / "a.flac");
  encode(sound, folder_ / "a.mp3", {"-b:a", "192k"});
  const auto flac = fingerprint(file("a.flac")).fingerprint.chromaprint;
  const auto mp3 = fingerprint(file("a.mp3")).fingerprint.chromaprint;
  ASSERT_EQ(flac.size(), mp3.size());
  int differing_bits = 0;
  for (std::size_t i = 0; i < flac.size(); ++i) differing_bits += std::popcount(flac[i] ^ mp3[i]);
  EXPECT_LT(differing_bits, static_cast<int>(flac.size()) * 2);
}

TEST_F(IngestTest, FingerprintingTwiceGivesTheSameRecord) {
  encode(support::make_music(3, 10.0), folder_ / "a.webm", {"-c:a", "libopus"});
  EXPECT_EQ(engine::encode(fingerprint(file("a.webm"))),
            engine::encode(fingerprint(file("a.webm"))));
}

TEST_F(IngestTest, AFingerprintFileIsTakenInPlaceOfMedia) {
  encode(support::make_music(4, 10.0), folder_ / "a.flac");
  const FingerprintedMedia media = fingerprint(file("a.flac"));
  ASSERT_TRUE(engine::write_file(folder_ / "edge.bin", engine::encode(media)));
  EXPECT_EQ(fingerprint(file("edge.bin")), media);  // Its location too: where the sound was heard.
  EXPECT_EQ(count_audio_streams(file("edge.bin")), 1);
}

TEST_F(IngestTest, AFingerprintFileMayComeFromTheWebOrAPipe) {
  encode(support::make_music(4, 5.0), folder_ / "a.flac");
  const FingerprintedMedia media = fingerprint(file("a.flac"));
  LoopbackServer server;
  server.put("/a.ctfp", engine::encode(media));
  EXPECT_EQ(fingerprint(server.url("/a.ctfp")), media);
  const PipedInput piped(engine::encode(media), 1000);
  EXPECT_EQ(fingerprint("-"), media);
}

TEST_F(IngestTest, ADamagedFingerprintFileIsRefusedByName) {
  std::string record = engine::encode(FingerprintedMedia{});
  record[record.size() / 2] ^= 1;
  ASSERT_TRUE(engine::write_file(folder_ / "a.ctfp", record));
  const auto media = fingerprint_media({.location = file("a.ctfp")});
  ASSERT_FALSE(media);
  EXPECT_EQ(media.error().code(), Errc::kCorrupt);
  EXPECT_THAT(media.error().message(), testing::StartsWith(file("a.ctfp")));
}

TEST_F(IngestTest, AFingerprintFileOfANewerVersionIsRefusedByName) {
  std::string record = engine::encode(FingerprintedMedia{});
  record.resize(record.size() - 4);
  record[4] = static_cast<char>(engine::kFingerprintRecordVersion + 1);
  engine::ByteWriter out;
  out.put_raw(record);
  out.put(engine::crc32c(record));
  ASSERT_TRUE(engine::write_file(folder_ / "a.ctfp", out.view()));
  const auto media = fingerprint_media({.location = file("a.ctfp")});
  ASSERT_FALSE(media);
  EXPECT_EQ(media.error().code(), Errc::kNewerFormat);
  EXPECT_THAT(media.error().message(), testing::StartsWith(file("a.ctfp")));
}

TEST_F(IngestTest, StandardInputIsReadLikeAFileHoweverItArrives) {
  encode(support::make_music(5, 5.0), folder_ / "a.flac");
  const FingerprintedMedia expected = fingerprint(file("a.flac"));
  const auto content = engine::read_file(folder_ / "a.flac");
  ASSERT_TRUE(content);
  for (const std::size_t step : {7U, 313U, 65'536U}) {
    const PipedInput piped(*content, step);
    const FingerprintedMedia media = fingerprint("-");
    EXPECT_EQ(media.facts.location, "-");
    EXPECT_EQ(media.fingerprint, expected.fingerprint) << step;
    EXPECT_TRUE(media.facts.complete);
  }
}

TEST_F(IngestTest, APipeThatEndsEarlyIsIncomplete) {
  encode(support::make_music(5, 10.0), folder_ / "a.mkv", {"-c:a", "aac"});
  support::write_wav(folder_ / "a.wav", support::make_music(5, 10.0));
  for (const char* const name : {"a.mkv", "a.wav"}) {
    auto content = engine::read_file(folder_ / name);
    ASSERT_TRUE(content);
    content->resize(content->size() / 2);
    const PipedInput piped(*content, 4096);
    EXPECT_FALSE(fingerprint("-").facts.complete) << name;
  }
}

TEST_F(IngestTest, AFileAsStandardInputMayHaveItsIndexAtTheEnd) {
  encode(support::make_music(5, 5.0), folder_ / "a.mp4", {"-c:a", "aac"});
  const StandardInput input(::open(file("a.mp4").c_str(), O_RDONLY));
  EXPECT_EQ(fingerprint("-").fingerprint, fingerprint(file("a.mp4")).fingerprint);
}

TEST_F(IngestTest, AnMp4WithItsIndexAtTheEndCannotComeThroughAPipe) {
  encode(support::make_tone(440.0, 60.0), folder_ / "a.mp4", {"-c:a", "aac"});
  const auto content = engine::read_file(folder_ / "a.mp4");
  ASSERT_TRUE(content);
  const PipedInput piped(*content, 65'536);
  const auto media = fingerprint_media({.location = "-"});
  ASSERT_FALSE(media);
  EXPECT_EQ(media.error().code(), Errc::kInvalidInput);
  EXPECT_THAT(media.error().message(), testing::HasSubstr("faststart"));
}

TEST_F(IngestTest, RelativePathsAreRecordedAsAbsolute) {
  support::write_wav(folder_ / "a.wav", support::make_tone(440.0, 1.0));
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder_.path());
  const auto media = fingerprint_media({.location = "./a.wav"});
  std::filesystem::current_path(before);
  ASSERT_TRUE(media);
  EXPECT_EQ(media->facts.location, file("a.wav"));
}

TEST_F(IngestTest, TagsOfTheStreamAreReadWhereTheContainerHasNone) {
  encode(support::make_tone(440.0, 1.0), folder_ / "a.opus",
         {"-metadata", "title=T", "-metadata", "ISRC=QZABC2400001"});
  const auto tags = fingerprint(file("a.opus")).facts.tags;
  EXPECT_EQ(tags.at("title"), "T");
  EXPECT_EQ(tags.at("isrc"), "QZABC2400001");
}

TEST_F(IngestTest, HostileTagsAreCleanedAndBounded) {
  std::vector<std::string> arguments{"-metadata", "title=A\x1B[31mB\xFF\nC", "-metadata",
                                     "comment=" + std::string(5000, 'x')};
  for (int i = 0; i < 200; ++i) {
    arguments.insert(arguments.end(), {"-metadata", "key" + std::to_string(i) + "=v"});
  }
  encode(support::make_tone(440.0, 1.0), folder_ / "a.flac", arguments);
  const auto tags = fingerprint(file("a.flac")).facts.tags;
  EXPECT_LE(tags.size(), 64U);
  EXPECT_EQ(tags.at("title"),
            "A [31mB\xEF\xBF\xBD"
            " C");
  EXPECT_EQ(tags.at("comment").size(), 1024U);
}

TEST_F(IngestTest, AudioStreamsAreCounted) {
  support::write_wav(folder_ / "a.wav", support::make_tone(440.0, 1.0));
  support::ffmpeg({"-i", file("a.wav"), "-map", "0", "-map", "0", "-map", "0", file("three.mkv")});
  EXPECT_EQ(count_audio_streams(file("a.wav")), 1);
  EXPECT_EQ(count_audio_streams(file("three.mkv")), 3);
}

TEST_F(IngestTest, CountingStreamsOfMediaWithoutSoundIsAnError) {
  support::ffmpeg({"-f", "lavfi", "-i", "testsrc=s=64x48:r=5:d=1", "-c:v", "mpeg4", file("m.mp4")});
  const auto count = count_audio_streams(file("m.mp4"));
  ASSERT_FALSE(count);
  EXPECT_EQ(count.error().code(), Errc::kNoAudio);
}

TEST_F(IngestTest, ProgressGrowsAndKnowsTheDeclaredLength) {
  encode(support::make_music(6, 20.0), folder_ / "a.flac");
  std::vector<MediaTime> seen;
  const auto media =
      fingerprint_media({.location = file("a.flac")}, [&](MediaTime decoded, MediaTime declared) {
        EXPECT_EQ(declared, engine::from_ms(20'000));
        seen.push_back(decoded);
      });
  ASSERT_TRUE(media);
  ASSERT_FALSE(seen.empty());
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_LE(seen.back(), media->fingerprint.duration);
}

TEST_F(IngestTest, AnInterruptInTheMiddleEndsTheDecode) {
  encode(support::make_tone(440.0, 60.0), folder_ / "a.flac");
  const auto media = fingerprint_media({.location = file("a.flac")},
                                       [](MediaTime, MediaTime) { engine::request_interrupt(); });
  engine::clear_interrupt();
  ASSERT_FALSE(media);
  EXPECT_EQ(media.error().code(), Errc::kInterrupted);
}

}  // namespace
}  // namespace ingest
