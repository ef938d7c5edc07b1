#include "matcher/video_archive.h"

#include "matcher/landmark_hash.h"
#include "tests/matcher/synthetic.h"
#include "tests/support/temp_dir.h"

#include <algorithm>
#include <optional>

namespace matcher {
namespace {

using engine::FingerprintedMedia;
using engine::VideoId;

VideoId video(std::uint8_t number) {
  VideoId id;
  id.bytes[5] = number;
  return id;
}

class VideoArchiveTest : public testing::Test {
 protected:
  void open(Access access = Access::kWrite) {
    archive_.reset();
    store_.reset();
    auto store = Store::open(folder_.path(), access);
    if (!store) throw std::runtime_error(store.error().message());
    store_.emplace(*std::move(store));
    archive_ = *VideoArchive::open(*store_, access);
  }
  void SetUp() override { open(); }

  /// The videos whose postings have every hash of this one.
  std::set<VideoId> found(const FingerprintedMedia& media) const {
    std::vector<std::uint32_t> asked;
    for (const HashAt& at : archive_hashes(media.fingerprint)) asked.push_back(at.hash);
    std::sort(asked.begin(), asked.end());
    std::map<std::uint32_t, std::size_t> hits;
    EXPECT_TRUE(archive_->postings().look_up(asked, UINT32_MAX, [&](std::size_t, auto places) {
      std::set<std::uint32_t> numbers;
      for (const PostingPlace& place : places) numbers.insert(place.ordinal);
      for (const std::uint32_t number : numbers) ++hits[number];
    }));
    std::set<VideoId> videos;
    for (const auto& [number, count] : hits) {
      const auto id = archive_->video_of(number);
      if (id && count == asked.size()) videos.insert(*id);
    }
    return videos;
  }

  support::TempDir folder_;
  std::optional<Store> store_;
  std::unique_ptr<VideoArchive> archive_;
};

const FingerprintedMedia kOne = synthetic::make_track(1, 8);
const FingerprintedMedia kOther = synthetic::make_track(2, 8);

TEST_F(VideoArchiveTest, FindsVideosByTheirHashesSealedOrNot) {
  ASSERT_TRUE(archive_->put(video(1), kOne));
  ASSERT_TRUE(archive_->put(video(2), kOther));
  ASSERT_TRUE(archive_->put(video(3), kOne));
  const std::set<VideoId> expected = {video(1), video(3)};
  EXPECT_EQ(found(kOne), expected);
  open();  // As after a crash: nothing was sealed.
  EXPECT_EQ(found(kOne), expected);
  ASSERT_TRUE(archive_->seal());
  EXPECT_EQ(archive_->postings().gathered_count(), 0U);
  EXPECT_EQ(found(kOne), expected);
  open(Access::kRead);
  EXPECT_EQ(found(kOne), expected);
  EXPECT_EQ(**archive_->find(video(2)), kOther);
}

TEST_F(VideoArchiveTest, AVideoArchivedAgainIsFoundByWhatItIsNowAlone) {
  ASSERT_TRUE(archive_->put(video(1), kOne));
  ASSERT_TRUE(archive_->seal());
  ASSERT_TRUE(archive_->put(video(1), kOther));
  const auto check = [&] {
    EXPECT_EQ(found(kOne), std::set<VideoId>());
    EXPECT_EQ(found(kOther), std::set<VideoId>{video(1)});
    EXPECT_EQ(**archive_->find(video(1)), kOther);
  };
  check();
  open();
  check();
  ASSERT_TRUE(archive_->seal());
  check();
  open();
  check();
}

TEST_F(VideoArchiveTest, TheSameVideoOverAndOverDoesNotGrowThePostings) {
  ASSERT_TRUE(archive_->put(video(1), kOne));
  ASSERT_TRUE(archive_->seal());
  const std::uint64_t once = archive_->postings().posting_count();
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(archive_->put(video(1), kOne));
    ASSERT_TRUE(archive_->seal());
  }
  EXPECT_LE(archive_->postings().posting_count(), 2 * once);
  EXPECT_EQ(found(kOne), std::set<VideoId>{video(1)});
}

TEST_F(VideoArchiveTest, StaleNumbersThatACrashLeftGoWithTheNextSeal) {
  ASSERT_TRUE(archive_->put(video(1), kOne));
  ASSERT_TRUE(archive_->seal());
  ASSERT_TRUE(archive_->put(video(1), kOther));
  open();
  ASSERT_TRUE(archive_->seal());
  EXPECT_THAT(archive_->postings().sealed_ordinals(), testing::ElementsAre(1));
}

TEST_F(VideoArchiveTest, SealsByItselfWhenManyVideosCame) {
  const auto short_video = synthetic::make_track(3, 1);
  for (std::uint8_t i = 0; i < 64; ++i) ASSERT_TRUE(archive_->put(video(i), short_video));
  EXPECT_EQ(archive_->postings().gathered_count(), 0U);
  EXPECT_EQ(found(short_video).size(), 64U);
}

}  // namespace
}  // namespace matcher
