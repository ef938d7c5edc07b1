#include "engine/core/file.h"
#include "tests/ingest/decoded.h"
#include "tests/ingest/loopback_server.h"
#include "tests/support/temp_dir.h"

namespace ingest {
namespace {

using engine::Errc;
using testing::HasSubstr;

/// By libav itself, and so that only some addresses are connected to.
class HttpTest : public testing::TestWithParam<bool> {
 protected:
  static NetworkAccess access() {
    const auto any = [](const sockaddr&) { return true; };
    return GetParam() ? NetworkAccess{.public_only = true, .may_connect = any} : NetworkAccess{};
  }

  static engine::Result<Decoded> fetched(const std::string& url) {
    return try_decode(url, std::nullopt, access());
  }

  std::string made(const std::string& name, const std::vector<std::string>& arguments = {}) {
    support::encode(beeps(6.0, {2.0}), folder_ / name, arguments);
    return *engine::read_file(folder_ / name);
  }

  void expect_refused(const std::string& url, Errc code, const std::string& why) {
    const auto decoded = fetched(url);
    ASSERT_FALSE(decoded);
    EXPECT_EQ(engine::error_name(decoded.error().code()), engine::error_name(code));
    EXPECT_THAT(decoded.error().message(), testing::StartsWith(url + ": "));
    EXPECT_THAT(decoded.error().message(), HasSubstr(why));
  }

  support::TempDir folder_;
  LoopbackServer server_;
};

TEST_P(HttpTest, MediaAtAnAddressIsDecodedAsAFileIs) {
  for (const char* const name : {"a.mp4", "a.mkv", "a.mp3"}) {
    server_.put(std::string("/") + name, made(name));
    const Decoded sound = fetched(server_.url(std::string("/") + name)).value();
    EXPECT_EQ(sound.left, decode(folder_ / name).left) << name;
    EXPECT_TRUE(sound.complete) << name;
  }
}

TEST_P(HttpTest, AnHlsStreamOnAWebServerIsPlayed) {
  made("a.ts", {"-c:a", "aac"});
  server_.put("/a.ts", *engine::read_file(folder_ / "a.ts"));
  server_.put("/live.m3u8",
              "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:0\n"
              "#EXTINF:6.0,\na.ts\n#EXT-X-ENDLIST\n");
  EXPECT_NEAR(fetched(server_.url("/live.m3u8")).value().heard_at(), 2.0, 0.05);
}

TEST_P(HttpTest, APlaylistOnAWebServerReadsNoLocalFile) {
  made("secret.ts", {"-c:a", "aac"});
  for (const std::string prefix : {"", "file://", "file:", "concat:", "crypto+file:"}) {
    server_.put("/evil.m3u8", "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:6\n#EXTINF:6.0,\n" +
                                  prefix + (folder_ / "secret.ts").string() + "\n#EXT-X-ENDLIST\n");
    EXPECT_FALSE(fetched(server_.url("/evil.m3u8"))) << prefix;
  }
}

TEST_P(HttpTest, AScriptOnAWebServerIsRefused) {
  server_.put("/a.ts", made("a.ts", {"-c:a", "aac"}));
  server_.put("/evil.mp4", "ffconcat version 1.0\nfile 'a.ts'\n");
  expect_refused(server_.url("/evil.mp4"), Errc::kInvalidInput, "list of other media");
}

TEST_P(HttpTest, ATransferThatBreaksOffIsIncomplete) {
  const std::string content = made("a.mp3");
  server_.put_cut("/a.mp3", content, content.size() / 2);
  const Decoded sound = fetched(server_.url("/a.mp3")).value();
  EXPECT_FALSE(sound.complete);
  EXPECT_NEAR(sound.seconds, 3.0, 0.5);
}

TEST_P(HttpTest, NothingThere) { expect_refused(server_.url("/none.mp4"), Errc::kNotFound, "404"); }

TEST_P(HttpTest, NoAccess) {
  server_.put_status("/a.mp4", "403 Forbidden");
  expect_refused(server_.url("/a.mp4"), Errc::kNotPermitted, "refuses access");
}

TEST_P(HttpTest, AServerThatFails) {
  server_.put_status("/a.mp4", "503 Service Unavailable");
  expect_refused(server_.url("/a.mp4"), Errc::kRemoteUnreachable, "try again later");
}

TEST_P(HttpTest, AnEmptyAnswer) {
  server_.put("/a.mp4", "");
  expect_refused(server_.url("/a.mp4"), Errc::kInvalidInput, "is empty");
}

TEST_P(HttpTest, AWebPageIsNotMedia) {
  server_.put("/a.mp4", "<!DOCTYPE html><html><body>Please log in.</body></html>");
  expect_refused(server_.url("/a.mp4"), Errc::kInvalidInput, "is text");
}

TEST_P(HttpTest, AConnectionRefused) {
  std::string url;
  {
    const LoopbackServer gone;
    url = gone.url("/a.mp4");
  }
  expect_refused(url, Errc::kRemoteUnreachable, "connection refused");
}

TEST_P(HttpTest, AServerThatNeverAnswersIsGivenUp) {
  server_.put_silence("/a.mp4");
  NetworkAccess impatient = access();
  impatient.silence_max = std::chrono::milliseconds(200);
  const auto bytes = MediaBytes::open(server_.url("/a.mp4"), impatient);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code(), Errc::kRemoteUnreachable);
  EXPECT_THAT(bytes.error().message(), HasSubstr("does not answer"));
}

INSTANTIATE_TEST_SUITE_P(Fetching, HttpTest, testing::Bool(), [](const auto& one) {
  return one.param ? "OfSomeAddressesAlone" : "OfAnyAddress";
});

}  // namespace
}  // namespace ingest
