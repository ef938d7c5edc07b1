#include "engine/licences/verdict.h"

#include <algorithm>
#include <array>

namespace engine::licences {
namespace {

struct Named {
  State state;
  std::string_view name;
};

constexpr std::array kStates = {
    Named{State::kLicensedKey, "LICENSED_KEY"},
    Named{State::kLicensedChannel, "LICENSED_CHANNEL"},
    Named{State::kLicensedPerpetual, "LICENSED_PERPETUAL"},
    Named{State::kLicensedOwn, "LICENSED_OWN"},
    Named{State::kLicensedBlanket, "LICENSED_BLANKET"},
    Named{State::kWhitelisted, "WHITELISTED"},
    Named{State::kPublicDomain, "PUBLIC_DOMAIN"},
    Named{State::kNoRoyalty, "NO_ROYALTY"},
    Named{State::kGrace, "GRACE"},
    Named{State::kUnknownData, "UNKNOWN_DATA"},
    Named{State::kUnknownMusic, "UNKNOWN_MUSIC"},
    Named{State::kDisputed, "DISPUTED"},
    Named{State::kConflict, "CONFLICT"},
    Named{State::kViolationExpired, "VIOLATION_EXPIRED"},
    Named{State::kViolationNotYet, "VIOLATION_NOT_YET"},
    Named{State::kViolationChannel, "VIOLATION_CHANNEL"},
    Named{State::kViolationTerritory, "VIOLATION_TERRITORY"},
    Named{State::kViolationMedia, "VIOLATION_MEDIA"},
    Named{State::kViolationPlatform, "VIOLATION_PLATFORM"},
    Named{State::kViolationTier, "VIOLATION_TIER"},
    Named{State::kViolationDuration, "VIOLATION_DURATION"},
    Named{State::kViolationUses, "VIOLATION_USES"},
    Named{State::kViolationAudience, "VIOLATION_AUDIENCE"},
    Named{State::kViolationStandalone, "VIOLATION_STANDALONE"},
    Named{State::kViolationModified, "VIOLATION_MODIFIED"},
    Named{State::kRevoked, "REVOKED"},
    Named{State::kUnlicensed, "UNLICENSED"},
};

constexpr auto kStateList = [] {
  std::array<State, kStates.size()> states{};
  std::ranges::transform(kStates, states.begin(), &Named::state);
  return states;
}();

}  // namespace

std::string_view to_string(State state) {
  return std::ranges::find(kStates, state, &Named::state)->name;
}

std::optional<State> state_named(std::string_view word) {
  const auto* const found = std::ranges::find(kStates, word, &Named::name);
  if (found == kStates.end()) return std::nullopt;
  return found->state;
}

std::span<const State> all_states() { return kStateList; }

bool is_licensed(State state) { return state <= State::kGrace; }

bool is_violation(State state) {
  return state >= State::kViolationExpired && state <= State::kRevoked;
}

std::string_view to_string(Rule rule) {
  switch (rule) {
    case Rule::kRevoked: return "revoked";
    case Rule::kTrack: return "track";
    case Rule::kConnection: return "connection";
    case Rule::kTerm: return "term";
    case Rule::kPublishWindow: return "publish_window";
    case Rule::kChannel: return "channel";
    case Rule::kTerritory: return "territory";
    case Rule::kMedia: return "media";
    case Rule::kPlatform: return "platform";
    case Rule::kVersion: return "version";
    case Rule::kDuration: return "duration";
    case Rule::kUses: return "uses";
    case Rule::kSeries: return "series";
    case Rule::kAudience: return "audience";
    case Rule::kStandalone: return "standalone";
    case Rule::kModified: return "modified";
  }
  return "";
}

}  // namespace engine::licences
