// Which hosts strangers may have us fetch from. Numbers only, so that no name is looked up.
#include "ingest/network_access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ingest {
namespace {

using engine::Errc;

TEST(CheckPublic, RefusesThisMachineAndItsNetworks) {
  for (const char* host : {"127.0.0.1",        "10.1.2.3",        "172.16.0.1",
                           "172.31.255.255",   "192.168.1.1",     "169.254.169.254",
                           "100.64.0.1",       "0.0.0.0",         "224.0.0.1",
                           "255.255.255.255",  "[::1]",           "[::]",
                           "[fe80::1]",        "[fd00::1]",       "[::ffff:127.0.0.1]",
                           "[64:ff9b::a00:1]", "[2002:7f00:1::]", "[ff02::1]",
                           "2130706433",       "0x7f.1",          "127.1"}) {
    const auto checked = check_public("http://user:secret@" + std::string(host) + ":8000/a?b=c");
    ASSERT_FALSE(checked) << host;
    EXPECT_EQ(checked.error().code(), Errc::kNotPermitted) << host;
    EXPECT_THAT(checked.error().message(), testing::Not(testing::HasSubstr("secret")));
  }
}

TEST(CheckPublic, AllowsTheInternet) {
  for (const char* host : {"1.1.1.1", "172.15.0.1", "172.32.0.1", "192.167.1.1", "100.128.0.1",
                           "[2606:4700::1111]", "[::ffff:1.1.1.1]"}) {
    EXPECT_TRUE(check_public("https://" + std::string(host) + "/live.m3u8")) << host;
  }
}

TEST(CheckPublic, NeedsAHost) {
  EXPECT_EQ(check_public("http:///a").error().code(), Errc::kRemoteUnreachable);
}

}  // namespace
}  // namespace ingest
