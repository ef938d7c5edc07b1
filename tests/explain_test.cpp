// Evidence through the program's front door: what `explain` says of claims and of what was refused,
// the pictures it draws, and what `verify` finds when nothing has changed and when something has.
#include "engine/storage/database.h"
#include "tests/stage.h"

#include <nlohmann/json.hpp>

namespace {

using engine::cli::Exit;
using engine::storage::Access;
using engine::storage::Database;
using nlohmann::json;
using support::make_music;
using support::make_speech;
using support::mix;
using support::Ran;
using support::Stage;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

/// Song 1 plays from 6 s to 22 s of half a minute, under a voice; song 2 is in the catalogue only.
class Evidence : public testing::Test {
 protected:
  Evidence() {
    stage.must({"catalog", "add", stage.track("one.flac", 1, 30), stage.track("two.ogg", 2, 30)});
    video = stage.video("episode.wav", mix(make_speech(50, 30),
                                           support::cut(make_music(1, 30), 4, 16), {.start_s = 6}));
    const json scan = json::parse(stage.must({"scan", "--jsonl", video}).out);
    claim = scan["segments"].at(0);
  }

  json explain(std::vector<std::string> args) {
    args.insert(args.begin(), "explain");
    args.emplace_back("--json");
    return json::parse(stage.must(args).out);
  }

  void change_ledger(const std::string& sql) {
    auto database = Database::open(stage / "workspace" / "ledger.db", Access::kWrite);
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->run(sql, {}));
  }

  Stage stage;
  std::string video;
  json claim;
};

TEST_F(Evidence, OfAClaimIsThatOnRecord) {
  support::hollow_out(video);  // The archive is asked, not the media.
  const json object = explain({video});
  EXPECT_EQ(object["schema"], "cuetrace.explain/1");
  EXPECT_EQ(object["from_archive"], true);
  ASSERT_THAT(object["claims"], SizeIs(1));
  const json& explained = object["claims"][0];
  for (const char* name : {"start_ms", "end_ms", "track_id", "title", "track_start_ms",
                           "track_end_ms", "speed", "confidence", "usage_id"}) {
    EXPECT_EQ(explained[name], claim[name]) << name;
  }
  EXPECT_EQ(explained["evidence"]["expected"], claim["evidence"]["peaks_expected"]);
  EXPECT_EQ(explained["evidence"]["found"], claim["evidence"]["peaks_found"]);
  EXPECT_EQ(explained["evidence"]["by_chance"], claim["evidence"]["peaks_by_chance"]);
  EXPECT_EQ(explained["evidence"]["score"], claim["evidence"]["score"]);
  EXPECT_EQ(explained["decision"]["outcome"], "claimed");
}

TEST_F(Evidence, OfATrackThatIsNotThereSaysThatNoHashAgreed) {
  const json object = explain({video, "song 2"});
  EXPECT_THAT(object["claims"], IsEmpty());
  EXPECT_EQ(object["track"]["title"], "Song 2");
  if (object["refused"].empty()) {
    EXPECT_THAT(std::string(object["track"]["decision"]), StartsWith("no candidate: "));
  } else {
    EXPECT_THAT(std::string(object["refused"][0]["decision"]["text"]), StartsWith("refused: "));
  }
}

TEST_F(Evidence, OfMediaThatWasNeverScannedIsHeardAndNotRecorded) {
  const std::string before = support::dump_views(stage / "workspace" / "ledger.db");
  const std::string other = stage.video("other.wav", support::cut(make_music(2, 30), 5, 12));
  const json object = explain({other});
  EXPECT_EQ(object["from_archive"], false);
  ASSERT_THAT(object["claims"], SizeIs(1));
  EXPECT_EQ(object["claims"][0]["title"], "Song 2");
  EXPECT_FALSE(object["claims"][0].contains("usage_id"));
  EXPECT_EQ(support::dump_views(stage / "workspace" / "ledger.db"), before);
}

TEST_F(Evidence, IsReadableText) {
  const Ran ran = stage.must({"explain", video});
  EXPECT_THAT(ran.out, HasSubstr("Claimed  Song 1  0:00:0"));
  EXPECT_THAT(ran.out, HasSubstr("claimed: score "));
  EXPECT_THAT(ran.out,
              HasSubstr("as " + std::string(claim["usage_id"]) + ", the same bit for bit"));
  EXPECT_THAT(ran.out, HasSubstr(", question \"first\""));
}

TEST_F(Evidence, IsDrawnTheSameTwice) {
  const std::string svg = stage.path("evidence.svg");
  stage.must({"explain", video, "--plot", svg});
  const std::string picture = support::read_text(svg);
  EXPECT_THAT(picture, StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  EXPECT_THAT(picture, HasSubstr(">Claimed: Song 1 in episode.wav</text>"));
  EXPECT_THAT(picture, HasSubstr(">evidence per half second</text>"));
  EXPECT_THAT(picture, HasSubstr(">frequency, Hz</text>"));
  stage.must({"explain", video, "--plot", svg, "--threads", "1"});
  EXPECT_EQ(support::read_text(svg), picture);

  const std::string png = stage.path("evidence.png");
  stage.must({"explain", video, "--plot", png});
  EXPECT_THAT(support::read_text(png), StartsWith("\x89PNG"));
}

TEST_F(Evidence, OfNothingIsNotDrawn) {
  const std::string quiet = stage.video("quiet.wav", support::make_silence(10));
  const Ran ran = stage.run({"explain", quiet, "--plot", stage.path("nothing.svg")});
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_THAT(ran.log, HasSubstr("no evidence to draw"));
  EXPECT_THAT(ran.out, HasSubstr("nothing was proposed"));
  EXPECT_FALSE(std::filesystem::exists(stage / "nothing.svg"));
}

TEST_F(Evidence, VerifiedAgainIsTheSameBitForBit) {
  support::hollow_out(video);
  const std::string before = support::dump_views(stage / "workspace" / "ledger.db");
  const std::string id = claim["usage_id"];
  const json object = json::parse(stage.must({"verify", id.substr(0, 8), "--json"}).out);
  EXPECT_EQ(object["same"], true);
  EXPECT_EQ(object["usage_id"], id);
  EXPECT_THAT(std::string(object["circumstances"]), StartsWith("the same tracks"));
  for (const json& figure : object["figures"]) EXPECT_EQ(figure["same"], true) << figure;
  EXPECT_EQ(support::dump_views(stage / "workspace" / "ledger.db"), before);
}

TEST_F(Evidence, ThatWasAlteredIsFoundOut) {
  change_ledger("UPDATE usage SET score_milli = score_milli + 1");
  const Ran ran = stage.run({"verify", claim["usage_id"], "--json"});
  EXPECT_EQ(ran.exit, Exit::kFindings);
  const json object = json::parse(ran.out);
  EXPECT_EQ(object["same"], false);
  EXPECT_THAT(std::string(object["verdict"]), HasSubstr("the ledger or the archive was altered"));
  for (const json& figure : object["figures"]) {
    EXPECT_EQ(figure["same"], figure["figure"] != "score_milli") << figure;
  }
}

TEST_F(Evidence, AgainstOtherTracksSaysSo) {
  stage.must({"catalog", "add", stage.track("three.ogg", 3, 30)});
  const json object = json::parse(stage.must({"verify", claim["usage_id"], "--json"}).out);
  EXPECT_EQ(object["same"], true);
  EXPECT_THAT(std::string(object["circumstances"]), StartsWith("other tracks in the catalogue"));

  stage.must({"catalog", "rm", std::string(claim["track_id"])});
  const Ran gone = stage.run({"verify", claim["usage_id"]});
  EXPECT_EQ(gone.exit, Exit::kFindings);
  EXPECT_THAT(gone.out, HasSubstr("not claimed any more: the index has no sound of this track"));
}

TEST_F(Evidence, WhoseVideoHasChangedCannotBeComputedAgain) {
  stage.video("episode.wav", make_speech(51, 20));
  stage.must({"scan", video});
  const Ran ran = stage.run({"verify", claim["usage_id"]});
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_THAT(ran.log, HasSubstr("the archive keeps the newest"));
  EXPECT_THAT(ran.out, IsEmpty());
}

TEST_F(Evidence, WithoutAnArchiveSaysWhatToDo) {
  std::filesystem::remove_all(stage / "workspace" / "index");
  stage.must({"catalog", "add", stage.path("one.flac"), stage.path("two.ogg")});
  const Ran ran = stage.run({"verify", claim["usage_id"]});
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_THAT(ran.log, HasSubstr("restore index/, or scan the video again"));
}

TEST_F(Evidence, ThatALaterScanReplacedIsHistory) {
  stage.must({"catalog", "add", stage.track("three.ogg", 3, 30)});
  stage.must({"scan", video});
  const Ran ran = stage.must({"verify", claim["usage_id"]});
  EXPECT_THAT(ran.out, HasSubstr(std::string(claim["usage_id"]) + " (history)"));
}

}  // namespace
