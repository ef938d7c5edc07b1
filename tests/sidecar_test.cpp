// What is said of a video beside it and in it, through the program's front door: VIDEO.json and
// keys in containers become facts of the video, at every scan, and people have the last word.
#include "tests/stage.h"

#include <nlohmann/json.hpp>

namespace {

using engine::cli::Exit;
using nlohmann::json;
using support::Ran;
using support::Stage;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kKey = "CT1-00820-C20A1-G7104-GM2RC-U";
constexpr const char* kOther = "CT1-1ZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-9";

class SidecarTest : public testing::Test {
 protected:
  SidecarTest() { stage.must({"catalog", "add", stage.track("one.flac", 1, 20)}); }

  std::string clip(const std::string& name, const std::vector<std::string>& tags = {}) const {
    std::vector<std::string> words{"-f",   "lavfi", "-i",      "sine=r=44100:d=3",
                                   "-f",   "lavfi", "-i",      "testsrc=s=64x48:r=10:d=3",
                                   "-c:v", "mpeg4", "-c:a",    "aac",
                                   "-t",   "3",     "-fflags", "+bitexact"};
    for (const std::string& tag : tags) words.insert(words.end(), {"-metadata", tag});
    words.push_back(stage.path(name));
    support::ffmpeg(words);
    return stage.path(name);
  }

  void beside(const std::string& name, const json& facts) const {
    support::write_text(stage / name, facts.dump());
  }

  Ran scan(const std::string& video) const { return stage.run({"scan", "--jsonl", video}); }

  json facts(const std::string& video) const {
    json all = json::parse(stage.must({"video", "show", video, "--format", "json"}).out);
    all.erase("video");
    return all;
  }

  std::string log(const std::string& video) const {
    return stage.must({"review", "log", video}).out;
  }

  Stage stage;
};

TEST_F(SidecarTest, SaysWhatVideoSetDoes) {
  const std::string video = clip("clip.mp4");
  beside("clip.mp4.json", {{"title", "A Day"},
                           {"channel", "The Channel"},
                           {"platform", "YouTube"},
                           {"published_at", "2026-10-31T20:15:00Z"},
                           {"territory", {"GB", "IE"}},
                           {"media", "online"},
                           {"audience", 12000},
                           {"uploader", "zoe"},
                           {"series", "Days"},
                           {"season", "2"},
                           {"episode", 7},
                           {"license_key", "ct1 00820 c2oa1 g7104 gm2rc u"},
                           {"description", "Music: " + std::string(kOther) + "\nThanks."}});
  const Ran ran = scan(video);
  EXPECT_EQ(ran.exit, Exit::kDone);
  EXPECT_THAT(ran.log, IsEmpty());
  const json said = facts(video);
  EXPECT_EQ(said["title"], "A Day");
  EXPECT_EQ(said["territory"], "GB|IE");
  EXPECT_EQ(said["audience"], "12000");
  EXPECT_EQ(said["episode"], "7");
  EXPECT_EQ(said["published_at"], "2026-10-31T20:15:00Z");
  EXPECT_EQ(said["license_key"], std::string(kKey) + "|" + kOther);
  EXPECT_THAT(log(video), HasSubstr("sidecar"));

  const std::string before = log(video);
  scan(video);
  EXPECT_EQ(log(video), before);
}

TEST_F(SidecarTest, IsReadThoughTheScanIsOnRecord) {
  const std::string video = clip("clip.mkv");
  scan(video);
  EXPECT_EQ(facts(video), json::object());
  beside("clip.json", {{"channel", "One"}, {"license_key", kKey}});
  support::hollow_out(video);  // Not even opened: file and engine are those of the scan on record.
  EXPECT_EQ(scan(video).exit, Exit::kDone);
  EXPECT_EQ(facts(video), (json{{"channel", "One"}, {"license_key", kKey}}));
  beside("clip.json", {{"channel", "Two"}, {"uploader", "zoe"}});
  scan(video);
  EXPECT_EQ(facts(video), (json{{"channel", "Two"}, {"uploader", "zoe"}}));
  std::filesystem::remove(stage / "clip.json");
  scan(video);
  EXPECT_EQ(facts(video), (json{{"channel", "Two"}, {"uploader", "zoe"}}));
}

TEST_F(SidecarTest, TheOneWithTheWholeNameIsMeant) {
  const std::string video = clip("clip.mp4");
  beside("clip.json", {{"channel", "Of all clips"}});
  beside("clip.mp4.json", {{"channel", "Of this"}});
  scan(video);
  EXPECT_EQ(facts(video)["channel"], "Of this");
}

TEST_F(SidecarTest, PeopleHaveTheLastWord) {
  const std::string video = clip("clip.mp4");
  beside("clip.json", {{"channel", "File"}, {"uploader", "file"}, {"license_key", kKey}});
  scan(video);
  stage.must({"video", "set", video, "--channel", "Person", "--by", "ann"});
  stage.must({"video", "set", video, "--uploader", "", "--by", "ann"});
  stage.must({"video", "set", video, "--license-key", kOther, "--by", "ann"});
  const json persons{{"channel", "Person"}, {"license_key", kOther}};
  EXPECT_EQ(facts(video), persons);
  scan(video);
  EXPECT_EQ(facts(video), persons);
  beside("clip.json", {{"channel", "File again"}, {"media", "online"}});
  scan(video);
  EXPECT_EQ(facts(video)["channel"], "Person");
  EXPECT_EQ(facts(video)["media"], "online");
  EXPECT_FALSE(facts(video).contains("uploader"));
}

TEST_F(SidecarTest, AWordThatIsTakenBackIsNone) {
  const std::string video = clip("clip.mp4");
  beside("clip.json", {{"channel", "File"}});
  scan(video);
  stage.must({"video", "set", video, "--channel", "Person", "--by", "ann"});
  beside("clip.json", {{"channel", "File again"}});
  scan(video);
  EXPECT_EQ(facts(video)["channel"], "Person");
  stage.must({"review", "undo", video, "--by", "ann"});
  scan(video);
  EXPECT_EQ(facts(video)["channel"], "File again");
  // Undoing what a scan has set is a word as well.
  stage.must({"review", "undo", video, "--by", "ann"});
  EXPECT_EQ(facts(video)["channel"], "File");
  scan(video);
  EXPECT_EQ(facts(video)["channel"], "File");
}

TEST_F(SidecarTest, KeysInContainersAreFound) {
  for (const std::string ending : {"mp4", "mkv"}) {
    const std::string plain = clip("plain." + ending);
    const std::string video = stage.path("licensed." + ending);
    stage.must({"license", "embed", plain, kKey, "-o", video});
    const Ran ran = scan(video);
    EXPECT_THAT(ran.log, IsEmpty());
    EXPECT_EQ(facts(video), (json{{"license_key", kKey}})) << ending;
    EXPECT_THAT(log(video), HasSubstr("container")) << ending;
    scan(plain);
    EXPECT_EQ(facts(plain), json::object());
    // The file's come first, and neither takes the other's away.
    beside("licensed." + ending + ".json", {{"license_key", kOther}});
    scan(video);
    EXPECT_EQ(facts(video)["license_key"], std::string(kOther) + "|" + kKey);
    beside("licensed." + ending + ".json", json::object());
    scan(video);
    EXPECT_EQ(facts(video)["license_key"], kKey);
  }
}

TEST_F(SidecarTest, AKeyThatLeavesTheContainerLeavesTheFacts) {
  const std::string video = clip("a.mp4", {"description=For this: " + std::string(kKey)});
  beside("a.json", {{"license_key", kOther}});
  scan(video);
  EXPECT_EQ(facts(video)["license_key"], std::string(kOther) + "|" + kKey);
  clip("a.mp4", {"title=Another"});
  scan(video);
  EXPECT_EQ(facts(video)["license_key"], kOther);
}

TEST_F(SidecarTest, WhatIsWrongIsToldAndTheScanGoesOn) {
  const std::string video = clip("clip.mp4", {"comment=CT1-00820-C20A1-G7104-GM2RC-A"});
  struct Case {
    const char* text;
    const char* what;
  };
  for (const Case& one :
       {Case{"{\"title\": ", "clip.mp4.json: is no JSON object"},
        Case{"[{\"title\":\"A\"}]", "clip.mp4.json: is no JSON object"},
        Case{"title,channel\nA,B\n", "clip.mp4.json: is no JSON object"},
        Case{"", "clip.mp4.json: is no JSON object"},
        Case{"{\"published_at\":\"soon\",\"channel\":\"C\"}",
             "published_at: 'soon': expected a day"},
        Case{"{\"views\":1,\"channel\":\"C\"}", "views: no field of a video; left out"},
        Case{"{\"license_key\":\"CT1-00820-C20A1-G7104-GM2RC-B\"}",
             "its check character is wrong"}}) {
    support::write_text(stage / "clip.mp4.json", one.text);
    const Ran ran = scan(video);
    EXPECT_EQ(ran.exit, Exit::kDone) << one.text;
    EXPECT_THAT(ran.log, HasSubstr(one.what)) << one.text;
    EXPECT_TRUE(json::parse(ran.out)["complete"]) << one.text;
  }
  EXPECT_EQ(facts(video)["license_key"], "CT1-00820-C20A1-G7104-GM2RC-B");
  const std::string other = clip("other.mp4", {"comment=CT1-00820-C20A1-G7104-GM2RC-A"});
  EXPECT_THAT(scan(other).log,
              AllOf(HasSubstr("other.mp4"), HasSubstr("check character is wrong")));
  EXPECT_EQ(facts(other), json::object());
}

TEST_F(SidecarTest, NestingWithoutEndDoesNoHarm) {
  const std::string video = clip("clip.mp4");
  const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
  support::write_text(stage / "clip.json", "{\"channel\":\"C\",\"title\":" + deep + "}");
  EXPECT_EQ(scan(video).exit, Exit::kDone);
  EXPECT_EQ(facts(video), (json{{"channel", "C"}}));
  support::write_text(stage / "deep.json", deep);
  EXPECT_EQ(stage.run({"license", "verify", stage.path("deep.json")}).exit, Exit::kFailed);
}

TEST_F(SidecarTest, ATimecodeThatTheFrameRateHasNotIsToldAndLeftOut) {
  const std::string video = clip("clip.mp4");
  beside("clip.json", {{"frame_rate", "25"}, {"start_timecode", "01:00:00:29"}, {"channel", "C"}});
  EXPECT_THAT(scan(video).log, HasSubstr("start_timecode"));
  EXPECT_EQ(facts(video), (json{{"channel", "C"}}));
}

TEST_F(SidecarTest, VideoSetTakesFilesAndTidiesKeys) {
  const std::string video = clip("clip.mp4");
  scan(video);
  support::write_text(stage / "all.csv", "video,channel,license_key\n" + video +
                                             ",One,ct1 00820 c2oa1 g7104 gm2rc u\n");
  stage.must({"video", "set", "--file", stage.path("all.csv")});
  EXPECT_EQ(facts(video), (json{{"channel", "One"}, {"license_key", kKey}}));
  stage.must({"video", "set", video, "--license-key", "ABC-1|" + std::string(kOther)});
  EXPECT_EQ(facts(video)["license_key"], "ABC-1|" + std::string(kOther));
}

TEST_F(SidecarTest, ADescriptionThatIsSetNamesKeysAsWell) {
  const std::string video = clip("clip.mp4");
  scan(video);
  stage.must({"video", "set", video, "--license-key", kOther});
  const std::string text = std::string("Music: ") + kKey + ".";
  stage.must({"video", "set", video, "--description", text});
  EXPECT_EQ(facts(video),
            (json{{"license_key", std::string(kOther) + "|" + kKey}, {"description", text}}));
  stage.must({"video", "set", video, "--description", text, "--license-key", kOther});
  EXPECT_EQ(facts(video)["license_key"], kOther);
  const Ran mistyped =
      stage.must({"video", "set", video, "--description", "Music: CT1-00820-C20A1-G7104-GM2RC-A"});
  EXPECT_THAT(mistyped.log, HasSubstr("its check character is wrong"));
  EXPECT_EQ(facts(video)["license_key"], kOther);
}

}  // namespace
