// What the ledger says of videos beside what was found in them.
#include "engine/ledger/ledger.h"
#include "engine/ledger/video_facts.h"

namespace engine::ledger {

Result<VideoMetadata> Ledger::metadata(const VideoId& video) const {
  TRY(const AmendmentValues values, Amendments(*database_).of(video, AmendmentKind::kFact));
  return metadata_of(values);
}

Result<std::map<VideoId, VideoMetadata>> Ledger::metadata() const {
  TRY(const auto all, Amendments(*database_).all(AmendmentKind::kFact));
  std::map<VideoId, VideoMetadata> metadata;
  for (const auto& [video, values] : all) {
    TRY(metadata[video], metadata_of(values));
  }
  return metadata;
}

}  // namespace engine::ledger
