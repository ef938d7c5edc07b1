#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/folded_text.h"
#include "tests/support/temp_dir.h"

namespace engine::catalogue {
namespace {

using storage::Access;
using storage::Database;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(FoldedText, HasNeitherAccentsNorCase) {
  EXPECT_EQ(folded("\xC3\x89t\xC3\xA9 \xC3\xA0 Krak\xC3\xB3w"), "ete a krakow");
  EXPECT_EQ(folded("Stra\xC3\x9F"
                   "e"),
            "strasse");
  EXPECT_EQ(folded("\xD0\x92\xD0\xB5\xD1\x81\xD0\xBD\xD0\xB0"), "vesna");
  EXPECT_EQ(folded("\xEF\xBC\xA1"), "a");
}

class RecordingSearchTest : public testing::Test {
 protected:
  void SetUp() override {
    Recording krakow;
    krakow.id = "R1";
    krakow.title = "Noc w Krak\xC3\xB3wie";
    krakow.moods = "calm|dark";
    krakow.bpm = "90";
    krakow.isrc = "USSKG1912345";
    krakow.work.id = "W1";
    krakow.work.titles = {{.title = "Night", .type = "AT"}};
    Contribution ann;
    ann.party.name = "\xC3\x89milie Author";
    krakow.work.contributions = {ann};
    put(krakow);
    Recording sting;
    sting.id = "R2";
    sting.title = "Sting";
    sting.version = "stinger";
    sting.bpm = "120.5";
    sting.isrc = "no isrc";
    sting.work.id = "W1";
    put(sting);
  }

  void put(const Recording& recording) {
    const auto outcome = catalogue_.put(recording);
    ASSERT_TRUE(outcome) << outcome.error().message();
  }

  std::vector<std::string> ids(const RecordingFilter& filter) {
    std::vector<std::string> ids;
    const auto found = catalogue_.list(filter);
    EXPECT_TRUE(found) << found.error().message();
    if (found) {
      for (const Recording& one : *found) ids.push_back(one.id);
    }
    return ids;
  }

  support::TempDir folder_;
  Database database_ = *Database::open(folder_ / "ledger.db", Access::kWrite);
  Catalogue catalogue_ = *Catalogue::open(database_);
};

TEST_F(RecordingSearchTest, FindsWordsWhateverTheirAccentsAndCase) {
  EXPECT_THAT(ids({.words = "KRAKOWIE"}), ElementsAre("R1"));
  EXPECT_THAT(ids({.words = "krak emil"}), ElementsAre("R1")) << "beginnings, in any field";
  EXPECT_THAT(ids({.words = "night"}), ElementsAre("R1", "R2")) << "both are of the work";
  EXPECT_THAT(ids({.words = "krak nothing"}), IsEmpty());
  EXPECT_THAT(ids({.words = "\"*:("}), IsEmpty()) << "signs are no query of their own";
  EXPECT_THAT(ids({}), ElementsAre("R1", "R2"));
}

TEST_F(RecordingSearchTest, FindsByEachField) {
  EXPECT_THAT(ids({.title = "sting"}), ElementsAre("R2"));
  EXPECT_THAT(ids({.title = "emilie"}), IsEmpty());
  EXPECT_THAT(ids({.composer = "\xC3\xA9milie"}), ElementsAre("R1", "R2"));
  EXPECT_THAT(ids({.mood = "Calm"}), ElementsAre("R1"));
  EXPECT_THAT(ids({.isrc = "us-skg-19-12345"}), ElementsAre("R1"));
  EXPECT_THAT(ids({.isrc = "no isrc"}), IsEmpty()) << "an invalid id finds nothing";
  EXPECT_THAT(ids({.version = "Stinger"}), ElementsAre("R2"));
  EXPECT_THAT(ids({.bpm = RecordingFilter::Range{100, 130}}), ElementsAre("R2"));
  EXPECT_THAT(ids({.words = "night", .version = "stinger"}), ElementsAre("R2"));
}

TEST_F(RecordingSearchTest, FindsWhatIsNotKnown) {
  EXPECT_THAT(ids({.missing = "moods"}), ElementsAre("R2"));
  EXPECT_THAT(ids({.missing = "composer"}), IsEmpty());
  EXPECT_THAT(ids({.missing = "publisher"}), ElementsAre("R1", "R2"));
  EXPECT_THAT(ids({.missing = "share"}), ElementsAre("R1", "R2"));
  EXPECT_THAT(ids({.missing = "audio"}), ElementsAre("R1", "R2"));
  const auto wrong = catalogue_.list({.missing = "colour"});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code(), Errc::kUsage);
}

TEST_F(RecordingSearchTest, KnowsEveryGapItNames) {
  for (const std::string& gap : searchable_gaps()) {
    EXPECT_TRUE(catalogue_.list({.missing = gap})) << gap;
  }
}

TEST_F(RecordingSearchTest, FollowsChangesOfTheWork) {
  Recording renamed;
  renamed.id = "R2";
  renamed.work.id = "W1";
  Contribution bob;
  bob.party.name = "Bob";
  renamed.work.contributions = {bob};
  put(renamed);
  EXPECT_THAT(ids({.composer = "bob"}), ElementsAre("R1", "R2"));
  EXPECT_THAT(ids({.composer = "emilie"}), IsEmpty());
}

}  // namespace
}  // namespace engine::catalogue
