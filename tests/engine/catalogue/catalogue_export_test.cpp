#include "engine/catalogue/catalogue_export.h"

#include "engine/catalogue/catalogue_import.h"
#include "engine/catalogue/recording_merge.h"
#include "tests/engine/catalogue/rich_work.h"

namespace engine::catalogue {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Recording rich_recording() {
  Recording one;
  one.id = "R1";
  one.title = "=Cold, \"Day\"";
  one.artist = "Band";
  one.moods = "calm|cold";
  one.isrc = "USSKG1912345";
  one.duration = MediaTime{125'250'000};
  one.lyrics = "la;la";
  one.work = rich_work();
  return one;
}

TEST(CatalogueExport, AsCsvIsReadBack) {
  Recording plain;
  plain.id = "R2";
  plain.title = "Plain";
  plain.work = {.id = "W2", .title = {}, .iswc = {}, .contributions = {}};
  const std::vector<Recording> recordings = {rich_recording(), plain};
  std::vector<Recording> read;
  std::vector<std::string> problems;
  CatalogueReader reader(
      {.name = "c.csv"},
      {.row = [&](const ImportRow& row) -> Result<void> {
         read.push_back(cleaned(row.recording));
         return {};
       },
       .rejected = [&](const SourceRow&, const Error& why) { problems.push_back(why.message()); },
       .problem = [&](const Error& why) { problems.push_back(why.message()); }});
  ASSERT_TRUE(reader.feed(catalogue_csv(recordings)));
  ASSERT_TRUE(reader.finish());
  EXPECT_THAT(problems, IsEmpty());
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0], recordings[0]);
  EXPECT_EQ(read[1], recordings[1]);
}

TEST(CatalogueExport, AsJsonTellsAWorkOnce) {
  Recording version = rich_recording();
  version.id = "R2";
  const std::string json = catalogue_json({rich_recording(), version});
  EXPECT_THAT(json, HasSubstr("\"schema\": \"cuetrace.catalogue/1\""));
  EXPECT_EQ(json.find("\"Jour froid\""), json.rfind("\"Jour froid\""));
  EXPECT_THAT(json, HasSubstr("\"recording_id\": \"R2\""));
}

}  // namespace
}  // namespace engine::catalogue
