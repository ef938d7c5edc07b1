#include "engine/run/usage_records.h"

#include "engine/core/numbering.h"
#include "engine/ledger/use_decisions.h"
#include "engine/ledger/video_facts.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>
#include <utility>

namespace engine::run {
namespace {

using ledger::AmendmentKind;
using ledger::DecisionsByVideo;
using ledger::FoundPlace;
using ledger::Verdict;
using reports::IndexedUse;
using reports::Use;

bool belongs(const Use& use, const DecisionsByVideo& decisions, Findings which) {
  const auto of_video = decisions.find(use.video->id);
  const bool undecided = of_video == decisions.end();
  if (which == Findings::kUses) {
    return undecided ? use.match.confident() : ledger::is_use(use.match, of_video->second);
  }
  if (use.match.confident()) return false;
  if (undecided) return true;
  const ledger::UseDecision* const decision = ledger::decision_for(use.match, of_video->second);
  return decision == nullptr || decision->verdict == Verdict::kNone;
}

auto place_of(const Use& use) {
  const MediaSpan& span = use.match.in_video;
  return std::tie(use.video->location, use.video->id, span.start, span.end, use.match.track);
}

std::string programme_of(const ledger::Production& production) {
  if (production.title.empty() || production.episode_title.empty()) {
    return production.title + production.episode_title;
  }
  return production.title + ": " + production.episode_title;
}

Result<reports::VideoRecords> video_records(ledger::Ledger& ledger) {
  reports::VideoRecords records;
  TRY(const auto stamps, ledger.scan_stamps());
  for (const auto& [video, stamp] : stamps) {
    records[video].scan_id = to_string(stamp.scan);
    records[video].scanned_at = stamp.posted_at;
  }
  TRY(const auto facts, ledger.amendments().all(AmendmentKind::kFact));
  for (const auto& [video, values] : facts) {
    TRY(ledger::VideoMetadata metadata, ledger::metadata_of(values));
    records[video].programme = programme_of(metadata.production);
    records[video].series = metadata.production.series;
    records[video].publication = std::move(metadata.publication);
  }
  return records;
}

/// Gathers uses one by one, each video and recording once.
class Indexing {
 public:
  Indexing(Records& records, reports::UseIndex& index) : records_(records), index_(index) {}

  Result<void> run() {
    TRY(decisions_, all_decisions(records_.ledger().amendments()));
    TRY_VOID(look_up_videos());
    return records_.ledger().found_places().each(
        [this](const FoundPlace& place) { return take(place); });
  }

 private:
  Result<void> look_up_videos() {
    TRY(auto facts, records_.ledger().videos());
    TRY(auto said, video_records(records_.ledger()));
    for (VideoFacts& one : facts) {
      const VideoId id = one.id;
      known_.try_emplace(id, reports::IndexedVideo{std::move(one), std::move(said[id])});
    }
    return {};
  }

  Result<void> take(const FoundPlace& place) {
    const auto of_video = decisions_.find(place.video);
    if (of_video == decisions_.end()) {
      return place.confidence_ppm < kConfidentPpm ? Result<void>() : add(place);
    }
    Match match;
    match.track = place.track;
    match.in_video = place.in_video;
    match.confidence_ppm = place.confidence_ppm;
    if (!ledger::is_use(match, of_video->second)) return {};
    if (const auto* const decision = ledger::decision_for(match, of_video->second)) {
      index_.decisions.emplace(index_.uses.size(), *decision);
    }
    return add(place);
  }

  Result<void> add(const FoundPlace& place) {
    const auto video = videos_.take(place.video);
    if (video.is_new) index_.videos.push_back(std::move(known_[place.video]));
    const auto recording = recordings_.take(place.track);
    if (recording.is_new) {
      TRY(auto known, records_.catalogue().find(place.track));
      if (!known) known.emplace().track = place.track;
      index_.recordings.push_back(*std::move(known));
    }
    index_.uses.push_back({.id = place.id,
                           .video = static_cast<std::uint32_t>(video.number),
                           .recording = static_cast<std::uint32_t>(recording.number),
                           .in_video = place.in_video,
                           .speed_ppm = place.speed_ppm,
                           .pitch_cents = place.pitch_cents,
                           .level_tenth_db = place.level_tenth_db});
    return {};
  }

  Records& records_;
  reports::UseIndex& index_;
  DecisionsByVideo decisions_;
  std::map<VideoId, reports::IndexedVideo> known_;  // Moved from, once it has a use.
  Numbering<VideoId> videos_;
  Numbering<TrackId> recordings_;
};

}  // namespace

Result<reports::ReportedUses> reported_uses(Records& records, Findings which) {
  ledger::Ledger& ledger = records.ledger();
  reports::ReportedUses report;
  TRY(const DecisionsByVideo decisions, all_decisions(ledger.amendments()));
  TRY(report.uses, which == Findings::kUses ? ledger.uses() : ledger.for_review());
  if (which == Findings::kUses && !decisions.empty()) {
    TRY(std::vector<Use> uncertain, ledger.for_review());
    std::move(uncertain.begin(), uncertain.end(), std::back_inserter(report.uses));
  }
  std::erase_if(report.uses, [&](const Use& use) { return !belongs(use, decisions, which); });
  std::stable_sort(report.uses.begin(), report.uses.end(),
                   [](const Use& a, const Use& b) { return place_of(a) < place_of(b); });
  for (const Use& use : report.uses) {
    const auto of_video = decisions.find(use.video->id);
    if (of_video == decisions.end()) continue;
    if (const auto* const decision = ledger::decision_for(use.match, of_video->second)) {
      report.decisions.emplace(use.id, *decision);
    }
  }
  TRY(report.videos, video_records(ledger));
  return report;
}

Result<reports::UseIndex> indexed_uses(Records& records) {
  reports::UseIndex index;
  TRY_VOID(Indexing(records, index).run());
  return index;
}

std::vector<std::uint8_t> levels_of(const Fingerprint& fingerprint) {
  std::vector<std::uint8_t> levels = fingerprint.mid.levels;
  const std::vector<std::uint8_t>& side = fingerprint.side.levels;
  for (std::size_t i = 0; i < std::min(levels.size(), side.size()); ++i) {
    levels[i] = std::max(levels[i], side[i]);
  }
  return levels;
}

Result<reports::Waveforms> waveforms(const Records& records, const std::vector<VideoId>& videos) {
  if (videos.empty() || !std::filesystem::exists(records.folder() / "index")) {
    return reports::Waveforms{};
  }
  TRY(const matcher::Index index, records.index());
  return waveforms(index, videos);
}

Result<reports::Waveforms> waveforms(const matcher::Index& index,
                                     const std::vector<VideoId>& videos) {
  reports::Waveforms waveforms;
  for (const VideoId& video : videos) {
    TRY(const auto media, index.archived(video));
    if (media) waveforms[video] = levels_of(media->fingerprint);
  }
  return waveforms;
}

}  // namespace engine::run
