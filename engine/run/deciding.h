// What people decide about a use, put on record: on the command line, and through the service.
#pragma once

#include "engine/core/author.h"
#include "engine/core/result.h"
#include "engine/ledger/ledger.h"
#include "engine/ledger/use_decisions.h"

#include <cstddef>
#include <optional>
#include <string>

namespace engine::run {

/// What is left out stays as it is.
struct DecisionAsked {
  std::optional<ledger::Verdict> verdict;
  std::optional<std::string> note;  ///< UTF-8.
};

struct Decided {
  ledger::UseDecision decision;  ///< As it stands now.
  std::size_t changed = 0;       ///< 0: it was so already.
};

/// A decision that is neither a verdict nor a note is taken back. Errors: those of the database.
Result<Decided> decide(const ledger::RecordedUse& use, const DecisionAsked& asked,
                       const Author& author, ledger::Ledger& ledger);

}  // namespace engine::run
