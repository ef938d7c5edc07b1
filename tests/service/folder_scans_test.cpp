// A service that watches a folder: what comes into it, what changes there, and what is said beside
// it.
#include "tests/service/service_fixture.h"

#include <chrono>
#include <filesystem>
#include <thread>

namespace service_tests {
namespace {

namespace fs = std::filesystem;

class FolderScansTest : public testing::Test {
 protected:
  FolderScansTest() {
    fs::create_directories(folder_);
    service_ =
        std::make_unique<RunningService>(std::vector<std::string>{"--watch", folder_.string()});
  }

  /// As a program writes it that lays a file beside its place and then moves it there.
  void put(const std::string& name, std::uint32_t song, double seconds = 12) const {
    const std::string made =
        service_->stage.video("made-" + name, support::make_music(song, seconds));
    fs::copy_file(made, folder_ / (name + ".part"), fs::copy_options::overwrite_existing);
    fs::rename(folder_ / (name + ".part"), folder_ / name);
  }

  json jobs() const { return service_->must_get("/v1/jobs")["items"]; }

  json wait_for_jobs(std::size_t count) const {
    json all;
    for (int i = 0; i < 400; ++i) {
      all = jobs();
      const bool ended = std::ranges::all_of(all, [](const json& job) {
        return job["state"] != "queued" && job["state"] != "running";
      });
      if (all.size() >= count && ended) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    EXPECT_EQ(all.size(), count) << all;
    return all;
  }

  json facts_of(const std::string& video) const {
    return service_->must_get("/v1/videos/" + video)["facts"];
  }

  support::TempDir temp_;
  fs::path folder_ = temp_.path() / "incoming";
  std::unique_ptr<RunningService> service_;
};

TEST_F(FolderScansTest, MakesJobsOfWhatComes) {
  put("clip.wav", 2);
  const json first = wait_for_jobs(1)[0];
  EXPECT_EQ(first["state"], "done") << first;
  EXPECT_EQ(first["kind"], "scan");
  EXPECT_EQ(first["name"], "clip.wav");
  EXPECT_EQ(first["asked_by"], "watch");
  EXPECT_EQ(first["result"]["uses"], 1);
  EXPECT_TRUE(fs::exists(folder_ / "clip.wav")) << "it is the owner's";
  put("clip.wav", 3, 14);
  const json again = wait_for_jobs(2)[0];
  EXPECT_EQ(again["result"]["video_id"], first["result"]["video_id"]);
  EXPECT_EQ(again["result"]["uses"], 0) << "it has become another";
}

TEST_F(FolderScansTest, ReadsWhatIsSaidBesideAVideoWithoutScanningItAgain) {
  put("clip.wav", 2);
  const std::string video = wait_for_jobs(1)[0]["result"]["video_id"];
  support::write_text(folder_ / "clip.wav.json", R"({"title":"From Beside"})");
  json facts;
  for (int i = 0; i < 200 && !facts.contains("title"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    facts = facts_of(video);
  }
  EXPECT_EQ(facts["title"], "From Beside") << facts;
  EXPECT_EQ(jobs().size(), 1U);
}

TEST_F(FolderScansTest, FindsAtTheNextStartWhatCameMeanwhileAndNothingElse) {
  put("early.wav", 2);
  wait_for_jobs(1);
  EXPECT_EQ(service_->stop().exit_code, 0);
  put("late.wav", 1);
  service_->start();
  const json all = wait_for_jobs(2);
  EXPECT_EQ(all[0]["name"], "late.wav");
  std::this_thread::sleep_for(std::chrono::seconds(1));
  EXPECT_EQ(jobs().size(), 2U);
}

}  // namespace
}  // namespace service_tests
