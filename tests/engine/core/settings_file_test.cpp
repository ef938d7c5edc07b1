#include "engine/core/settings_file.h"

#include "tests/support/temp_dir.h"

#include <fstream>

namespace engine {
namespace {

using testing::HasSubstr;

std::string problem(const Result<std::string>& result) {
  return result ? "" : result.error().message();
}

TEST(SettingsFile, MakesJsonOfEither) {
  EXPECT_THAT(settings_as_json("a = \"0.60\"\n", "card.toml").value(),
              HasSubstr(R"("a" : "0.60")"));
  EXPECT_EQ(settings_as_json(R"({"a": "0.60"})", "card.JSON").value(), R"({"a": "0.60"})");
}

TEST(SettingsFile, TellsTheLine) {
  EXPECT_THAT(problem(settings_as_json("a = 1\nb = \n", "card.toml")),
              HasSubstr("card.toml: 2: no TOML"));
  EXPECT_THAT(problem(settings_as_json("{\n\"a\": 1,\n}", "card.json")),
              HasSubstr("card.json: 3: no JSON"));
}

TEST(SettingsFile, HasNoKeyTwice) {
  EXPECT_THAT(problem(settings_as_json(R"({"a": {"b": 1, "c": 2, "b": 3}})", "card.json")),
              HasSubstr("\"b\" stands twice"));
  EXPECT_EQ(problem(settings_as_json(R"([{"a": 1}, {"a": 1}])", "card.json")), "");
  EXPECT_THAT(problem(settings_as_json("a = 1\na = 2\n", "card.toml")), HasSubstr("card.toml: 2"));
}

TEST(SettingsFile, IsOfAReasonableSize) {
  const std::string large(kSettingsBytesMax + 1, ' ');
  EXPECT_THAT(problem(settings_as_json(large, "card.json")), HasSubstr("larger than 16 MB"));
}

TEST(SettingsFile, IsReadWhole) {
  const support::TempDir folder;
  std::ofstream(folder / "card.toml") << "name = \"October\"\n";
  EXPECT_THAT(read_settings(folder / "card.toml").value(), HasSubstr("October"));
  EXPECT_THAT(problem(read_settings(folder / "none.toml")), HasSubstr("none.toml"));
}

}  // namespace
}  // namespace engine
