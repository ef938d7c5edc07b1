#include "engine/catalogue/checks/check.h"

#include "engine/catalogue/checks/findings.h"
#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/societies.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace engine::catalogue {
namespace {

constexpr std::array kCheckNames = {
    CheckName{"writers-missing", "a work names nobody who wrote it"},
    CheckName{"shares-unknown", "shares are not stated, or have more than one meaning"},
    CheckName{"shares-over", "more than 100 % of a right are claimed"},
    CheckName{"shares-under", "less than 100 % of a right are claimed"},
    CheckName{"publishers-over-half", "publishers own more than half of the performing right"},
    CheckName{"writers-under-half", "writers own less than half of the performing right"},
    CheckName{"sides-disagree", "cue sheet shares and owned shares contradict each other"},
    CheckName{"administrator-owns", "who only administers owns a share"},
    CheckName{"collection-over", "more than 100 % are collected in a territory"},
    CheckName{"territory-unknown", "a territory is none of TIS or ISO 3166"},
    CheckName{"publisher-without-share", "a publisher is named and has no share"},
    CheckName{"writer-without-publisher", "a writer you control has no publisher linked"},
    CheckName{"role-unknown", "a role is missing, or none of CISAC's"},
    CheckName{"composer-missing", "no writer is a composer or author"},
    CheckName{"original-arranged", "an original work has an arranger"},
    CheckName{"arranger-missing", "a modified work has no arranger"},
    CheckName{"author-of-no-text", "music without text has an author"},
    CheckName{"id-invalid", "an identifier fails its check"},
    CheckName{"society-missing", "a party's society is not known; NS when there is none"},
    CheckName{"society-unknown", "a society is none of CISAC's list"},
    CheckName{"society-of-publisher", "a US writer and the publisher are of different societies"},
    CheckName{"ipi-missing", "a party you control has no IPI"},
    CheckName{"public-domain-claimed", "a work in the public domain is claimed"},
    CheckName{"library-code-missing", "library music lacks album code or cut"},
    CheckName{"parent-elsewhere", "a version is of a recording of another work"},
    CheckName{"isrc-twice", "several recordings have one ISRC"},
    CheckName{"iswc-twice", "several works have one ISWC"},
    CheckName{"two-societies", "one IPI is said to be of two societies"},
};

/// Edits of CWR by which a work is refused, and not only asked about.
constexpr std::array<std::string_view, 13> kRegistration = {
    "shares-over",        "shares-under",     "publishers-over-half", "writers-under-half",
    "administrator-owns", "collection-over",  "territory-unknown",    "writer-without-publisher",
    "role-unknown",       "composer-missing", "original-arranged",    "arranger-missing",
    "author-of-no-text"};

}  // namespace

std::string_view stops_name(Stops stops) {
  switch (stops) {
    case Stops::kPayment: return "payment";
    case Stops::kFiling: return "filing";
    case Stops::kNothing: break;
  }
  return "nothing";
}

bool stops_registration(std::string_view check) {
  return std::find(kRegistration.begin(), kRegistration.end(), check) != kRegistration.end();
}

std::span<const CheckName> check_names() { return kCheckNames; }

std::vector<CheckFinding> check_work(const WorkToCheck& subject) {
  Work work = subject.work;
  if (work.title.empty() && !subject.recordings.empty()) {
    work.title = subject.recordings.front().title;
  }
  Findings findings(work);
  check_shares(work, findings);
  check_registration(work, findings);
  check_recordings(subject, findings);
  return findings.take();
}

void CatalogueChecks::add(const WorkToCheck& subject) {
  const Work& work = subject.work;
  if (identifiers::read_iswc(work.iswc).valid()) {
    by_iswc_[work.iswc].push_back({work.id, {}, work.title});
  }
  for (const Recording& one : subject.recordings) {
    if (identifiers::read_isrc(one.isrc).valid()) {
      by_isrc_[one.isrc].push_back({work.id, one.id, one.title});
    }
  }
  for (const Contribution& one : work.contributions) {
    const std::string society = society_code(one.party.society);
    if (society.empty() || !identifiers::read_ipi_name(one.party.ipi).valid()) continue;
    societies_by_ipi_[one.party.ipi].emplace(society, Named{work.id, {}, work.title});
  }
}

std::vector<CheckFinding> CatalogueChecks::finish() const {
  std::vector<CheckFinding> findings;
  const auto twice = [&](const auto& by_id, const char* check, const char* id, const char* mend) {
    for (const auto& [text, named] : by_id) {
      for (std::size_t i = 1; i < named.size(); ++i) {
        findings.push_back(
            {.check = check,
             .stops = Stops::kFiling,
             .work_id = named[i].work_id,
             .recording_id = named[i].recording_id,
             .title = named[i].title,
             .what = std::string(id) + " " + text + " is that of \"" + named[0].title + "\" too",
             .mend = mend});
      }
    }
  };
  twice(by_isrc_, "isrc-twice", "ISRC", "every version needs an ISRC of its own; correct one");
  twice(by_iswc_, "iswc-twice", "ISWC", "if both are one work, give them one work_id");
  for (const auto& [ipi, societies] : societies_by_ipi_) {
    if (societies.size() < 2) continue;
    const auto& [first, unused] = *societies.begin();
    const auto& [second, named] = *std::next(societies.begin());
    findings.push_back({.check = "two-societies",
                        .stops = Stops::kFiling,
                        .work_id = named.work_id,
                        .recording_id = {},
                        .title = named.title,
                        .what = "IPI " + ipi + " is of " + society_name(second) + " here and of " +
                                society_name(first) + " elsewhere",
                        .mend = "say the same everywhere, or nothing"});
  }
  return findings;
}

std::vector<WorkToCheck> works_of(std::vector<Recording> recordings) {
  std::map<std::string, WorkToCheck> by_id;
  for (Recording& one : recordings) {
    WorkToCheck& subject = by_id[one.work.id];
    if (subject.recordings.empty()) subject.work = one.work;
    subject.recordings.push_back(std::move(one));
  }
  std::vector<WorkToCheck> works;
  for (auto& [id, subject] : by_id) works.push_back(std::move(subject));
  std::stable_sort(works.begin(), works.end(), [](const auto& a, const auto& b) {
    const auto key = [](const WorkToCheck& subject) {
      return std::tie(subject.work.title, subject.work.id);
    };
    return key(a) < key(b);
  });
  return works;
}

}  // namespace engine::catalogue
