#include "engine/royalties/units.h"

#include <algorithm>
#include <map>
#include <utility>

namespace engine::royalties {
namespace {

Ratio weight_of(const Weights& weights, std::string_view word) {
  const auto found = weights.find(word);
  return found == weights.end() ? kWhole : found->second;
}

Ratio audience_factor(const UnitRules& rules, std::int64_t plays) {
  for (const AudienceBand& band : rules.audience) {
    if (!band.up_to || plays <= *band.up_to) return band.factor;
  }
  return kWhole;
}

Result<std::int64_t> units_of_one(const UnitRules& rules, const Uses& uses, const Use& use) {
  std::int64_t units = rules.by_clip ? kUnit : use.length.count();
  if (!rules.by_clip && rules.cap) units = std::min(units, rules.cap->count());
  TRY(units, part_of(units, weight_of(rules.functions, use.function)));
  TRY(units, part_of(units, weight_of(rules.prominences, use.perception)));
  return part_of(units, audience_factor(rules, uses.video_of(use).plays));
}

/// Whether `a` is the one of two uses of a track in a video that counts.
bool is_preferred(const Use& a, const Use& b) {
  return a.length != b.length ? a.length > b.length : a.id < b.id;
}

void count_once_per_video(const Uses& uses, std::vector<UnitsOfUse>& units) {
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> counted;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i].counting != Counting::kCounts) continue;
    const Use& use = uses.uses[i];
    const auto [place, is_first] = counted.try_emplace({use.video, use.track}, i);
    if (is_first) continue;
    std::size_t out = i;
    if (is_preferred(use, uses.uses[place->second])) std::swap(out, place->second);
    units[out] = {0, Counting::kCountedAlready};
  }
}

}  // namespace

Result<std::vector<UnitsOfUse>> units_of(const UnitRules& rules, const Uses& uses) {
  std::vector<UnitsOfUse> units(uses.uses.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (uses.uses[i].length < rules.minimum) {
      units[i].counting = Counting::kTooShort;
    } else {
      TRY(units[i].units, units_of_one(rules, uses, uses.uses[i]));
    }
  }
  if (rules.once_per_video) count_once_per_video(uses, units);
  return units;
}

}  // namespace engine::royalties
