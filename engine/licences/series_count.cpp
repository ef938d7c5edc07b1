#include "engine/licences/series_count.h"

#include <iterator>

namespace engine::licences {

void SeriesCount::add(LicenceNumber licence, const SeriesRule& rule, const std::string& series,
                      std::size_t rank, const std::optional<Moment>& published) {
  Series& counted = series_[{licence, series}];
  counted.rule = rule;
  counted.episodes.emplace(rank, published);
}

std::optional<RuleFinding> SeriesCount::finding(LicenceNumber licence, const std::string& series,
                                                std::size_t rank) const {
  const auto found = series_.find({licence, series});
  if (found == series_.end()) return std::nullopt;
  const auto& [rule, episodes] = found->second;
  const auto episode = episodes.find(rank);
  if (episode == episodes.end()) return std::nullopt;
  const auto number = std::distance(episodes.begin(), episode) + 1;
  if (rule.max_episodes && number > *rule.max_episodes) {
    return RuleFinding{Rule::kSeries, State::kViolationUses, false,
                       "episode " + std::to_string(number) + " of the series that uses it, of " +
                           std::to_string(*rule.max_episodes)};
  }
  if (!rule.window_days) return std::nullopt;
  const std::optional<Moment>& published = episode->second;
  if (!published) {
    return RuleFinding{Rule::kSeries, State::kUnknownData, true,
                       "the day of publication is not on record; the licence is for " +
                           std::to_string(*rule.window_days) + " days of the series"};
  }
  const Moment& first = *episodes.begin()->second;  // Those without a day have the last ranks.
  if (published->at < first.at + std::chrono::days{*rule.window_days}) return std::nullopt;
  return RuleFinding{Rule::kSeries, State::kViolationUses, false,
                     "published " + to_string(*published) + ", more than " +
                         std::to_string(*rule.window_days) + " days after the first episode, " +
                         to_string(first)};
}

}  // namespace engine::licences
