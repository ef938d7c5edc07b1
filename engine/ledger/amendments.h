// What people say about a video, over what was found in it: facts of the production, corrections of
// cues, decisions on uses. Each is a text under a subject; what it means is for those who write
// it. A scan adds facts that it finds stated (engine/run/found_facts.h), never over a person's, and
// every change stays on record: who, when, before and after.
#pragma once

#include "engine/core/author.h"
#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/storage/database.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::ledger {

enum class AmendmentKind : std::uint8_t {
  kFact,      ///< By name of a field: video_facts.h.
  kCue,       ///< By cue id: reports/cue_correction.h.
  kDecision,  ///< By the place of a use: use_decisions.h.
};

std::string_view to_string(AmendmentKind kind);  ///< "fact", "cue", "decision".

using engine::Author;

/// What a subject is to say from now on; empty takes it back.
struct Amendment {
  AmendmentKind kind = AmendmentKind::kFact;
  std::string subject;
  std::optional<std::string> value;
};

struct AmendmentChange {
  std::int64_t number = 0;  ///< In the order in which they were made.
  std::int64_t batch = 0;   ///< Changes that were made together, by the number of the first.
  AmendmentKind kind = AmendmentKind::kFact;
  std::string subject;
  std::optional<std::string> before;
  std::optional<std::string> after;
  std::string by;
  std::string at;
  std::optional<std::int64_t> undoes;  ///< The batch that this one takes back.
};

/// Value by subject.
using AmendmentValues = std::map<std::string, std::string>;

/// Threads: those of the database, one at a time. The database must outlive it.
class Amendments {
 public:
  explicit Amendments(storage::Database& database) : database_(&database) {}

  Result<AmendmentValues> of(const VideoId& video, AmendmentKind kind) const;
  /// When what each subject says was said: UTC, RFC 3339.
  Result<AmendmentValues> times_of(const VideoId& video, AmendmentKind kind) const;
  /// Of every video that has any.
  Result<std::map<VideoId, AmendmentValues>> all(AmendmentKind kind) const;

  /// All or nothing, as one batch. What says already what it is to say is no change. Returns how
  /// many changed.
  Result<std::size_t> change(const VideoId& video, const std::vector<Amendment>& amendments,
                             const Author& author);

  /// Of a video, the oldest first.
  Result<std::vector<AmendmentChange>> history(const VideoId& video) const;

  /// Takes back the latest batch of these kinds that is neither undone nor an undoing; returns
  /// what was done. Empty when there is nothing to undo.
  Result<std::vector<AmendmentChange>> undo(const VideoId& video,
                                            const std::vector<AmendmentKind>& kinds,
                                            const Author& author);

 private:
  Result<std::size_t> write(const VideoId& video, const std::vector<Amendment>& amendments,
                            const Author& author, std::optional<std::int64_t> undoes);

  storage::Database* database_;
};

}  // namespace engine::ledger
