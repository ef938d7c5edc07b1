#include "engine/catalogue/quality/family_rules.h"

#include "engine/catalogue/quality/track_rules.h"
#include "engine/core/text.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <string_view>

namespace engine::catalogue {
namespace {

constexpr std::array<std::string_view, 3> kLaidOver{"instrumental", "no-melody", "stem"};
/// A stem may be too sparse to share enough with its mix.
constexpr std::array<std::string_view, 2> kAlike{"instrumental", "no-melody"};

template <class Names>
bool is_one_of(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string seconds(MediaTime time) { return fixed_point(to_ms(time), 3) + " s"; }

MediaTime size_of(MediaTime time) { return time < MediaTime{0} ? -time : time; }

const std::vector<Kinship>& kin_of(const TrackId& track, const KinTable& kin) {
  static const std::vector<Kinship> none;
  const auto found = kin.find(track);
  return found == kin.end() ? none : found->second;
}

const Kinship* kinship_of(const TrackId& track, const TrackId& other, const KinTable& kin) {
  for (const Kinship& kinship : kin_of(track, kin)) {
    if (kinship.other_than(track) == other) return &kinship;
  }
  return nullptr;
}

/// How much later the version plays what the full mix plays: of the longest stretch that both have
/// at the same speed.
std::optional<MediaTime> offset_of(const TrackId& version, const Kinship& kinship) {
  const SharedRegion* longest = nullptr;
  for (const SharedRegion& region : kinship.regions) {
    constexpr std::int32_t kSameSpeed = 1'000'000;
    if (region.speed_ppm != kSameSpeed) continue;
    if (!longest || region.in_first.length() > longest->in_first.length()) longest = &region;
  }
  if (!longest) return std::nullopt;
  const MediaTime later = longest->in_first.start - longest->in_second.start;
  return kinship.first == version ? later : -later;
}

std::string mix_name(const Recording& full_mix) { return "\"" + full_mix.title + "\""; }

void check_place(const Recording& version, const Recording& full_mix, const KinTable& kin,
                 const QualityLimits& limits, FindingList& findings) {
  const MediaTime longer = version.duration - full_mix.duration;
  if (to_ms(size_of(longer)) > limits.length_tolerance) {
    findings.add(Rule::kVersionLength, seconds(version.duration),
                 seconds(full_mix.duration) + ", as " + mix_name(full_mix),
                 "export it over the same bars as the full mix");
  }
  const Kinship* const kinship = kinship_of(*version.track, *full_mix.track, kin);
  if (!kinship) {
    if (!is_one_of(version.version, kAlike)) return;
    findings.add(Rule::kUnlike, "shares no sound with " + mix_name(full_mix), "the same music",
                 "see whether it is declared a version of the right work");
    return;
  }
  const auto offset = offset_of(*version.track, *kinship);
  if (!offset || to_ms(size_of(*offset)) <= limits.offset_tolerance) return;
  findings.add(Rule::kVersionOffset,
               seconds(size_of(*offset)) + (*offset > MediaTime{0} ? " later" : " earlier"),
               "together with " + mix_name(full_mix), "export it from the same start");
}

}  // namespace

KinTable kin_by_track(const std::vector<Kinship>& kin) {
  KinTable table;
  for (const Kinship& kinship : kin) {
    table[kinship.first].push_back(kinship);
    table[kinship.second].push_back(kinship);
  }
  return table;
}

std::vector<VersionFamily> group_families(const std::vector<Recording>& recordings) {
  std::vector<std::size_t> leader(recordings.size());
  std::iota(leader.begin(), leader.end(), std::size_t{0});
  const auto leader_of = [&](std::size_t i) {
    while (leader[i] != i) i = leader[i] = leader[leader[i]];
    return i;
  };
  const auto unite = [&](std::size_t a, std::size_t b) {
    const std::size_t one = leader_of(a);
    const std::size_t other = leader_of(b);
    leader[std::max(one, other)] = std::min(one, other);
  };
  std::map<std::string_view, std::size_t> of_work;
  std::map<std::string_view, std::size_t> of_id;
  for (std::size_t i = 0; i < recordings.size(); ++i) {
    unite(of_work.try_emplace(recordings[i].work.id, i).first->second, i);
    of_id.try_emplace(recordings[i].id, i);
  }
  for (std::size_t i = 0; i < recordings.size(); ++i) {
    const auto parent = of_id.find(recordings[i].parent_id);
    if (parent != of_id.end()) unite(parent->second, i);
  }
  std::vector<VersionFamily> families;
  std::vector<std::size_t> family_of(recordings.size());
  for (std::size_t i = 0; i < recordings.size(); ++i) {
    const std::size_t first = leader_of(i);
    if (first == i) {
      family_of[i] = families.size();
      families.emplace_back();
    }
    families[family_of[first]].members.push_back(i);
  }
  return families;
}

const Recording* full_mix_of(const Recording& version, const VersionFamily& family,
                             const std::vector<Recording>& recordings) {
  if (version.version == "full") return nullptr;
  const Recording* first_full = nullptr;
  for (const std::size_t i : family.members) {
    const Recording& other = recordings[i];
    if (!other.track || other.id == version.id) continue;
    if (other.id == version.parent_id) return &other;
    if (!first_full && other.version == "full") first_full = &other;
  }
  return first_full;
}

std::vector<Finding> check_version(const Recording& version, const Recording* full_mix,
                                   const KinTable& kin, const QualityLimits& limits) {
  FindingList findings(limits);
  if (!version.track) return {};
  if (full_mix && is_one_of(version.version, kLaidOver)) {
    check_place(version, *full_mix, kin, limits, findings);
  }
  for (const Kinship& kinship : kin_of(*version.track, kin)) {
    if (kinship.kind != KinshipKind::kDuplicate) continue;
    findings.add(Rule::kDuplicate, "sounds as " + to_string(kinship.other_than(*version.track)),
                 "one recording", "`cuetrace catalog rm` takes one of them out");
  }
  return findings.take();
}

std::vector<Finding> check_family(const VersionFamily& family,
                                  const std::vector<Recording>& recordings,
                                  const QualityLimits& limits) {
  FindingList findings(limits);
  std::string missing;
  for (const std::string& wanted : limits.wanted_versions) {
    const bool there = std::any_of(family.members.begin(), family.members.end(),
                                   [&](std::size_t i) { return recordings[i].version == wanted; });
    if (!there) missing += (missing.empty() ? "" : ", ") + wanted;
  }
  if (!missing.empty()) {
    std::string wanted;
    for (const std::string& name : limits.wanted_versions) {
      wanted += (wanted.empty() ? "" : ", ") + name;
    }
    findings.add(Rule::kVersions, "without " + missing, wanted,
                 "add them, or give those there are their version and work by a catalogue CSV");
  }
  return findings.take();
}

}  // namespace engine::catalogue
