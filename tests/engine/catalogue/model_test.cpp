#include "engine/catalogue/model.h"

namespace engine::catalogue {
namespace {

using testing::ElementsAre;

Contribution named(ContributionKind kind, const char* name) {
  Contribution one;
  one.kind = kind;
  one.party.name = name;
  return one;
}

TEST(WriterNames, AreInOrderWithoutRepeatsAndPublishers) {
  Work work;
  work.contributions = {
      named(ContributionKind::kWriter, "B"), named(ContributionKind::kWriter, "A"),
      named(ContributionKind::kWriter, "B"), named(ContributionKind::kPublisher, "P")};
  EXPECT_THAT(writer_names(work), ElementsAre("B", "A"));
}

TEST(RecordingId, IsTheTrackWhereThereIsOne) {
  Recording recording;
  recording.title = "A";
  recording.track = TrackId{{0xAB}};
  EXPECT_EQ(recording_id_of(recording), "ab000000000000000000000000000000");
  EXPECT_TRUE(is_made_id(recording_id_of(recording), recording.track));
}

TEST(RecordingId, TellsRecordingsWithoutATrackApart) {
  Recording recording;
  recording.title = "A";
  Recording other = recording;
  EXPECT_EQ(recording_id_of(recording), recording_id_of(other));
  EXPECT_TRUE(is_made_id(recording_id_of(recording), std::nullopt));
  other.version = "stem";
  EXPECT_NE(recording_id_of(recording), recording_id_of(other));
  EXPECT_FALSE(is_made_id("R1", TrackId{}));
}

}  // namespace
}  // namespace engine::catalogue
