// The service as its users use it: uploads, jobs, events, decisions, cue sheets, sessions; and what
// others try on it.
#include "tests/service/service_fixture.h"

#include <chrono>
#include <fstream>
#include <regex>
#include <set>
#include <thread>

namespace service_tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class ServiceTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { service_ = new RunningService; }
  static void TearDownTestSuite() {
    delete service_;
    service_ = nullptr;
  }

  static HttpAnswer upload(const std::string& file, const std::string& name,
                           const std::vector<std::string>& headers = {}) {
    return ask(service_->port, {.method = "POST",
                                .target = "/v1/scans?name=" + name,
                                .token = service_->admin,
                                .body = support::read_text(file),
                                .content_type = "video/mp4",
                                .headers = headers});
  }

  /// What comes of the feed within `seconds`.
  static std::string events(const std::string& query, const std::string& token, double seconds,
                            const std::string& last = "") {
    return support::ask_raw(service_->port,
                            "GET /v1/events" + query + " HTTP/1.1\r\nHost: localhost\r\n" +
                                "Authorization: Bearer " + token + "\r\n" +
                                (last.empty() ? "" : "Last-Event-ID: " + last + "\r\n") + "\r\n",
                            seconds);
  }

  static std::vector<std::int64_t> numbers_in(const std::string& feed) {
    std::vector<std::int64_t> numbers;
    const std::regex line("id: ([0-9]+)\n");
    for (std::sregex_iterator it(feed.begin(), feed.end(), line), end; it != end; ++it) {
      numbers.push_back(std::stoll((*it)[1]));
    }
    return numbers;
  }

  static inline RunningService* service_ = nullptr;
};

TEST_F(ServiceTest, ScansWhatIsUploaded) {
  const std::string clip = service_->stage.video("clip.wav", support::make_music(2, 12));
  const HttpAnswer accepted = upload(clip, "my%20clip.wav");
  ASSERT_EQ(accepted.status, 202) << accepted.body;
  const std::string id = json::parse(accepted.body)["id"];
  EXPECT_EQ(accepted.headers.at("location"), "/v1/jobs/" + id);
  const json job = service_->ended(id);
  EXPECT_EQ(job["state"], "done") << job;
  EXPECT_EQ(job["result"]["uses"], 1);
  const std::string video = job["result"]["video_id"];
  EXPECT_THAT(service_->must_get("/v1/videos/" + video)["location"].get<std::string>(),
              HasSubstr("/my clip.wav"));
  const json uses = service_->must_get("/v1/videos/" + video + "/uses")["items"];
  ASSERT_EQ(uses.size(), 1U);
  EXPECT_EQ(uses[0]["recording"]["title"], "Song 2");
  const HttpAnswer media = service_->get("/v1/videos/" + video + "/media", service_->admin);
  EXPECT_EQ(media.body, support::read_text(clip));
}

TEST_F(ServiceTest, SaysWhyWhatIsNoMediaCannotBeScanned) {
  support::write_text(service_->stage / "notes.mp4", "these are no bytes of a video");
  const HttpAnswer accepted = upload(service_->stage.path("notes.mp4"), "notes.mp4");
  ASSERT_EQ(accepted.status, 202);
  const json job = service_->ended(json::parse(accepted.body)["id"]);
  EXPECT_EQ(job["state"], "failed");
  EXPECT_THAT(job["error"].get<std::string>(), testing::StartsWith("notes.mp4"));  // No path.
}

TEST_F(ServiceTest, TakesAFingerprintInPlaceOfMedia) {
  const std::string clip = service_->stage.video("edge.wav", support::make_music(1, 15));
  service_->stage.must({"fingerprint", clip, "-o", service_->stage.path("edge.fpz")});
  const HttpAnswer accepted =
      ask(service_->port, {.method = "POST",
                           .target = "/v1/scans?name=edge.fpz",
                           .token = service_->admin,
                           .body = support::read_text(service_->stage / "edge.fpz"),
                           .content_type = "application/vnd.cuetrace.fingerprint"});
  const json job = service_->ended(json::parse(accepted.body)["id"]);
  EXPECT_EQ(job["state"], "done") << job;
  EXPECT_EQ(job["result"]["uses"], 1);
}

TEST_F(ServiceTest, ChecksBeforePublishingAndKeepsNothing) {
  const std::string clip = service_->stage.video("draft.wav", support::make_music(1, 15));
  service_->stage.must({"fingerprint", clip, "-o", service_->stage.path("draft.fpz")});
  const auto before = service_->must_get("/v1/videos")["items"].size();
  const auto check = [&](const std::string& query) {
    return json::parse(
        ask(service_->port, {.method = "POST",
                             .target = "/v1/checks" + query,
                             .token = service_->admin,
                             .body = support::read_text(service_->stage / "draft.fpz"),
                             .content_type = "application/octet-stream"})
            .body);
  };
  ask(service_->port,
      {.method = "POST",
       .target = "/v1/licences",
       .token = service_->admin,
       .body = R"({"licence_id":"L-7","model":"subscription","channels":"youtube:ann",)"
               R"("platforms":"youtube"})",
       .content_type = "application/json"});
  service_->must_get("/v1/reports/audit");  // Judges anew.
  json found = check("?platform=youtube&channel=ann");
  ASSERT_EQ(found["uses"].size(), 1U) << found;
  EXPECT_EQ(found["uses"][0]["recording"]["title"], "Song 1");
  EXPECT_EQ(found["uses"][0]["standing"], "licensed") << found;
  EXPECT_EQ(found["uses"][0]["licence_id"], "L-7");
  EXPECT_EQ(found["clear"], true);
  found = check("?platform=youtube&channel=bea");
  EXPECT_EQ(found["clear"], false) << found;
  EXPECT_EQ(service_->must_get("/v1/videos")["items"].size(), before);
}

TEST_F(ServiceTest, RefusesUrlsThatAreNone) {
  for (const char* const url :
       {"file:///etc/passwd", "concat:/etc/passwd", "ftp://example.org/x"}) {
    const HttpAnswer answer = service_->send("POST", "/v1/scans", {{"url", url}});
    EXPECT_EQ(answer.status, 400) << url << answer.body;
  }
}

TEST_F(ServiceTest, TellsOfEventsWithoutAGapHoweverOftenAReaderComesAgain) {
  const std::string all = events("?after=0", service_->admin, 0.6);
  EXPECT_THAT(all, HasSubstr("text/event-stream"));
  EXPECT_THAT(all, HasSubstr("event: use.found"));
  const auto numbers = numbers_in(all);
  ASSERT_GE(numbers.size(), 3U);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    EXPECT_EQ(numbers[i], static_cast<std::int64_t>(i) + 1);
  }
  std::vector<std::int64_t> piecewise;
  std::string last = "0";
  while (piecewise.size() < numbers.size()) {
    const auto part = numbers_in(events("", service_->admin, 0.5, last));
    ASSERT_FALSE(part.empty());
    piecewise.push_back(part.front());  // The connection is lost after one.
    last = std::to_string(part.front());
  }
  EXPECT_EQ(piecewise, numbers);
}

TEST_F(ServiceTest, TellsAComposerOfTheirOwnUsesAlone) {
  const std::string composer = service_->make_token("composer:Composer 1");
  const std::string feed = events("?after=0", composer, 0.6);
  EXPECT_THAT(feed, HasSubstr(service_->own_track));
  EXPECT_THAT(feed, Not(HasSubstr(service_->other_track)));
  EXPECT_THAT(feed, Not(HasSubstr("scan.finished")));
}

TEST_F(ServiceTest, CountsForAComposerOnlyWhatIsTheirs) {
  const std::string composer = service_->make_token("composer:Composer 1");
  const json own = json::parse(service_->get("/v1/videos/" + service_->video, composer).body);
  EXPECT_EQ(own["uses"], 1) << own;
  EXPECT_FALSE(own.contains("facts"));
  EXPECT_EQ(service_->must_get("/v1/videos/" + service_->video)["uses"], 2);
  const json uses =
      json::parse(service_->get("/v1/videos/" + service_->video + "/uses", composer).body);
  EXPECT_EQ(uses["items"].size(), 1U);
}

TEST_F(ServiceTest, PlaysWhatBrowsersDoNotKnow) {
  const HttpAnswer wav =
      service_->get("/v1/recordings/" + service_->own_track + "/media?format=wav", service_->admin);
  ASSERT_EQ(wav.status, 200) << wav.body.substr(0, 200);
  EXPECT_EQ(wav.headers.at("content-type"), "audio/wav");
  EXPECT_EQ(wav.body.substr(0, 4), "RIFF");
  EXPECT_EQ(wav.body.size(), 44U + 25U * 44'100U * 2U * 2U);
}

TEST_F(ServiceTest, MakesABackupWhileItRuns) {
  const json job = service_->ended(
      json::parse(service_->send("POST", "/v1/backups", json::object()).body)["id"]);
  ASSERT_EQ(job["state"], "done") << job;
  const std::string folder = job["result"]["folder"];
  const auto usage =
      service_->stage.run_in(std::filesystem::relative(folder, service_->stage / ".").string(),
                             {"report", "usage", "--format", "csv"});
  EXPECT_THAT(usage.out, HasSubstr("Song 1"));
  EXPECT_THAT(usage.out, HasSubstr("Song 2"));
}

TEST_F(ServiceTest, KeepsDecisionsAndTakesThemBack) {
  const std::string use = "/v1/uses/" + service_->own_use;
  const HttpAnswer decided =
      service_->send("PUT", use + "/decision", {{"verdict", "disputed"}, {"note", "says Ann"}});
  ASSERT_EQ(decided.status, 200) << decided.body;
  EXPECT_EQ(service_->must_get(use)["decision"]["verdict"], "disputed");
  EXPECT_EQ(service_->must_get(use)["decision"]["note"], "says Ann");
  const HttpAnswer undone =
      service_->send("POST", "/v1/videos/" + service_->video + "/undo", json::object());
  EXPECT_EQ(json::parse(undone.body)["taken_back"], 1) << undone.body;
  EXPECT_TRUE(service_->must_get(use)["decision"].is_null());
}

TEST_F(ServiceTest, SetsWhatIsSaidOfAVideoAndNamesEachFault) {
  const std::string facts = "/v1/videos/" + service_->video + "/facts";
  const HttpAnswer bad =
      service_->send("PATCH", facts, {{"title", "A"}, {"first_date", "soon"}, {"colour", "red"}});
  EXPECT_EQ(bad.status, 422);
  std::set<std::string> pointers;
  const json refusal = json::parse(bad.body);
  for (const json& one : refusal["errors"]) pointers.insert(one["pointer"]);
  EXPECT_THAT(pointers, ElementsAre("/body/colour", "/body/first_date"));
  const HttpAnswer good = service_->send(
      "PATCH", facts, {{"title", "A Film"}, {"company", "Example"}, {"channel", "youtube:ann"}});
  ASSERT_EQ(good.status, 200) << good.body;
  const json video = service_->must_get("/v1/videos/" + service_->video);
  EXPECT_EQ(video["name"], "A Film");
  EXPECT_EQ(video["facts"]["company"], "Example");
  EXPECT_EQ(service_->send("PATCH", facts, {{"company", nullptr}}).status, 200);
  EXPECT_FALSE(service_->must_get("/v1/videos/" + service_->video)["facts"].contains("company"));
}

TEST_F(ServiceTest, TakesKeysOfLicencesThatADescriptionNames) {
  const std::string key = "CT1-00820-C20A1-G7104-GM2RC-U";
  const std::string mistyped = "CT1-00820-C20A1-G7104-GM2RC-V";
  const std::string facts = "/v1/videos/" + service_->video + "/facts";
  const json said = json::parse(
      service_->send("PATCH", facts, {{"description", "Music: " + key + "; " + mistyped}}).body);
  EXPECT_EQ(said["facts"]["license_key"], key) << said;
  ASSERT_EQ(said["warnings"].size(), 1U) << said;
  EXPECT_THAT(said["warnings"][0].get<std::string>(), HasSubstr(mistyped));
  const json stated = json::parse(
      service_->send("PATCH", facts, {{"description", key}, {"license_key", nullptr}}).body);
  EXPECT_FALSE(stated["facts"].contains("license_key")) << "what is stated goes before";
  service_->send("PATCH", facts, {{"description", nullptr}});
}

TEST_F(ServiceTest, LosesNobodysCorrectionOfACueSheet) {
  const std::string path = "/v1/videos/" + service_->video + "/cue-sheet/rows";
  const HttpAnswer got = service_->get(path, service_->admin);
  json rows = json::parse(got.body)["rows"];
  ASSERT_EQ(rows.size(), 2U);
  rows[0]["title"] = "Opening";
  const auto patch = [&](const std::string& tag) {
    HttpAsk wanted{.method = "PATCH",
                   .target = path,
                   .token = service_->admin,
                   .body = json{{"rows", rows}}.dump(),
                   .content_type = "application/json"};
    if (!tag.empty()) wanted.headers.push_back("If-Match: " + tag);
    return ask(service_->port, wanted);
  };
  EXPECT_EQ(patch("").status, 428);
  const HttpAnswer first = patch(got.headers.at("etag"));
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(json::parse(first.body)["rows"][0]["title"], "Opening");
  EXPECT_EQ(patch(got.headers.at("etag")).status, 412);
  EXPECT_EQ(patch(first.headers.at("etag")).status, 200);
}

TEST_F(ServiceTest, HandsDocumentsOutInEveryFormat) {
  const std::vector<std::pair<std::string, std::string>> beginnings = {
      {"json", "{"}, {"csv", ""}, {"xlsx", "PK"}, {"pdf", "%PDF"}, {"html", "<!DOCTYPE html>"}};
  for (const std::string& path :
       {"/v1/videos/" + service_->video + "/cue-sheet", std::string("/v1/reports/usage"),
        std::string("/v1/reports/composer"), std::string("/v1/reports/audit")}) {
    for (const auto& [format, beginning] : beginnings) {
      const HttpAnswer answer = service_->get(path + "?format=" + format, service_->admin);
      EXPECT_EQ(answer.status, 200) << path << " " << format << answer.body.substr(0, 200);
      EXPECT_THAT(answer.body.substr(0, 20), testing::StartsWith(beginning)) << path << format;
      EXPECT_GT(answer.body.size(), 40U);
    }
  }
  const HttpAnswer by_accept = ask(
      service_->port,
      {.target = "/v1/reports/usage", .token = service_->admin, .headers = {"Accept: text/csv"}});
  EXPECT_THAT(by_accept.headers.at("content-type"), StartsWith("text/csv"));
}

TEST_F(ServiceTest, TagsAnswersAndSendsThemOnce) {
  const HttpAnswer first = service_->get("/v1/recordings", service_->admin);
  const std::string tag = first.headers.at("etag");
  const HttpAnswer again = ask(
      service_->port,
      {.target = "/v1/recordings", .token = service_->admin, .headers = {"If-None-Match: " + tag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_THAT(again.body, IsEmpty());
  const HttpAnswer packed =
      ask(service_->port, {.target = "/openapi.json", .headers = {"Accept-Encoding: gzip"}});
  EXPECT_EQ(packed.headers.at("content-encoding"), "gzip");
  EXPECT_EQ(packed.body.substr(0, 2), "\x1F\x8B");
  const HttpAnswer head =
      ask(service_->port, {.method = "HEAD", .target = "/v1/videos", .token = service_->admin});
  EXPECT_EQ(head.status, 200);
  EXPECT_THAT(head.body, IsEmpty());
}

TEST_F(ServiceTest, SendsThePartOfMediaThatIsAskedFor) {
  const std::string whole = support::read_text(service_->video_path);
  const auto part = [&](const std::string& range) {
    return ask(service_->port, {.target = "/v1/videos/" + service_->video + "/media",
                                .token = service_->admin,
                                .headers = {"Range: " + range}});
  };
  const HttpAnswer some = part("bytes=100-199");
  EXPECT_EQ(some.status, 206);
  EXPECT_EQ(some.body, whole.substr(100, 100));
  EXPECT_EQ(part("bytes=-10").body, whole.substr(whole.size() - 10));
  EXPECT_EQ(part("bytes=" + std::to_string(whole.size()) + "-").status, 416);
  EXPECT_EQ(part("bytes=5-2").status, 416);
}

TEST_F(ServiceTest, CarriesARequestOutOnceHoweverOftenItIsSent) {
  const std::string clip = service_->stage.video("once.wav", support::make_music(2, 6));
  const HttpAnswer first = upload(clip, "once.wav", {"Idempotency-Key: k1"});
  const HttpAnswer second = upload(clip, "once.wav", {"Idempotency-Key: k1"});
  EXPECT_EQ(json::parse(first.body)["id"], json::parse(second.body)["id"]);
  EXPECT_EQ(second.status, 202);
  EXPECT_EQ(second.headers.at("idempotency-replayed"), "true");
  EXPECT_EQ(upload(clip, "other.wav", {"Idempotency-Key: k1"}).status, 422);
}

TEST_F(ServiceTest, SignsBrowsersInAndKeepsOtherPlacesOut) {
  const HttpAnswer signed_in = ask(service_->port, {.method = "POST",
                                                    .target = "/v1/session",
                                                    .body = json{{"token", service_->admin}}.dump(),
                                                    .content_type = "application/json"});
  ASSERT_EQ(signed_in.status, 204);
  const std::string cookie = signed_in.headers.at("set-cookie");
  EXPECT_THAT(cookie, HasSubstr("HttpOnly"));
  EXPECT_THAT(cookie, HasSubstr("SameSite=Strict"));
  const std::string sent = "Cookie: " + cookie.substr(0, cookie.find(';'));
  EXPECT_EQ(ask(service_->port, {.target = "/v1/me", .headers = {sent}}).status, 200);
  const HttpAsk change{
      .method = "POST", .target = "/v1/videos/" + service_->video + "/undo", .headers = {sent}};
  EXPECT_EQ(ask(service_->port, change).status, 403);
  HttpAsk foreign = change;
  foreign.headers.emplace_back("Origin: https://elsewhere.example");
  EXPECT_EQ(ask(service_->port, foreign).status, 403);
  HttpAsk own = change;
  own.headers.push_back("Origin: http://127.0.0.1:" + std::to_string(service_->port));
  EXPECT_EQ(ask(service_->port, own).status, 200);
  EXPECT_EQ(ask(service_->port, {.target = "/", .headers = {"Host: elsewhere.example"}}).status,
            421);
}

TEST_F(ServiceTest, ForgetsATokenAtOnce) {
  const json made =
      json::parse(service_->send("POST", "/v1/tokens", {{"name", "Bea"}, {"scopes", "read"}}).body);
  const std::string secret = made["secret"];
  EXPECT_EQ(service_->get("/v1/videos", secret).status, 200);
  service_->stage.must({"token", "revoke", made["token"]["id"].get<std::string>()});
  EXPECT_EQ(service_->get("/v1/videos", secret).status, 401);
  std::ifstream file(service_->stage / "workspace/service.db", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_EQ(bytes.find(secret), std::string::npos) << "tokens are kept as digests alone";
}

TEST_F(ServiceTest, ServesThePagesUnderAStrictPolicy) {
  for (const char* const path : {"/", "/videos/abc", "/review?x=1"}) {
    const HttpAnswer page = ask(service_->port, {.target = path});
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_THAT(page.headers.at("content-type"), StartsWith("text/html"));
    EXPECT_THAT(page.headers.at("content-security-policy"), HasSubstr("script-src 'self'"));
    EXPECT_EQ(page.body.find("<script>"), std::string::npos);
  }
  EXPECT_EQ(ask(service_->port, {.target = "/none.js"}).status, 404);
}

TEST_F(ServiceTest, RefusesWhatNoClientWouldSend) {
  const auto first_line = [](const std::string& bytes) {
    const std::string answer = support::ask_raw(service_->port, bytes, 3);
    return answer.substr(0, answer.find('\r'));
  };
  EXPECT_THAT(first_line("GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"),
              HasSubstr("400"));
  EXPECT_THAT(first_line("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"),
              HasSubstr("400"));
  EXPECT_THAT(first_line("GET /v1/videos/%FF HTTP/1.1\r\nHost: localhost\r\n\r\n"),
              HasSubstr("400"));
  EXPECT_THAT(first_line("GET /v1/videos?words=%00 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
              HasSubstr("400"));
  EXPECT_THAT(first_line("nonsense\r\n\r\n"), HasSubstr("400"));
  EXPECT_THAT(
      first_line(std::string("GET / HTTP/1.1\r\nX: ") + std::string(40'000, 'x') + "\r\n\r\n"),
      HasSubstr("431"));
  EXPECT_THAT(first_line("PATCH /v1/videos/a/facts HTTP/1.1\r\nHost: localhost\r\n"
                         "Authorization: Bearer " +
                         service_->admin +
                         "\r\nContent-Type: application/json\r\n"
                         "Content-Length: 99999999999\r\n\r\n{"),
              HasSubstr("413"));
  EXPECT_THAT(first_line("POST /v1/session HTTP/1.1\r\nHost: localhost\r\n"
                         "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
              HasSubstr("400"));
  EXPECT_EQ(ask(service_->port, {.target = "/healthz"}).status, 200);
}

TEST_F(ServiceTest, OutlivesClientsThatGoAwayInTheMiddle) {
  for (int i = 0; i < 50; ++i) {
    support::ask_raw(service_->port,
                     "POST /v1/scans HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " +
                         service_->admin + "\r\nContent-Length: 100000\r\n\r\nhalf",
                     0.01);
    events("?after=0", service_->admin, 0.01);
  }
  EXPECT_EQ(ask(service_->port, {.target = "/healthz"}).status, 200);
  for (const auto& entry :
       std::filesystem::directory_iterator(service_->stage / "workspace/uploads")) {
    EXPECT_NE(entry.path().extension(), ".part");
  }
}

/// Comments go every 15 s, and the first to a reader who has left seems to arrive.
TEST_F(ServiceTest, NoticesSoonWhenReadersOfEventsHaveLeft) {
  for (int i = 0; i < 40; ++i) events("?after=0", service_->admin, 0.01);
  const auto open_connections = [&] {
    const std::string metrics = service_->get("/metrics", service_->admin).body;
    const std::string name = "\ncuetrace_http_connections ";
    return std::stoi(metrics.substr(metrics.find(name) + name.size()));
  };
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (open_connections() > 10 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_LE(open_connections(), 10);
}

TEST_F(ServiceTest, CountsForThoseWhoWatchOverIt) {
  const HttpAnswer metrics = service_->get("/metrics", service_->admin);
  EXPECT_EQ(metrics.status, 200);
  EXPECT_THAT(metrics.body, HasSubstr("cuetrace_http_requests_total{status=\"200\"}"));
  EXPECT_THAT(metrics.body, HasSubstr("process_resident_memory_bytes"));
}

/// These stop and kill a service, so each has its own.
TEST(ServiceRestartTest, LosesNoJobHoweverItEnds) {
  RunningService service;
  std::vector<std::string> jobs;
  for (int i = 0; i < 6; ++i) {
    const std::string clip =
        service.stage.video("n" + std::to_string(i) + ".wav", support::make_music(1, 10));
    const HttpAnswer accepted = ask(service.port, {.method = "POST",
                                                   .target = "/v1/scans?name=c.wav",
                                                   .token = service.admin,
                                                   .body = support::read_text(clip),
                                                   .content_type = "audio/wav"});
    ASSERT_EQ(accepted.status, 202);
    jobs.push_back(json::parse(accepted.body)["id"]);
    if (i == 3) {
      service.kill();
      service.start();
    }
  }
  EXPECT_EQ(service.stop().exit_code, 0);
  service.start();
  for (const std::string& job : jobs) EXPECT_EQ(service.ended(job)["state"], "done");
}

TEST(ServiceRestartTest, AddsATrackAndFindsItInEarlierVideos) {
  RunningService service;
  const std::string clip = service.stage.video("later.wav", support::make_music(3, 20));
  service.ended(json::parse(ask(service.port, {.method = "POST",
                                               .target = "/v1/scans?name=later.wav",
                                               .token = service.admin,
                                               .body = support::read_text(clip),
                                               .content_type = "audio/wav"})
                                .body)["id"]);
  const auto uses_before = service.must_get("/v1/uses")["items"].size();
  const std::string track = service.stage.track("three.flac", 3, 25);
  const json added =
      service.ended(json::parse(ask(service.port, {.method = "POST",
                                                   .target = "/v1/recordings?name=three.flac",
                                                   .token = service.admin,
                                                   .body = support::read_text(track),
                                                   .content_type = "audio/flac"})
                                    .body)["id"]);
  EXPECT_EQ(added["state"], "done") << added;
  const json rematch = service.must_get("/v1/jobs?limit=1")["items"][0];
  EXPECT_EQ(rematch["kind"], "rematch");
  EXPECT_EQ(service.ended(rematch["id"])["result"]["found"], 1);
  EXPECT_EQ(service.must_get("/v1/uses")["items"].size(), uses_before + 1);
}

}  // namespace
}  // namespace service_tests
