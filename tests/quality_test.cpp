// The quality of tracks, from files to findings, through the program's front door.
#include "engine/storage/database.h"
#include "tests/stage.h"
#include "tests/support/wave.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace {

using engine::cli::Exit;
using nlohmann::json;
using support::Ran;
using support::Stage;
using support::stereo_steps;
using support::WaveFormat;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Quality : public testing::Test {
 protected:
  json checked(std::vector<std::string> more = {}) const {
    std::vector<std::string> args{"catalog", "qc", "--format", "json"};
    args.insert(args.end(), more.begin(), more.end());
    const Ran ran = stage.run(args);
    if (ran.exit != Exit::kDone) throw std::runtime_error(ran.log);
    return json::parse(ran.out);
  }

  /// The track with this title.
  json track(const std::string& title, std::vector<std::string> more = {}) const {
    const json all = checked(std::move(more));
    for (const json& one : all["tracks"]) {
      if (one["title"] == title) return one;
    }
    throw std::runtime_error("no track " + title);
  }

  static std::vector<std::string> rules(const json& subject) {
    std::vector<std::string> names;
    for (const json& finding : subject["findings"]) names.push_back(finding["rule"]);
    return names;
  }

  std::string wave(const std::string& name, const support::Wave& sound) const {
    support::write_wave(stage / name, sound, WaveFormat::kPcm24);
    return stage.path(name);
  }

  /// Music as a WAV of this volume and gain.
  std::string music(const std::string& name, const support::Sound& sound, float gain = 1.0F) const {
    support::Wave made{.rate_hz = 44'100, .channels = {sound.left, sound.right}, .mask = 3};
    for (auto& channel : made.channels) {
      for (float& sample : channel) sample *= gain;
    }
    return wave(name, made);
  }

  void import_rows(const std::string& rows) const {
    support::write_text(stage / "rows.csv", rows);
    stage.must({"catalog", "import", stage.path("rows.csv"), "--media-root", stage.path("")});
  }

  Stage stage;
};

struct EbuCase {
  const char* name;
  std::vector<support::ToneStep> steps;
  const char* figure;
  int expected;
  int tolerance;
};

class QualityOfEbuTones : public Quality, public testing::WithParamInterface<EbuCase> {};

TEST_P(QualityOfEbuTones, IsWhatTheEbuExpects) {
  stage.must({"catalog", "add", wave("tone.wav", stereo_steps(GetParam().steps))});
  const json measured = track("tone")["measured"];
  EXPECT_NEAR(measured[GetParam().figure].get<int>(), GetParam().expected, GetParam().tolerance);
}

INSTANTIATE_TEST_SUITE_P(
    Tech3341And3342, QualityOfEbuTones,
    testing::Values(
        EbuCase{"Loudness3", {{-36, 10}, {-23, 60}, {-36, 10}}, "integrated_centi_lufs", -2300, 10},
        EbuCase{
            "Loudness5", {{-26, 20}, {-20, 20.1}, {-26, 20}}, "integrated_centi_lufs", -2300, 10},
        EbuCase{"Range1", {{-20, 20}, {-30, 20}}, "range_centi_lu", 1000, 100},
        EbuCase{"Range4",
                {{-50, 20}, {-35, 20}, {-20, 20}, {-35, 20}, {-50, 20}},
                "range_centi_lu",
                1500,
                100}),
    [](const auto& given) { return std::string(given.param.name); });

TEST_F(Quality, FaultsOfAFileAreFoundAndNoOthers) {
  const auto sound = support::make_music(1, 20.0);
  // About -14.5 LUFS as it is made.
  music("good.wav", sound);
  music("quiet.wav", support::make_music(2, 20.0), 0.3F);
  music("late.wav", support::join(support::make_silence(2.0), support::make_music(3, 20.0)));
  support::Sound inverted = support::make_music(4, 20.0);
  for (std::size_t i = 0; i < inverted.size(); ++i) inverted.right[i] = -inverted.left[i];
  music("inverted.wav", inverted);
  stage.must({"catalog", "add", stage.path("good.wav"), stage.path("quiet.wav"),
              stage.path("late.wav"), stage.path("inverted.wav")});
  const std::vector<std::string> peak_and_tags_aside{
      "--set", "tags=off", "--set", "true-peak-max=6", "--set", "loudness-min=-18"};
  EXPECT_THAT(rules(track("good", peak_and_tags_aside)), IsEmpty());
  EXPECT_THAT(rules(track("quiet", peak_and_tags_aside)), ElementsAre("loudness"));
  EXPECT_THAT(rules(track("late", peak_and_tags_aside)), ElementsAre("head-silence"));
  EXPECT_THAT(rules(track("inverted", peak_and_tags_aside)), Contains("phase"));
}

TEST_F(Quality, EndsWithFourWhereItIsAskedTo) {
  stage.must({"catalog", "add", music("quiet.wav", support::make_music(2, 20.0), 0.1F)});
  EXPECT_EQ(stage.run({"catalog", "qc"}).exit, Exit::kDone);
  EXPECT_EQ(stage.run({"catalog", "qc", "--fail-on", "warning"}).exit, Exit::kFindings);
  EXPECT_EQ(stage.run({"catalog", "qc", "--fail-on", "error"}).exit, Exit::kDone);
  EXPECT_EQ(stage.run({"catalog", "qc", "--fail-on", "error", "--set", "loudness=error"}).exit,
            Exit::kFindings);
  // What is not shown still counts.
  const Ran ran = stage.run({"catalog", "qc", "--fail-on", "warning", "--level", "error"});
  EXPECT_EQ(ran.exit, Exit::kFindings);
  EXPECT_THAT(ran.out, Not(HasSubstr("LUFS")));
}

TEST_F(Quality, TakesLimitsFromAFileAndTheLineWins) {
  stage.must({"catalog", "add", music("song.wav", support::make_music(2, 20.0), 0.1F)});
  support::write_text(stage / "limits", "loudness-min = -60\ntags = off\nversions = off\n");
  const std::string file = stage.path("limits");
  EXPECT_THAT(rules(track("song", {"--limits", file})), IsEmpty());
  EXPECT_THAT(rules(track("song", {"--limits", file, "--set", "loudness-min=-20"})),
              ElementsAre("loudness"));
  support::write_text(stage / "limits", "tags = off\nloud = 3\n");
  const Ran refused = stage.run({"catalog", "qc", "--limits", file});
  EXPECT_EQ(refused.exit, Exit::kUsage);
  EXPECT_THAT(refused.log, HasSubstr("limits: 2: loud: no such limit"));
}

TEST_F(Quality, FingerprintsHaveNoFiguresUntilTheirMediaComes) {
  const std::string song = music("song.wav", support::make_music(1, 20.0));
  stage.must({"fingerprint", song, "-o", stage.path("song.ctfp")});
  stage.must({"catalog", "add", stage.path("song.ctfp")});
  EXPECT_THAT(rules(track("song")), Contains("unmeasured"));
  const Ran ran = stage.run({"catalog", "qc", "--measure"});
  EXPECT_EQ(ran.exit, Exit::kSomeFailed);
  EXPECT_THAT(ran.log, AllOf(HasSubstr("song.ctfp: a fingerprint"), HasSubstr("catalog add")));
  stage.must({"catalog", "add", song});  // The same sound: no new track, but figures.
  EXPECT_THAT(checked()["tracks"], SizeIs(1));
  EXPECT_THAT(rules(track("song")), Not(Contains("unmeasured")));
}

TEST_F(Quality, MeasuresTracksThatWereThereBefore) {
  const std::string song = music("song.wav", support::make_music(1, 20.0));
  const std::string gone = music("gone.wav", support::make_music(2, 20.0));
  const std::string other = music("other.wav", support::make_music(3, 20.0));
  stage.must({"catalog", "add", song, gone, other});
  const json before = track("song")["measured"];
  {
    auto ledger = engine::storage::Database::open(stage / "workspace" / "ledger.db",
                                                  engine::storage::Access::kWrite);
    ASSERT_TRUE(ledger);
    ASSERT_TRUE(ledger->run("UPDATE track_measurement SET version = 0"));
  }
  std::filesystem::remove(gone);
  music("other.wav", support::make_music(4, 20.0));
  EXPECT_THAT(rules(track("song")), Contains("unmeasured"));
  const Ran ran = stage.run({"catalog", "qc", "--measure"});
  EXPECT_EQ(ran.exit, Exit::kSomeFailed);
  EXPECT_THAT(ran.log, AllOf(HasSubstr("gone.wav"), HasSubstr("other.wav: holds other sound"),
                             Not(HasSubstr("song.wav"))));
  EXPECT_EQ(track("song")["measured"], before);
  EXPECT_THAT(rules(track("gone")), Contains("unmeasured"));
  EXPECT_EQ(stage.run({"catalog", "qc", "--measure", song}).exit, Exit::kDone);
}

TEST_F(Quality, FiguresGoWithTheTrack) {
  const std::string song = music("song.wav", support::make_music(1, 20.0));
  stage.must({"catalog", "add", song});
  stage.must({"catalog", "rm", song});
  EXPECT_THAT(support::dump_views(stage / "workspace" / "ledger.db"),
              HasSubstr("measurement_v\nrecording_v"));
}

TEST_F(Quality, VersionsOfAWorkAreSetSideBySide) {
  const auto keys = support::make_music(1, 30.0);
  const auto drums = support::make_music(2, 30.0);
  music("full.wav", support::mix(keys, drums, {.gain_db = -3}));
  music("instrumental.wav", keys);
  music("late.wav", support::join(support::make_silence(0.5), support::cut(keys, 0, 29.5)));
  music("short.wav", support::cut(keys, 0, 24.0));
  import_rows(
      "recording_id,title,work_id,version,parent_id,audio\n"
      "F,Full,W,full,,full.wav\n"
      "I,Fits,W,instrumental,F,instrumental.wav\n"
      "L,Late,W,no-melody,F,late.wav\n"
      "S,Short,W,instrumental,F,short.wav\n");
  const std::vector<std::string> only{"--set", "tags=off", "--set", "duplicate=off"};
  EXPECT_THAT(rules(track("Fits", only)), Not(Contains(HasSubstr("version"))));
  EXPECT_THAT(rules(track("Late", only)), Contains("version-offset"));
  EXPECT_THAT(rules(track("Late", only)), Not(Contains("version-length")));
  EXPECT_THAT(rules(track("Short", only)), Contains("version-length"));
  EXPECT_THAT(rules(track("Short", only)), Not(Contains("version-offset")));
  const json works = checked(only)["works"];
  ASSERT_THAT(works, SizeIs(1));
  EXPECT_EQ(works[0]["findings"][0]["found"], "without stinger");
}

TEST_F(Quality, StemsAreAddedUpOnRequest) {
  const auto keys = support::make_music(1, 20.0);
  const auto drums = support::make_music(2, 20.0);
  music("full.wav", support::mix(keys, drums), 0.4F);
  music("keys.wav", keys, 0.4F);
  music("drums.wav", drums, 0.4F);
  music("wrong.wav", support::make_music(3, 20.0), 0.4F);
  const std::string columns = "recording_id,title,work_id,version,audio\n";
  import_rows(columns +
              "F,Full,W,full,full.wav\nK,Keys,W,stem,keys.wav\nD,Drums,W,stem,drums.wav\n");
  const auto stems_findings = [&] {
    std::vector<std::string> found;
    const json all = checked({"--stems"});
    for (const json& work : all["works"]) {
      for (const json& finding : work["findings"]) {
        if (finding["rule"] == "stems") found.push_back(finding["found"]);
      }
    }
    return found;
  };
  EXPECT_THAT(stems_findings(), IsEmpty());
  import_rows(columns + "X,Wrong,W,stem,wrong.wav\n");
  EXPECT_THAT(stems_findings(), ElementsAre(HasSubstr("3 stems")));
  std::filesystem::remove(stage / "wrong.wav");
  const Ran ran = stage.run({"catalog", "qc", "--stems"});
  EXPECT_EQ(ran.exit, Exit::kSomeFailed);
  EXPECT_THAT(ran.log, HasSubstr("wrong.wav"));
}

TEST_F(Quality, LoopsAreHeardAtTheirSeam) {
  const auto piece = support::make_music(1, 8.0);
  music("loop.wav", support::join(piece, support::make_silence(0.2)));
  import_rows("title,version,audio\nLoop,loop,loop.wav\n");
  EXPECT_THAT(rules(track("Loop")), Contains("loop-seam"));
}

TEST_F(Quality, DoesNotDependOnThreads) {
  std::vector<std::string> add{"catalog", "add"};
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    add.push_back(stage.track("song" + std::to_string(seed) + ".flac", seed, 15.0));
  }
  const auto with_threads = [&](const std::string& threads) {
    std::vector<std::string> args = add;
    args.insert(args.end(), {"--threads", threads});
    stage.must_in("with" + threads, args);
    return stage.must_in("with" + threads, {"catalog", "qc", "--format", "json"}).out;
  };
  EXPECT_EQ(with_threads("1"), with_threads("4"));
}

}  // namespace
