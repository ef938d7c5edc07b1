#include "matcher/store.h"

#include "tests/support/temp_dir.h"

#include <filesystem>

namespace matcher {
namespace {

constexpr Family kFamily = Family::kPosting;

class StoreTest : public testing::Test {
 protected:
  Store open(Access access = Access::kWrite) const {
    auto store = Store::open(folder_.path(), access);
    if (!store) throw std::runtime_error(store.error().message());
    return *std::move(store);
  }
  std::vector<std::string> keys(const Store& store) const {
    std::vector<std::string> keys;
    EXPECT_TRUE(store.for_each(
        kFamily, {}, [&](std::string_view key, std::string_view) { keys.emplace_back(key); }));
    return keys;
  }
  bool bulk_files_are_left() const {
    const auto folder = folder_.path() / "bulk";
    return std::filesystem::exists(folder) && !std::filesystem::is_empty(folder);
  }
  support::TempDir folder_;
};

TEST_F(StoreTest, WhatIsBulkLoadedIsThereOnceFinished) {
  Store store = open();
  BulkLoad load = store.bulk_load(kFamily);
  ASSERT_TRUE(load.put("a", "1"));
  ASSERT_TRUE(load.put("b", std::string(100'000, 'x')));
  EXPECT_THAT(keys(store), testing::IsEmpty());
  ASSERT_TRUE(load.finish());
  EXPECT_EQ(**store.get(kFamily, "b"), std::string(100'000, 'x'));
  EXPECT_FALSE(bulk_files_are_left());
}

TEST_F(StoreTest, WhatIsNotFinishedLeavesNothing) {
  Store store = open();
  {
    BulkLoad load = store.bulk_load(kFamily);
    ASSERT_TRUE(load.put("a", "1"));
    EXPECT_TRUE(bulk_files_are_left());
  }
  EXPECT_FALSE(bulk_files_are_left());
  EXPECT_THAT(keys(store), testing::IsEmpty());
}

TEST_F(StoreTest, FilesOfABulkLoadThatACrashLeftAreRemovedByTheNextWriter) {
  { const Store store = open(); }
  std::filesystem::create_directories(folder_.path() / "bulk");
  std::filesystem::copy_file(folder_.path() / "CURRENT", folder_.path() / "bulk" / "0.sst");
  { const Store reader = open(Access::kRead); }
  EXPECT_TRUE(bulk_files_are_left());
  { const Store writer = open(); }
  EXPECT_FALSE(bulk_files_are_left());
}

TEST_F(StoreTest, RefusesKeysOutOfOrderInABulkLoad) {
  Store store = open();
  BulkLoad load = store.bulk_load(kFamily);
  ASSERT_TRUE(load.put("b", "1"));
  EXPECT_FALSE(load.put("a", "1"));
}

TEST_F(StoreTest, DropsARangeAndNothingElse) {
  Store store = open();
  for (const char* run : {"1", "2", "3"}) {
    BulkLoad load = store.bulk_load(kFamily);
    ASSERT_TRUE(load.put(std::string(run) + "a", "x"));
    ASSERT_TRUE(load.put(std::string(run) + "b", "x"));
    ASSERT_TRUE(load.finish());
  }
  Batch batch;
  batch.put(kFamily, "2c", "written, not bulk loaded");
  ASSERT_TRUE(store.commit(std::move(batch)));
  ASSERT_TRUE(store.drop_range(kFamily, "2", "3"));
  EXPECT_THAT(keys(store), testing::ElementsAre("1a", "1b", "3a", "3b"));
  ASSERT_TRUE(store.drop_range(kFamily, "1b", "3b"));  // Parts of two files.
  EXPECT_THAT(keys(store), testing::ElementsAre("1a", "3b"));
}

TEST_F(StoreTest, MovesOverKeysInOrder) {
  Store store = open();
  Batch batch;
  for (const char* key : {"b", "d", "f"}) batch.put(kFamily, key, key);
  ASSERT_TRUE(store.commit(std::move(batch)));
  Cursor cursor = store.cursor(kFamily);
  cursor.seek("c");
  ASSERT_TRUE(cursor.valid());
  EXPECT_EQ(cursor.key(), "d");
  cursor.next();
  EXPECT_EQ(cursor.value(), "f");
  cursor.next();
  EXPECT_FALSE(cursor.valid());
  EXPECT_TRUE(cursor.status());
}

}  // namespace
}  // namespace matcher
