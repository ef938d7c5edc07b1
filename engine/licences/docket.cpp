#include "engine/licences/docket.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace engine::licences {
namespace {

constexpr std::size_t kStrangersMax = 64;  // Licences of others that are looked at for the nearest.
constexpr std::size_t kUntiedMax = 1000;   // Licences that may be meant where a video says nothing.

/// The place of each of `count` things in their order.
template <class Before>
std::vector<std::size_t> ranks_of(std::size_t count, const Before& before) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, before);
  std::vector<std::size_t> ranks(count);
  for (std::size_t rank = 0; rank < count; ++rank) ranks[order[rank]] = rank;
  return ranks;
}

}  // namespace

std::vector<RuleFinding> Looked::findings_in(std::size_t territory) const {
  std::vector<RuleFinding> all = examined.findings;
  if (territories[territory]) all.push_back(*territories[territory]);
  std::ranges::stable_sort(all, {}, &RuleFinding::rule);
  return all;
}

Docket::Docket(std::span<const PreparedLicence> licences, const LicenceIndex& index, Instant as_of,
               const UsesToJudge& uses)
    : licences_(licences), index_(index), as_of_(as_of), uses_(uses) {
  music_.reserve(uses.music.size());
  for (const Music& one : uses.music) {
    music_.emplace_back(one);
    licences_of_music_.push_back(index_.for_music(music_.back()));
  }
  videos_.reserve(uses.videos.size());
  for (const PublishedVideo& one : uses.videos) {
    videos_.emplace_back(one);
    tied_.push_back(index_.tied_to(videos_.back()));
  }
  rank();
}

void Docket::rank() {
  const auto published = [this](std::size_t video) {
    const auto& at = videos_[video].video->published;
    return std::pair(!at, at ? at->at : Instant{});
  };
  ranks_ = ranks_of(videos_.size(), [&](std::size_t a, std::size_t b) {
    if (published(a) != published(b)) return published(a) < published(b);
    return videos_[a].names < videos_[b].names;
  });
  for (std::size_t video = 0; video < videos_.size(); ++video) {
    const auto [known, is_new] = series_ranks_.try_emplace(videos_[video].series, ranks_[video]);
    if (!is_new) known->second = std::min(known->second, ranks_[video]);
  }
  music_ranks_ = ranks_of(music_.size(), [this](std::size_t a, std::size_t b) {
    return music_[a].ids < music_[b].ids;
  });
}

const std::vector<std::string>& Docket::territories_of(std::size_t use) const {
  static const std::vector<std::string> kUnknown{std::string()};
  const std::vector<std::string>& known = video_of(use).video->territories;
  return known.empty() ? kUnknown : known;
}

std::size_t Docket::series_rank_of(std::size_t use) const {
  const std::string& series = video_of(use).series;
  return series.empty() ? rank_of(use) : series_ranks_.at(series);
}

Looked Docket::look(LicenceNumber number, std::size_t use, Wording wording) const {
  const PreparedLicence& licence = licences_[number];
  Looked looked{
      number, examine(licence, music_of(use), video_of(use), uses_.uses[use], as_of_, wording), {}};
  for (const std::string& territory : territories_of(use)) {
    looked.territories.push_back(examine_territory(licence, territory));
  }
  return looked;
}

std::vector<Looked> Docket::candidates_for(std::size_t use, Wording wording) const {
  std::vector<Looked> candidates;
  for (const LicenceNumber number : tied_[uses_.uses[use].video]) {
    if (covers(licences_[number], music_of(use))) candidates.push_back(look(number, use, wording));
  }
  for (const LicenceNumber number : licences_for(use).open) {
    const auto is_there = [number](const Looked& one) { return one.number == number; };
    if (is_elsewhere(licences_[number], video_of(use))) continue;
    if (std::ranges::any_of(candidates, is_there)) continue;
    candidates.push_back(look(number, use, wording));
  }
  return candidates;
}

void Docket::add_strangers(std::size_t use, std::vector<Looked>& found) const {
  const PreparedVideo& video = video_of(use);
  const bool untied = video.channel.empty() && video.uploader.empty();
  const auto take = [&](const LicenceNumbers& numbers, std::size_t most) {
    for (std::size_t i = 0; i < std::min(numbers.size(), most); ++i) {
      found.push_back(look(numbers[i], use));
      if (untied && !found.back().examined.fails()) return;  // It may be meant: that is enough.
    }
  };
  take(tied_[uses_.uses[use].video], kStrangersMax);
  take(licences_for(use).naming, untied ? kUntiedMax : kStrangersMax);
  if (untied) take(index_.for_all_music(), kUntiedMax);
}

}  // namespace engine::licences
