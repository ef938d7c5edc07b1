// The verdict on uses: which licence covers each, or which came nearest and what it lacks.
//
// A licence that passes every rule covers the use. Where several do, the one with the closest tie
// is named: its key or the video, the channel, the platform. What holds whatever else does:
//   - the order of licences and of uses changes nothing;
//   - one more licence never takes the cover from a use;
//   - what is not known fails no rule, and is UNKNOWN_DATA where nothing else covers the use.
#pragma once

#include "engine/core/result.h"
#include "engine/core/shared.h"
#include "engine/licences/licence.h"
#include "engine/licences/use_circumstances.h"
#include "engine/licences/verdict.h"

#include <memory>
#include <vector>

namespace engine::licences {

struct JudgeOptions {
  Instant as_of{};        ///< The day of judgement: of revocations, terms that ended, disputes.
  int dispute_days = 30;  ///< After which a dispute that nobody has settled lapses.
};

/// Threads: `judge` computes on those of engine/core/parallel.h; any number of calls at a time.
/// A verdict without its words.
struct Ruling {
  State state = State::kUnlicensed;   ///< The gravest of the territories'.
  const Licence* covering = nullptr;  ///< The licence that passes there; null: none does.
};

class Judge {
 public:
  /// Errors: kInvalidInput when two licences have one id.
  static Result<Judge> make(std::vector<Licence> licences, const JudgeOptions& options);

  Judge(Judge&&) noexcept;
  Judge& operator=(Judge&&) noexcept;
  ~Judge();

  /// One for each use, in their order; equal ones are one in memory, since a licence says the same
  /// of thousands of uses. Uses count against what is licensed for a number of videos in the order
  /// of publication, so all uses of a ledger are to be judged at once.
  std::vector<Shared<Verdict>> judge(const UsesToJudge& uses) const;

  /// What the same verdicts come to; in less time, and a tenth of the memory.
  std::vector<Ruling> rule(const UsesToJudge& uses) const;

  /// Null when there is none.
  const Licence* find(const std::string& id) const;

 private:
  struct State;
  explicit Judge(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace engine::licences
