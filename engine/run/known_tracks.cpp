#include "engine/run/known_tracks.h"

#include "engine/core/digest.h"

#include <algorithm>
#include <map>
#include <vector>

namespace engine::run {
namespace {

/// Writers and publishers, whatever their order. Shares do not count: they are a matter of paper.
std::string owners_of(const catalogue::Work& work) {
  std::vector<std::string> owners;
  for (const catalogue::Contribution& contribution : work.contributions) {
    const catalogue::Party& party = contribution.party;
    owners.push_back(std::to_string(static_cast<int>(contribution.kind)) + '\n' + party.name +
                     '\n' + party.ipi + '\n' + party.society + '\n');
  }
  std::sort(owners.begin(), owners.end());
  std::string text;
  for (const std::string& owner : owners) text += owner;
  return text;
}

using FamilyByTrack = std::map<TrackId, matcher::TrackFamily>;

std::string digest_of(const FamilyByTrack& families, const matcher::Index& index) {
  const bool any_owners = std::any_of(families.begin(), families.end(),
                                      [](const auto& one) { return !one.second.owners.empty(); });
  if (!any_owners) return index.content_digest();
  Sha256 digest;
  digest.add_field(index.content_digest());
  for (const auto& [track, family] : families) {
    digest.add_field(to_string(track)).add_field(family.owners);
  }
  return to_hex(digest.finish_id());
}

}  // namespace

Result<KnownTracks> known_tracks(const catalogue::Catalogue& catalogue,
                                 const matcher::Index& index) {
  FamilyByTrack families;
  TRY(const auto kin, catalogue.kin());
  for (const Kinship& kinship : kin) {
    families[kinship.first].kin.push_back(kinship);
    families[kinship.second].kin.push_back(kinship);
  }
  for (auto& [track, family] : families) {
    TRY(const auto recording, catalogue.find(track));
    if (recording) family.owners = owners_of(recording->work);
  }
  const std::string digest = digest_of(families, index);
  return KnownTracks{matcher::Families(std::move(families)), digest};
}

}  // namespace engine::run
