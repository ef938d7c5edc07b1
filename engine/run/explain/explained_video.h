// An explanation with the names that people know things by: what text, JSON and picture show.
#pragma once

#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "engine/run/heard_video.h"
#include "engine/run/scan_outcome.h"
#include "matcher/explanation.h"

#include <map>
#include <optional>
#include <string>

namespace engine::explain {

struct ExplainedVideo {
  std::string name;
  std::optional<VideoId> id;  ///< Of a video on record.
  MediaTime duration{0};
  bool from_archive = false;
  std::optional<TrackId> track;  ///< When one was asked for.
  matcher::Explanation explanation;
  run::TrackLabels labels;  ///< Of every track named.
  /// By start of each claim that the ledger has, bit for bit: its usage id.
  std::map<std::pair<MediaTime, TrackId>, std::string> usages;

  /// Title of a track, or its id when it has none.
  std::string title(const TrackId& track_id) const;
  /// Empty when the claim is not on record as it is.
  std::string usage_id(const matcher::Case& claim) const;
};

/// Errors: those of matcher::explanation_of and of the ledger.
Result<ExplainedVideo> explain_video(const run::HeardVideo& heard, run::Records& records,
                                     const matcher::Index& index,
                                     const matcher::ExplanationScope& scope);

}  // namespace engine::explain
