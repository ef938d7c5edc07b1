// Uploads in parts: as clients send them over bad lines, and over a service that is killed.
#include "tests/service/service_fixture.h"

#include <chrono>
#include <filesystem>
#include <thread>

namespace service_tests {
namespace {

using testing::HasSubstr;

class UploadTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { service_ = new RunningService; }
  static void TearDownTestSuite() {
    delete service_;
    service_ = nullptr;
  }

  static std::string clip(const std::string& name, std::uint32_t song) {
    return support::read_text(service_->stage.video(name, support::make_music(song, 12)));
  }

  /// The place of a new upload.
  static std::string begin(std::size_t bytes, const json& more = json::object()) {
    json body = {{"name", "../my clip.wav"}, {"bytes", bytes}};
    body.update(more);
    const HttpAnswer made = service_->send("POST", "/v1/uploads", body);
    EXPECT_EQ(made.status, 201) << made.body;
    return made.headers.at("location");
  }

  static HttpAnswer put(const std::string& place, const std::string& range,
                        const std::string& part = {}, const std::string& token = {}) {
    return ask(service_->port, {.method = "PUT",
                                .target = place,
                                .token = token.empty() ? service_->admin : token,
                                .body = part,
                                .headers = {"Content-Range: " + range}});
  }

  static std::string range(std::size_t first, std::size_t bytes, std::size_t total) {
    return "bytes " + std::to_string(first) + "-" + std::to_string(first + bytes - 1) + "/" +
           std::to_string(total);
  }

  static std::string question(std::size_t total) { return "bytes */" + std::to_string(total); }

  static std::size_t received(const std::string& place) {
    return service_->must_get(place).at("received");
  }

  /// A part whose line breaks behind `sent` of its bytes, `seconds` later.
  static void put_broken(const std::string& place, const std::string& range,
                         const std::string& part, std::size_t sent, double seconds = 0.2) {
    support::ask_raw(service_->port,
                     "PUT " + place + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " +
                         service_->admin + "\r\nContent-Range: " + range + "\r\nContent-Length: " +
                         std::to_string(part.size()) + "\r\n\r\n" + part.substr(0, sent),
                     seconds);
  }

  static void wait_until_received(const std::string& place, std::size_t bytes) {
    for (int i = 0; i < 200 && received(place) != bytes; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_EQ(received(place), bytes);
  }

  /// Sends what is missing, once nobody else writes.
  static HttpAnswer put_rest(const std::string& place, const std::string& bytes) {
    for (int i = 0; i < 200; ++i) {
      const std::size_t there = received(place);
      const HttpAnswer answer =
          put(place, range(there, bytes.size() - there, bytes.size()), bytes.substr(there));
      if (answer.status != 409) return answer;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return {};
  }

  static inline RunningService* service_ = nullptr;
};

TEST_F(UploadTest, BecomesAScanWhenItIsWhole) {
  const std::string bytes = clip("parts.wav", 2);
  const std::size_t half = bytes.size() / 2;
  const std::string place = begin(bytes.size());
  const HttpAnswer first = put(place, range(0, half, bytes.size()), bytes.substr(0, half));
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.headers.at("range"), "bytes=0-" + std::to_string(half - 1));
  EXPECT_EQ(put(place, question(bytes.size())).headers.at("range"), first.headers.at("range"));
  const HttpAnswer last =
      put(place, range(half, bytes.size() - half, bytes.size()), bytes.substr(half));
  ASSERT_EQ(last.status, 202) << last.body;
  const json job = service_->ended(json::parse(last.body)["id"]);
  EXPECT_EQ(job["state"], "done") << job;
  EXPECT_EQ(job["result"]["uses"], 1);
  EXPECT_EQ(job["name"], "my clip.wav");
  const std::string video = job["result"]["video_id"];
  EXPECT_EQ(service_->get("/v1/videos/" + video + "/media", service_->admin).body, bytes);
  const HttpAnswer again = put(place, question(bytes.size()));
  EXPECT_EQ(again.status, 202) << "whoever lost the answer asks again";
  EXPECT_EQ(json::parse(again.body)["id"], job["id"]);
  EXPECT_EQ(again.headers.at("location"), "/v1/jobs/" + job["id"].get<std::string>());
}

TEST_F(UploadTest, GoesOnWhereTheLineBroke) {
  const std::string bytes = clip("broken.wav", 1);
  const std::string place = begin(bytes.size(), {{"keep", false}});
  const std::size_t third = bytes.size() / 3;
  put_broken(place, range(0, bytes.size(), bytes.size()), bytes, third);
  wait_until_received(place, third);
  put_broken(place, range(third, bytes.size() - third, bytes.size()), bytes.substr(third), third);
  wait_until_received(place, 2 * third);
  const HttpAnswer last = put_rest(place, bytes);
  ASSERT_EQ(last.status, 202) << last.body;
  const json job = service_->ended(json::parse(last.body)["id"]);
  EXPECT_EQ(job["result"]["uses"], 1) << job;
  EXPECT_FALSE(std::filesystem::exists(service_->stage / "workspace" / "uploads" /
                                       job["id"].get<std::string>()))
      << "it was not to be kept";
}

TEST_F(UploadTest, TakesNoPartThatDoesNotFollow) {
  const std::string place = begin(1000);
  const std::string part(100, 'x');
  ASSERT_EQ(put(place, range(0, 100, 1000), part).status, 200);
  const HttpAnswer gap = put(place, range(200, 100, 1000), part);
  EXPECT_EQ(gap.status, 409);
  EXPECT_EQ(gap.headers.at("range"), "bytes=0-99");
  EXPECT_EQ(put(place, range(0, 100, 1000), part).status, 409) << "it is there already";
  for (const std::string& wrong :
       {range(100, 100, 2000), range(950, 100, 1000), std::string("bytes 199-100/1000"),
        std::string("bytes 100-199/*"), std::string("lines 100-199/1000"), range(100, 99, 1000)}) {
    EXPECT_EQ(put(place, wrong, part).status, 400) << wrong;
  }
  EXPECT_EQ(received(place), 100U);
}

TEST_F(UploadTest, TakesNoMoreThanAPartWasToHave) {
  const std::string place = begin(1000);
  const std::string chunked =
      "PUT " + place + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + service_->admin +
      "\r\nContent-Range: bytes 0-9/1000\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string over = support::ask_raw(
      service_->port, chunked + "14\r\n" + std::string(20, 'x') + "\r\n0\r\n\r\n", 1);
  EXPECT_THAT(over, HasSubstr(" 413 "));
  EXPECT_EQ(received(place), 0U);
  EXPECT_EQ(service_->send("POST", "/v1/uploads", {{"name", "a"}, {"bytes", 1ULL << 40}}).status,
            422);
}

TEST_F(UploadTest, IsOfItsTokenAlone) {
  const std::string other = service_->make_token("ingest");
  const std::string place = begin(100);
  EXPECT_EQ(service_->get(place, other).status, 404);
  EXPECT_EQ(put(place, range(0, 100, 100), std::string(100, 'x'), other).status, 404);
  EXPECT_EQ(ask(service_->port, {.method = "DELETE", .target = place, .token = other}).status, 404);
  EXPECT_EQ(received(place), 0U);
}

TEST_F(UploadTest, OneWritesAtATime) {
  const std::string place = begin(1000);
  std::thread slow(
      [&] { put_broken(place, range(0, 500, 1000), std::string(500, 'x'), 100, 1.5); });
  HttpAnswer busy;
  for (int i = 0; i < 100 && busy.status != 409; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    busy = put(place, range(900, 100, 1000), std::string(100, 'y'));
    if (busy.headers.count("retry-after") == 0) busy.status = 0;  // Only out of order, as yet.
  }
  EXPECT_EQ(busy.status, 409) << busy.body;
  const HttpAnswer gone =
      ask(service_->port, {.method = "DELETE", .target = place, .token = service_->admin});
  EXPECT_EQ(gone.status, 503) << "a part is being written";
  slow.join();
  wait_until_received(place, 100);
}

TEST_F(UploadTest, HasALimitOfThoseThatAreOpen) {
  const std::string token = service_->make_token("ingest");
  const auto begin_one = [&] {
    return ask(service_->port, {.method = "POST",
                                .target = "/v1/uploads",
                                .token = token,
                                .body = R"({"name":"a.mp4","bytes":10})",
                                .content_type = "application/json"});
  };
  HttpAnswer made;
  for (int i = 0; i < 16; ++i) made = begin_one();
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(begin_one().status, 429);
  EXPECT_EQ(json::parse(service_->get("/v1/uploads", token).body)["items"].size(), 16U);
  EXPECT_EQ(ask(service_->port,
                {.method = "DELETE", .target = made.headers.at("location"), .token = token})
                .status,
            204);
  EXPECT_EQ(begin_one().status, 201);
}

/// Kills its own service.
TEST(UploadRestartTest, SurvivesAKillAndForgetsWhatExpired) {
  RunningService service;
  const std::string bytes =
      support::read_text(service.stage.video("killed.wav", support::make_music(2, 12)));
  const auto begin = [&] {
    const json body = {{"name", "killed.wav"}, {"bytes", bytes.size()}};
    return service.send("POST", "/v1/uploads", body).headers.at("location");
  };
  const auto put = [&](const std::string& place, std::size_t first, std::size_t count) {
    return ask(service.port, {.method = "PUT",
                              .target = place,
                              .token = service.admin,
                              .body = bytes.substr(first, count),
                              .headers = {"Content-Range: bytes " + std::to_string(first) + "-" +
                                          std::to_string(first + count - 1) + "/" +
                                          std::to_string(bytes.size())}});
  };
  const std::string place = begin();
  const std::string forgotten = begin();
  const std::size_t half = bytes.size() / 2;
  ASSERT_EQ(put(place, 0, half).status, 200);
  ASSERT_EQ(put(forgotten, 0, half).status, 200);
  service.kill();
  const std::filesystem::path uploads = service.stage / "workspace/uploads";
  const std::string id = forgotten.substr(forgotten.rfind('/') + 1);
  std::filesystem::last_write_time(
      uploads / (id + ".upload"),
      std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
  support::write_text(uploads / "0000000000000000.upload", "of no upload");
  service.start();
  EXPECT_EQ(service.get(forgotten, service.admin).status, 404);
  EXPECT_FALSE(std::filesystem::exists(uploads / (id + ".upload")));
  EXPECT_FALSE(std::filesystem::exists(uploads / "0000000000000000.upload"));
  ASSERT_EQ(service.must_get(place)["received"], half);
  const HttpAnswer last = put(place, half, bytes.size() - half);
  ASSERT_EQ(last.status, 202) << last.body;
  service.kill();
  service.start();
  const json job = service.ended(json::parse(last.body)["id"]);
  EXPECT_EQ(job["state"], "done") << job;
  EXPECT_EQ(job["result"]["uses"], 1);
}

}  // namespace
}  // namespace service_tests
