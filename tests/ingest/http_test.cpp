#include "engine/core/file.h"
#include "tests/ingest/decoded.h"
#include "tests/ingest/loopback_server.h"
#include "tests/support/temp_dir.h"

namespace ingest {
namespace {

using engine::Errc;
using testing::HasSubstr;

class HttpTest : public testing::Test {
 protected:
  std::string made(const std::string& name, const std::vector<std::string>& arguments = {}) {
    support::encode(beeps(6.0, {2.0}), folder_ / name, arguments);
    return *engine::read_file(folder_ / name);
  }

  void expect_refused(const std::string& url, Errc code, const std::string& why) {
    const auto decoded = try_decode(url);
    ASSERT_FALSE(decoded);
    EXPECT_EQ(engine::error_name(decoded.error().code()), engine::error_name(code));
    EXPECT_THAT(decoded.error().message(), testing::StartsWith(url + ": "));
    EXPECT_THAT(decoded.error().message(), HasSubstr(why));
  }

  support::TempDir folder_;
  LoopbackServer server_;
};

TEST_F(HttpTest, MediaAtAnAddressIsDecodedAsAFileIs) {
  for (const char* const name : {"a.mp4", "a.mkv", "a.mp3"}) {
    server_.put(std::string("/") + name, made(name));
    const Decoded sound = decode(server_.url(std::string("/") + name));
    EXPECT_EQ(sound.left, decode(folder_ / name).left) << name;
    EXPECT_TRUE(sound.complete) << name;
  }
}

TEST_F(HttpTest, AnHlsStreamOnAWebServerIsPlayed) {
  made("a.ts", {"-c:a", "aac"});
  server_.put("/a.ts", *engine::read_file(folder_ / "a.ts"));
  server_.put("/live.m3u8",
              "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:0\n"
              "#EXTINF:6.0,\na.ts\n#EXT-X-ENDLIST\n");
  EXPECT_NEAR(decode(server_.url("/live.m3u8")).heard_at(), 2.0, 0.05);
}

TEST_F(HttpTest, APlaylistOnAWebServerReadsNoLocalFile) {
  made("secret.ts", {"-c:a", "aac"});
  for (const std::string prefix : {"", "file://", "file:", "concat:", "crypto+file:"}) {
    server_.put("/evil.m3u8", "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:6\n#EXTINF:6.0,\n" +
                                  prefix + (folder_ / "secret.ts").string() + "\n#EXT-X-ENDLIST\n");
    EXPECT_FALSE(try_decode(server_.url("/evil.m3u8"))) << prefix;
  }
}

TEST_F(HttpTest, AScriptOnAWebServerIsRefused) {
  server_.put("/a.ts", made("a.ts", {"-c:a", "aac"}));
  server_.put("/evil.mp4", "ffconcat version 1.0\nfile 'a.ts'\n");
  expect_refused(server_.url("/evil.mp4"), Errc::kInvalidInput, "list of other media");
}

TEST_F(HttpTest, ATransferThatBreaksOffIsIncomplete) {
  const std::string content = made("a.mp3");
  server_.put_cut("/a.mp3", content, content.size() / 2);
  const Decoded sound = decode(server_.url("/a.mp3"));
  EXPECT_FALSE(sound.complete);
  EXPECT_NEAR(sound.seconds, 3.0, 0.5);
}

TEST_F(HttpTest, NothingThere) { expect_refused(server_.url("/none.mp4"), Errc::kNotFound, "404"); }

TEST_F(HttpTest, NoAccess) {
  server_.put_status("/a.mp4", "403 Forbidden");
  expect_refused(server_.url("/a.mp4"), Errc::kNotPermitted, "refuses access");
}

TEST_F(HttpTest, AServerThatFails) {
  server_.put_status("/a.mp4", "503 Service Unavailable");
  expect_refused(server_.url("/a.mp4"), Errc::kRemoteUnreachable, "try again later");
}

TEST_F(HttpTest, AnEmptyAnswer) {
  server_.put("/a.mp4", "");
  expect_refused(server_.url("/a.mp4"), Errc::kInvalidInput, "is empty");
}

TEST_F(HttpTest, AWebPageIsNotMedia) {
  server_.put("/a.mp4", "<!DOCTYPE html><html><body>Please log in.</body></html>");
  expect_refused(server_.url("/a.mp4"), Errc::kInvalidInput, "is text");
}

TEST_F(HttpTest, AConnectionRefused) {
  std::string url;
  {
    const LoopbackServer gone;
    url = gone.url("/a.mp4");
  }
  expect_refused(url, Errc::kRemoteUnreachable, "connection refused");
}

TEST_F(HttpTest, AServerThatNeverAnswersIsGivenUp) {
  server_.put_silence("/a.mp4");
  const auto bytes =
      MediaBytes::open(server_.url("/a.mp4"), {.silence_max = std::chrono::milliseconds(200)});
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code(), Errc::kRemoteUnreachable);
  EXPECT_THAT(bytes.error().message(), HasSubstr("does not answer"));
}

}  // namespace
}  // namespace ingest
