#include "engine/catalogue/statement.h"

#include "tests/engine/catalogue/rich_work.h"

namespace engine::catalogue {
namespace {

TEST(Statement, OfAWorkIsReadBack) {
  const auto read = work_of_statement(statement_of(rich_work()));
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(*read, rich_work());
}

TEST(Statement, OfARecordingIsReadBackWithoutItsWork) {
  Recording recording;
  recording.id = "R1";
  recording.title = "Cold Day (30\")";
  recording.version = "edit";
  recording.lyrics = "la\xC3\xA9";
  recording.track = TrackId{{7}};
  recording.duration = MediaTime{30'000'000};
  recording.work.id = "W1";
  const auto read = recording_of_statement(statement_of(recording));
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(*read, recording);
}

TEST(Statement, ThatIsDamagedIsRefused) {
  for (const char* text :
       {"", "[", "{\"title\":5}", "{\"contributions\":[{\"writers\":[{}]}]}", "{\"details\":[]}"}) {
    const auto read = work_of_statement(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code(), Errc::kCorrupt);
  }
  EXPECT_FALSE(recording_of_statement("{\"title\":{}}"));
}

}  // namespace
}  // namespace engine::catalogue
