#include "matcher/posting_runs.h"

#include "matcher/store_key.h"
#include "tests/support/temp_dir.h"

#include <algorithm>
#include <map>
#include <optional>
#include <random>

namespace matcher {
namespace {

constexpr PostingRuns::Place kPlace{Family::kPosting, "runs", std::size_t{1} << 20};
constexpr std::uint32_t kAnyNumber = UINT32_MAX;
constexpr std::uint32_t kHashEnd = static_cast<std::uint32_t>((1ULL << kHashBits) - 1);

/// Some hashes are in every track, most in one.
std::vector<HashAt> hashes_of_track(std::uint32_t ordinal, std::size_t count = 400) {
  std::mt19937 random(ordinal + 1);
  std::vector<HashAt> hashes;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto number = static_cast<std::uint32_t>(random());
    hashes.push_back({(i % 20 == 0 ? i * 7919 : number) % kHashEnd, 5 * i});
  }
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

using Found = std::map<std::uint32_t, std::vector<PostingPlace>>;

class PostingRunsTest : public testing::Test {
 protected:
  void open() {
    runs_.reset();
    store_.reset();
    auto store = Store::open(folder_.path() / "store", Access::kWrite);
    if (!store) throw std::runtime_error(store.error().message());
    store_.emplace(*std::move(store));
    runs_ = *PostingRuns::open(*store_, kPlace, /*mend=*/true);
  }
  void SetUp() override { open(); }

  void gather(std::uint32_t first, std::uint32_t end) {
    for (std::uint32_t ordinal = first; ordinal < end; ++ordinal) {
      runs_->gather(ordinal, hashes_of_track(ordinal));
    }
  }

  /// What the first `tracks` tracks have, by asking for every hash they have, and some they lack.
  Found found(std::uint32_t tracks, std::uint32_t fullest = kAnyNumber) const {
    std::vector<std::uint32_t> asked = {0, 1, 2, kHashEnd};
    for (std::uint32_t ordinal = 0; ordinal < tracks; ++ordinal) {
      for (const HashAt& at : hashes_of_track(ordinal)) asked.push_back(at.hash);
    }
    std::sort(asked.begin(), asked.end());
    asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
    Found found;
    const auto visit = [&](std::size_t i, std::span<const PostingPlace> places) {
      EXPECT_FALSE(found.contains(asked[i]));
      found[asked[i]].assign(places.begin(), places.end());
    };
    EXPECT_TRUE(runs_->look_up(asked, fullest, visit));
    return found;
  }

  static Found expected(std::uint32_t tracks, const std::set<std::uint32_t>& gone = {}) {
    Found all;
    for (std::uint32_t ordinal = 0; ordinal < tracks; ++ordinal) {
      if (gone.contains(ordinal)) continue;
      for (const HashAt& at : hashes_of_track(ordinal)) {
        all[at.hash].push_back({ordinal, at.frame});
      }
    }
    return all;
  }

  support::TempDir folder_;
  std::optional<Store> store_;
  std::unique_ptr<PostingRuns> runs_;
};

TEST_F(PostingRunsTest, FindTheSameGatheredSealedAndReopened) {
  gather(0, 30);
  EXPECT_EQ(found(30), expected(30));
  ASSERT_TRUE(runs_->seal(30));
  EXPECT_EQ(found(30), expected(30));
  open();
  EXPECT_EQ(runs_->sealed_end(), 30U);
  EXPECT_EQ(found(30), expected(30));
}

TEST_F(PostingRunsTest, FindTheSameHoweverTheyLieInRuns) {
  std::uint32_t end = 0;
  for (const std::uint32_t tracks : {60, 20, 1, 7, 3, 1}) {  // Some merge, some do not.
    gather(end, end + tracks);
    end += tracks;
    ASSERT_TRUE(runs_->seal(end));
  }
  gather(end, end + 5);
  EXPECT_GT(runs_->sources(), 2U);
  EXPECT_EQ(found(end + 5), expected(end + 5));
  EXPECT_EQ(runs_->posting_count(), 400 * (end + 5));
}

TEST_F(PostingRunsTest, AreNeverMoreThanTheLogarithmOfTheTracks) {
  for (std::uint32_t ordinal = 0; ordinal < 40; ++ordinal) {
    gather(ordinal, ordinal + 1);
    ASSERT_TRUE(runs_->seal(ordinal + 1));
    ASSERT_LE(runs_->sources(), 6U);
  }
  EXPECT_EQ(found(40), expected(40));
}

TEST_F(PostingRunsTest, AnswerFromMemoryWhatWasWarmed) {
  gather(0, 20);
  ASSERT_TRUE(runs_->seal(20));
  gather(20, 24);
  ASSERT_TRUE(runs_->seal(24));
  ASSERT_EQ(runs_->sources(), 2U);
  for (std::size_t part = 0; part < 3; ++part) ASSERT_TRUE(runs_->warm(part, 3));
  ASSERT_TRUE(store_->drop_range(Family::kPosting, number_key(0), number_key(UINT32_MAX)));
  EXPECT_EQ(found(24), expected(24));
}

TEST_F(PostingRunsTest, WarmAPartAlone) {
  gather(0, 20);
  ASSERT_TRUE(runs_->seal(20));
  ASSERT_TRUE(runs_->warm(0, 2));
  ASSERT_TRUE(store_->drop_range(Family::kPosting, number_key(0), number_key(UINT32_MAX)));
  Found lower = expected(20);
  std::erase_if(lower, [](const auto& group) { return group.first > kHashEnd / 2; });
  EXPECT_EQ(found(20), lower);
}

TEST_F(PostingRunsTest, PassOverTheFullestWhicheverRunsTheyAreIn) {
  gather(0, 20);
  ASSERT_TRUE(runs_->seal(20));
  gather(20, 24);
  Found few = expected(24);
  std::erase_if(few, [](const auto& group) { return group.second.size() > 23; });
  ASSERT_LT(few.size(), expected(24).size());
  EXPECT_EQ(found(24, 23), few);
  EXPECT_EQ(found(24, 24), expected(24));
}

TEST_F(PostingRunsTest, VisitEveryAskedHashAsOftenAsItIsAsked) {
  gather(0, 3);
  const std::uint32_t hash = hashes_of_track(1).front().hash;
  const std::vector<std::uint32_t> asked = {hash, hash, hash};
  std::vector<std::size_t> visited;
  ASSERT_TRUE(
      runs_->look_up(asked, kAnyNumber, [&](std::size_t i, auto) { visited.push_back(i); }));
  EXPECT_THAT(visited, testing::ElementsAre(0, 1, 2));
}

TEST_F(PostingRunsTest, ForgetErasedTracksAtOnceAndRewriteTheirRunsInTime) {
  gather(0, 30);
  ASSERT_TRUE(runs_->seal(30));
  ASSERT_TRUE(runs_->erase({4, 9}, {}));
  EXPECT_EQ(found(30), expected(30, {4, 9}));
  EXPECT_EQ(runs_->posting_count(), 30U * 400);  // Too few to write the run anew.
  open();
  EXPECT_EQ(found(30), expected(30, {4, 9}));
  ASSERT_TRUE(runs_->erase({0, 1, 2, 3, 5, 6, 7, 8}, {}));
  EXPECT_EQ(runs_->posting_count(), 20U * 400);
  const std::set<std::uint32_t> gone = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  EXPECT_EQ(found(30), expected(30, gone));
  open();
  EXPECT_EQ(found(30), expected(30, gone));
}

TEST_F(PostingRunsTest, CountTheFullestWithoutErasedTracks) {
  gather(0, 30);
  ASSERT_TRUE(runs_->seal(30));
  ASSERT_TRUE(runs_->erase({4}, {}));
  EXPECT_EQ(found(30, 29), expected(30, {4}));
}

TEST_F(PostingRunsTest, MendWhatACrashLeftInAnyGapOfTheList) {
  gather(0, 50);
  ASSERT_TRUE(runs_->seal(50));
  gather(50, 60);
  ASSERT_TRUE(runs_->seal(60));
  ASSERT_EQ(runs_->sources(), 2U);
  ASSERT_TRUE(runs_->erase({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}, {}));  // Number 2.
  {
    BulkLoad left = store_->bulk_load(Family::kPosting);  // Bulk loaded and never listed.
    ASSERT_TRUE(left.put(number_key(0), "a source"));
    ASSERT_TRUE(left.put(number_key(99), "a new run"));
    ASSERT_TRUE(left.finish());
  }
  const Found before = found(60);
  open();
  EXPECT_FALSE(store_->get(Family::kPosting, number_key(0))->has_value());
  EXPECT_FALSE(store_->get(Family::kPosting, number_key(99))->has_value());
  EXPECT_EQ(found(60), before);
}

TEST_F(PostingRunsTest, KeepTwoKindsApart) {
  constexpr PostingRuns::Place kOther{Family::kArchivePosting, "other runs", 0};
  gather(0, 2);
  ASSERT_TRUE(runs_->seal(2));
  auto other = *PostingRuns::open(*store_, kOther, /*mend=*/true);
  EXPECT_EQ(other->sealed_end(), 0U);
  other->gather(7, hashes_of_track(7));
  ASSERT_TRUE(other->seal(8));
  EXPECT_THAT(other->sealed_ordinals(), testing::ElementsAre(7));
  open();
  EXPECT_THAT(runs_->sealed_ordinals(), testing::ElementsAre(0, 1));
  EXPECT_EQ(found(2), expected(2));
}

TEST(BucketBits, GrowWithTheRun) {
  EXPECT_EQ(bucket_bits_for(0), 1U);
  EXPECT_LE(bucket_bits_for(720'000), 9U);  // 30 tracks.
  EXPECT_GE(bucket_bits_for(2'400'000'000), std::min(19U, kHashBits - 1));
}

}  // namespace
}  // namespace matcher
