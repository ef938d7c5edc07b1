#include "engine/catalogue/checks/check.h"

#include "tests/engine/catalogue/rich_work.h"

#include <algorithm>
#include <set>

namespace engine::catalogue {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::set<std::string> names(const std::vector<CheckFinding>& findings) {
  std::set<std::string> names;
  for (const CheckFinding& one : findings) names.insert(one.check);
  return names;
}

std::set<std::string> checks(const Work& work, std::vector<Recording> recordings = {}) {
  return names(check_work({.work = work, .recordings = std::move(recordings)}));
}

/// A work that nothing is wrong with: published, with shares of both kinds.
Work good_work() {
  Work work = rich_work();
  Contribution& ann = work.contributions[0];
  Contribution& bob = work.contributions[1];
  Contribution& house = work.contributions[2];
  ann.share_bp = 3'333;
  bob.share_bp = 6'667;
  bob.party.society = "BMI";
  house.party.society = "PRS";
  house.party.ipi = "00052210040";
  house.terms = {ownership(250'000, 500'000), collection("2136", 250'000, 500'000)};
  return work;
}

TEST(Checks, FindNothingInAWorkThatIsWell) { EXPECT_THAT(checks(good_work()), IsEmpty()); }

TEST(Checks, FindSharesThatDoNotAddUp) {
  Work work = good_work();
  work.contributions[1].terms = {ownership(600'000, 500'000)};
  EXPECT_THAT(checks(work), Contains("shares-over"));
  work.contributions[1].terms = {ownership(400'000, 500'000)};
  EXPECT_THAT(checks(work), Contains("shares-under"));
  work.contributions.erase(work.contributions.begin(), work.contributions.begin() + 2);
  work.contributions[0].terms.clear();
  work.contributions[0].share_bp.reset();
  EXPECT_THAT(checks(work), Contains("shares-unknown"));
  EXPECT_THAT(checks(work), Contains("writers-missing"));
  EXPECT_THAT(checks(work), Contains("publisher-without-share"));
}

TEST(Checks, FindSidesThatHaveTooMuchOrTooLittle) {
  Work work = good_work();
  work.contributions[0].terms[0] = ownership(100'000, 0);
  work.contributions[1].terms[0] = ownership(300'000, 500'000);
  work.contributions[2].terms[0] = ownership(600'000, 500'000);
  EXPECT_THAT(checks(work), Contains("publishers-over-half"));
  EXPECT_THAT(checks(work), Contains("writers-under-half"));
}

TEST(Checks, FindCueSheetSharesThatContradictWhatIsOwned) {
  Work work = good_work();
  work.contributions[0].share_bp = 5'000;
  work.contributions[1].share_bp = 5'000;
  EXPECT_THAT(checks(work), Contains("sides-disagree"));
}

TEST(Checks, FindAnAdministratorThatOwns) {
  Work work = good_work();
  work.contributions[2].role = "AM";
  EXPECT_THAT(checks(work), Contains("administrator-owns"));
}

TEST(Checks, FindWhatIsCollectedTwice) {
  Work work = good_work();
  work.contributions[2].terms.push_back(collection("0276", 500'000, 500'000));
  EXPECT_THAT(checks(work), Contains("collection-over"));
  work.contributions[2].terms.back().territory = "Atlantis";
  EXPECT_THAT(checks(work), Contains("territory-unknown"));
}

TEST(Checks, FindAWriterWhomNobodyPublishes) {
  Work work = good_work();
  work.contributions[2].writers.clear();
  EXPECT_THAT(checks(work), Contains("writer-without-publisher"));
}

TEST(Checks, FindRolesThatDoNotFit) {
  Work work = good_work();
  work.contributions[1].role = "Composer";
  EXPECT_THAT(checks(work), Contains("role-unknown"));
  work.contributions[0].role = "AR";
  work.contributions[1].role = "AR";
  work.details["version_type"] = "ORI";
  EXPECT_THAT(checks(work), Contains("composer-missing"));
  EXPECT_THAT(checks(work), Contains("original-arranged"));
  work = good_work();
  work.details["version_type"] = "MOD";
  work.details["text_music"] = "MUS";
  EXPECT_THAT(checks(work), Contains("arranger-missing"));
  EXPECT_THAT(checks(work), Contains("author-of-no-text"));
}

TEST(Checks, FindPartiesThatNobodyCanPay) {
  Work work = good_work();
  work.contributions[0].party.ipi = "00004576012";
  EXPECT_THAT(checks(work), Contains("id-invalid"));
  work.contributions[0].party.ipi.clear();
  EXPECT_THAT(checks(work), Contains("ipi-missing"));
  work.contributions[0].party.society.clear();
  EXPECT_THAT(checks(work), Contains("society-missing"));
  work.contributions[0].party.society = "Unheard Of";
  EXPECT_THAT(checks(work), Contains("society-unknown"));
  work.contributions[0].party.society = "ASCAP";
  work.contributions[2].party.society = "BMI";
  EXPECT_THAT(checks(work), Contains("society-of-publisher"));
  work.contributions[0].party.society = "DP";
  work.contributions[1].party.society = "DP";
  EXPECT_THAT(checks(work), Contains("public-domain-claimed"));
}

TEST(Checks, FindWhatIsWrongWithRecordings) {
  Recording one;
  one.id = "R1";
  one.isrc = "US-SKG-19-1234";
  one.library = "Lib";
  one.parent_id = "R0";
  const auto found = checks(good_work(), {one});
  EXPECT_THAT(found, Contains("id-invalid"));
  EXPECT_THAT(found, Contains("library-code-missing"));
  EXPECT_THAT(found, Contains("parent-elsewhere"));
}

TEST(Checks, FindIdsThatSeveralHave) {
  CatalogueChecks across;
  Recording one;
  one.id = "R1";
  one.isrc = "USSKG1912345";
  across.add({.work = good_work(), .recordings = {one}});
  EXPECT_THAT(across.finish(), IsEmpty());
  Work other = good_work();
  other.id = "W2";
  other.contributions[0].party.society = "ASCAP";
  across.add({.work = other, .recordings = {one}});
  EXPECT_EQ(names(across.finish()),
            (std::set<std::string>{"isrc-twice", "iswc-twice", "two-societies"}));
}

TEST(Checks, HaveNamesThatAreListed) {
  std::set<std::string> listed;
  for (const CheckName& one : check_names()) listed.emplace(one.name);
  Work work;
  work.id = "W1";
  for (const std::string& name : checks(work)) EXPECT_THAT(listed, Contains(name));
  EXPECT_EQ(listed.size(), check_names().size());
}

}  // namespace
}  // namespace engine::catalogue
