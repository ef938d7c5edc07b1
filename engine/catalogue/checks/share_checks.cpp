#include "engine/catalogue/checks/findings.h"
#include "engine/catalogue/share_text.h"
#include "engine/catalogue/shares.h"
#include "engine/catalogue/societies.h"
#include "engine/core/text.h"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace engine::catalogue {
namespace {

constexpr std::array<std::string_view, kRights.size()> kRightNames = {
    "performing right", "mechanical right", "synchronisation right"};

bool is_writer(const Contribution& one) { return one.kind == ContributionKind::kWriter; }

std::string percent(std::int64_t ppm) { return share_text(static_cast<std::int32_t>(ppm)) + " %"; }

std::int64_t sum(const Work& work, const ShareAnswer& answer, ContributionKind kind) {
  std::int64_t total = 0;
  for (const PartyShare& one : answer.shares) {
    if (work.contributions[one.contribution].kind == kind) total += one.share_ppm;
  }
  return total;
}

std::string right_name(Right right) {
  return std::string(kRightNames[static_cast<std::size_t>(right)]);
}

/// CWR edits 1 to 3: what each side may have of a right.
void check_right(const Work& work, Right right, Findings& findings) {
  const ShareAnswer answer = shares_of(work, {.right = right});
  if (answer.claim == Claim::kOver) {
    findings.add("shares-over", Stops::kPayment,
                 right_name(right) + ": " + percent(answer.total_ppm) + " are claimed (OverClaim)",
                 "settle who owns what; until then nobody is paid");
  }
  if (answer.claim == Claim::kUnder && answer.total_ppm > 0) {
    findings.add(
        "shares-under", Stops::kPayment,
        right_name(right) + ": only " + percent(answer.total_ppm) + " are claimed (UnderClaim)",
        "add the writers or publishers who own the rest");
  }
  if (right != Right::kPerformance || answer.claim != Claim::kComplete) return;
  constexpr std::int64_t kHalf = kWholePpm / 2;
  const std::int64_t writers = sum(work, answer, ContributionKind::kWriter);
  const std::int64_t publishers = sum(work, answer, ContributionKind::kPublisher);
  if (publishers > kHalf + kShareTolerancePpm) {
    findings.add("publishers-over-half", Stops::kFiling,
                 "publishers own " + percent(publishers) + " of the performing right",
                 "societies pay writers at least half of it; lower the publishers' shares");
  }
  if (writers > 0 && writers < kHalf - kShareTolerancePpm) {
    findings.add("writers-under-half", Stops::kFiling,
                 "writers own " + percent(writers) + " of the performing right",
                 "give writers at least half of it, or none");
  }
}

void check_stated(const Work& work, Findings& findings) {
  const ShareAnswer answer = shares_of(work, {});
  if (answer.claim == Claim::kUnknown) {
    findings.add("shares-unknown", Stops::kPayment, answer.why,
                 "give writer_n_share and publisher_n_share, and publisher_n_writers where not all "
                 "writers are published");
  }
}

/// 200 % against 100 %: what a cue sheet prints and what is registered.
void check_sides(const Work& work, Findings& findings) {
  const auto owns = [](const Contribution& one) {
    return std::any_of(one.terms.begin(), one.terms.end(),
                       [](const auto& term) { return term.kind == ShareKind::kOwnership; });
  };
  if (std::none_of(work.contributions.begin(), work.contributions.end(), owns)) return;
  Work stated = work;
  for (Contribution& one : stated.contributions) one.share_bp.reset();
  fill_side_shares(stated);
  constexpr std::int32_t kRoundingBp = 12;
  for (std::size_t i = 0; i < work.contributions.size(); ++i) {
    const auto& printed = work.contributions[i].share_bp;
    const auto& owned = stated.contributions[i].share_bp;
    if (!printed || !owned || std::abs(*printed - *owned) <= kRoundingBp) continue;
    findings.add("sides-disagree", Stops::kFiling,
                 work.contributions[i].party.name + " has " + fixed_point(*printed, 2) +
                     " % of its side on cue sheets and " + fixed_point(*owned, 2) +
                     " % by what it owns",
                 "give share, or pr_share, mr_share and sr_share, and leave the other empty");
  }
}

/// CWR edit 4.
void check_owners(const Work& work, Findings& findings) {
  static const std::set<std::string> kOwners = {"", "E", "AQ"};
  for (const Contribution& one : work.contributions) {
    if (is_writer(one) || kOwners.contains(one.role)) continue;
    const bool owns = std::any_of(one.terms.begin(), one.terms.end(), [](const ShareTerm& term) {
      return term.kind == ShareKind::kOwnership &&
             std::any_of(term.shares_ppm.begin(), term.shares_ppm.end(),
                         [](const auto& share) { return share.value_or(0) > 0; });
    });
    if (!owns && one.share_bp.value_or(0) == 0) continue;
    findings.add("administrator-owns", Stops::kFiling,
                 one.party.name + " owns a share as " + one.role,
                 "an administrator or sub-publisher collects and owns nothing; give it collection, "
                 "or the role E");
  }
}

/// CWR edit 7: in every territory that a term names, and in the world.
void check_collection(const Work& work, Findings& findings) {
  std::set<std::string> places = {std::string(kWorld)};
  bool stated = false;
  for (const Contribution& one : work.contributions) {
    for (const ShareTerm& term : one.terms) {
      stated = stated || term.kind == ShareKind::kCollection;
      if (!term.excluded) places.insert(term.territory);
    }
  }
  if (!stated) return;
  for (const std::string& place : places) {
    for (const Right right : kRights) {
      const ShareAnswer answer =
          shares_of(work, {.right = right, .kind = ShareKind::kCollection, .territory = place});
      if (answer.claim != Claim::kOver) continue;
      findings.add("collection-over", Stops::kPayment,
                   territory_name(place) + ": " + percent(answer.total_ppm) + " of the " +
                       right_name(right) + " are collected",
                   "take the territory out of one of the terms of collection");
    }
  }
}

void check_territories(const Work& work, Findings& findings) {
  std::set<std::string> unknown;
  for (const Contribution& one : work.contributions) {
    for (const ShareTerm& term : one.terms) {
      if (territory_code(term.territory).empty()) unknown.insert(term.territory);
    }
  }
  for (const std::string& territory : unknown) {
    findings.add("territory-unknown", Stops::kPayment, "no territory '" + territory + "'",
                 "give a TIS number such as 2136 (World), or two letters such as DE");
  }
}

/// CWR edit 8, and publishers that say nothing of whom they publish.
void check_publishing(const Work& work, Findings& findings) {
  std::set<std::uint32_t> published;
  bool any = false;
  for (const Contribution& one : work.contributions) {
    if (is_writer(one)) continue;
    any = true;
    for (const PublishedWriter& link : one.writers) published.insert(link.writer);
    if (one.share_bp || !one.terms.empty()) continue;
    findings.add("publisher-without-share", Stops::kPayment, one.party.name + " has no share",
                 "give publisher_n_share, or take it out");
  }
  if (!any) return;
  std::uint32_t place = 0;
  for (const Contribution& one : work.contributions) {
    if (!is_writer(one)) break;
    if (one.controlled && !published.contains(place)) {
      findings.add("writer-without-publisher", Stops::kFiling,
                   one.party.name + " is yours, and no publisher is linked",
                   "give publisher_n_writers the writer's number");
    }
    ++place;
  }
}

}  // namespace

void check_shares(const Work& work, Findings& findings) {
  if (work.contributions.empty()) return;  // Said once, as writers-missing.
  check_stated(work, findings);
  for (const Right right : kRights) check_right(work, right, findings);
  check_sides(work, findings);
  check_owners(work, findings);
  check_collection(work, findings);
  check_territories(work, findings);
  check_publishing(work, findings);
}

}  // namespace engine::catalogue
