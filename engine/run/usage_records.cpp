#include "engine/run/usage_records.h"

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
using ledger::Verdict;
using reports::Use;

using DecisionsByVideo = std::map<VideoId, std::vector<ledger::UseDecision>>;

Result<DecisionsByVideo> all_decisions(ledger::Ledger& ledger) {
  DecisionsByVideo decisions;
  const ledger::Amendments amendments = ledger.amendments();
  TRY(const auto decided, amendments.all(AmendmentKind::kDecision));
  for (const auto& [video, values] : decided) {
    TRY(decisions[video], ledger::decisions_on(video, amendments));
  }
  return decisions;
}

bool belongs(const Use& use, const DecisionsByVideo& decisions, Findings which) {
  const auto of_video = decisions.find(use.video.id);
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
  return std::tie(use.video.location, use.video.id, span.start, span.end, use.match.track);
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

/// The louder of both channels, in each period.
std::vector<std::uint8_t> levels_of(const Fingerprint& fingerprint) {
  std::vector<std::uint8_t> levels = fingerprint.mid.levels;
  const std::vector<std::uint8_t>& side = fingerprint.side.levels;
  for (std::size_t i = 0; i < std::min(levels.size(), side.size()); ++i) {
    levels[i] = std::max(levels[i], side[i]);
  }
  return levels;
}

}  // namespace

Result<reports::ReportedUses> reported_uses(Records& records, Findings which) {
  ledger::Ledger& ledger = records.ledger();
  reports::ReportedUses report;
  TRY(const DecisionsByVideo decisions, all_decisions(ledger));
  TRY(report.uses, which == Findings::kUses ? ledger.uses() : ledger.for_review());
  if (which == Findings::kUses && !decisions.empty()) {
    TRY(std::vector<Use> uncertain, ledger.for_review());
    std::move(uncertain.begin(), uncertain.end(), std::back_inserter(report.uses));
  }
  std::erase_if(report.uses, [&](const Use& use) { return !belongs(use, decisions, which); });
  std::stable_sort(report.uses.begin(), report.uses.end(),
                   [](const Use& a, const Use& b) { return place_of(a) < place_of(b); });
  for (const Use& use : report.uses) {
    const auto of_video = decisions.find(use.video.id);
    if (of_video == decisions.end()) continue;
    if (const auto* const decision = ledger::decision_for(use.match, of_video->second)) {
      report.decisions.emplace(use.id, *decision);
    }
  }
  TRY(report.videos, video_records(ledger));
  return report;
}

Result<reports::Waveforms> waveforms(const Records& records, const std::vector<VideoId>& videos) {
  reports::Waveforms waveforms;
  if (videos.empty() || !std::filesystem::exists(records.folder() / "index")) return waveforms;
  TRY(const matcher::Index index, records.index());
  for (const VideoId& video : videos) {
    TRY(const auto media, index.archived(video));
    if (media) waveforms[video] = levels_of(media->fingerprint);
  }
  return waveforms;
}

}  // namespace engine::run
