#include "engine/licences/licence_store.h"

#include "engine/licences/licence_fields.h"
#include "tests/engine/licences/licence_world.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::licences {
namespace {

using testing::HasSubstr;

const Author kAnn{"ann", "2026-01-01T00:00:00Z"};

class LicenceStoreTest : public testing::Test {
 protected:
  Licence licence(const std::string& id) {
    Licence made = World().licence();
    made.id = id;
    return made;
  }

  support::TempDir folder_;
  storage::Database database_ =
      storage::Database::open(folder_.path() / "ledger.db", storage::Access::kWrite).value();
  LicenceStore store_ = LicenceStore::open(database_).value();
};

TEST_F(LicenceStoreTest, KeepsWhatItIsTold) {
  const auto put = store_.put({licence("L-2"), licence("L-1")}, kAnn).value();
  EXPECT_EQ(put.added, 2U);
  const auto all = store_.all().value();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.front().id, "L-1");
  EXPECT_EQ(texts_of(all.front()), texts_of(licence("L-1")));
  EXPECT_FALSE(store_.find("L-3").value());
}

TEST_F(LicenceStoreTest, ToldTheSameItChangesNothing) {
  ASSERT_TRUE(store_.put({licence("L-1")}, kAnn));
  EXPECT_EQ(store_.put({licence("L-1")}, kAnn).value().unchanged, 1U);
  EXPECT_EQ(store_.history("L-1").value().size(), 1U);
}

TEST_F(LicenceStoreTest, KeepsWhatWasSaidBefore) {
  ASSERT_TRUE(store_.put({licence("L-1")}, kAnn));
  Licence longer = licence("L-1");
  longer.valid_to = moment("2027-12-31");
  EXPECT_EQ(store_.put({longer}, {"ben", "2026-02-01T00:00:00Z"}).value().changed, 1U);
  const auto history = store_.history("L-1").value();
  ASSERT_EQ(history.size(), 2U);
  EXPECT_THAT(history[1].before, HasSubstr("2026-12-31"));
  EXPECT_THAT(history[1].after, HasSubstr("2027-12-31"));
  EXPECT_EQ(history[1].by, "ben");
}

TEST_F(LicenceStoreTest, AnImportLeavesKeyAndRevocation) {
  Licence keyed = licence("L-1");
  keyed.key = "CT1-KEY";
  ASSERT_TRUE(store_.put({keyed}, kAnn));
  ASSERT_TRUE(store_.revoke("L-1", moment("2026-03-01"), kAnn));
  ASSERT_TRUE(store_.put({licence("L-1")}, kAnn));
  EXPECT_EQ(store_.find("L-1").value()->key, "CT1-KEY");
  EXPECT_EQ(store_.find_by_key("CT1-KEY").value()->revoked_at, moment("2026-03-01"));
  EXPECT_FALSE(store_.revoke("L-1", std::nullopt, kAnn).value().revoked_at);
  EXPECT_FALSE(store_.revoke("L-7", std::nullopt, kAnn));
}

TEST_F(LicenceStoreTest, OneKeyIsOfOneLicence) {
  Licence first = licence("L-1");
  Licence second = licence("L-2");
  first.key = second.key = "CT1-KEY";
  const auto put = store_.put({first, second}, kAnn);
  ASSERT_FALSE(put);
  EXPECT_THAT(put.error().message(), HasSubstr("is the key of licence L-1"));
  EXPECT_TRUE(store_.all().value().empty());
}

}  // namespace
}  // namespace engine::licences
