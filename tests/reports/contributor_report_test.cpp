#include "reports/contributor_report.h"

#include "tests/reports/sample_uses.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using testing::HasSubstr;

ReportedUses one_use(std::vector<Contribution> contributors) {
  return {{use_of(sample_track(1, std::move(contributors)), 0, 10'000)}};
}

TEST(Contributors, HaveARowForEachRight) {
  const auto rows = contributor_rows(one_use({writer("Ann", 10'000)}));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].right, "performance");
  EXPECT_EQ(rows[1].right, "mechanical");
  EXPECT_EQ(rows[2].right, "synchronisation");
  EXPECT_EQ(rows[0].share_bp, 10'000);
  EXPECT_EQ(rows[0].claim, "CompleteClaim");
}

TEST(Contributors, HaveSharesThatSumExactly) {
  const auto rows =
      contributor_rows(one_use({writer("A", 3'333), writer("B", 3'333), writer("C", 3'334)}));
  EXPECT_EQ(*rows[0].share_bp + *rows[1].share_bp + *rows[2].share_bp, 10'000);
}

TEST(Contributors, HaveNoShareThatNobodyStated) {
  const auto rows = contributor_rows(one_use({writer("Ann", {})}));
  EXPECT_EQ(rows[0].share_bp, std::nullopt);
  EXPECT_EQ(rows[0].claim, "UnknownClaim");
  EXPECT_THAT(contributor_csv(rows), HasSubstr("performance,,UnknownClaim\r\n"));
  EXPECT_THAT(contributor_table(rows), HasSubstr("unknown"));
}

TEST(Contributors, AreOfTheSocietyOfTheDay) {
  Contribution ann = writer("Ann", 10'000);
  ann.party.society = "PRS ..2019-12-31 | BMI 2020-01-01..";
  ReportedUses report = one_use({ann});
  VideoRecord& record = report.videos[sample_video().id];
  record.publication.published_at = "2019-06-01";
  EXPECT_EQ(contributor_rows(report)[0].society, "PRS");
  record.publication.published_at = "2020-06-01";
  EXPECT_EQ(contributor_rows(report)[0].society, "BMI");
}

TEST(Contributors, AsJsonAreAListThatMayBeEmpty) {
  const auto json = nlohmann::json::parse(contributor_json({}));
  EXPECT_TRUE(json["contributors"].empty());
  const auto full =
      nlohmann::json::parse(contributor_json(contributor_rows(one_use({writer("Ann", 5'000)}))));
  EXPECT_EQ(full["contributors"].size(), 3U);
}

}  // namespace
}  // namespace reports
