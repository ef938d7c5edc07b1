#include "reports/licence_audit.h"

#include "reports/licence_circumstances.h"
#include "tests/reports/sample_uses.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using namespace engine::licences;  // NOLINT: the words of licences.
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ReportedUses sample() {
  ReportedUses report;
  report.uses = {use_of(sample_track(1, {writer("Ann", 10'000)}), 0, 20'000),
                 use_of(sample_track(2), 30'000, 60'000),
                 use_of(sample_track(1), 5'000, 9'000, sample_video(2))};
  engine::ledger::Publication& said = report.videos[sample_video(1).id].publication;
  said.channel = "Kitchen";
  said.platform = "YouTube";
  said.published_at = "2026-06-15";
  said.territories = {"DE"};
  said.media = "social|ads_paid";
  said.audience = "1,200";
  said.license_key = "L-1|L-2";
  report.videos[sample_video(1).id].series = "Soups";
  return report;
}

ReportedUses unknown_stretch() {
  ReportedUses unknown;
  Use& use = unknown.uses.emplace_back();
  use.video = sample_video(1);
  use.match.in_video = {engine::from_ms(25'000), engine::from_ms(28'000)};
  return unknown;
}

Licence for_track_one() {
  Licence licence;
  licence.id = "L-1";
  licence.licensee = "Ann Example";
  licence.tracks = {sample_track(1).id};
  return licence;
}

Instant as_of() { return parse_moment("2026-07-01")->at; }

/// The uses, judged, and what was made of them.
struct Audited {
  explicit Audited(std::vector<Licence> licences, const std::string& card = "{}")
      : judge(Judge::make(std::move(licences), {.as_of = as_of()}).value()),
        book(read_offers(card).value()) {
    const auto verdicts = judge.judge(circumstances_of(uses));
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      uses.uses[i].id += engine::to_string(uses.uses[i].video->id);
      uses.verdicts.emplace(uses.uses[i].id, verdicts[i]);
    }
    audit = licence_audit(uses, unknown, judge, book, as_of());
  }

  ReportedUses uses = sample();
  ReportedUses unknown = unknown_stretch();
  Judge judge;
  OfferBook book;
  LicenceAudit audit;
};

std::vector<std::string> states(const LicenceAudit& audit) {
  std::vector<std::string> names;
  for (const AuditRow& row : audit.rows) names.emplace_back(to_string(row.verdict->state()));
  return names;
}

TEST(Circumstances, AreWhatIsOnRecord) {
  const UsesToJudge all = circumstances_of(sample());
  ASSERT_EQ(all.uses.size(), 3U);
  EXPECT_EQ(all.music.size(), 2U);
  ASSERT_EQ(all.videos.size(), 2U);
  EXPECT_EQ(all.uses[0].music, all.uses[2].music);
  const PublishedVideo& video = all.videos.front();
  EXPECT_EQ(video.audience, 1200);
  EXPECT_THAT(video.territories, ElementsAre("0276"));
  EXPECT_THAT(video.media, ElementsAre("social", "ads_paid"));
  EXPECT_THAT(video.keys, ElementsAre("L-1", "L-2"));
  EXPECT_EQ(video.series, "Soups");
  EXPECT_TRUE(video.published->whole_day);
  EXPECT_THAT(all.music.front().owners, testing::Contains("Ann"));
}

TEST(Circumstances, CountWhatCannotBeReadAsNotKnown) {
  ReportedUses report = sample();
  engine::ledger::Publication& said = report.videos[sample_video(1).id].publication;
  said.published_at = "2026-06-15T99:00";
  said.audience = "many";
  said.territories = {"Atlantis"};
  const PublishedVideo video = circumstances_of(report).videos.front();
  EXPECT_FALSE(video.published);
  EXPECT_FALSE(video.audience);
  EXPECT_THAT(video.territories, ElementsAre(""));
  ASSERT_EQ(video.unreadable.size(), 3U);
  EXPECT_THAT(video.unreadable.front(), HasSubstr("published_at '2026-06-15T99:00'"));
}

TEST(Circumstances, TellWhatIsAlone) {
  ReportedUses report = sample();
  report.uses = {use_of(sample_track(1), 0, 50'000), use_of(sample_track(1), 50'000, 90'000)};
  for (Use& use : report.uses) use.match.level_tenth_db = 200;
  EXPECT_TRUE(circumstances_of(report).uses.front().alone);
  report.uses.front().match.level_tenth_db = 199;
  EXPECT_FALSE(circumstances_of(report).uses.front().alone);
  report.uses.front().match.level_tenth_db = 200;
  report.uses.front().match.in_video.start = engine::from_ms(1);
  EXPECT_FALSE(circumstances_of(report).uses.front().alone);
}

TEST(Circumstances, KnowDecisionsAndWhenTheyWereMade) {
  ReportedUses report = sample();
  engine::ledger::UseDecision decision;
  decision.verdict = engine::ledger::Verdict::kDisputed;
  decision.decided_at = "2026-06-20T10:00:00Z";
  report.decisions.emplace(report.uses[1].id, decision);
  const UsesToJudge all = circumstances_of(report);
  EXPECT_EQ(all.uses[1].decision, Decision::kDisputed);
  EXPECT_EQ(all.uses[1].decided_at, parse_moment("2026-06-20T10:00:00Z")->at);
  EXPECT_EQ(all.uses[0].decision, Decision::kNone);
}

TEST(LicenceAudit, HasEveryUseAndUnknownMusicInTheOrderOfVideos) {
  const Audited audited({for_track_one()});
  EXPECT_THAT(states(audited.audit),
              ElementsAre("LICENSED_KEY", "UNKNOWN_MUSIC", "UNLICENSED", "UNKNOWN_DATA"));
  EXPECT_EQ(audited.audit.rows[0].licensee, "Ann Example");
  EXPECT_EQ(audited.audit.rows[0].action, AuditAction::kNone);
  EXPECT_EQ(audited.audit.rows[1].action, AuditAction::kManualReview);
  EXPECT_EQ(audited.audit.rows[2].action, AuditAction::kRequestKey);
  EXPECT_EQ(audited.audit.rows[2].cue, 2U);
}

TEST(LicenceAudit, NamesOffersForWhatIsNotLicensedOnly) {
  const Audited audited({for_track_one()},
                        R"({"currency": "EUR", "offers": [{"offer": "One", "price": "29.00"}]})");
  EXPECT_THAT(audited.audit.rows[0].offers, IsEmpty());
  ASSERT_EQ(audited.audit.rows[2].offers.size(), 1U);
  EXPECT_EQ(audited.audit.rows[2].action, AuditAction::kInvoice);
  EXPECT_THAT(audited.audit.rows[3].offers, IsEmpty());
  EXPECT_THAT(audit_table(audited.audit), HasSubstr("would be covered by One, 29.00 EUR"));
}

TEST(LicenceAudit, AddsUpByWhatUsesHaveInCommon) {
  const Audited audited({for_track_one()});
  const auto by_channel = audit_groups(audited.audit, GroupBy::kChannel);
  ASSERT_EQ(by_channel.size(), 2U);
  EXPECT_EQ(by_channel.front().label, "(unknown)");
  EXPECT_THAT(by_channel.back().counts.uses, ElementsAre(1, 0, 1, 0, 0));
  const auto by_track = audit_groups(audited.audit, GroupBy::kTrack);
  ASSERT_EQ(by_track.size(), 2U);
  EXPECT_THAT(by_track.front().counts.uses, ElementsAre(1, 0, 0, 1, 0));
  const auto by_state = audit_states(audited.audit);
  ASSERT_EQ(by_state.size(), 4U);
  EXPECT_EQ(by_state.front().label, "LICENSED_KEY");
  EXPECT_EQ(by_state.front().counts.music, engine::from_ms(20'000));
}

TEST(LicenceAudit, WritesTheSameInEveryFormat) {
  const Audited audited({for_track_one()});
  const std::string csv = audit_csv(audited.audit);
  EXPECT_THAT(csv, testing::StartsWith("usage_id,video_id,video,cue_seq,track_id,recording_id,"));
  EXPECT_THAT(csv, HasSubstr(",24000.00,"));  // 20 s, seen by 1,200.
  const auto json = nlohmann::json::parse(audit_json(audited.audit));
  EXPECT_EQ(json["schema"], "cuetrace.audit/1");
  EXPECT_EQ(json["uses"].size(), 4U);
  EXPECT_EQ(json["uses"][0]["verdict"]["licence_id"], "L-1");
  EXPECT_TRUE(json["uses"][0]["verdict"]["nearest_licence"].is_null());
  EXPECT_EQ(json["uses"][2]["verdict"]["nearest_licence"], "L-1");
  EXPECT_EQ(json["by_month"].size(), 2U);
  const auto page = audit_document(audited.audit, Medium::kPage);
  EXPECT_EQ(page.sections[1].rows.size(), 3U);
  const auto workbook = audit_document(audited.audit, Medium::kWorkbook);
  EXPECT_EQ(workbook.sections.back().rows.size(), 4U);
  EXPECT_EQ(workbook.sections.back().columns.size(), audit_columns().size());
}

TEST(LicenceAudit, OfNothingSaysSo) {
  LicenceAudit audit;
  const ReportedUses nothing;
  audit.uses = &nothing;
  EXPECT_THAT(audit_table(audit), HasSubstr("Uses 0\n"));
  EXPECT_THAT(html_of(audit_document(audit, Medium::kPage)), HasSubstr("every use is licensed"));
}

}  // namespace
}  // namespace reports
