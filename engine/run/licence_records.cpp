#include "engine/run/licence_records.h"

#include "reports/licence_circumstances.h"

#include <map>

namespace engine::run {

Result<licences::Judge> judge_uses(Records& records, const licences::JudgeOptions& options,
                                   reports::ReportedUses& uses) {
  TRY(auto known, records.licences().all());
  TRY(auto judge, licences::Judge::make(std::move(known), options));
  std::vector<Shared<licences::Verdict>> verdicts = judge.judge(reports::circumstances_of(uses));
  for (std::size_t i = 0; i < uses.uses.size(); ++i) {
    uses.verdicts.emplace(uses.uses[i].id, std::move(verdicts[i]));
  }
  return judge;
}

Result<reports::ReportedUses> unknown_music(Records& records, const reports::ReportedUses& uses) {
  reports::ReportedUses unknown;
  TRY(auto videos, records.ledger().videos());
  std::map<VideoId, Shared<VideoFacts>> facts;
  for (VideoFacts& video : videos) {
    const VideoId id = video.id;
    facts.emplace(id, std::move(video));
  }
  TRY(const auto stretches, records.ledger().unknown_music());
  for (const ledger::UnknownStretch& one : stretches) {
    const auto found = facts.find(one.video);
    if (found == facts.end()) continue;
    reports::Use& use = unknown.uses.emplace_back();
    use.video = found->second;
    use.match.in_video = one.span;
    if (const auto record = uses.videos.find(one.video); record != uses.videos.end()) {
      unknown.videos.insert(*record);
    }
  }
  return unknown;
}

}  // namespace engine::run
