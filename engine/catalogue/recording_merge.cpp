#include "engine/catalogue/recording_merge.h"

#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/recording_fields.h"
#include "engine/core/text.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace engine::catalogue {
namespace {

using identifiers::kept;

std::string cleaned(const std::string& text) { return std::string(trimmed(clean_utf8(text))); }

void clean(Details& details) {
  for (auto& [name, text] : details) text = cleaned(text);
  std::erase_if(details, [](const auto& detail) { return detail.second.empty(); });
}

void clean(Party& party) {
  for (std::string* const text : {&party.name, &party.society, &party.family_name,
                                  &party.mechanical_society, &party.sync_society, &party.number}) {
    *text = cleaned(*text);
  }
  party.ipi = kept(identifiers::read_ipi_name(cleaned(party.ipi)));
  party.ipi_base = kept(identifiers::read_ipi_base(cleaned(party.ipi_base)));
  party.isni = kept(identifiers::read_isni(cleaned(party.isni)));
}

void clean(Contribution& one) {
  one.role = cleaned(one.role);
  clean(one.party);
  clean(one.details);
  for (ShareTerm& term : one.terms) {
    const std::string code = territory_code(term.territory);
    term.territory = code.empty() ? cleaned(term.territory) : code;
  }
  std::stable_sort(one.terms.begin(), one.terms.end(),
                   [](const ShareTerm& a, const ShareTerm& b) { return a.kind < b.kind; });
}

void clean(Work& work) {
  for (const WorkField& field : kWorkFields) work.*field.text = cleaned(work.*field.text);
  work.iswc = kept(identifiers::read_iswc(work.iswc));
  for (Contribution& one : work.contributions) clean(one);
  std::stable_sort(work.contributions.begin(), work.contributions.end(),
                   [](const auto& a, const auto& b) { return a.kind < b.kind; });
  for (WorkTitle& title : work.titles) {
    title = {cleaned(title.title), cleaned(title.type), cleaned(title.language)};
  }
  std::erase_if(work.titles, [](const WorkTitle& title) { return title.title.empty(); });
  for (SocietyNumber& one : work.numbers) one = {cleaned(one.society), cleaned(one.number)};
  std::erase_if(work.numbers, [](const SocietyNumber& one) { return one.number.empty(); });
  clean(work.details);
}

void fill_contributions(Work& work, const Work& earlier, ContributionKind kind) {
  const auto is_of_kind = [kind](const Contribution& one) { return one.kind == kind; };
  std::vector<Contribution>& own = work.contributions;
  if (std::any_of(own.begin(), own.end(), is_of_kind)) return;
  const auto place = kind == ContributionKind::kWriter ? own.begin() : own.end();
  std::vector<Contribution> kept_ones;
  std::copy_if(earlier.contributions.begin(), earlier.contributions.end(),
               std::back_inserter(kept_ones), is_of_kind);
  own.insert(place, kept_ones.begin(), kept_ones.end());
}

}  // namespace

Recording cleaned(Recording recording) {
  for (const RecordingField& field : kRecordingFields) {
    // A path stays byte for byte what opens the file.
    if (field.text != &Recording::path) recording.*field.text = cleaned(recording.*field.text);
  }
  recording.isrc = kept(identifiers::read_isrc(recording.isrc));
  recording.ean = kept(identifiers::read_ean(recording.ean));
  clean(recording.work);
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
  if (work.titles.empty()) work.titles = earlier.titles;
  if (work.numbers.empty()) work.numbers = earlier.numbers;
  work.details.insert(earlier.details.begin(), earlier.details.end());
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
