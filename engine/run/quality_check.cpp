#include "engine/run/quality_check.h"

#include "engine/catalogue/quality/family_rules.h"
#include "engine/catalogue/quality/track_rules.h"
#include "engine/core/text.h"
#include "ingest/null_test.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace engine::run {
namespace {

using catalogue::Finding;
using catalogue::Recording;
using catalogue::Rule;
using catalogue::VersionFamily;
using reports::CheckedTrack;
using reports::CheckedWork;
using reports::QualityReport;

/// The full mix of a family and its stems; no stems when there is nothing to add up.
struct StemSet {
  const Recording* full_mix = nullptr;
  std::vector<std::string> stems;
};

StemSet stems_of(const VersionFamily& family, const std::vector<Recording>& recordings) {
  StemSet set;
  for (const std::size_t i : family.members) {
    const Recording& member = recordings[i];
    if (!member.track || member.path.empty()) continue;
    if (member.version == "stem") set.stems.push_back(member.path);
    if (member.version == "full" && !set.full_mix) set.full_mix = &member;
  }
  return set;
}

/// Whether stems make their full mix; nothing without stems. Errors: kInterrupted; what cannot be
/// decoded is a problem, and no finding.
Result<std::vector<Finding>> sum_stems(const VersionFamily& family,
                                       const std::vector<Recording>& recordings,
                                       const QualityQuestion& question) {
  catalogue::FindingList findings(question.limits);
  const StemSet set = stems_of(family, recordings);
  if (!set.full_mix || set.stems.empty()) return findings.take();
  const auto tested = ingest::null_test(set.full_mix->path, set.stems);
  if (!tested && tested.error().code() == Errc::kInterrupted) return fail(tested.error());
  if (!tested) {
    if (question.problem) question.problem(tested.error());
    return findings.take();
  }
  const std::int32_t most = question.limits.stems_residual_max;
  if (tested->residual_centi_db > most) {
    findings.add(Rule::kStems,
                 std::to_string(set.stems.size()) + " stems, played " +
                     fixed_point(tested->gain_centi_db, 2) + " dB louder, leave " +
                     fixed_point(tested->residual_centi_db, 2) + " dB of \"" + set.full_mix->title +
                     "\"",
                 "at most " + fixed_point(most, 2) + " dB",
                 "export all stems from the same start, without effects of the master");
  }
  return findings.take();
}

void append(std::vector<Finding>& findings, std::vector<Finding> more) {
  std::move(more.begin(), more.end(), std::back_inserter(findings));
}

}  // namespace

Result<QualityReport> check_quality(Records& records, const QualityQuestion& question) {
  TRY(const std::vector<Recording> recordings, records.catalogue().list());
  TRY(const auto measured, records.measurements().all());
  TRY(const std::vector<Kinship> kinships, records.catalogue().kin());
  const catalogue::KinTable kin = catalogue::kin_by_track(kinships);
  const auto asked = [&](std::size_t i) {
    return question.recording_ids.empty() || question.recording_ids.contains(recordings[i].id);
  };
  const auto check = [&](std::size_t i, const VersionFamily& family) {
    const Recording& recording = recordings[i];
    CheckedTrack track{.recording = recording, .measured = std::nullopt, .findings = {}};
    const auto found = recording.track ? measured.find(*recording.track) : measured.end();
    if (found != measured.end()) track.measured = found->second;
    track.findings = check_track(recording, track.measured, question.limits);
    append(track.findings, check_version(recording, full_mix_of(recording, family, recordings), kin,
                                         question.limits));
    return track;
  };

  QualityReport report;
  std::map<std::size_t, CheckedTrack> tracks;  // By place in the catalogue.
  for (const VersionFamily& family : catalogue::group_families(recordings)) {
    if (std::none_of(family.members.begin(), family.members.end(), asked)) continue;
    for (const std::size_t i : family.members) {
      if (asked(i)) tracks.emplace(i, check(i, family));
    }
    const Recording& first = recordings[family.members.front()];
    CheckedWork work{.work = first.work,
                     .findings = check_family(family, recordings, question.limits)};
    if (work.work.title.empty()) work.work.title = first.title;
    if (question.sum_stems) {
      TRY(std::vector<Finding> findings, sum_stems(family, recordings, question));
      append(work.findings, std::move(findings));
    }
    if (!work.findings.empty()) report.works.push_back(std::move(work));
  }
  for (auto& [place, track] : tracks) report.tracks.push_back(std::move(track));
  return report;
}

Result<std::vector<Recording>> unmeasured(std::vector<Recording> recordings,
                                          const catalogue::Measurements& measurements) {
  TRY(const auto measured, measurements.all());
  std::erase_if(recordings, [&](const Recording& recording) {
    return !recording.track || measured.contains(*recording.track);
  });
  return recordings;
}

}  // namespace engine::run
