#include "engine/catalogue/recording_merge.h"

#include "engine/catalogue/recording_fields.h"
#include "engine/core/text.h"

#include <algorithm>
#include <iterator>

namespace engine::catalogue {
namespace {

std::string cleaned(const std::string& text) { return std::string(trimmed(clean_utf8(text))); }

void fill_contributions(Work& work, const Work& earlier, ContributionKind kind) {
  const auto is_of_kind = [kind](const Contribution& one) { return one.kind == kind; };
  std::vector<Contribution>& own = work.contributions;
  if (std::any_of(own.begin(), own.end(), is_of_kind)) return;
  const auto place = kind == ContributionKind::kWriter ? own.begin() : own.end();
  std::vector<Contribution> kept;
  std::copy_if(earlier.contributions.begin(), earlier.contributions.end(), std::back_inserter(kept),
               is_of_kind);
  own.insert(place, kept.begin(), kept.end());
}

}  // namespace

Recording cleaned(Recording recording) {
  for (const RecordingField& field : kRecordingFields) {
    // A path stays byte for byte what opens the file.
    if (field.text != &Recording::path) recording.*field.text = cleaned(recording.*field.text);
  }
  const std::string isrc = compact_isrc(recording.isrc);
  if (!isrc.empty()) recording.isrc = isrc;
  Work& work = recording.work;
  for (const WorkField& field : kWorkFields) work.*field.text = cleaned(work.*field.text);
  for (Contribution& one : work.contributions) {
    one.role = cleaned(one.role);
    one.party.name = cleaned(one.party.name);
    one.party.ipi = cleaned(one.party.ipi);
    one.party.society = cleaned(one.party.society);
  }
  std::stable_sort(work.contributions.begin(), work.contributions.end(),
                   [](const auto& a, const auto& b) { return a.kind < b.kind; });
  return recording;
}

void fill_work(Work& work, const Work& earlier) {
  for (const WorkField& field : kWorkFields) {
    if (field.text != &Work::id && (work.*field.text).empty()) {
      work.*field.text = earlier.*field.text;
    }
  }
  fill_contributions(work, earlier, ContributionKind::kWriter);
  fill_contributions(work, earlier, ContributionKind::kPublisher);
}

void fill_recording(Recording& recording, const Recording& earlier) {
  for (const RecordingField& field : kRecordingFields) {
    if (field.text != &Recording::id && (recording.*field.text).empty()) {
      recording.*field.text = earlier.*field.text;
    }
  }
  if (!recording.track) recording.track = earlier.track;
  if (recording.duration.count() == 0) recording.duration = earlier.duration;
}

}  // namespace engine::catalogue
