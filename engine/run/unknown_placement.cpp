#include "engine/run/unknown_placement.h"

#include "engine/core/fingerprint_record.h"
#include "matcher/recurrence.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace engine::run {
namespace {

using ledger::UnknownCluster;
using ledger::UnknownClusters;
using ledger::UnknownPlace;
using matcher::Echo;
using matcher::HeardStretch;
using matcher::kShortestShared;
using matcher::SameMusic;

/// What is tried for one stretch.
constexpr std::size_t kClustersMax = 8;
constexpr std::size_t kPlacesMax = 3;

MediaSpan shared_part(const MediaSpan& a, const MediaSpan& b) {
  const MediaTime start = std::max(a.start, b.start);
  return {start, std::max(start, std::min(a.end, b.end))};
}

MediaSpan moved(const MediaSpan& span, MediaTime by) { return {span.start + by, span.end + by}; }

/// Whether two stretches of one clock have enough in common to speak for one tune: five seconds,
/// and half of the shorter one.
bool is_fair_part(const MediaSpan& part, const MediaSpan& a, const MediaSpan& b) {
  return part.length() >= kShortestShared && 2 * part.length() >= std::min(a.length(), b.length());
}

/// A place that hashes propose.
struct Proposal {
  UnknownPlace place;
  MediaTime shift{0};
};

/// A cluster that a stretch may be of, or is.
struct Joining {
  UnknownCluster cluster;
  MediaTime offset{0};  ///< Time on the cluster's clock minus that in the video.
  MediaSpan here;       ///< Where the stretch agrees, in the video.
  std::int32_t score_milli = 0;

  MediaSpan core_here() const { return moved(cluster.core, -offset); }
};

/// Agreement with a place outside its cluster's core.
struct Aside {
  UnknownPlace place;
  SameMusic same;

  MediaSpan there() const { return shared_part(moved(same.here, same.shift), place.span); }
};

/// The new stretches of one video, one after another.
class Placement {
 public:
  Placement(const ScanResult& scan, const Fingerprint& sound, const std::string& seen_at,
            Workspace& workspace)
      : scan_(scan),
        sound_(sound),
        seen_at_(seen_at),
        index_(workspace.index()),
        clusters_(workspace.ledger().unknown_clusters()) {}

  Result<void> place(const MediaSpan& stretch);

 private:
  using Proposals = std::vector<std::vector<Proposal>>;  // By cluster; most votes first.

  Result<Proposals> propose(const HeardStretch& here) const;
  Result<const HeardStretch*> heard(const UnknownPlace& place);
  Result<std::optional<SameMusic>> compare(const HeardStretch& here, const UnknownPlace& place,
                                           MediaTime shift);
  Result<std::optional<Joining>> seek(const HeardStretch& here,
                                      const std::vector<Proposal>& proposals);
  Result<bool> corroborated(const HeardStretch& here, const Joining& joining, std::int64_t but_for);
  Result<bool> are_one(const Joining& a, const Joining& b);
  Result<std::vector<Joining>> unite(std::vector<Joining> joinings);
  Result<void> put(const Joining& joining, const MediaSpan& span);
  Result<void> join(std::vector<Joining> joinings, const MediaSpan& stretch);
  Result<void> adopt(const Joining& joining, const MediaSpan& core);
  Result<UnknownPlace> cut_off(const Aside& aside);
  Result<void> found_beside(const Aside& aside, const MediaSpan& stretch);

  const ScanResult& scan_;
  const Fingerprint& sound_;
  const std::string& seen_at_;
  const matcher::Index& index_;
  UnknownClusters clusters_;
  std::vector<Aside> asides_;                                       // Of this stretch.
  std::map<std::int64_t, std::unique_ptr<HeardStretch>> compared_;  // By place, of this stretch.
};

Result<Placement::Proposals> Placement::propose(const HeardStretch& here) const {
  TRY(const auto echoes, matcher::RecurrenceSearch(index_).echoes(here));
  std::map<VideoId, std::vector<UnknownPlace>> known;
  Proposals proposals;
  for (const Echo& echo : echoes) {
    auto places = known.find(echo.video);
    if (places == known.end()) {
      TRY(auto read, clusters_.places_in(echo.video));
      places = known.emplace(echo.video, std::move(read)).first;
    }
    for (const UnknownPlace& place : places->second) {
      const MediaSpan image = shared_part(moved(here.span, echo.shift), place.span);
      if (image.length() < kShortestShared) continue;
      const auto of_cluster =
          std::find_if(proposals.begin(), proposals.end(), [&](const std::vector<Proposal>& p) {
            return p.front().place.cluster.number == place.cluster.number;
          });
      if (of_cluster == proposals.end()) {
        if (proposals.size() < kClustersMax) proposals.push_back({{place, echo.shift}});
      } else if (of_cluster->size() < kPlacesMax) {
        of_cluster->push_back({place, echo.shift});
      }
    }
  }
  return proposals;
}

Result<const HeardStretch*> Placement::heard(const UnknownPlace& place) {
  const auto known = compared_.find(place.number);
  if (known != compared_.end()) return known->second.get();
  std::unique_ptr<HeardStretch> stretch;
  if (place.video == scan_.video.id) {
    stretch = std::make_unique<HeardStretch>(sound_, place.span);
  } else {
    TRY(const auto media, index_.archived(place.video));
    if (media && sound_digest(media->fingerprint) == place.sound_digest) {
      stretch = std::make_unique<HeardStretch>(media->fingerprint, place.span);
    }
  }
  return compared_.emplace(place.number, std::move(stretch)).first->second.get();
}

Result<std::optional<SameMusic>> Placement::compare(const HeardStretch& here,
                                                    const UnknownPlace& place, MediaTime shift) {
  TRY(const HeardStretch* const there, heard(place));
  if (there == nullptr) return std::nullopt;
  return matcher::same_music(here, *there, shift);
}

Result<std::optional<Joining>> Placement::seek(const HeardStretch& here,
                                               const std::vector<Proposal>& proposals) {
  for (const Proposal& proposal : proposals) {
    const UnknownPlace& place = proposal.place;
    TRY(const auto same, compare(here, place, proposal.shift));
    if (!same) continue;
    Joining joining{place.cluster, same->shift + place.offset, same->here, same->score_milli};
    const MediaSpan core = joining.core_here();
    const MediaSpan part = shared_part(same->here, core);
    if (!is_fair_part(part, same->here, core)) {
      if (part.length() < kShortestShared) asides_.push_back({place, *same});
      continue;
    }
    TRY(const bool agreed, corroborated(here, joining, place.number));
    if (agreed) return joining;
  }
  return std::nullopt;
}

/// Whether most of the places that are asked agree. The one that proposed it does.
Result<bool> Placement::corroborated(const HeardStretch& here, const Joining& joining,
                                     std::int64_t but_for) {
  TRY(auto others, clusters_.places_of(joining.cluster.number, kPlacesMax));
  std::erase_if(others, [&](const UnknownPlace& place) { return place.number == but_for; });
  if (others.size() == kPlacesMax) others.pop_back();
  const MediaSpan part = shared_part(joining.here, joining.core_here());
  std::size_t agreeing = 1;
  for (const UnknownPlace& other : others) {
    TRY(const auto same, compare(here, other, joining.offset - other.offset));
    if (same && shared_part(same->here, part).length() >= kShortestShared) ++agreeing;
  }
  return 2 * agreeing > others.size() + 1;
}

/// Of two clusters that a stretch is of, at the same time: whether their first places agree as
/// well.
Result<bool> Placement::are_one(const Joining& a, const Joining& b) {
  const bool named_apart =
      !a.cluster.name.empty() && !b.cluster.name.empty() && a.cluster.name != b.cluster.name;
  const MediaSpan cores = shared_part(a.core_here(), b.core_here());
  if (named_apart || !is_fair_part(cores, a.core_here(), b.core_here())) return false;
  TRY(const auto of_a, clusters_.places_of(a.cluster.number, 1));
  TRY(const auto of_b, clusters_.places_of(b.cluster.number, 1));
  if (of_a.empty() || of_b.empty()) return false;
  TRY(const HeardStretch* const there, heard(of_a.front()));
  if (there == nullptr) return false;
  // From the clock of a to the video here, to the clock of b, to its video.
  const MediaTime shift = of_a.front().offset - a.offset + b.offset - of_b.front().offset;
  TRY(const auto same, compare(*there, of_b.front(), shift));
  if (!same) return false;
  const MediaSpan on_clock = moved(same->here, of_a.front().offset);
  return shared_part(on_clock, moved(cores, a.offset)).length() >= kShortestShared;
}

/// Merges what is one, and leaves those that lie beside each other; best first.
Result<std::vector<Joining>> Placement::unite(std::vector<Joining> joinings) {
  std::sort(joinings.begin(), joinings.end(), [](const Joining& a, const Joining& b) {
    return std::tie(b.score_milli, a.cluster.number) < std::tie(a.score_milli, b.cluster.number);
  });
  std::vector<Joining> apart;
  for (Joining& joining : joinings) {
    const auto rival = std::find_if(apart.begin(), apart.end(), [&](const Joining& other) {
      return shared_part(joining.here, other.here).length() >= kShortestShared;
    });
    if (rival == apart.end()) {
      apart.push_back(std::move(joining));
      continue;
    }
    TRY(const bool one, are_one(*rival, joining));
    if (!one) continue;
    const bool older = joining.cluster.number < rival->cluster.number;
    const Joining& kept = older ? joining : *rival;
    const Joining& gone = older ? *rival : joining;
    TRY_VOID(clusters_.merge(gone.cluster, kept.cluster, kept.offset - gone.offset));
    Joining merged = kept;
    merged.cluster.core = moved(shared_part(kept.core_here(), gone.core_here()), kept.offset);
    if (merged.cluster.name.empty()) merged.cluster.name = gone.cluster.name;
    merged.here = rival->here;
    merged.score_milli = rival->score_milli;
    TRY_VOID(clusters_.set_core(merged.cluster.number, merged.cluster.core));
    *rival = std::move(merged);
  }
  return apart;
}

Result<void> Placement::put(const Joining& joining, const MediaSpan& span) {
  UnknownPlace place;
  place.video = scan_.video.id;
  place.span = span;
  place.offset = joining.offset;
  place.sound_digest = scan_.video.sound_digest;
  place.seen_at = seen_at_;
  place.cluster = joining.cluster;
  return clusters_.put(place);
}

/// Gives each a part of the stretch: what it agrees with, and half of what lies between it and the
/// next, or all to the end of the stretch.
Result<void> Placement::join(std::vector<Joining> joinings, const MediaSpan& stretch) {
  std::sort(joinings.begin(), joinings.end(),
            [](const Joining& a, const Joining& b) { return a.here.start < b.here.start; });
  MediaTime start = stretch.start;
  for (std::size_t i = 0; i < joinings.size(); ++i) {
    const Joining& joining = joinings[i];
    const bool last = i + 1 == joinings.size();
    const MediaTime end = last ? stretch.end : (joining.here.end + joinings[i + 1].here.start) / 2;
    const MediaSpan core = moved(shared_part(joining.core_here(), joining.here), joining.offset);
    TRY_VOID(clusters_.set_core(joining.cluster.number, core));
    TRY_VOID(adopt(joining, moved(core, -joining.offset)));
    TRY_VOID(put(joining, {start, end}));
    start = end;
  }
  return {};
}

/// Cuts the place between its cluster's core and what agrees, and returns what is cut off, which is
/// on record no more.
Result<UnknownPlace> Placement::cut_off(const Aside& aside) {
  const UnknownPlace& place = aside.place;
  const MediaSpan core = moved(place.cluster.core, -place.offset);
  const MediaSpan there = aside.there();
  const bool after = there.start + there.end > core.start + core.end;
  UnknownPlace part = place;
  MediaSpan rest = place.span;
  if (after) {
    part.span.start = rest.end = std::max(core.end, (core.end + there.start) / 2);
  } else {
    part.span.end = rest.start = std::min(core.start, (core.start + there.end) / 2);
  }
  TRY_VOID(clusters_.reshape(place.number, rest));
  return part;
}

/// Parts of places of other clusters that hold the core of this one, `core` in the video here: they
/// are cut off and become places of this one.
Result<void> Placement::adopt(const Joining& joining, const MediaSpan& core) {
  std::set<std::int64_t> cut;  // What is compared with them is not as it was.
  for (const Aside& aside : asides_) {
    if (cut.contains(aside.place.number)) continue;
    if (shared_part(aside.same.here, core) != core) continue;
    TRY(const HeardStretch* const there, heard(aside.place));
    const Joining of_part{joining.cluster, joining.offset - aside.same.shift, aside.there(), 0};
    TRY(const bool agreed, corroborated(*there, of_part, aside.place.number));
    if (!agreed) continue;
    TRY(UnknownPlace part, cut_off(aside));
    part.cluster = joining.cluster;
    part.offset = of_part.offset;
    TRY_VOID(clusters_.put(part));
    cut.insert(aside.place.number);
  }
  std::erase_if(asides_, [&](const Aside& aside) { return cut.contains(aside.place.number); });
  return {};
}

/// Makes a cluster of what is cut off and the stretch.
Result<void> Placement::found_beside(const Aside& aside, const MediaSpan& stretch) {
  TRY(UnknownPlace part, cut_off(aside));
  part.offset = MediaTime{0};
  TRY(part.cluster,
      clusters_.found(part.sound_digest, part.span.start, shared_part(aside.there(), part.span)));
  TRY_VOID(clusters_.put(part));
  return put({part.cluster, aside.same.shift, aside.same.here, 0}, stretch);
}

Result<void> Placement::place(const MediaSpan& stretch) {
  asides_.clear();
  compared_.clear();
  const HeardStretch here(sound_, stretch);
  TRY(const Proposals proposals, propose(here));
  std::vector<Joining> joinings;
  for (const std::vector<Proposal>& of_cluster : proposals) {
    TRY(auto joining, seek(here, of_cluster));
    if (joining) joinings.push_back(*std::move(joining));
  }
  if (!joinings.empty()) {
    TRY(joinings, unite(std::move(joinings)));
    return join(std::move(joinings), stretch);
  }
  const auto best = std::max_element(
      asides_.begin(), asides_.end(),
      [](const Aside& a, const Aside& b) { return a.same.score_milli < b.same.score_milli; });
  if (best != asides_.end()) return found_beside(*best, stretch);
  TRY(const UnknownCluster cluster,
      clusters_.found(scan_.video.sound_digest, stretch.start, stretch));
  return put({cluster, MediaTime{0}, stretch, 0}, stretch);
}

/// The places of a video that lie in one stretch of its unknown music.
struct Kept {
  MediaSpan stretch;
  std::vector<UnknownPlace> places;  ///< By start.
};

/// Keeps what still holds enough of its cluster's core, which shrinks to that, and takes out the
/// rest.
Result<std::vector<Kept>> keep(const ScanResult& scan, UnknownClusters& clusters) {
  std::vector<Kept> kept;
  for (const MediaSpan& stretch : scan.unknown_music) kept.push_back({stretch, {}});
  TRY(const auto places, clusters.places_in(scan.video.id));
  for (const UnknownPlace& place : places) {
    const auto core_in = [&](const Kept& one) {
      return moved(shared_part(moved(place.cluster.core, -place.offset),
                               shared_part(one.stretch, place.span)),
                   place.offset);
    };
    const auto holder = std::find_if(kept.begin(), kept.end(), [&](const Kept& one) {
      return core_in(one).length() >= kShortestShared;
    });
    if (place.sound_digest != scan.video.sound_digest || holder == kept.end()) {
      TRY_VOID(clusters.remove(place));
      continue;
    }
    const MediaSpan core = core_in(*holder);
    if (core != place.cluster.core) TRY_VOID(clusters.set_core(place.cluster.number, core));
    holder->places.push_back(place);
  }
  return kept;
}

/// Lets the places of a stretch, whose ends may have moved, fill it.
Result<void> refit(const Kept& kept, UnknownClusters& clusters) {
  for (std::size_t i = 0; i < kept.places.size(); ++i) {
    const UnknownPlace& place = kept.places[i];
    const MediaSpan span{
        i == 0 ? kept.stretch.start : place.span.start,
        i + 1 == kept.places.size() ? kept.stretch.end : kept.places[i + 1].span.start};
    if (span != place.span) TRY_VOID(clusters.reshape(place.number, span));
  }
  return {};
}

}  // namespace

Result<void> place_unknown_music(const ScanResult& scan, const std::string& seen_at,
                                 Workspace& workspace) {
  TRY(storage::Transaction transaction, workspace.begin());
  UnknownClusters clusters = workspace.ledger().unknown_clusters();
  TRY(const std::vector<Kept> kept, keep(scan, clusters));
  for (const Kept& one : kept) TRY_VOID(refit(one, clusters));
  const bool any_new =
      std::any_of(kept.begin(), kept.end(), [](const Kept& one) { return one.places.empty(); });
  if (any_new) {
    TRY(const auto media, workspace.index().archived(scan.video.id));
    if (media && sound_digest(media->fingerprint) == scan.video.sound_digest) {
      Placement placement(scan, media->fingerprint, seen_at, workspace);
      for (const Kept& one : kept) {
        if (one.places.empty()) TRY_VOID(placement.place(one.stretch));
      }
    }
  }
  return transaction.commit();
}

Result<void> place_earlier_unknown_music(const std::string& seen_at, Workspace& workspace) {
  TRY(const std::vector<VideoId> videos, workspace.ledger().unknown_clusters().unplaced());
  for (const VideoId& video : videos) {
    TRY(const auto scan, workspace.ledger().current_scan(video));
    if (scan) TRY_VOID(place_unknown_music(*scan, seen_at, workspace));
  }
  return {};
}

}  // namespace engine::run
