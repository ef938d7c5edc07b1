#include "engine/catalogue/model.h"

#include "engine/core/digest.h"

#include <algorithm>

namespace engine::catalogue {
namespace {

constexpr std::string_view kMadeOfRow = "row:";

}  // namespace

std::vector<std::string> writer_names(const Work& work) {
  std::vector<std::string> names;
  for (const Contribution& one : work.contributions) {
    const bool is_new = std::find(names.begin(), names.end(), one.party.name) == names.end();
    if (one.kind == ContributionKind::kWriter && is_new) names.push_back(one.party.name);
  }
  return names;
}

std::string recording_id_of(const Recording& recording) {
  if (recording.track) return to_string(*recording.track);
  Sha256 digest;
  digest.add_field(recording.isrc);
  digest.add_field(recording.title);
  digest.add_field(recording.version.empty() ? "full" : recording.version);
  digest.add_field(recording.library);
  digest.add_field(recording.album_code);
  digest.add_field(recording.cut);
  digest.add_field(recording.work.id);
  return std::string(kMadeOfRow) + to_hex(digest.finish_id());
}

bool is_made_id(const std::string& id, const std::optional<TrackId>& track) {
  return id.starts_with(kMadeOfRow) || (track && id == to_string(*track));
}

}  // namespace engine::catalogue
