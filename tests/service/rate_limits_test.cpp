// Clients that ask too much, and those who guess tokens.
#include "tests/service/service_fixture.h"

namespace service_tests {
namespace {

using testing::HasSubstr;

TEST(ServiceRateTest, SlowsWhoAsksTooMuchAndNobodyElse) {
  RunningService service({"--rate-limit", "10"});
  const std::string greedy = service.make_token("read");
  HttpAnswer answer = service.get("/v1/me", greedy);
  EXPECT_EQ(answer.headers.at("ratelimit-limit"), "100");
  EXPECT_EQ(answer.headers.at("ratelimit-remaining"), "99");
  EXPECT_EQ(answer.headers.at("ratelimit-reset"), "1");
  for (int i = 0; i < 1000 && answer.status == 200; ++i) answer = service.get("/v1/me", greedy);
  ASSERT_EQ(answer.status, 429) << "a thousand requests came through";
  EXPECT_THAT(answer.headers.at("content-type"), HasSubstr("application/problem+json"));
  EXPECT_EQ(json::parse(answer.body)["type"], "urn:cuetrace:problem:too-many");
  EXPECT_EQ(answer.headers.at("retry-after"), "1");
  EXPECT_EQ(answer.headers.at("ratelimit-remaining"), "0");
  EXPECT_EQ(service.get("/v1/me", service.admin).status, 200);
}

TEST(ServiceRateTest, MakesGuessingSlowAndLetsInWhoIsKnown) {
  RunningService service({"--rate-limit", "10"});
  const std::string known = service.make_token("read");
  const std::string unseen = service.make_token("read");
  ASSERT_EQ(service.get("/v1/me", known).status, 200);
  const std::string guess = "ctk_" + std::string(43, 'A');
  HttpAnswer answer = service.get("/v1/me", guess);
  for (int i = 0; i < 100 && answer.status == 401; ++i) answer = service.get("/v1/me", guess);
  EXPECT_EQ(answer.status, 429) << "a hundred guesses came through";
  EXPECT_EQ(service.get("/v1/me", known).status, 200);
  EXPECT_EQ(service.get("/v1/me", unseen).status, 429) << "a right guess is not told either";
  const HttpAnswer session = ask(service.port, {.method = "POST",
                                                .target = "/v1/session",
                                                .body = json{{"token", guess}}.dump(),
                                                .content_type = "application/json"});
  EXPECT_EQ(session.status, 429);
}

}  // namespace
}  // namespace service_tests
