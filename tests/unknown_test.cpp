// Unknown music through the program's front door: the same tune in several videos is one piece,
// whoever speaks over it, two tunes are two, and a name that is given once is shown everywhere.
#include "tests/stage.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace {

using engine::cli::Exit;
using nlohmann::json;
using support::cut;
using support::make_music;
using support::make_silence;
using support::make_speech;
using support::mix;
using support::Placement;
using support::Ran;
using support::Sound;
using support::Stage;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Unknown : public testing::Test {
 protected:
  /// Half a minute of a voice, with seconds `from` to `from` + `length` of song `seed` at 6 s.
  std::string video(const std::string& name, std::uint64_t voice, std::uint64_t seed, double from,
                    double length, double gain_db = 0) {
    return stage.video(name, mix(make_speech(voice, 32), cut(make_music(seed, 40), from, length),
                                 {.start_s = 6, .gain_db = gain_db}));
  }

  json scan_in(const std::string& workspace, const std::vector<std::string>& videos,
               const std::vector<std::string>& options = {}) {
    std::vector<std::string> args{"scan", "--jsonl"};
    args.insert(args.end(), options.begin(), options.end());
    args.insert(args.end(), videos.begin(), videos.end());
    json list = json::array();
    for (const std::string& line : support::lines_of(stage.must_in(workspace, args).out)) {
      list.push_back(json::parse(line));
    }
    return list;
  }
  json scan(const std::vector<std::string>& videos) { return scan_in("workspace", videos); }

  static std::vector<std::string> clusters(const json& object) {
    std::vector<std::string> ids;
    for (const json& unknown : object["unknown_music"]) ids.push_back(unknown["cluster"]);
    return ids;
  }

  json list() { return json::parse(stage.must({"unknown", "ls", "--format", "json"}).out); }

  Stage stage;
};

TEST_F(Unknown, OfOneTuneIsOnePieceInAllVideos) {
  const json scans = scan({video("a.wav", 50, 1, 0, 20), video("b.wav", 51, 1, 5, 20, -4),
                           video("c.wav", 52, 2, 0, 20), video("d.wav", 53, 1, 3, 20)});
  const auto a = clusters(scans[0]);
  ASSERT_THAT(a, SizeIs(1));
  EXPECT_EQ(clusters(scans[1]), a);
  EXPECT_EQ(clusters(scans[3]), a);
  ASSERT_THAT(clusters(scans[2]), SizeIs(1));
  EXPECT_NE(clusters(scans[2]), a);

  const json pieces = list();
  ASSERT_THAT(pieces, SizeIs(2));
  EXPECT_EQ(pieces[0]["cluster"], a[0]);
  EXPECT_EQ(pieces[0]["videos"], 3);
  const json recurring =
      json::parse(stage.must({"unknown", "ls", "--min-videos", "2", "--format", "json"}).out);
  EXPECT_THAT(recurring, SizeIs(1));
}

TEST_F(Unknown, UnderTheSameVoiceIsNotTheSame) {
  const json scans = scan({video("a.wav", 50, 1, 0, 20, -6), video("b.wav", 50, 2, 0, 20, -6)});
  ASSERT_THAT(clusters(scans[0]), SizeIs(1));
  ASSERT_THAT(clusters(scans[1]), SizeIs(1));
  EXPECT_NE(clusters(scans[0]), clusters(scans[1]));
}

TEST_F(Unknown, IsNamedOnceForAllVideos) {
  const std::string a = video("a.wav", 50, 1, 0, 20);
  const std::string b = video("b.wav", 51, 1, 0, 20);
  const std::string id = clusters(scan({a}).at(0)).at(0);
  EXPECT_EQ(scan({a})[0]["unknown_music"][0]["name"], "");
  const Ran named = stage.must({"unknown", "name", id.substr(0, 8), "Summer Theme"});
  EXPECT_EQ(named.out, id + ": is \"Summer Theme\" now\n");

  for (const json& object : scan({b, a})) {
    EXPECT_EQ(object["unknown_music"][0]["name"], "Summer Theme");
    EXPECT_EQ(object["unknown_music"][0]["cluster"], id);
  }
  EXPECT_THAT(stage.must({"scan", b}).out, HasSubstr("Summer Theme (unknown music)"));
  EXPECT_EQ(list()[0]["name"], "Summer Theme");
  const json shown = json::parse(stage.must({"unknown", "show", id, "--format", "json"}).out);
  EXPECT_EQ(shown["name"], "Summer Theme");
  ASSERT_THAT(shown["places"], SizeIs(2));
  EXPECT_EQ(shown["places"][1]["video"], b);
  const std::string table = stage.must({"unknown", "show", id}).out;
  EXPECT_THAT(table, HasSubstr("Name   Summer Theme\n"));
  EXPECT_THAT(table, HasSubstr(b + "  0:00:0"));

  stage.must({"unknown", "name", id, ""});
  EXPECT_EQ(list()[0]["name"], "");
}

TEST_F(Unknown, OfAMedleyTiesNoTuneToAnother) {
  const Sound both = support::join(cut(make_music(1, 40), 0, 20), cut(make_music(2, 40), 0, 20));
  const std::string medley = stage.video("medley.wav", both);
  const std::string first = video("first.wav", 51, 1, 0, 19);
  const std::string second = video("second.wav", 52, 2, 0, 19);
  ASSERT_THAT(clusters(scan({medley}).at(0)), SizeIs(1)) << "nothing tells the two apart yet";
  const auto one = clusters(scan({first}).at(0));
  const auto two = clusters(scan({second}).at(0));
  ASSERT_THAT(one, SizeIs(1));
  ASSERT_THAT(two, SizeIs(1));
  EXPECT_NE(one, two);
  EXPECT_THAT(clusters(scan({medley}).at(0)), ElementsAre(one[0], two[0]));

  const json copy = scan({stage.video("copy.wav", both)}).at(0);
  EXPECT_THAT(clusters(copy), ElementsAre(one[0], two[0]));
  EXPECT_NEAR(copy["unknown_music"][0]["end_ms"].get<double>(), 20'000, 2'000);
}

TEST_F(Unknown, KeepsItsIdWhenItsVideoIsScannedAgain) {
  const std::string a = video("a.wav", 50, 1, 0, 20);
  const std::string b = video("b.wav", 51, 1, 0, 20);
  const auto before = clusters(scan({a, b}).at(0));
  stage.must({"catalog", "add", stage.track("other.wav", 7, 20)});
  const json scans = scan({b, a});
  EXPECT_EQ(clusters(scans[0]), before);
  EXPECT_EQ(clusters(scans[1]), before);
  EXPECT_THAT(list(), SizeIs(1));
}

TEST_F(Unknown, ThatIsLicensedLaterIsUnknownNoMore) {
  const std::string a = video("a.wav", 50, 1, 0, 20);
  scan({a, video("b.wav", 51, 1, 0, 20)});
  EXPECT_EQ(list()[0]["videos"], 2);
  stage.must({"catalog", "add", "--rematch", stage.track("one.wav", 1, 40)});
  EXPECT_THAT(list(), IsEmpty());
  EXPECT_THAT(scan({a})[0]["unknown_music"], IsEmpty());
}

TEST_F(Unknown, DoesNotDependOnThreads) {
  std::vector<std::string> videos;
  for (std::uint64_t i = 0; i < 6; ++i) {
    videos.push_back(
        video("v" + std::to_string(i) + ".wav", 50 + i, 1 + i % 2, static_cast<double>(i), 18));
  }
  const json one = scan_in("one", videos, {"--threads", "1"});
  EXPECT_EQ(scan_in("many", videos, {"--threads", "7"}), one);
  EXPECT_EQ(support::dump_views(stage / "many" / "ledger.db"),
            support::dump_views(stage / "one" / "ledger.db"));
}

/// Ids are those of what was heard first; what is one piece is so in any order.
TEST_F(Unknown, IsPutTogetherInAnyOrder) {
  std::vector<std::string> videos{video("a.wav", 50, 1, 0, 20), video("b.wav", 51, 2, 0, 20),
                                  video("c.wav", 52, 1, 4, 20), video("d.wav", 53, 2, 6, 20)};
  const auto together = [&](const std::string& workspace) {
    std::map<std::string, std::set<std::string>> by_cluster;
    for (const json& object : scan_in(workspace, videos)) {
      for (const std::string& id : clusters(object)) by_cluster[id].insert(object["video"]);
    }
    std::set<std::set<std::string>> parts;
    for (const auto& [id, part] : by_cluster) parts.insert(part);
    return parts;
  };
  const auto forwards = together("forwards");
  EXPECT_THAT(forwards, SizeIs(2));
  std::reverse(videos.begin(), videos.end());
  EXPECT_EQ(together("backwards"), forwards);
}

TEST_F(Unknown, ThatNobodyHasCannotBeNamed) {
  scan({video("a.wav", 50, 1, 0, 20)});
  const Ran ran = stage.run({"unknown", "name", "ffffffffffff", "Nothing"});
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_THAT(ran.log, HasSubstr("no unknown music has this id"));
}

}  // namespace
