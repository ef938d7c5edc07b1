#include "engine/run/explain/explained_video.h"

#include "engine/run/known_tracks.h"
#include "engine/run/track_label.h"
#include "matcher/matcher.h"

#include <utility>

namespace engine::explain {
namespace {

Result<run::TrackLabels> labels_of(const ExplainedVideo& video,
                                   const catalogue::Catalogue& catalogue) {
  run::TrackLabels labels;
  const auto add = [&](const TrackId& track) -> Result<void> {
    if (labels.contains(track)) return {};
    TRY(run::TrackLabel label, run::track_label(track, catalogue));
    labels.emplace(track, std::move(label));
    return {};
  };
  if (video.track) TRY_VOID(add(*video.track));
  for (const auto* cases : {&video.explanation.claims, &video.explanation.refused}) {
    for (const matcher::Case& one : *cases) {
      TRY_VOID(add(one.track));
      for (const TrackId& other : one.beside) TRY_VOID(add(other));
    }
  }
  return labels;
}

}  // namespace

std::string ExplainedVideo::title(const TrackId& track_id) const {
  const auto label = labels.find(track_id);
  const bool known = label != labels.end() && !label->second.title.empty();
  return known ? label->second.title : to_string(track_id);
}

std::string ExplainedVideo::usage_id(const matcher::Case& claim) const {
  const auto usage = usages.find({claim.in_video.start, claim.track});
  return usage == usages.end() ? "" : usage->second;
}

Result<ExplainedVideo> explain_video(const run::HeardVideo& heard, run::Records& records,
                                     const matcher::Index& index,
                                     const matcher::ExplanationScope& scope) {
  ExplainedVideo video;
  video.name = heard.name;
  video.duration = heard.media.fingerprint.duration;
  video.from_archive = heard.from_archive;
  video.track = scope.track;
  TRY(run::KnownTracks known, run::known_tracks(records.catalogue(), index));
  const matcher::Matcher matcher(index, std::move(known.families));
  TRY(video.explanation, matcher::explanation_of(heard.media.fingerprint, index, matcher, scope));
  TRY(video.labels, labels_of(video, records.catalogue()));
  if (!heard.recorded) return video;
  video.id = heard.recorded->id;
  TRY(const auto findings, records.ledger().findings_in(*video.id));
  for (const matcher::Case& claim : video.explanation.claims) {
    for (const ledger::RecordedUse& use : findings) {
      if (use.match == *claim.match) video.usages[{claim.in_video.start, claim.track}] = use.id;
    }
  }
  return video;
}

}  // namespace engine::explain
