// A stored claim, computed again: from the archived fingerprint, against the tracks and with the
// matcher of today. Nothing is written.
#pragma once

#include "engine/core/match.h"
#include "engine/core/result.h"
#include "engine/ledger/ledger.h"
#include "engine/run/workspace.h"
#include "matcher/index.h"

#include <optional>
#include <string>

namespace engine::run {

/// Whether what is computed with is what the claim was computed with then.
enum class Circumstances {
  kSame,            ///< Same sound, tracks, analysis and matcher: the figures must be equal.
  kOtherMatcher,    ///< Same tracks; the claim was made by an earlier matcher.
  kOtherCatalogue,  ///< Other tracks, and perhaps another matcher or analysis.
};

struct Verification {
  ledger::KnownUse stored;
  int stored_matcher = 0;  ///< Its version; 0 when that cannot be told.
  Circumstances circumstances = Circumstances::kSame;
  bool track_gone = false;  ///< Taken out of the catalogue since.
  /// The claim as it comes out today: the same, else that of the same track that shares most of the
  /// time; empty when there is none.
  std::optional<Match> today;

  bool is_same() const { return today && *today == stored.use.match; }
};

/// Errors: kNotFound (no such use; no archived sound, or of another state of the video), kUsage,
/// and those of reading ledger and index.
Result<Verification> verify_use(const std::string& text, Records& records,
                                const matcher::Index& index);

}  // namespace engine::run
