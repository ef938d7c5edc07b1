#include "engine/licences/cover.h"

#include "engine/core/parallel.h"

#include <algorithm>
#include <tuple>

namespace engine::licences {
namespace {

bool is_limited(const Licence& licence) {
  return licence.max_uses.has_value() || licence.series.is_stated();
}

State state_of_passing(const Licence& licence, const Examined& examined) {
  if (licence.model == Model::kFree) return State::kNoRoyalty;
  if (licence.model == Model::kPublicDomain) return State::kPublicDomain;
  if (examined.in_grace) return State::kGrace;
  const bool paid_once = licence.model == Model::kSingleUse || licence.model == Model::kBuyout;
  const Connection by = examined.connection;
  if (by == Connection::kKey || by == Connection::kVideo ||
      (by == Connection::kLicensee && paid_once)) {
    return State::kLicensedKey;
  }
  if (examined.term_over) return State::kLicensedPerpetual;
  return by == Connection::kOpen ? State::kLicensedBlanket : State::kLicensedChannel;
}

bool is_owner(const PreparedVideo& video, const PreparedMusic& music) {
  const auto owns = [&](const std::string& name) {
    return !name.empty() && std::ranges::binary_search(music.owners, name);
  };
  return owns(video.uploader) || std::ranges::any_of(video.channel, owns);
}

}  // namespace

Covers::Covers(const Docket& docket) : docket_(docket) {
  standings_.resize(docket.size());
  run_each(docket.size(), [this](std::size_t use) { standings_[use] = standings_of(use); });
  draw_down();
}

std::vector<Covers::Standing> Covers::standings_of(std::size_t use) const {
  const std::vector<Looked> candidates = docket_.candidates_for(use, Wording::kRulesAlone);
  std::vector<Standing> standings(docket_.territories_of(use).size());
  for (std::size_t place = 0; place < standings.size(); ++place) {
    Standing& standing = standings[place];
    if (is_owner(docket_.video_of(use), docket_.music_of(use))) {
      standing.cover = Cover{State::kLicensedOwn, std::nullopt};
    }
    for (const Looked& one : candidates) {
      if (!one.passes_in(place)) continue;
      const Licence& licence = docket_.licence(one.number);
      if (is_limited(licence)) {
        standing.limited.push_back(one.number);
        continue;
      }
      const Cover cover{state_of_passing(licence, one.examined), one.number};
      if (!standing.cover || cover < *standing.cover) standing.cover = cover;
    }
  }
  return standings;
}

/// Uses that only licences with a limit cover, in the order in which they go first. Episodes go
/// together, as the first of them does, since they may take one place.
std::vector<Covers::Need> Covers::in_need() const {
  std::vector<Need> needs;
  for (std::size_t use = 0; use < standings_.size(); ++use) {
    for (std::size_t place = 0; place < standings_[use].size(); ++place) {
      const Standing& standing = standings_[use][place];
      if (!standing.cover && !standing.limited.empty()) needs.emplace_back(use, place);
    }
  }
  std::ranges::sort(needs, {}, [this](const Need& need) {
    const UseToJudge& use = docket_.use(need.first);
    return std::tuple(docket_.series_rank_of(need.first), docket_.rank_of(need.first),
                      docket_.music_rank_of(need.first), use.length, use.speed_ppm, use.pitch_cents,
                      use.alone, need.second);
  });
  return needs;
}

void Covers::draw_down() {
  const std::vector<Need> needs = in_need();
  for (const auto& [use, place] : needs) {
    const PreparedVideo& video = docket_.video_of(use);
    for (const LicenceNumber number : standings_[use][place].limited) {
      const Licence& licence = docket_.licence(number);
      if (licence.max_uses) drawn_.limit(number, *licence.max_uses);
      if (licence.series.is_stated() && !video.series.empty()) {
        episodes_.add(number, licence.series, video.series, docket_.rank_of(use),
                      video.video->published);
      }
    }
  }
  for (const auto& [use, place] : needs) {
    Standing& standing = standings_[use][place];
    std::vector<Option> options;
    for (const LicenceNumber number : standing.limited) {
      if (!series_finding(number, use)) options.push_back({number, product_of(number, use)});
    }
    standing.drawn = drawn_.add(std::move(options));
  }
}

ProductNumber Covers::product_of(LicenceNumber licence, std::size_t use) const {
  const bool as_episode =
      !docket_.video_of(use).series.empty() && docket_.licence(licence).series.is_stated();
  return as_episode ? docket_.videos() + docket_.series_rank_of(use) : docket_.rank_of(use);
}

std::optional<RuleFinding> Covers::series_finding(LicenceNumber licence, std::size_t use) const {
  return episodes_.finding(licence, docket_.video_of(use).series, docket_.rank_of(use));
}

RuleFinding Covers::limit_finding(LicenceNumber licence, std::size_t use) const {
  if (auto finding = series_finding(licence, use)) return *std::move(finding);
  const std::int64_t most = docket_.licence(licence).max_uses.value_or(0);
  return {Rule::kUses, State::kViolationUses, false,
          "it is for " + std::to_string(most) + (most == 1 ? " video" : " videos") +
              ", which were published before"};
}

std::optional<Cover> Covers::of(std::size_t use, std::size_t place) const {
  const Standing& standing = standings_[use][place];
  if (standing.cover || !standing.drawn) return standing.cover;
  const auto number = drawn_.licence_of(*standing.drawn);
  if (!number) return std::nullopt;
  return Cover{state_of_passing(docket_.licence(*number),
                                docket_.look(*number, use, Wording::kRulesAlone).examined),
               number};
}

}  // namespace engine::licences
