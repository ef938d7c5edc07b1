// What bad and hostile input gets: one clear line that names it and the way out.
#include "ingest/media_input.h"

#include "engine/core/file.h"
#include "engine/core/interrupt.h"
#include "tests/ingest/decoded.h"
#include "tests/ingest/loopback_server.h"
#include "tests/support/temp_dir.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace ingest {
namespace {

using engine::Errc;
using testing::HasSubstr;

class BadInput : public testing::Test {
 protected:
  std::string file(const std::string& name) const { return folder_ / name; }

  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(file(name), std::ios::binary) << content;
    return file(name);
  }

  /// Decoding must fail with this code, in one line that begins with the location.
  static void expect_refused(const std::string& location, Errc code, const std::string& why) {
    const auto decoded = try_decode(location);
    ASSERT_FALSE(decoded) << location;
    const engine::Error& error = decoded.error();
    EXPECT_EQ(engine::error_name(error.code()), engine::error_name(code)) << error.message();
    EXPECT_THAT(error.message(), testing::StartsWith(location + ": "));
    EXPECT_THAT(error.message(), HasSubstr(why));
    EXPECT_THAT(error.message(), testing::Not(HasSubstr("\n")));
  }

  support::TempDir folder_;
};

TEST_F(BadInput, AMissingPath) {
  expect_refused(file("none.mp4"), Errc::kNotFound, "check the path");
}

/// Root may read everything: be nobody for a while.
class WithoutPrivileges {
 public:
  WithoutPrivileges() : changed_(::geteuid() == 0 && ::seteuid(kNobody) == 0) {}
  ~WithoutPrivileges() {
    if (changed_ && ::seteuid(0) != 0) std::abort();
  }
  WithoutPrivileges(const WithoutPrivileges&) = delete;
  WithoutPrivileges& operator=(const WithoutPrivileges&) = delete;

 private:
  static constexpr uid_t kNobody = 65534;
  bool changed_;
};

TEST_F(BadInput, AFileThatMayNotBeRead) {
  const std::string path = write("locked.mp4", "x");
  ASSERT_EQ(::chmod(path.c_str(), 0), 0);
  const WithoutPrivileges nobody;
  expect_refused(path, Errc::kNotPermitted, "permission denied");
}

TEST_F(BadInput, AFolder) {
  expect_refused(folder_.path().string(), Errc::kInvalidInput, "is a folder");
}

TEST_F(BadInput, ADevice) { expect_refused("/dev/zero", Errc::kInvalidInput, "is a device"); }

TEST_F(BadInput, AnEmptyFile) {
  expect_refused(write("empty.mp4", ""), Errc::kInvalidInput, "is empty");
}

TEST_F(BadInput, ATextFileWhateverItsName) {
  for (const char* const name : {"notes.txt", "song.mp3", "video.mp4", "noending"}) {
    expect_refused(write(name, "Dear Sir,\nplease find enclosed my song.\n"), Errc::kInvalidInput,
                   "is text");
  }
}

TEST_F(BadInput, Garbage) {
  std::string noise;
  for (unsigned i = 0; i < 20'000; ++i) noise.push_back(static_cast<char>((i * 2654435761U) >> 13));
  for (const char* const name : {"a.bin", "a.mp4", "a.mkv", "a.flac"}) {
    const auto decoded = try_decode(write(name, noise));
    ASSERT_FALSE(decoded) << name;
    EXPECT_EQ(decoded.error().code(), Errc::kInvalidInput) << decoded.error().message();
  }
}

TEST_F(BadInput, AnMp4WhoseIndexNeverCame) {
  support::encode(support::make_music(1, 5.0), folder_ / "a.mp4", {"-c:a", "aac"});
  cut_file(folder_ / "a.mp4", folder_ / "cut.mp4", 0.5);
  expect_refused(file("cut.mp4"), Errc::kInvalidInput, "has no index (moov)");
}

TEST_F(BadInput, MediaWithoutSound) {
  support::ffmpeg(
      {"-f", "lavfi", "-i", "testsrc=s=64x48:r=5:d=1", "-c:v", "mpeg4", file("mute.mp4")});
  expect_refused(file("mute.mp4"), Errc::kNoAudio, "no audio stream");
  support::ffmpeg({"-f", "lavfi", "-i", "testsrc=s=64x48", "-frames:v", "1", file("still.png")});
  expect_refused(file("still.png"), Errc::kNoAudio, "no audio stream");
}

TEST_F(BadInput, AnAudioStreamWithNothingInIt) {
  support::encode(support::make_silence(0.0), folder_ / "empty.wav");
  expect_refused(file("empty.wav"), Errc::kNoAudio, "no sound");
}

TEST_F(BadInput, SoundThatNoDecoderKnows) {
  support::encode(support::make_tone(440.0, 1.0), folder_ / "a.avi", {"-c:a", "pcm_s16le"});
  auto content = engine::read_file(folder_ / "a.avi");
  ASSERT_TRUE(content);
  // The format tag stands 8 bytes into the audio stream's "strf"; 0x7A7A is nobody's.
  const std::size_t tag = content->find("strf", content->find("auds")) + 8;
  content->replace(tag, 2, "\x7A\x7A");
  expect_refused(write("b.avi", *content), Errc::kUnsupported, "no decoder");
}

TEST_F(BadInput, SchemesThatAreNotTheWeb) {
  for (const char* const url : {"ftp://host/a.mp3", "file:///etc/passwd", "rtmp://host/live",
                                "concat://a|b", "subfile://x"}) {
    expect_refused(url, Errc::kUnsupported, "only http and https");
  }
}

TEST_F(BadInput, ALibavProtocolInAPathIsJustAPath) {
  support::write_wav(folder_ / "a.wav", support::make_tone(440.0, 1.0));
  for (const std::string& path :
       {"file:" + file("a.wav"), "concat:" + file("a.wav"),
        "subfile,,start,0,end,0,,:" + file("a.wav"), std::string("pipe:0")}) {
    expect_refused(path, Errc::kNotFound, "no such file");
  }
}

class HostileInput : public BadInput {
 protected:
  /// Something that would be heard, were it read.
  std::string secret() const {
    support::encode(support::make_music(2, 2.0), folder_ / "secret.ts", {"-c:a", "aac"});
    return file("secret.ts");
  }
};

TEST_F(HostileInput, APlaylistInsideAFileOpensNoOtherFile) {
  const std::string target = secret();
  const std::string hls = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:2,\n";
  for (const std::string& entry : {target, "file://" + target, std::string("secret.ts")}) {
    expect_refused(write("hls.mp4", hls + entry + "\n#EXT-X-ENDLIST\n"), Errc::kInvalidInput,
                   "list of other media");
    expect_refused(write("concat.mp4", "ffconcat version 1.0\nfile '" + entry + "'\n"),
                   Errc::kInvalidInput, "list of other media");
    expect_refused(write("master.m3u8", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n" + entry + "\n"),
                   Errc::kInvalidInput, "list of other media");
  }
}

TEST_F(HostileInput, ASessionDescriptionOpensNoSocket) {
  const auto decoded =
      try_decode(write("a.sdp",
                       "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                       "m=audio 5004 RTP/AVP 0\r\n"));
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().code(), Errc::kInvalidInput);
}

TEST_F(HostileInput, ADashManifestOpensNoOtherFile) {
  const std::string manifest =
      "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" "
      "mediaPresentationDuration=\"PT2S\" profiles=\"urn:mpeg:dash:profile:isoff-on-demand:2011\">"
      "<Period><AdaptationSet mimeType=\"audio/mp4\"><Representation id=\"1\" bandwidth=\"1\">"
      "<BaseURL>" +
      secret() + "</BaseURL></Representation></AdaptationSet></Period></MPD>";
  const auto decoded = try_decode(write("a.mp4", manifest));
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().code(), Errc::kInvalidInput);
}

TEST_F(HostileInput, APlaylistInsideAFileOpensNoAddress) {
  LoopbackServer server;
  server.put("/a.ts", "x");
  for (const std::string& script :
       {"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n" + server.url("/a.ts") + "\n",
        "ffconcat version 1.0\nfile '" + server.url("/a.ts") + "'\n"}) {
    expect_refused(write("a.mp4", script), Errc::kInvalidInput, "list of other media");
  }
  EXPECT_EQ(server.request_count(), 0U);
}

TEST_F(HostileInput, EveryCutOfAFileEndsInSoundOrAnErrorValue) {
  for (const char* const name : {"a.mp4", "a.mkv", "a.ogg", "a.wav", "a.flac", "a.mp3"}) {
    support::encode(support::make_tone(440.0, 1.0), folder_ / name);
    for (const double share : {0.001, 0.01, 0.1, 0.3, 0.7, 0.95, 0.999}) {
      cut_file(folder_ / name, folder_ / (std::string("cut_") + name), share);
      const auto decoded = try_decode(file(std::string("cut_") + name));
      if (decoded) {
        EXPECT_GT(decoded->seconds, 0.0) << name << share;
      }
    }
  }
}

TEST_F(HostileInput, FlippedBytesEndInSoundOrAnErrorValue) {
  for (const char* const name : {"a.mp4", "a.mkv", "a.ogg", "a.wav", "a.flac"}) {
    support::encode(support::make_tone(440.0, 0.5), folder_ / name);
    const auto content = engine::read_file(folder_ / name);
    ASSERT_TRUE(content);
    std::uint32_t state = 1;
    for (int round = 0; round < 40; ++round) {
      std::string hurt = *content;
      for (int i = 0; i < 8; ++i) {
        state = state * 1664525 + 1013904223;
        hurt[state % std::min<std::size_t>(hurt.size(), 2000)] = static_cast<char>(state >> 24);
      }
      const auto decoded = try_decode(write("hurt", hurt));
      if (decoded) {
        EXPECT_LT(decoded->seconds, 3600.0 * 101) << name;
      }
    }
  }
}

TEST(MediaInput, AnInterruptEndsADecode) {
  const support::TempDir folder;
  support::write_wav(folder / "a.wav", support::make_tone(440.0, 5.0));
  engine::request_interrupt();
  const auto decoded = try_decode(folder / "a.wav");
  engine::clear_interrupt();
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().code(), Errc::kInterrupted);
}

}  // namespace
}  // namespace ingest
