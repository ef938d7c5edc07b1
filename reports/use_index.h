// All uses of a ledger in a compact form, for reckonings that need every one of them and a few
// fields of each: it is read in the order of ids, without sorting, and a million uses take some
// sixty megabytes. ReportedUses, which share videos and recordings as well, have what a document
// shows beside that, evidence and verdicts with their words, in the order in which it shows them;
// they take several times as much.
#pragma once

#include "engine/core/id.h"
#include "engine/core/media_time.h"
#include "engine/ledger/use_decisions.h"
#include "reports/reported_uses.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace reports {

struct IndexedVideo {
  engine::VideoFacts facts;
  VideoRecord record;
};

struct IndexedUse {
  engine::UsageId id;
  std::uint32_t video = 0;      ///< Its place in UseIndex::videos.
  std::uint32_t recording = 0;  ///< Its place in UseIndex::recordings.
  engine::MediaSpan in_video;
  std::int32_t speed_ppm = 1'000'000;
  std::int32_t pitch_cents = 0;
  std::int32_t level_tenth_db = 0;
};

struct UseIndex {
  std::vector<IndexedVideo> videos{};
  std::vector<engine::catalogue::Recording> recordings{};  ///< Each with its track.
  std::vector<IndexedUse> uses{};                          ///< By id.
  /// Of people, by place in `uses`, on those that they have decided on.
  std::unordered_map<std::size_t, engine::ledger::UseDecision> decisions{};

  const IndexedVideo& video_of(const IndexedUse& use) const { return videos[use.video]; }
  const engine::catalogue::Recording& recording_of(const IndexedUse& use) const {
    return recordings[use.recording];
  }
  /// By the id as text. Null when it is none of these.
  const IndexedUse* find(const std::string& usage_id) const;
};

/// Whether a use counts on a day of the period: day_of. Without a day it counts on none.
bool counts_in(const Period& period, const UseIndex& index, const IndexedUse& use);

}  // namespace reports
