#include "tests/engine/ledger/ledger_fixture.h"

namespace engine::ledger {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class ResolveVideoTest : public LedgerTest {
 protected:
  ResolveVideoTest() {
    post(scan_of(1, "season 1/ep1.mp4", 0x11));
    post(scan_of(2, "season 2/ep1.mp4", 0x12));
    post(scan_of(3, "season 2/ep2.mp4", 0x13));
    ScanResult twin = scan_of(4, "other.mp4", 0x14);
    twin.video.title = "Title of season 2/ep2.mp4";
    post(twin);
    ScanResult clip = scan_of(5, "ep2.mp4.part", 0x15);
    clip.video.location = "https://example.org/watch/clip.mp4";
    clip.video.title = "A Clip";
    post(clip);
  }

  std::string location_of(const std::string& name) const {
    const auto video = ledger_.resolve_video(name);
    return video ? video->location : "error: " + std::string(error_name(video.error().code()));
  }
};

TEST_F(ResolveVideoTest, ByItsLocation) {
  EXPECT_EQ(location_of("/videos/season 1/ep1.mp4"), "/videos/season 1/ep1.mp4");
  EXPECT_EQ(location_of("https://example.org/watch/clip.mp4"),
            "https://example.org/watch/clip.mp4");
}

TEST_F(ResolveVideoTest, ByItsIdOrAStartOfIt) {
  const std::string id = to_string(id_of<VideoId>(0x12));
  EXPECT_EQ(location_of(id), "/videos/season 2/ep1.mp4");
  EXPECT_EQ(location_of(id.substr(0, 6)), "/videos/season 2/ep1.mp4");
  EXPECT_EQ(location_of(id.substr(0, 5)), "error: not_found");
}

TEST_F(ResolveVideoTest, ByTheEndOfItsPathAtAFolder) {
  EXPECT_EQ(location_of("season 1/ep1.mp4"), "/videos/season 1/ep1.mp4");
  EXPECT_EQ(location_of("ep2.mp4"), "/videos/season 2/ep2.mp4");
  EXPECT_EQ(location_of("clip.mp4"), "https://example.org/watch/clip.mp4");
  EXPECT_EQ(location_of("p2.mp4"), "error: not_found");
}

TEST_F(ResolveVideoTest, ByItsTitle) {
  EXPECT_EQ(location_of("A Clip"), "https://example.org/watch/clip.mp4");
}

TEST_F(ResolveVideoTest, NamesTheCandidatesWhenSeveralFit) {
  for (const std::string name : {"ep1.mp4", "Title of season 2/ep2.mp4"}) {
    const auto video = ledger_.resolve_video(name);
    ASSERT_FALSE(video) << name;
    EXPECT_EQ(video.error().code(), Errc::kUsage);
    EXPECT_THAT(video.error().message(), HasSubstr(name));
  }
  EXPECT_EQ(ledger_.resolve_video("ep1.mp4").error().message().find('\n'), std::string::npos);
  EXPECT_THAT(ledger_.resolve_video("ep1.mp4").error().message(),
              AllOf(HasSubstr("/videos/season 1/ep1.mp4"), HasSubstr("/videos/season 2/ep1.mp4")));
}

TEST_F(ResolveVideoTest, SaysWhatToDoWhenNoneFits) {
  for (const std::string name : {"missing.mp4", "", "/", "%", "_"}) {
    const auto video = ledger_.resolve_video(name);
    ASSERT_FALSE(video) << name;
    EXPECT_EQ(video.error().code(), Errc::kNotFound) << name;
    EXPECT_THAT(video.error().message(), HasSubstr("scan"));
  }
}

}  // namespace
}  // namespace engine::ledger
