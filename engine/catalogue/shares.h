// Who owns, and who collects, how much of a work: of which right, where, and on which day. What cue
// sheets, licences and royalties read, so that none of them reckons with contributions itself:
//
//   TRY(const auto work, catalogue.work(id, as_of));           // as it was known then, or today
//   const ShareAnswer answer = shares_of(*work, {.right = Right::kPerformance,
//                                                .kind = ShareKind::kCollection,
//                                                .territory = "DE",
//                                                .day = *parse_day("2026-10-31")});
//   if (answer.claim != Claim::kComplete) ...                  // hold the money, say why
//   for (const PartyShare& one : answer.shares) work->contributions[one.contribution] ...
//
// Works state shares in one of two ways. In the one, writers have 100 % and publishers have 100 %
// (`Contribution::share_bp`); in the other all of them together have 100 % of each right
// (`Contribution::terms`). Where there are terms of ownership they hold; else the 100 % of each
// side are halved: a writer who has a publisher keeps half of the share, the publishers have the
// other half, and a writer without publisher keeps all of it. When only some writers have one, a
// work has to say which (`Contribution::writers`); if it does not, the answer is kUnknown.
#pragma once

#include "engine/catalogue/model.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::catalogue {

struct ShareQuestion {
  Right right = Right::kPerformance;
  ShareKind kind = ShareKind::kOwnership;
  std::string territory{kWorld};  ///< Anything territory_code reads.
  std::optional<Day> day{};       ///< On which music was used; empty: dates do not count.
};

/// How the shares of an answer add up. The names of claims in messages are DDEX's.
enum class Claim : std::uint8_t {
  kComplete,  ///< To a whole, within kShareTolerancePpm.
  kUnder,     ///< To less.
  kOver,      ///< To more: nobody is to be paid before that is settled.
  kUnknown,   ///< Not stated, or not so that it has one meaning.
};

/// "CompleteClaim", "UnderClaim", "OverClaim", "UnknownClaim".
std::string_view claim_name(Claim claim);

/// CWR 2.1 and 2.2: sums of shares of two decimals may be off by 0.06 %.
inline constexpr std::int32_t kShareTolerancePpm = 600;

struct PartyShare {
  std::size_t contribution = 0;  ///< Its place in Work::contributions.
  std::int32_t share_ppm = 0;    ///< Of the whole work, from 1.

  friend bool operator==(const PartyShare&, const PartyShare&) = default;
};

struct ShareAnswer {
  std::vector<PartyShare> shares;  ///< In the order of the contributions; none is zero.
  std::int64_t total_ppm = 0;
  Claim claim = Claim::kUnknown;
  std::string why{};  ///< Of kUnknown: what is missing. Else empty.
};

/// Collection of a contributor is what its terms of collection say of that place. One without any
/// collects what it owns; but not where a publisher collects, if the customer controls it (its
/// publisher collects for it then).
ShareAnswer shares_of(const Work& work, const ShareQuestion& question);

/// Makes shares of a whole out of parts, so that they sum to `whole` exactly: largest remainder,
/// ties to the earlier. All zero when the parts are. Parts are from 0.
std::vector<std::int64_t> apportioned(const std::vector<std::int64_t>& parts, std::int64_t whole);

/// Fills in `share_bp` where a kind of contributor has none, from the ownership of the performing
/// right (of the mechanical where nobody of the kind has any): what a cue sheet calls the share.
void fill_side_shares(Work& work);

}  // namespace engine::catalogue
