// Text in containers, on real ones that ffmpeg makes: read, and written into a copy whose packets
// are the same.
#include "ingest/embedded_text.h"

#include "engine/core/file.h"
#include "ingest/container_text.h"
#include "ingest/xmp_box.h"
#include "tests/support/sound.h"
#include "tests/support/temp_dir.h"

#include <filesystem>

namespace ingest {
namespace {

namespace fs = std::filesystem;
using engine::Errc;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kKey = "CT1-00820-C20A1-G7104-GM2RC-U";

class EmbeddedTextTest : public testing::Test {
 protected:
  std::string file(const std::string& name) const { return (folder_ / name).string(); }

  /// Two seconds of sound, and of picture where `codec` names one for it.
  std::string make(const std::string& name, const std::string& video_codec,
                   const std::vector<std::string>& more) const {
    std::vector<std::string> words{"-f", "lavfi", "-i", "sine=r=44100:d=2"};
    if (!video_codec.empty()) {
      for (const char* const word : {"-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=2"}) {
        words.emplace_back(word);
      }
      words.insert(words.end(), {"-c:v", video_codec});
    }
    words.insert(words.end(), {"-fflags", "+bitexact"});
    words.insert(words.end(), more.begin(), more.end());
    words.push_back(file(name));
    support::ffmpeg(words);
    return file(name);
  }

  /// A digest of the packets of each stream.
  std::string packets(const std::string& media) const {
    support::ffmpeg({"-i", media, "-map", "0", "-c", "copy", "-f", "streamhash", file("hash")});
    return engine::read_file(file("hash")).value();
  }

  static std::string comment_of(const std::string& media) {
    return std::string(read_container_text(media).value().find("comment"));
  }

  support::TempDir folder_;
};

struct Kind {
  const char* ending;
  const char* video_codec;
  std::vector<std::string> audio;
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all{{"mp4", "mpeg4", {"-c:a", "aac"}},
                                     {"m4v", "mpeg4", {"-c:a", "aac", "-f", "mp4"}},
                                     {"mov", "mpeg4", {"-c:a", "aac"}},
                                     {"m4a", "", {"-c:a", "aac"}},
                                     {"mkv", "mpeg4", {"-c:a", "libvorbis"}},
                                     {"webm", "libvpx", {"-c:a", "libopus"}},
                                     {"mp3", "", {"-c:a", "libmp3lame"}},
                                     {"ogg", "", {"-c:a", "libvorbis"}},
                                     {"opus", "", {"-c:a", "libopus"}},
                                     {"flac", "", {"-c:a", "flac"}},
                                     {"wav", "", {}},
                                     {"avi", "mpeg4", {"-c:a", "mp3"}}};
  return all;
}

TEST_F(EmbeddedTextTest, GoesIntoEveryKindOfContainerAndLeavesItsPackets) {
  for (const Kind& kind : kinds()) {
    const std::string ending(kind.ending);
    const std::string in = make("in." + ending, kind.video_codec, kind.audio);
    const std::string out = file("out." + ending);
    const auto done = embed_text(in, out, kKey);
    ASSERT_TRUE(done) << done.error().message();
    EXPECT_THAT(done->lost_fields, IsEmpty()) << ending;
    EXPECT_EQ(comment_of(out), kKey) << ending;
    EXPECT_EQ(packets(out), packets(in)) << ending;
  }
}

TEST_F(EmbeddedTextTest, KeepsWhatWasSaid) {
  for (const Kind& kind : kinds()) {
    const std::string ending(kind.ending);
    std::vector<std::string> more = kind.audio;
    more.insert(more.end(), {"-metadata", "comment=Thanks to all", "-metadata", "title=A Day"});
    const std::string in = make("in." + ending, kind.video_codec, more);
    const std::string out = file("out." + ending);
    const auto done = embed_text(in, out, kKey);
    ASSERT_TRUE(done) << done.error().message();
    EXPECT_THAT(done->lost_fields, IsEmpty()) << ending;
    EXPECT_EQ(comment_of(out), std::string("Thanks to all\n") + kKey) << ending;
    EXPECT_EQ(read_container_text(out)->find("title"), "A Day") << ending;
    // A second time changes nothing.
    ASSERT_TRUE(embed_text(out, file("again." + ending), kKey));
    EXPECT_EQ(comment_of(file("again." + ending)), std::string("Thanks to all\n") + kKey) << ending;
  }
}

TEST_F(EmbeddedTextTest, KeepsAllStreamsAndChapters) {
  ASSERT_TRUE(engine::write_file(file("s.srt"), "1\n00:00:00,500 --> 00:00:01,500\nHello\n"));
  ASSERT_TRUE(engine::write_file(file("chapters.txt"),
                                 ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\n"
                                 "title=One\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=2000\n"
                                 "title=Two\n"));
  const std::string plain = make("plain.mkv", "mpeg4", {"-c:a", "aac"});
  support::ffmpeg({"-i",
                   plain,
                   "-i",
                   file("s.srt"),
                   "-i",
                   file("chapters.txt"),
                   "-map",
                   "0",
                   "-map",
                   "0:1",
                   "-map",
                   "1",
                   "-map_chapters",
                   "2",
                   "-c",
                   "copy",
                   "-c:s",
                   "srt",
                   "-attach",
                   file("s.srt"),
                   "-metadata:s:t",
                   "mimetype=text/plain",
                   "-disposition:a:1",
                   "comment",
                   "-metadata:s:a:1",
                   "language=ger",
                   file("full.mkv")});
  support::ffmpeg({"-i", plain, "-i", file("s.srt"), "-i", file("chapters.txt"), "-map", "0",
                   "-map", "1", "-map_chapters", "2", "-c", "copy", "-c:s", "mov_text",
                   file("full.mp4")});
  for (const std::string ending : {"mkv", "mp4"}) {
    const auto done = embed_text(file("full." + ending), file("out." + ending), kKey);
    ASSERT_TRUE(done) << done.error().message();
    support::ffmpeg({"-i", file("full." + ending), "-f", "ffmetadata", "-fflags", "+bitexact",
                     file("before.txt")});
    support::ffmpeg({"-i", file("out." + ending), "-f", "ffmetadata", "-fflags", "+bitexact",
                     file("after.txt")});
    const auto chapters = [&](const std::string& name) {
      const std::string text = engine::read_file(file(name)).value();
      return text.substr(std::min(text.find("[CHAPTER]"), text.size()));
    };
    EXPECT_THAT(chapters("before.txt"), HasSubstr("title=Two"));
    EXPECT_EQ(chapters("after.txt"), chapters("before.txt"));
  }
  EXPECT_EQ(packets(file("out.mkv")), packets(file("full.mkv")));
  EXPECT_EQ(packets(file("out.mp4")), packets(file("full.mp4")));
}

TEST_F(EmbeddedTextTest, KeepsPictureAndSoundTogether) {
  for (const Kind& kind : kinds()) {
    if (std::string_view(kind.video_codec).empty()) continue;
    const std::string ending(kind.ending);
    const std::string in = make("in." + ending, kind.video_codec, kind.audio);
    const std::string out = file("out." + ending);
    ASSERT_TRUE(embed_text(in, out, kKey)) << ending;
    const auto times = [&](const std::string& media) {  // Of every packet, of both streams.
      support::ffmpeg(
          {"-copyts", "-i", media, "-map", "0", "-c", "copy", "-f", "framecrc", file("times")});
      return engine::read_file(file("times")).value();
    };
    EXPECT_EQ(times(out), times(in)) << ending;
  }
}

TEST_F(EmbeddedTextTest, KeepsTagsOfAnyName) {
  for (const std::string ending : {"mp4", "mov"}) {
    const std::string in =
        make("in." + ending, "mpeg4",
             {"-c:a", "aac", "-movflags", "use_metadata_tags", "-metadata",
              "com.apple.quicktime.make=Example", "-metadata", "title=T", "-metadata", "x=1"});
    const std::string out = file("out." + ending);
    const auto done = embed_text(in, out, kKey);
    ASSERT_TRUE(done) << done.error().message();
    EXPECT_THAT(done->lost_fields, IsEmpty()) << ending;
    EXPECT_EQ(comment_of(out), kKey);
    const ContainerText text = read_container_text(out).value();
    EXPECT_EQ(text.find("make"), "Example") << ending;
    EXPECT_EQ(text.find("title"), "T") << ending;
    EXPECT_EQ(text.find("x"), "1") << ending;
    EXPECT_EQ(packets(out), packets(in)) << ending;
  }
}

TEST_F(EmbeddedTextTest, GivesTheSameBytesForTheSameInput) {
  for (const std::string ending : {"mp4", "mkv", "ogg"}) {
    const std::string in = make("in." + ending, ending == "ogg" ? "" : "mpeg4",
                                {"-c:a", ending == "ogg" ? "libvorbis" : "aac"});
    ASSERT_TRUE(embed_text(in, file("a." + ending), kKey));
    ASSERT_TRUE(embed_text(in, file("b." + ending), kKey));
    EXPECT_TRUE(engine::read_file(file("a." + ending)).value() ==
                engine::read_file(file("b." + ending)).value())
        << ending;
  }
}

TEST_F(EmbeddedTextTest, SaysWhatCanCarryAKey) {
  const std::string ts = make("a.ts", "mpeg2video", {"-c:a", "mp2"});
  const auto refused = embed_text(ts, file("b.ts"), kKey);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), Errc::kUnsupported);
  EXPECT_THAT(refused.error().message(), HasSubstr("cannot carry a key; MP4, MOV"));
  EXPECT_FALSE(fs::exists(file("b.ts")));
}

TEST_F(EmbeddedTextTest, RefusesWhatWouldHarm) {
  const std::string in = make("in.mp4", "mpeg4", {"-c:a", "aac"});
  const std::string before = engine::read_file(in).value();
  fs::create_symlink(in, file("link.mp4"));
  EXPECT_THAT(embed_text(in, in, kKey).error().message(), HasSubstr("is the video itself"));
  EXPECT_THAT(embed_text(in, file("link.mp4"), kKey).error().message(),
              HasSubstr("is the video itself"));
  EXPECT_THAT(embed_text(in, file("out.mkv"), kKey).error().message(),
              HasSubstr("its name has to end in mp4, m4v, mov"));
  EXPECT_EQ(embed_text(in, file("none") + "/out.mp4", kKey).error().code(), Errc::kNotFound);
  EXPECT_EQ(embed_text(file("no.mp4"), file("out.mp4"), kKey).error().code(), Errc::kNotFound);
  EXPECT_EQ(embed_text("-", file("out.mp4"), kKey).error().code(), Errc::kUsage);
  EXPECT_TRUE(engine::read_file(in).value() == before);
  for (const auto& entry : fs::directory_iterator(folder_.path())) {
    EXPECT_THAT(entry.path().filename().string(), testing::Not(HasSubstr(".part")));
  }
}

TEST_F(EmbeddedTextTest, ReadsWhatContainersSay) {
  for (const std::string ending : {"mp4", "mkv"}) {
    const std::string media = make("in." + ending, "mpeg4",
                                   {"-c:a", "aac", "-metadata", "description=Two\nlines",
                                    "-metadata", "synopsis=Long", "-metadata", "title=T"});
    const ContainerText text = read_container_text(media).value();
    EXPECT_EQ(text.find("description"), "Two\nlines") << ending;
    EXPECT_EQ(text.find("synopsis"), "Long") << ending;
    EXPECT_EQ(text.find("title"), "T") << ending;
    EXPECT_EQ(text.find("nothing"), "");
    EXPECT_FALSE(text.cut);
  }
}

TEST_F(EmbeddedTextTest, ReadsAndKeepsXmp) {
  const std::string xmp = "<x:xmpmeta>A \xC3\xA4 B</x:xmpmeta>";
  const std::string long_xmp = xmp + std::string(kContainerFieldBytesMax, ' ') + "<?xpacket end?>";
  for (const std::string ending : {"mp4", "mov", "m4a"}) {
    const std::string media = make("in." + ending, "", {"-c:a", "aac"});
    const std::string bytes = engine::read_file(media).value();
    ASSERT_TRUE(engine::write_file(media, bytes + xmp_box(xmp)));
    EXPECT_EQ(read_container_text(media)->find("xmp"), xmp) << ending;
    const auto done = embed_text(media, file("out." + ending), kKey);
    ASSERT_TRUE(done) << done.error().message();
    EXPECT_THAT(done->lost_fields, IsEmpty()) << ending;
    EXPECT_EQ(read_container_text(file("out." + ending))->find("xmp"), xmp) << ending;
    EXPECT_EQ(packets(file("out." + ending)), packets(media)) << ending;

    ASSERT_TRUE(engine::write_file(media, bytes + xmp_box(long_xmp)));
    ASSERT_TRUE(embed_text(media, file("out." + ending), kKey)) << ending;
    const std::string copy = engine::read_file(file("out." + ending)).value();
    EXPECT_NE(copy.find(long_xmp), copy.npos) << ending;
  }
}

TEST_F(EmbeddedTextTest, ReadsXmpBeforeTheIndex) {
  const std::string media = make("in.mp4", "", {"-c:a", "aac"});
  std::string bytes = engine::read_file(media).value();
  const auto type_bytes = static_cast<unsigned char>(bytes[3]);
  bytes.insert(type_bytes, xmp_box("<x:xmpmeta/>"));  // Offsets are wrong now, and not looked at.
  ASSERT_TRUE(engine::write_file(media, bytes));
  EXPECT_EQ(read_container_text(media)->find("xmp"), "<x:xmpmeta/>");
}

TEST_F(EmbeddedTextTest, ReadsNoMoreThanItsLimits) {
  const std::string in = make("in.mkv", "", {"-c:a", "aac"});
  const std::string longest(kContainerFieldBytesMax + 5, 'x');
  ASSERT_TRUE(embed_text(in, file("out.mkv"), std::string(kContainerFieldBytesMax, 'x')));
  ASSERT_FALSE(embed_text(in, file("out2.mkv"), longest));
  EXPECT_EQ(read_container_text(file("out.mkv"))->find("comment").size(), kContainerFieldBytesMax);
}

}  // namespace
}  // namespace ingest
