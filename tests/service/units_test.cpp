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
