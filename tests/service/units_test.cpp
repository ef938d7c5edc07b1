// The parts of the service by themselves: targets, ranges, scopes, tokens.
#include "engine/licences/licence_fields.h"
#include "engine/run/service/chosen_members.h"
#include "engine/run/service/http_message.h"
#include "engine/run/service/openapi.h"
#include "engine/run/service/rate_limits.h"
#include "engine/run/service/tokens.h"
#include "engine/storage/database.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::service {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(TargetTest, IsTakenApart) {
  const auto target = parse_target("/v1/videos/a%20b%2Fc?words=x+y%26z&limit=5&empty=");
  ASSERT_TRUE(target);
  EXPECT_THAT(target->path, ElementsAre("v1", "videos", "a b/c"));
  EXPECT_THAT(target->query,
              ElementsAre(Pair("words", "x y&z"), Pair("limit", "5"), Pair("empty", "")));
}

TEST(TargetTest, IsRefusedWhereItIsNone) {
  for (const char* const text : {"", "v1", "*", "http://example.org/", "/%", "/%2", "/%zz", "/%FF",
                                 "/a%00b", "/..", "/a/../b", "/%2e%2e", "/./a", "/?a=%FF"}) {
    EXPECT_FALSE(parse_target(text)) << text;
  }
}

TEST(TargetTest, ComesBackFromItsEncoding) {
  const std::string text = "a b/c?d&e=f+%\xC3\xA9";
  const auto target = parse_target("/x?q=" + percent_encoded(text));
  ASSERT_TRUE(target);
  EXPECT_EQ(target->query[0].second, text);
}

TEST(RangeTest, IsThePartThatThereIs) {
  const auto part = [](std::string_view range, std::uint64_t size) {
    const auto found = part_asked_for(range, "f", size);
    return found ? std::to_string(found->first) + "+" + std::to_string(found->bytes) : "none";
  };
  EXPECT_EQ(part("bytes=0-0", 10), "0+1");
  EXPECT_EQ(part("bytes=0-", 10), "0+10");
  EXPECT_EQ(part("bytes=5-100", 10), "5+5");
  EXPECT_EQ(part("bytes=-3", 10), "7+3");
  EXPECT_EQ(part("bytes=-30", 10), "0+10");
  EXPECT_EQ(part("bytes=2-3,5-6", 10), "2+2");
  for (const char* const text : {"bytes=10-", "bytes=-0", "bytes=", "bytes=-", "bytes=a-b",
                                 "bytes=3-2", "items=0-1", "bytes=99999999999999999999-"}) {
    EXPECT_EQ(part(text, 10), "none") << text;
  }
  EXPECT_EQ(part("bytes=0-0", 0), "none");
}

TEST(ContentRangeTest, IsAPartOfAWholeOrAQuestion) {
  const auto part = [](std::string_view text) {
    const auto range = parse_content_range(text);
    return range ? std::to_string(range->first) + "+" + std::to_string(range->bytes) + "/" +
                       std::to_string(range->total)
                 : "none";
  };
  EXPECT_EQ(part("bytes 0-0/1"), "0+1/1");
  EXPECT_EQ(part("bytes 10-99/100"), "10+90/100");
  EXPECT_EQ(part("bytes */100"), "0+0/100");
  for (const char* const text : {"", "bytes", "bytes 0-99", "bytes 0-99/*", "bytes 0-100/100",
                                 "bytes 5-4/100", "bytes -4/9", "bytes 4-/9", "bytes=0-9/100",
                                 "bytes a-b/c", "bytes */", "bytes 0-9/99999999999999999999"}) {
    EXPECT_EQ(part(text), "none") << text;
  }
}

TEST(ChosenMembersTest, AreLeftAsTheyAreWritten) {
  const std::string record =
      R"({"id":"a","n":0.30,"text":"\"}],{\\","list":[{"id":1},[2]],"null":null,"last":{"id":2}})";
  EXPECT_EQ(with_members(record, {"id"}), R"({"id":"a"})");
  EXPECT_EQ(with_members(record, {"last", "n"}), R"({"n":0.30,"last":{"id":2}})");
  EXPECT_EQ(with_members(record, {"text", "null"}), R"({"text":"\"}],{\\","null":null})");
  EXPECT_EQ(with_members(record, {"list"}), R"({"list":[{"id":1},[2]]})");
  EXPECT_EQ(with_members(record, {}), "{}");
  EXPECT_EQ(with_members("{ \"a\" : 1 ,\n \"b\" : [ 1 ] }", {"b"}), R"({"b":[ 1 ]})");
  EXPECT_EQ(with_members(R"({"items":[{"a":1,"b":2},{"b":3}],"next":"5"})", {"b"}),
            R"({"items":[{"b":2},{"b":3}],"next":"5"})");
  EXPECT_EQ(with_members(R"({"items":[],"next":null})", {"b"}), R"({"items":[],"next":null})");
}

TEST(ChosenMembersTest, AreOfferedOfALicenceAsItsFieldsAre) {
  const std::vector<std::string> known = members_of("LicencePage");
  for (const licences::LicenceField& field : licences::licence_fields()) {
    EXPECT_THAT(known, testing::Contains(std::string(field.name)));
  }
}

class RateLimitsTest : public testing::Test {
 protected:
  RateLimits::Clock::time_point at(double seconds) const {
    return begin_ + std::chrono::duration_cast<RateLimits::Clock::duration>(
                        std::chrono::duration<double>(seconds));
  }

  RateLimits::Clock::time_point begin_ = RateLimits::Clock::now();
  RateLimits limits_{10};
};

TEST_F(RateLimitsTest, LetAsManyPassAsABucketHoldsAndThenAsTimePasses) {
  for (int i = 0; i < 100; ++i) {
    const RateStanding standing = limits_.take_of_token("a", at(0));
    ASSERT_TRUE(standing.allowed) << i;
    ASSERT_EQ(standing.remaining, 99 - i);
    ASSERT_EQ(standing.limit, 100);
  }
  const RateStanding refused = limits_.take_of_token("a", at(0));
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.retry_s, 1);
  EXPECT_EQ(refused.reset_s, 10);
  EXPECT_TRUE(limits_.take_of_token("b", at(0)).allowed);
  EXPECT_FALSE(limits_.take_of_token("a", at(0.05)).allowed);
  EXPECT_TRUE(limits_.take_of_token("a", at(0.2)).allowed);
  EXPECT_EQ(limits_.take_of_token("a", at(1000)).remaining, 99);
}

TEST_F(RateLimitsTest, GiveAddressesATenthAndNetworksOfIpv6OneBucket) {
  EXPECT_EQ(limits_.take_of_address("192.0.2.1", at(0)).limit, 10);
  EXPECT_EQ(limits_.take_of_address("2001:db8:1:2::1", at(0)).remaining, 9);
  EXPECT_EQ(limits_.take_of_address("2001:db8:1:2:3:4:5:6", at(0)).remaining, 8);
  EXPECT_EQ(limits_.take_of_address("2001:db8:1:3::1", at(0)).remaining, 9);
  EXPECT_EQ(limits_.take_of_address("192.0.2.2", at(0)).remaining, 9);
}

TEST_F(RateLimitsTest, ForgetFullBucketsFirstAndAreBounded) {
  limits_.take_of_token("known", at(0));
  EXPECT_TRUE(limits_.knows("known"));
  EXPECT_FALSE(limits_.knows("other"));
  for (std::size_t i = 1; i < RateLimits::kBucketsMax; ++i) {
    limits_.take_of_token(std::to_string(i), at(60));
  }
  EXPECT_TRUE(limits_.knows("known"));
  limits_.take_of_token("one more", at(60));
  EXPECT_FALSE(limits_.knows("known")) << "it was full again";
  EXPECT_TRUE(limits_.knows("1")) << "that one was not";
  for (int i = 0; i < 30'000; ++i) limits_.take_of_address("a" + std::to_string(i), at(60));
  EXPECT_LE(limits_.size(), RateLimits::kBucketsMax);
}

TEST(RateLimitsOffTest, LetEverythingPass) {
  RateLimits none{0};
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(none.take_of_address("192.0.2.1").allowed);
  EXPECT_EQ(none.take_of_token("a").limit, 0);
}

TEST(ScopesTest, AreReadAndWritten) {
  EXPECT_EQ(to_string(*scopes_named("review, read")), "read,review");
  EXPECT_EQ(to_string(*scopes_named("composer:00199032457")), "composer:00199032457");
  for (const char* const text : {"", "all", "read,", "composer:", "read,composer:1"}) {
    EXPECT_FALSE(scopes_named(text)) << text;
  }
}

class TokensTest : public testing::Test {
 protected:
  support::TempDir folder_;
  Tokens tokens_ = *Tokens::open(folder_.path());
};

TEST_F(TokensTest, HoldUntilTheyAreRevoked) {
  const auto made = tokens_.make("Ann", *scopes_named("read"), "");
  ASSERT_TRUE(made);
  ASSERT_TRUE(*tokens_.find(made->secret));
  EXPECT_EQ((*tokens_.find(made->secret))->name, "Ann");
  ASSERT_TRUE(tokens_.revoke(made->token.id));
  EXPECT_FALSE(*tokens_.find(made->secret));
  EXPECT_FALSE(tokens_.revoke("00000000"));
}

TEST_F(TokensTest, AreRevokedByNameWhereItIsOneAlone) {
  const auto made = tokens_.make("Ann", *scopes_named("read"), "");
  ASSERT_TRUE(tokens_.revoke("Ann"));
  EXPECT_FALSE(*tokens_.find(made->secret));
  ASSERT_TRUE(tokens_.make("Bea", *scopes_named("read"), ""));
  ASSERT_TRUE(tokens_.make("Bea", *scopes_named("read"), ""));
  EXPECT_EQ(tokens_.revoke("Bea").error().code(), Errc::kUsage);
}

TEST_F(TokensTest, HoldUntilTheirTimeIsOver) {
  const auto past = tokens_.make("Ann", *scopes_named("read"), "2020-01-01T00:00:00Z");
  const auto later = tokens_.make("Ann", *scopes_named("read"), "2999-01-01T00:00:00Z");
  EXPECT_FALSE(*tokens_.find(past->secret));
  EXPECT_TRUE(*tokens_.find(later->secret));
}

TEST_F(TokensTest, AreNotFoundByWhatIsNone) {
  const auto made = tokens_.make("Ann", *scopes_named("read"), "");
  for (const std::string& text : {std::string(), std::string("ctk_"), made->secret + "x",
                                  made->secret.substr(0, 20), made->token.id}) {
    EXPECT_FALSE(*tokens_.find(text)) << text;
  }
}

}  // namespace
}  // namespace engine::service
