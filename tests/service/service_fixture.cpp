#include "tests/service/service_fixture.h"

#include <csignal>
#include <regex>
#include <stdexcept>
#include <thread>
#include <utility>

namespace service_tests {

RunningService::RunningService(std::vector<std::string> more) : more_(std::move(more)) {
  stage.must({"catalog", "add", stage.track("one.flac", 1, 25), stage.track("two.flac", 2, 25)});
  video_path = stage.video("film.wav",
                           support::join(support::make_music(1, 20), support::make_music(2, 20)));
  stage.must({"scan", video_path});
  start();
  video = must_get("/v1/videos")["items"][0]["id"];
  const json uses = must_get("/v1/videos/" + video + "/uses");
  for (const json& use : uses["items"]) {
    const bool own = use["recording"]["title"] == "Song 1";
    (own ? own_use : other_use) = use["id"];
    (own ? own_track : other_track) = use["track_id"];
  }
  if (own_use.empty() || other_use.empty()) {
    throw std::runtime_error("both songs are to be found: " +
                             get("/v1/videos/" + video + "/uses", admin).body);
  }
}

void RunningService::start() {
  std::vector<std::string> words = {
      "--workspace", stage.path("workspace"), "--quiet", "serve", "--port", "0", "--allow-private"};
  words.insert(words.end(), more_.begin(), more_.end());
  program_ = std::make_unique<support::Program>(stage / ".", words);
  const std::regex address(R"(http://127\.0\.0\.1:(\d+))");
  const std::regex secret("ctk_[A-Za-z0-9_-]{43}");
  for (int i = 0; i < 600; ++i) {
    const std::string out = program_->out();
    std::smatch found;
    if (std::regex_search(out, found, address) && out.find('\n') != std::string::npos) {
      port = static_cast<std::uint16_t>(std::stoi(found[1]));
      if (std::regex_search(out, found, secret)) admin = found[0];
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw std::runtime_error("the service does not start");
}

support::Program::Ended RunningService::stop() {
  program_->signal(SIGINT);
  return program_->wait();
}

void RunningService::kill() {
  program_->signal(SIGKILL);
  program_->wait();
}

json RunningService::must_get(const std::string& target) const {
  const HttpAnswer answer = get(target, admin);
  if (answer.status != 200) {
    throw std::runtime_error(target + ": " + std::to_string(answer.status) + " " + answer.body);
  }
  return json::parse(answer.body);
}

json RunningService::ended(const std::string& job) const {
  for (int i = 0; i < 600; ++i) {
    json now = must_get("/v1/jobs/" + job);
    if (now["state"] != "queued" && now["state"] != "running") return now;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw std::runtime_error("job " + job + " does not end");
}

std::string RunningService::make_token(const std::string& scopes) const {
  return json::parse(send("POST", "/v1/tokens", {{"name", "test"}, {"scopes", scopes}}).body)
      .at("secret");
}

}  // namespace service_tests
