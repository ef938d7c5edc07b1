// How a use stands: licensed and by what, or which rule failed. Every state has all its reasons;
// where nothing passes, the licence that came nearest is named, since that is what people ask for.
#pragma once

#include "engine/core/id.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::licences {

enum class State : std::uint8_t {
  kLicensedKey,        ///< A licence for this video or project, named or by its key.
  kLicensedChannel,    ///< A licence for the channel, running at publication.
  kLicensedPerpetual,  ///< Published while the licence ran, which covers that for ever.
  kLicensedOwn,        ///< Who uploaded it holds the rights.
  kLicensedBlanket,    ///< The platform or broadcaster has a licence for all.
  kWhitelisted,        ///< People have decided that nothing is claimed.
  kPublicDomain,
  kNoRoyalty,
  kGrace,  ///< Published after the term, within its grace.
  kUnknownData,
  kUnknownMusic,  ///< Music is heard that is nobody's in the catalogue.
  kDisputed,
  kConflict,  ///< Two licensors, or owners of more than everything.
  kViolationExpired,
  kViolationNotYet,
  kViolationChannel,
  kViolationTerritory,
  kViolationMedia,
  kViolationPlatform,
  kViolationTier,
  kViolationDuration,
  kViolationUses,
  kViolationAudience,
  kViolationStandalone,
  kViolationModified,
  kRevoked,
  kUnlicensed,
};

std::string_view to_string(State state);  ///< "LICENSED_KEY", "VIOLATION_EXPIRED", ...
std::optional<State> state_named(std::string_view word);
std::span<const State> all_states();

bool is_licensed(State state);   ///< Somebody or something allows it: nothing is held against it.
bool is_violation(State state);  ///< A licence is there, and not kept; REVOKED is one of them.

/// What a licence asks, in the order in which it is asked.
enum class Rule : std::uint8_t {
  kRevoked,
  kTrack,       ///< That it is for this music at all.
  kConnection,  ///< That it has to do with this video: key, video, channel, licensee.
  kTerm,
  kPublishWindow,
  kChannel,
  kTerritory,
  kMedia,
  kPlatform,
  kVersion,
  kDuration,
  kUses,
  kSeries,
  kAudience,
  kStandalone,
  kModified,
};

std::string_view to_string(Rule rule);  ///< "term", "territory", ...

/// A rule that a licence did not pass, or that could not be looked at.
struct RuleFinding {
  Rule rule = Rule::kTerm;
  State state = State::kUnlicensed;  ///< What the use is when this is the first that failed.
  bool unknown = false;              ///< Data is missing; nothing is said against the use.
  std::string reason;                ///< In words, with both figures.

  friend bool operator==(const RuleFinding&, const RuleFinding&) = default;
};

/// The verdict for one territory, or for all of them where they agree.
struct TerritoryVerdict {
  std::string territory;  ///< TIS code; empty where none is known or needed.
  State state = State::kUnlicensed;
  std::string licence_id{};            ///< The licence that passes, or the one that came nearest.
  bool passes = false;                 ///< Which of both it is.
  std::vector<RuleFinding> failed{};   ///< Of the nearest licence: rules failed or not known.
  std::vector<std::string> reasons{};  ///< Why, in words; never empty.

  friend bool operator==(const TerritoryVerdict&, const TerritoryVerdict&) = default;
};

struct Verdict {
  /// The gravest of the territories', with what it says.
  TerritoryVerdict overall;
  /// One each, in the order given, when they are not all the same; else empty.
  std::vector<TerritoryVerdict> by_territory{};

  State state() const { return overall.state; }
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

}  // namespace engine::licences
