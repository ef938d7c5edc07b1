#include "engine/run/deciding.h"

namespace engine::run {

using ledger::Verdict;

Result<Decided> decide(const ledger::RecordedUse& use, const DecisionAsked& asked,
                       const Author& author, ledger::Ledger& ledger) {
  auto amendments = ledger.amendments();
  TRY(const auto decisions, ledger::decisions_on(use.video->id, amendments));
  Decided decided;
  ledger::UseDecision& decision = decided.decision;
  decision.track = use.match.track;
  decision.place = use.match.in_video;
  if (const auto* const before = ledger::decision_for(use.match, decisions)) decision = *before;
  if (asked.verdict) decision.verdict = *asked.verdict;
  if (asked.note) decision.note = *asked.note;
  ledger::Amendment amendment = ledger::amendment_of(decision);
  if (decision.verdict == Verdict::kNone && decision.note.empty()) amendment.value.reset();
  TRY(decided.changed, amendments.change(use.video->id, {amendment}, author));
  return decided;
}

}  // namespace engine::run
