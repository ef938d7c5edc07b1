#include "engine/licences/recording_music.h"

#include "engine/catalogue/shares.h"
#include "engine/core/text.h"

#include <array>

namespace engine::licences {
namespace {

using catalogue::Right;

std::string over_claim_of(const catalogue::Work& work) {
  constexpr std::array<std::string_view, catalogue::kRights.size()> kNames{
      "performing", "mechanical", "synchronisation"};
  constexpr unsigned kPpmAsPercent = 4;
  for (const Right right : catalogue::kRights) {
    const auto answer = catalogue::shares_of(work, {.right = right});
    if (answer.claim != catalogue::Claim::kOver) continue;
    return "the shares of the " + std::string(kNames.at(static_cast<std::size_t>(right))) +
           " right in " + work.id + " sum to " + fixed_point(answer.total_ppm, kPpmAsPercent) +
           " %";
  }
  return {};
}

}  // namespace

Music music_of(const catalogue::Recording& recording) {
  Music music;
  music.ids = {recording.id, recording.isrc, recording.work.id, recording.work.iswc,
               recording.parent_id};
  if (recording.track) music.ids.push_back(engine::to_string(*recording.track));
  music.catalogues = {recording.library, recording.label, recording.album_code};
  music.version = recording.version;
  music.owners = {recording.artist, recording.label, recording.library};
  for (const catalogue::Contribution& one : recording.work.contributions) {
    music.owners.push_back(one.party.name);
  }
  music.over_claim = over_claim_of(recording.work);
  return music;
}

}  // namespace engine::licences
