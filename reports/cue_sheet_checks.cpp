#include "reports/cue_sheet_checks.h"

#include <utility>

namespace reports {
namespace {

constexpr std::int32_t kWholeBp = 10'000;

/// Collects what is to be mended about one cue, or with cue 0 about the sheet.
class Findings {
 public:
  Findings(std::vector<Finding>& list, std::size_t cue) : list_(list), cue_(cue) {}

  void add(std::string rule, std::string field, std::string message, std::string remedy) {
    list_.push_back({.rule = std::move(rule),
                     .cue = cue_,
                     .field = std::move(field),
                     .message = std::move(message),
                     .remedy = std::move(remedy)});
  }
  void add_if_empty(const std::string& value, std::string rule, std::string field,
                    std::string message, std::string remedy) {
    if (!value.empty()) return;
    add(std::move(rule), std::move(field), std::move(message), std::move(remedy));
  }

 private:
  std::vector<Finding>& list_;
  std::size_t cue_;
};

void check_shares(const Cue& cue, bool publishers, Findings& findings) {
  const std::string who = publishers ? "publisher" : "writer";
  std::int64_t sum_bp = 0;
  std::size_t count = 0;
  bool all_known = true;
  for (const Contributor& one : cue.contributors) {
    if (one.is_publisher != publishers) continue;
    ++count;
    if (!one.share_bp) {
      findings.add(who + "-share-unknown", who + "_share", one.name + ": unknown",
                   "import the share with the catalogue");
    }
    all_known = all_known && one.share_bp.has_value();
    sum_bp += one.share_bp.value_or(0);
    findings.add_if_empty(one.society, "society-unknown", who + "_society",
                          one.name + ": unknown; NS when there is none",
                          "import the society with the catalogue");
    if (!publishers) {
      findings.add_if_empty(one.role, "role-unknown", "role", one.name + ": unknown",
                            "import the role with the catalogue: C, A, CA, AR, ...");
    }
  }
  if (count == 0 && !publishers) {
    findings.add("writer-missing", "writer", "the catalogue names none",
                 "import the writers with the catalogue");
  }
  if (count > 0 && all_known && sum_bp != kWholeBp) {
    findings.add(who + "-shares", who + "_share", "do not add up to 100 percent",
                 "mend the shares in the catalogue");
  }
}

void check_cue(const Cue& cue, std::vector<Finding>& list) {
  constexpr auto kLibrary = "library music needs it";
  constexpr auto kImport = "import it with the catalogue";
  Findings findings(list, cue.number);
  findings.add_if_empty(cue.title, "title-missing", "title", "the catalogue has none", kImport);
  if (cue.usage.function == Function::kUnknown) {
    findings.add("function-unresolved", "function", "sound does not show what the music is for",
                 "look, and say it");
  }
  if (cue.usage.perception == Perception::kUnknown) {
    findings.add("perception-unresolved", "perception",
                 "sound does not show whether the music is seen", "look, and say it");
  }
  if (cue.usage.vocality == Vocality::kUnknown) {
    findings.add("vocality-unresolved", "vocality", "the catalogue's version does not tell",
                 "listen, and say it");
  }
  if (cue.usage.origin == Origin::kUnknown) {
    findings.add("origin-unresolved", "origin", "the catalogue names no library", "say it");
  }
  if (cue.usage.origin == Origin::kLibrary) {
    findings.add_if_empty(cue.recording.label, "label-missing", "label", kLibrary, kImport);
    findings.add_if_empty(cue.recording.album_code, "album-code-missing", "album_code", kLibrary,
                          kImport);
    findings.add_if_empty(cue.recording.cut, "cut-missing", "cut", kLibrary, kImport);
  }
  check_shares(cue, false, findings);
  check_shares(cue, true, findings);
}

void check_head(const CueSheet& sheet, std::vector<Finding>& list) {
  Findings findings(list, 0);
  const Production& production = sheet.production;
  constexpr auto kSay = "say it with `cuetrace video set`";
  findings.add_if_empty(production.title, "programme-title-missing", "programme_title",
                        "the video has no title tag", kSay);
  findings.add_if_empty(production.company, "production-company-missing", "production_company",
                        "not known", kSay);
  findings.add_if_empty(production.network, "network-missing", "network", "not known", kSay);
  if (!production.first_date) {
    findings.add("first-date-missing", "first_date", "not known", kSay);
  }
  findings.add_if_empty(production.preparer.name, "preparer-missing", "preparer", "not known",
                        kSay);
  if (!production.duration) {
    findings.add("programme-duration-missing", "programme_duration", "not known", kSay);
  }
}

}  // namespace

std::vector<Finding> findings_of(const CueSheet& sheet) {
  std::vector<Finding> findings;
  check_head(sheet, findings);
  for (const Cue& cue : sheet.cues) check_cue(cue, findings);
  return findings;
}

}  // namespace reports
