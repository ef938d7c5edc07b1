#include "engine/royalties/rate_choice.h"

#include "engine/core/text.h"

#include <algorithm>

namespace engine::royalties {
namespace {

using licences::State;
using Words = std::vector<std::string>;

bool allows(const Words& words, const std::string& word) {
  if (words.empty()) return true;
  const std::string lower = to_lower_ascii(word);
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& one) { return to_lower_ascii(one) == lower; });
}

bool allows_territory(const Words& codes, const std::string& territory) {
  return codes.empty() || std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
           return catalogue::lies_in(territory, code);
         });
}

/// People have decided, or the law, that nothing is asked for it.
bool is_free(State state) {
  return state == State::kWhitelisted || state == State::kPublicDomain ||
         state == State::kNoRoyalty;
}

/// Money is due, now or when what is open has been settled.
bool is_due(State state) {
  return licences::is_licensed(state) || state == State::kDisputed || state == State::kConflict;
}

bool allows_state(const Words& words, State state) {
  if (words.empty()) return is_due(state);
  return std::any_of(words.begin(), words.end(), [state](const std::string& word) {
    if (word == "any") return true;
    if (word == "licensed") return is_due(state);
    if (word == "violation") return licences::is_violation(state);
    return word == licences::to_string(state);
  });
}

bool fits(const Rate& rate, const Uses& uses, const Use& use) {
  const UseSelector& when = rate.when;
  const PlayedVideo& video = uses.video_of(use);
  const PlayedLicence* const licence = uses.licence_of(use);
  const PlayedLicence none{.id = {}};
  const PlayedLicence& of = licence == nullptr ? none : *licence;
  if (rate.model == Model::kRoyaltySplit && licence == nullptr) return false;
  return allows(when.tiers, of.tier) && allows(when.licence_models, of.model) &&
         allows(when.platforms, video.platform) && allows(when.channels, video.channel) &&
         allows(when.media, video.media) && allows(when.versions, uses.track_of(use).version) &&
         allows_territory(when.territories, video.territory) &&
         (!use.state || allows_state(when.states, *use.state));
}

std::string described(const Uses& uses, const Use& use) {
  const PlayedVideo& video = uses.video_of(use);
  const PlayedLicence* const licence = uses.licence_of(use);
  Words words{"tier " + (licence == nullptr ? "none" : "\"" + licence->tier + "\""),
              "platform \"" + video.platform + "\"",
              "territory " + catalogue::territory_name(video.territory),
              "version " + uses.track_of(use).version};
  if (use.state) words.emplace_back(licences::to_string(*use.state));
  return joined(words, ", ");
}

}  // namespace

Result<RateChoice> rate_for(const RateCard& card, const Uses& uses, const Use& use) {
  if (use.state && is_free(*use.state)) {
    return RateChoice{.rate = {}, .why_none = std::string(licences::to_string(*use.state))};
  }
  for (std::size_t i = 0; i < card.rates.size(); ++i) {
    if (fits(card.rates[i], uses, use)) return RateChoice{.rate = i};
  }
  if (use.state && !is_due(*use.state)) {
    return RateChoice{.rate = {}, .why_none = std::string(licences::to_string(*use.state))};
  }
  return fail(Errc::kInvalidInput,
              "missing rate: no rate of \"" + card.name + "\" " + card.version + " is for use " +
                  use.id + " (" + described(uses, use) +
                  "); add one, or a last one of model direct_payout for what nothing is paid for");
}

}  // namespace engine::royalties
