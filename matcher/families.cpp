#include "matcher/families.h"

#include <algorithm>

namespace matcher {

using engine::Kinship;
using engine::KinshipKind;
using engine::TrackId;

const TrackFamily* Families::find(const TrackId& track) const {
  const auto found = of_tracks_.find(track);
  return found == of_tracks_.end() ? nullptr : &found->second;
}

Material Families::material(const TrackId& track) const {
  const TrackFamily* const family = find(track);
  const bool shares =
      family != nullptr &&
      std::any_of(family->kin.begin(), family->kin.end(), [](const Kinship& kinship) {
        return kinship.kind == KinshipKind::kSharedMaterial;
      });
  return shares ? Material::kShared : Material::kOwn;
}

bool Families::same_owners(const TrackId& a, const TrackId& b) const {
  const TrackFamily* const family = find(a);
  const TrackFamily* const other = find(b);
  if (family == nullptr || other == nullptr) return false;
  if (!family->owners.empty() || !other->owners.empty()) return family->owners == other->owners;
  return std::any_of(family->kin.begin(), family->kin.end(), [&](const Kinship& kinship) {
    return kinship.kind != KinshipKind::kSharedMaterial && kinship.other_than(a) == b;
  });
}

}  // namespace matcher
