#include "engine/run/quality_check.h"

#include "engine/catalogue/quality/family_rules.h"
#include "engine/catalogue/quality/track_rules.h"
#include "engine/core/interrupt.h"
#include "engine/core/parallel.h"
#include "engine/core/text.h"
#include "ingest/null_test.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <span>
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

void append(std::vector<Finding>& findings, std::vector<Finding> more) {
  std::move(more.begin(), more.end(), std::back_inserter(findings));
}

/// The full mix of a work and its stems.
struct StemSet {
  std::size_t work = 0;  // In the report.
  const Recording* full_mix = nullptr;
  std::vector<std::string> stems;

  bool can_be_added_up() const { return full_mix != nullptr && !stems.empty(); }
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

std::vector<Finding> judged(const StemSet& set, const ingest::NullTest& tested,
                            const catalogue::QualityLimits& limits) {
  catalogue::FindingList findings(limits);
  if (tested.residual_centi_db <= limits.stems_residual_max) return findings.take();
  findings.add(Rule::kStems,
               std::to_string(set.stems.size()) + " stems, played " +
                   fixed_point(tested.gain_centi_db, 2) + " dB louder, leave " +
                   fixed_point(tested.residual_centi_db, 2) + " dB of \"" + set.full_mix->title +
                   "\"",
               "at most " + fixed_point(limits.stems_residual_max, 2) + " dB",
               "export all stems from the same start, without effects of the master");
  return findings.take();
}

/// In parallel; what cannot be decoded is a problem, and no finding. Errors: kInterrupted.
Result<void> sum_stems(const std::vector<StemSet>& sets, const StemListener& listener,
                       const catalogue::QualityLimits& limits, QualityReport& report) {
  listener.begun(sets.size());
  run_ordered<ingest::NullTest>(
      std::span<const StemSet>(sets), 2 * thread_count(), [] { return !interrupted(); },
      [&](const StemSet& set) {
        listener.at_work(*set.full_mix);
        return ingest::null_test(set.full_mix->path, set.stems);
      },
      [&](const StemSet& set, const Result<ingest::NullTest>& tested) {
        listener.done(*set.full_mix);
        if (tested) {
          append(report.works[set.work].findings, judged(set, *tested, limits));
        } else if (!interrupted()) {
          listener.problem(tested.error());
        }
      });
  if (interrupted()) return fail(Errc::kInterrupted, "interrupted; ask again");
  return {};
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
  std::vector<StemSet> stem_sets;
  for (const VersionFamily& family : catalogue::group_families(recordings)) {
    if (std::none_of(family.members.begin(), family.members.end(), asked)) continue;
    for (const std::size_t i : family.members) {
      if (asked(i)) tracks.emplace(i, check(i, family));
    }
    const Recording& first = recordings[family.members.front()];
    report.works.push_back(
        {.work = first.work, .findings = check_family(family, recordings, question.limits)});
    if (first.work.title.empty()) report.works.back().work.title = first.title;
    StemSet stems = stems_of(family, recordings);
    stems.work = report.works.size() - 1;
    if (stems.can_be_added_up()) stem_sets.push_back(std::move(stems));
  }
  if (question.sum_stems) {
    TRY_VOID(sum_stems(stem_sets, *question.sum_stems, question.limits, report));
  }
  std::erase_if(report.works, [](const CheckedWork& work) { return work.findings.empty(); });
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
