#include "reports/licence_audit.h"

#include "engine/core/text.h"
#include "reports/licence_circumstances.h"
#include "reports/usage_rows.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace reports {
namespace {

using namespace engine::licences;  // NOLINT: the words of licences.

constexpr std::size_t kOffersShown = 3;

AuditAction action_for(State state, bool has_offer) {
  switch (standing_of(state)) {
    case reports::Standing::kLicensed: return AuditAction::kNone;
    case reports::Standing::kViolation: return AuditAction::kInvoice;
    case reports::Standing::kUnlicensed:
      return has_offer ? AuditAction::kInvoice : AuditAction::kRequestKey;
    case reports::Standing::kUnknown: return AuditAction::kManualReview;
    case reports::Standing::kFrozen: return AuditAction::kDispute;
  }
  return AuditAction::kNone;
}

bool wants_offers(State state) {
  const reports::Standing standing = standing_of(state);
  return standing == reports::Standing::kViolation || standing == reports::Standing::kUnlicensed;
}

const Verdict& verdict_on(const Use& use, const ReportedUses& uses) {
  static const Verdict kNone;
  const Verdict* const verdict = uses.verdict_on(use);
  return verdict == nullptr ? kNone : *verdict;
}

void add_uses(const ReportedUses& uses, const Judge& judge, const OfferBook& book,
              std::vector<AuditRow>& rows) {
  const UsesToJudge circumstances = book.is_empty() ? UsesToJudge{} : circumstances_of(uses);
  const std::vector<UsePlace> places = places_of(uses.uses);
  for (std::size_t i = 0; i < uses.uses.size(); ++i) {
    const Use& use = uses.uses[i];
    AuditRow& row = rows.emplace_back();
    row.use = &use;
    row.record = &uses.record_of(use);
    row.cue = places[i].cue;
    row.verdict = &verdict_on(use, uses);
    if (const Licence* const licence = judge.find(row.verdict->overall.licence_id)) {
      row.licensee = licence->licensee;
    }
    if (!book.is_empty() && wants_offers(row.verdict->state())) {
      const UseToJudge& judged = circumstances.uses[i];
      row.offers = book.suggestions(circumstances.music[judged.music],
                                    circumstances.videos[judged.video], judged, kOffersShown);
    }
    row.action = action_for(row.verdict->state(), !row.offers.empty());
  }
}

void add_unknown(const ReportedUses& unknown, std::vector<AuditRow>& rows) {
  static const Verdict kNobodys{{.territory = {},
                                 .state = State::kUnknownMusic,
                                 .reasons = {"music that is nobody's in the catalogue"}}};
  for (const Use& use : unknown.uses) {
    AuditRow& row = rows.emplace_back();
    row.use = &use;
    row.record = &unknown.record_of(use);
    row.verdict = &kNobodys;
    row.action = AuditAction::kManualReview;
  }
}

void count(const AuditRow& row, StandingCounts& counts) {
  ++counts.uses.at(static_cast<std::size_t>(standing_of(row.verdict->state())));
  counts.music += row.use->match.in_video.length();
}

bool is_of_music(GroupBy by) {
  return by == GroupBy::kTrack || by == GroupBy::kVersion || by == GroupBy::kComposer;
}

std::size_t not_licensed(const StandingCounts& counts) {
  std::size_t sum = 0;
  for (const std::size_t uses : counts.uses) sum += uses;
  return sum - counts.uses.front();
}

}  // namespace

Standing standing_of(State state) {
  if (is_licensed(state)) return Standing::kLicensed;
  if (is_violation(state)) return Standing::kViolation;
  if (state == State::kUnlicensed) return Standing::kUnlicensed;
  if (state == State::kDisputed || state == State::kConflict) return Standing::kFrozen;
  return Standing::kUnknown;
}

std::string_view to_string(Standing standing) {
  constexpr std::array<std::string_view, kStandings> kWords{"licensed", "violation", "unlicensed",
                                                            "unknown", "frozen"};
  return kWords.at(static_cast<std::size_t>(standing));
}

std::string_view to_string(AuditAction action) {
  constexpr std::array<std::string_view, 5> kWords{"none", "request_key", "invoice", "dispute",
                                                   "manual_review"};
  return kWords.at(static_cast<std::size_t>(action));
}

LicenceAudit licence_audit(const ReportedUses& uses, const ReportedUses& unknown,
                           const Judge& judge, const OfferBook& offers, Instant as_of) {
  LicenceAudit audit;
  audit.uses = &uses;
  audit.as_of = as_of;
  audit.rows.reserve(uses.uses.size() + unknown.uses.size());
  add_uses(uses, judge, offers, audit.rows);
  add_unknown(unknown, audit.rows);
  std::ranges::stable_sort(audit.rows, [](const AuditRow& a, const AuditRow& b) {
    return std::tie(a.use->video->location, a.use->video->id, a.use->match.in_video.start) <
           std::tie(b.use->video->location, b.use->video->id, b.use->match.in_video.start);
  });
  return audit;
}

std::vector<AuditGroup> audit_groups(const LicenceAudit& audit, GroupBy by) {
  std::map<GroupName, StandingCounts> sums;
  for (const AuditRow& row : audit.rows) {
    if (row.use->id.empty() && is_of_music(by)) continue;
    for (const GroupName& name : group_names(*row.use, *row.record, by)) count(row, sums[name]);
  }
  std::vector<AuditGroup> groups;
  for (const auto& [name, counts] : sums) {
    groups.push_back({name.second.empty() ? "(unknown)" : name.second, counts});
  }
  if (by == GroupBy::kMonth) return groups;
  std::ranges::stable_sort(groups, [](const AuditGroup& a, const AuditGroup& b) {
    const std::size_t left = not_licensed(a.counts);
    const std::size_t right = not_licensed(b.counts);
    return left != right ? left > right : a.label < b.label;
  });
  return groups;
}

std::vector<AuditGroup> audit_states(const LicenceAudit& audit) {
  std::map<State, StandingCounts> sums;
  for (const AuditRow& row : audit.rows) count(row, sums[row.verdict->state()]);
  std::vector<AuditGroup> groups;
  for (const auto& [state, counts] : sums)
    groups.push_back({std::string(to_string(state)), counts});
  return groups;
}

std::string reasons_of(const Verdict& verdict) {
  return engine::joined(verdict.overall.reasons, "; ");
}

}  // namespace reports
