// What is in media that is not published yet, and how it would stand: a fingerprint is matched, and
// each use judged as if the video were published where and when it is said to be.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/match.h"
#include "engine/core/result.h"
#include "engine/ledger/video_metadata.h"
#include "engine/licences/offers.h"
#include "engine/licences/verdict.h"
#include "engine/run/service/standing_uses.h"
#include "engine/run/workspace.h"
#include "matcher/matcher.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace engine::service {

struct CheckedUse {
  ledger::RecordedUse use;  ///< Without id.
  licences::Verdict verdict;
  std::vector<licences::Suggestion> offers;
};

struct CheckedMedia {
  std::vector<CheckedUse> uses;  ///< By start; what is too uncertain to be a claim comes, too.
  bool judged = false;           ///< False: no licences are on record.
};

/// Nothing of it is put on record. Threads: any.
class MusicCheck {
 public:
  /// `workspace` and `uses` outlive it. Reads the index into memory on a thread of its own, as far
  /// as it may stay there: else the first check of a large one would take many seconds.
  MusicCheck(run::Workspace& workspace, RecordsPool& records, StandingUses& uses);
  ~MusicCheck();

  /// Licences that are limited to a number of videos count what is on record, as of a moment ago.
  /// Errors: those of the index and the ledger.
  Result<CheckedMedia> check(const FingerprintedMedia& media,
                             const ledger::Publication& publication,
                             const licences::OfferBook& offers);

 private:
  Result<std::shared_ptr<const matcher::Matcher>> matcher();
  void keep_warm();

  run::Workspace& workspace_;
  RecordsPool& records_;
  StandingUses& uses_;
  std::mutex mutex_;  // Guards what follows.
  std::string tracks_;
  std::shared_ptr<const matcher::Matcher> matcher_;
  std::condition_variable changed_;
  bool cold_ = true;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace engine::service
