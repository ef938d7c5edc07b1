// Where people's changes are written: decisions, corrections, facts, licences. One at a time,
// beside the jobs, which write through connections of their own.
#pragma once

#include "engine/core/author.h"
#include "engine/core/result.h"
#include "engine/core/utc.h"
#include "engine/run/service/tokens.h"
#include "engine/run/workspace.h"

#include <mutex>
#include <utility>

namespace engine::service {

/// Threads: any.
class Desk {
 public:
  explicit Desk(run::Workspace workspace) : workspace_(std::move(workspace)) {}

  /// Calls `work` with the workspace, in one transaction, which its success commits.
  template <class Work>
  auto write(Work work) -> decltype(work(std::declval<run::Workspace&>())) {
    const std::lock_guard lock(mutex_);
    TRY(auto transaction, workspace_.begin());
    auto done = work(workspace_);
    if (!done) return done;
    TRY_VOID(transaction.commit());
    return done;
  }

 private:
  std::mutex mutex_;
  run::Workspace workspace_;
};

/// By whom a change is made that came with a token.
inline Author author_of(const Token* token) {
  return {token == nullptr ? std::string("service") : token->name, utc_now()};
}

}  // namespace engine::service
