#include "reports/dsr/flat_file.h"
#include "reports/dsr/profiles.h"
#include "tests/reports/sample_uses.h"

namespace reports::dsr {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

ReportedUses sample() {
  ReportedUses report;
  report.period = {engine::parse_day("2026-10-01"), engine::parse_day("2026-10-31")};
  auto track = sample_track(1, {writer("Ann | Ames", 5000), writer("Bob \\ Bell", 5000)});
  track.isrc = "USRC17607839";
  report.uses = {use_of(track, 3'000, 63'500), use_of(sample_track(2), 10'000, 20'000)};
  return report;
}

const Message kMessage{.id = "M1",
                       .created_at = "2026-11-01T12:00:00Z",
                       .sender_dpid = "PADPIDA0000000001A",
                       .sender_name = "House Music",
                       .recipient_name = "Society"};

std::vector<std::string> types_of(const std::vector<Record>& records) {
  std::vector<std::string> types;
  for (const Record& record : records) types.push_back(record.type);
  return types;
}

TEST(Dsr, HasABlockForEachRecording) {
  EXPECT_THAT(types_of(records_of(sample(), Profile::kUgc, kMessage)),
              ElementsAre("HEAD", "SY02.02", "AS02.02", "RU02.01", "SU03.02", "LI01.02", "LI01.02",
                          "AS02.02", "RU02.01", "SU03.02", "FOOT"));
}

TEST(Dsr, HasABlockForEachVideoWithItsCues) {
  const auto records = records_of(sample(), Profile::kAudioVisual, kMessage);
  EXPECT_THAT(types_of(records),
              ElementsAre("HEAD", "SY06.01", "AS03.01", "CU01.01", "CU01.01", "SU04.01", "FOOT"));
  EXPECT_EQ(records[3].text("CueStartTime"), "PT3S");
  EXPECT_EQ(records[3].text("CueDuration"), "PT1M0.5S");
}

TEST(Dsr, IsReadBackEqual) {
  for (const Profile profile : {Profile::kUgc, Profile::kAudioVisual}) {
    const auto records = records_of(sample(), profile, kMessage);
    const std::string text = flat_text(records).value();
    EXPECT_EQ(parse_flat(text).value(), records);
    EXPECT_EQ(flat_text(parse_flat(text).value()).value(), text);
  }
}

TEST(Dsr, EscapesWhatSeparates) {
  const std::string text = flat_text(records_of(sample(), Profile::kUgc, kMessage)).value();
  EXPECT_THAT(text, HasSubstr("\tAnn \\| Ames|Bob \\\\ Bell\t"));
}

TEST(Dsr, KeepsItsTabsAndCountsItsLines) {
  const std::string text = flat_text(records_of(sample(), Profile::kUgc, kMessage)).value();
  EXPECT_EQ(std::count(text.begin(), text.begin() + static_cast<long>(text.find('\n')), '\t'), 15);
  EXPECT_THAT(text, testing::EndsWith("FOOT\t11\t\t1\t2\t\n"));
  EXPECT_THAT(parse_flat("# note\n" + text).error().message(),
              HasSubstr("12: FOOT counts 11 lines; there are 12"));
}

TEST(Dsr, RefusesWhatTheTableDoesNotHave) {
  const auto problem = [](const std::string& text) { return parse_flat(text).error().message(); };
  EXPECT_THAT(problem("XX01\tB1\n"), HasSubstr("1: no record of type \"XX01\""));
  EXPECT_THAT(problem("RU02.01\tB1\tS1\tD1\t\tU\t1\n"),
              HasSubstr("1: RU02.01, ReleaseTitle: is mandatory, and empty"));
  EXPECT_THAT(problem("RU02.01\tB1\tS1\tD1\ta|b\tU\t1\n"), HasSubstr("holds one value, not 2"));
  EXPECT_THAT(problem("FOOT\t1\t\t1\t1\t\t\t\n"), HasSubstr("has 8 cells; there are 6"));
  EXPECT_THAT(flat_text({{.type = "FOOT", .cells = {{"Odd", {"1"}}}}}).error().message(),
              HasSubstr("FOOT"));
}

TEST(Dsr, NamesItsFileByItsHead) {
  EXPECT_EQ(file_name(sample(), kMessage),
            "DSR_Society_HouseMusic_cuetrace_2026-10-01--2026-10-31_Worldwide_1of1_"
            "20261101T120000.tsv");
}

TEST(Dsr, WritesDurationsAsIso8601) {
  EXPECT_EQ(iso_duration(engine::from_ms(0)), "PT0S");
  EXPECT_EQ(iso_duration(engine::from_ms(62'000)), "PT1M2S");
  EXPECT_EQ(iso_duration(engine::from_ms(3'723'500)), "PT1H2M3.5S");
  EXPECT_EQ(iso_duration(engine::from_ms(3'600'001)), "PT1H0M0.001S");
}

}  // namespace
}  // namespace reports::dsr
