#include "engine/licences/licence_file.h"

#include "engine/licences/licence_fields.h"
#include "tests/engine/licences/licence_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::licences {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(LicenceFile, ReadsCsvByTheNamesOfItsColumns) {
  const auto file = read_licences(
      "licence_id;Valid until;tracks;territories;versions;max_duration_ms;perpetual;colour\n"
      "L-1;2026-12-31;R-1|R-2;DE|-AT;full|stems;30000;no;blue\n");
  ASSERT_TRUE(file) << file.error().message();
  ASSERT_EQ(file->licences.size(), 1U);
  const Licence& licence = file->licences.front();
  EXPECT_EQ(licence.valid_to, moment("2026-12-31"));
  EXPECT_THAT(licence.tracks, ElementsAre("R-1", "R-2"));
  EXPECT_THAT(licence.territories, ElementsAre("0276"));
  EXPECT_THAT(licence.territories_excluded, ElementsAre("0040"));
  EXPECT_THAT(licence.versions, ElementsAre("full", "stems"));
  EXPECT_EQ(licence.max_duration, from_ms(30'000));
  EXPECT_FALSE(licence.perpetual_for_published);
  EXPECT_TRUE(licence.edits_allowed);
  EXPECT_THAT(file->unknown_columns, ElementsAre("colour"));
}

TEST(LicenceFile, ReadsJsonWithListsAndObjects) {
  const auto file = read_licences(R"([{"licence_id": "L-1", "model": "Single use",
      "publish_window": {"from": "2026-01-01", "to": "2026-06-30T12:00:00+02:00"},
      "versions_allowed": {"full": true, "stems": false, "instrumental": true},
      "territories": {"include": ["DE", "European Union"], "exclude": ["FR"]},
      "channels": ["youtube:ann"], "max_uses": 3, "series": {"max_episodes": 52},
      "ads_allowed": false}])");
  ASSERT_TRUE(file) << file.error().message();
  ASSERT_EQ(file->licences.size(), 1U) << file->refused.front().why;
  const Licence& licence = file->licences.front();
  EXPECT_EQ(licence.model, Model::kSingleUse);
  EXPECT_EQ(to_string(*licence.publish_to), "2026-06-30T10:00:00Z");
  EXPECT_THAT(licence.versions, ElementsAre("full", "instrumental"));
  EXPECT_THAT(licence.territories, ElementsAre("0276", "2123"));
  EXPECT_THAT(licence.territories_excluded, ElementsAre("0250"));
  EXPECT_EQ(licence.max_uses, 3);
  EXPECT_EQ(licence.series.max_episodes, 52);
  EXPECT_FALSE(licence.ads_allowed);
}

struct Refusal {
  const char* row;
  const char* why;
};

TEST(LicenceFile, RefusesARowAndSaysWhy) {
  const std::vector<Refusal> refusals = {
      {",2026-01-01,2026-12-31,,,", "licence_id: a licence needs one"},
      {"L-1,2026-12-31,2026-01-01,,,", "valid_to: it ends (2026-01-01) before it begins"},
      {"L-1,soon,,,,", "valid_from: 'soon': expected a day or a time"},
      {"L-1,,,Atlantis,,", "territories: 'Atlantis': expected a country"},
      {"L-1,,,,-3,", "max_uses: '-3': expected a whole number"},
      {"L-1,,,,3.5,", "max_uses: '3.5': expected a whole number"},
      {"L-1,,,,,rental", "model: 'rental': expected single_use"},
  };
  for (const Refusal& one : refusals) {
    const auto file = read_licences("licence_id,valid_from,valid_to,territories,max_uses,model\n" +
                                    std::string(one.row) + "\nL-9,,,,,\n");
    ASSERT_TRUE(file);
    ASSERT_EQ(file->refused.size(), 1U) << one.row;
    EXPECT_EQ(file->refused.front().line, 2U);
    EXPECT_THAT(file->refused.front().why, HasSubstr(one.why));
    EXPECT_EQ(file->licences.size(), 1U);
  }
}

TEST(LicenceFile, RefusesPricesThatAreNone) {
  for (const auto& [price, currency] : std::vector<std::pair<std::string, std::string>>{
           {"49", ""}, {"49", "XXY"}, {"-1", "EUR"}, {"1.234", "EUR"}, {"1.5", "JPY"}}) {
    const auto licence =
        licence_of({{"licence_id", "L-1"}, {"price", price}, {"currency", currency}});
    EXPECT_FALSE(licence) << price << " " << currency;
  }
  EXPECT_TRUE(licence_of({{"licence_id", "L-1"}, {"price", "49.00"}, {"currency", "EUR"}}));
}

TEST(LicenceFile, CleansWhatStrangersWrite) {
  const auto file = read_licences("licence_id,licensor,tracks\n\bL-1\b,\bHouse,R-1|\bR-2\n");
  ASSERT_TRUE(file);
  ASSERT_EQ(file->licences.size(), 1U);
  EXPECT_EQ(file->licences.front().id, "L-1");
  EXPECT_EQ(file->licences.front().licensor, "House");
  EXPECT_THAT(file->licences.front().tracks, ElementsAre("R-1", "R-2"));
}

TEST(LicenceFile, RefusesAnIdThatCameBefore) {
  const auto file = read_licences("licence_id\nL-1\nL-2\nL-1\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->licences.size(), 2U);
  ASSERT_EQ(file->refused.size(), 1U);
  EXPECT_EQ(file->refused.front().line, 4U);
}

TEST(LicenceFile, SaysWhatItIsNot) {
  EXPECT_THAT(read_licences("").error().message(), HasSubstr("expected CSV or JSON"));
  EXPECT_THAT(read_licences("{\"licence_id\": ").error().message(), HasSubstr("no JSON"));
  EXPECT_THAT(read_licences("name,day\nx,y\n").error().message(),
              HasSubstr("no column licence_id"));
  const auto numbers = read_licences("[1, {\"licence_id\": \"L-1\"}]");
  ASSERT_TRUE(numbers);
  EXPECT_EQ(numbers->licences.size(), 1U);
  EXPECT_EQ(numbers->refused.size(), 1U);
}

TEST(LicenceFields, ReadBackWhatTheyTell) {
  LicenceTexts texts;
  for (const LicenceField& field : licence_fields()) texts[std::string(field.name)] = "1";
  texts["model"] = "enterprise";
  texts["currency"] = "EUR";
  texts["time_zone"] = "Europe/Berlin";
  texts["valid_from"] = texts["publish_window_from"] = "2026-01-01";
  texts["valid_to"] = texts["publish_window_to"] = "2026-12-31T12:00:00Z";
  texts["revoked_at"] = "2026-11-01";
  texts["territories"] = "European Union|US";
  texts["territories_exclude"] = "FR";
  texts["price"] = "1.00";
  for (const char* allowed : {"perpetual_for_published", "ads_allowed", "client_work",
                              "standalone_allowed", "edits_allowed"}) {
    texts[allowed] = "no";
  }
  texts["exclusive"] = "yes";
  const auto licence = licence_of(texts);
  ASSERT_TRUE(licence) << licence.error().message();
  EXPECT_EQ(texts_of(*licence), texts);
}

}  // namespace
}  // namespace engine::licences
