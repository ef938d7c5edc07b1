// A decision is kept under "TRACK@START_US", as "VERDICT END_US NOTE".
#include "engine/ledger/use_decisions.h"

#include "engine/core/text.h"

#include <algorithm>
#include <array>

namespace engine::ledger {
namespace {

constexpr std::array<std::string_view, 5> kVerdicts{"", "accepted", "rejected", "disputed",
                                                    "whitelisted"};
constexpr std::string_view kNoVerdict = "-";

Result<UseDecision> decision_of(const std::string& subject, const std::string& value) {
  const std::size_t at = subject.find('@');
  const std::size_t first = value.find(' ');
  const std::size_t second = first == value.npos ? first : value.find(' ', first + 1);
  if (at != subject.npos && second != value.npos) {
    const std::string word = value.substr(0, first);
    const auto track = parse_id<TrackId>(subject.substr(0, at));
    const auto start = parse_fixed_point(subject.substr(at + 1), 0);
    const auto end = parse_fixed_point(value.substr(first + 1, second - first - 1), 0);
    const auto verdict = word == kNoVerdict ? Verdict::kNone : verdict_named(word);
    if (track && start && end && verdict) {
      return UseDecision{
          *track, {MediaTime{*start}, MediaTime{*end}}, *verdict, value.substr(second + 1), {}};
    }
  }
  return fail(Errc::kCorrupt, "the ledger's decision '" + clean_utf8(subject) + "' is none");
}

}  // namespace

std::string_view to_string(Verdict verdict) { return kVerdicts[static_cast<std::size_t>(verdict)]; }

std::optional<Verdict> verdict_named(std::string_view word) {
  const auto* const found = std::ranges::find(kVerdicts, word);
  if (found == kVerdicts.end()) return std::nullopt;
  return static_cast<Verdict>(found - kVerdicts.begin());
}

Amendment amendment_of(const UseDecision& decision) {
  Amendment amendment;
  amendment.kind = AmendmentKind::kDecision;
  amendment.subject =
      to_string(decision.track) + "@" + std::to_string(decision.place.start.count());
  if (decision.verdict == Verdict::kNone && decision.note.empty()) return amendment;
  const std::string_view word =
      decision.verdict == Verdict::kNone ? kNoVerdict : to_string(decision.verdict);
  amendment.value =
      std::string(word) + " " + std::to_string(decision.place.end.count()) + " " + decision.note;
  return amendment;
}

Result<std::vector<UseDecision>> decisions_on(const VideoId& video, const Amendments& amendments) {
  TRY(const AmendmentValues values, amendments.of(video, AmendmentKind::kDecision));
  TRY(AmendmentValues times, amendments.times_of(video, AmendmentKind::kDecision));
  std::vector<UseDecision> decisions;
  for (const auto& [subject, value] : values) {
    TRY(UseDecision decision, decision_of(subject, value));
    decision.decided_at = times[subject];
    decisions.push_back(std::move(decision));
  }
  return decisions;
}

Result<DecisionsByVideo> all_decisions(const Amendments& amendments) {
  DecisionsByVideo decisions;
  TRY(const auto decided, amendments.all(AmendmentKind::kDecision));
  for (const auto& [video, values] : decided) {
    TRY(decisions[video], decisions_on(video, amendments));
  }
  return decisions;
}

const UseDecision* decision_for(const Match& match, const std::vector<UseDecision>& decisions) {
  const UseDecision* best = nullptr;
  MediaTime most{0};
  for (const UseDecision& one : decisions) {
    if (one.track != match.track) continue;
    const MediaTime common = in_common(one.place, match.in_video);
    if (!share_half(one.place, match.in_video) || common <= most) continue;
    best = &one;
    most = common;
  }
  return best;
}

bool is_use(const Match& match, const std::vector<UseDecision>& decisions) {
  const UseDecision* const decision = decision_for(match, decisions);
  if (decision == nullptr || decision->verdict == Verdict::kNone) return match.confident();
  if (decision->verdict == Verdict::kDisputed) return match.confident();
  return decision->verdict != Verdict::kRejected;
}

}  // namespace engine::ledger
