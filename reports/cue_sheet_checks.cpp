#include "reports/cue_sheet_checks.h"

#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/societies.h"
#include "engine/core/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace reports {
namespace {

using engine::MediaTime;

constexpr std::int32_t kWholeBp = 10'000;

constexpr std::string_view kByVideoSet = "set it: cuetrace video set VIDEO ";
constexpr std::string_view kByReview =
    "say it: cuetrace review set VIDEO CUE, or in the file of cuetrace review export";
constexpr std::string_view kByImport = "put it into the catalogue: cuetrace catalog import";

// CISAC's roles of writers and of publishers.
constexpr std::array<std::string_view, 9> kAuthorRoles{"C",  "A",  "CA", "AR", "AD",
                                                       "TR", "SA", "SR", "PA"};
constexpr std::array<std::string_view, 6> kPublisherRoles{"E", "SE", "AM", "AQ", "ES", "PA"};

constexpr std::array kRules{
    SheetRule{"programme-title-missing", "the programme has a title"},
    SheetRule{"episode-missing", "an episode of a series has a title or a number"},
    SheetRule{"production-company-missing", "the production company is named"},
    SheetRule{"network-missing", "the network, station or other source is named"},
    SheetRule{"first-date-missing", "the date of first broadcast or release is known"},
    SheetRule{"programme-duration-missing", "the length of the programme is known"},
    SheetRule{"preparer-missing", "who prepared the sheet is named"},
    SheetRule{"preparer-email-missing", "and has an e-mail address"},
    SheetRule{"frame-rate-missing", "a start timecode has a frame rate"},
    SheetRule{"title-missing", "a cue has a title"},
    SheetRule{"cue-backwards", "a cue ends after it starts"},
    SheetRule{"cue-outside", "a cue lies within the file"},
    SheetRule{"cue-too-long", "a cue is not longer than the programme"},
    SheetRule{"cues-out-of-order", "cues are ordered by their start"},
    SheetRule{"function-unresolved", "it is known what the music is for"},
    SheetRule{"perception-unresolved", "it is known whether the music is seen"},
    SheetRule{"vocality-unresolved", "it is known whether there is a voice"},
    SheetRule{"origin-unresolved", "it is known where the music is from"},
    SheetRule{"position-unresolved", "of a theme it is known which one it is"},
    SheetRule{"label-missing", "library music has a label"},
    SheetRule{"album-code-missing", "library music has an album code"},
    SheetRule{"cut-missing", "library music has a cut"},
    SheetRule{"writer-missing", "a cue has a writer"},
    SheetRule{"name-missing", "a contributor has a name"},
    SheetRule{"role-unknown", "a contributor has a role"},
    SheetRule{"role-not-author", "who stands among the writers is one"},
    SheetRule{"writer-share-unknown", "every writer has a share"},
    SheetRule{"writer-shares", "shares of writers add up to 100.00 percent"},
    SheetRule{"publisher-share-unknown", "every publisher has a share"},
    SheetRule{"publisher-shares", "shares of publishers add up to 100.00 percent"},
    SheetRule{"society-unknown", "a contributor has a society, or NS"},
    SheetRule{"ipi-invalid", "an IPI that is given has the right check digits"},
    SheetRule{"isrc-invalid", "an ISRC that is given is one"},
    SheetRule{"iswc-invalid", "an ISWC that is given has the right check digit"},
    SheetRule{"total-differs", "the total is the sum of what is printed"},
    SheetRule{"correction-lost", "a corrected cue is still found"},
};

std::string percent(std::int64_t bp) { return engine::fixed_point(bp, 2) + " percent"; }

/// Collects what is to be mended about one cue, or with cue 0 about the sheet.
class Findings {
 public:
  Findings(std::vector<Finding>& list, std::size_t cue) : list_(list), cue_(cue) {}

  void add(std::string_view rule, std::string_view field, std::string message,
           std::string_view remedy) {
    list_.push_back({.rule = std::string(rule),
                     .cue = cue_,
                     .field = std::string(field),
                     .message = std::move(message),
                     .remedy = std::string(remedy)});
  }

 private:
  std::vector<Finding>& list_;
  std::size_t cue_;
};

void check_contributor(const Contributor& one, const std::string& who, Findings& findings) {
  const std::string name = one.name.empty() ? "a " + who : one.name;
  if (one.name.empty()) {
    findings.add("name-missing", who, "a " + who + " has no name", kByImport);
  }
  if (!one.share_bp) {
    findings.add(who + "-share-unknown", who + "_share", name + ": unknown", kByImport);
  }
  if (one.society.empty()) {
    findings.add("society-unknown", who + "_society", name + ": unknown; NS when there is none",
                 kByImport);
  } else if (engine::catalogue::society_code(one.society).empty()) {
    findings.add("society-unknown", who + "_society",
                 name + ": '" + one.society + "' is no society that is known", kByImport);
  }
  const auto ipi = engine::identifiers::read_ipi_name(one.ipi);
  if (!ipi.problem.empty()) {
    findings.add("ipi-invalid", "ipi", name + ": " + one.ipi + ": " + ipi.problem,
                 "correct it in the catalogue, or leave it out");
  }
  if (one.role.empty()) {
    findings.add("role-unknown", "role", name + ": unknown", kByImport);
  } else if (one.is_publisher ? !is_publisher_role(one.role) : !is_author_role(one.role)) {
    findings.add("role-not-author", "role",
                 name + ": '" + one.role + "' is no role of a " + who + " of a work",
                 "give the role as C, A, CA, AR, AD, TR, SA, SR, E, SE or AM, or take the credit "
                 "off the work");
  }
}

void check_side(const Cue& cue, bool publishers, Findings& findings) {
  const std::string who = publishers ? "publisher" : "writer";
  std::int64_t sum_bp = 0;
  std::size_t count = 0;
  bool all_known = true;
  for (const Contributor& one : cue.contributors) {
    if (one.is_publisher != publishers) continue;
    ++count;
    check_contributor(one, who, findings);
    all_known = all_known && one.share_bp.has_value();
    sum_bp += one.share_bp.value_or(0);
  }
  if (count == 0 && !publishers) {
    findings.add("writer-missing", "writer", "the catalogue names none", kByImport);
  }
  if (count > 0 && all_known && sum_bp != kWholeBp) {
    findings.add(who + "-shares", who + "_share",
                 "add up to " + percent(sum_bp) + ", not 100.00 percent",
                 "correct the shares in the catalogue: cuetrace catalog check says which");
  }
}

void check_usage(const Cue& cue, Findings& findings) {
  const UsageAxes& usage = cue.usage;
  if (usage.function == Function::kUnknown) {
    findings.add("function-unresolved", "function", "sound does not show what the music is for",
                 kByReview);
  }
  if (usage.perception == Perception::kUnknown) {
    findings.add("perception-unresolved", "perception",
                 "sound does not show whether the music is seen", kByReview);
  }
  if (usage.vocality == Vocality::kUnknown) {
    findings.add("vocality-unresolved", "vocality", "the catalogue's version does not tell",
                 kByReview);
  }
  if (usage.origin == Origin::kUnknown) {
    findings.add("origin-unresolved", "origin", "the catalogue names no library", kByReview);
  }
  const bool placed = usage.position != Position::kUnknown && usage.position != Position::kNone;
  if (usage.function == Function::kTheme && !placed) {
    findings.add("position-unresolved", "position", "a theme is an opening, main or closing one",
                 kByReview);
  }
}

void check_recording(const Cue& cue, Findings& findings) {
  constexpr auto kNeeded = "library music needs it";
  if (cue.usage.origin == Origin::kLibrary && !cue.usage.rolled_up) {
    const CueRecording& track = cue.recording;
    if (track.label.empty()) findings.add("label-missing", "label", kNeeded, kByImport);
    if (track.album_code.empty()) {
      findings.add("album-code-missing", "album_code", kNeeded, kByImport);
    }
    if (track.cut.empty()) findings.add("cut-missing", "cut", kNeeded, kByImport);
  }
  const auto isrc = engine::identifiers::read_isrc(cue.recording.isrc);
  if (!isrc.problem.empty()) {
    findings.add("isrc-invalid", "isrc", cue.recording.isrc + ": " + isrc.problem,
                 "correct it in the catalogue, or leave it out");
  }
  const auto iswc = engine::identifiers::read_iswc(cue.iswc);
  if (!iswc.problem.empty()) {
    findings.add("iswc-invalid", "iswc", cue.iswc + ": " + iswc.problem,
                 "correct it in the catalogue, or leave it out");
  }
}

void check_timing(const Cue& cue, const CueSheet& sheet, Findings& findings) {
  constexpr auto kRetime = "correct the times: cuetrace review set VIDEO CUE --in --out";
  const MediaTime file = sheet.video.duration;
  if (cue.in_video.start >= cue.in_video.end) {
    findings.add("cue-backwards", "out",
                 "starts at " + engine::to_timecode(cue.in_video.start) + " and ends at " +
                     engine::to_timecode(cue.in_video.end),
                 kRetime);
  }
  if (cue.in_video.start < MediaTime{0} || (file > MediaTime{0} && cue.in_video.end > file)) {
    findings.add("cue-outside", "in",
                 "does not lie within the file, which is " + engine::to_timecode(file) + " long",
                 kRetime);
  }
  const auto& programme = sheet.production.duration;
  if (programme && cue.length > *programme) {
    findings.add("cue-too-long", "duration",
                 "is longer than the programme, " + engine::to_clock(*programme), kRetime);
  }
}

void check_cue(const Cue& cue, const CueSheet& sheet, std::vector<Finding>& list) {
  Findings findings(list, cue.number);
  if (cue.title.empty())
    findings.add("title-missing", "title", "the catalogue has none", kByReview);
  check_timing(cue, sheet, findings);
  check_usage(cue, findings);
  check_recording(cue, findings);
  check_side(cue, false, findings);
  check_side(cue, true, findings);
}

void check_head(const CueSheet& sheet, std::vector<Finding>& list) {
  Findings findings(list, 0);
  const Production& production = sheet.production;
  const auto need = [&](bool there, std::string_view rule, std::string_view field,
                        std::string message, std::string_view option) {
    if (there) return;
    findings.add(rule, field, std::move(message), std::string(kByVideoSet).append(option));
  };
  need(!production.title.empty(), "programme-title-missing", "programme_title",
       "the video has no title tag", "--title TITLE");
  need(production.series.empty() || !production.episode_title.empty() ||
           !production.episode_number.empty(),
       "episode-missing", "episode", "not known, but the series is", "--episode NUMBER");
  need(!production.company.empty(), "production-company-missing", "production_company", "not known",
       "--company NAME");
  need(!production.network.empty(), "network-missing", "network", "not known", "--network NAME");
  need(production.first_date.has_value(), "first-date-missing", "first_date", "not known",
       "--first-date DAY");
  need(production.duration.has_value(), "programme-duration-missing", "programme_duration",
       "not known", "--duration TIME");
  need(!production.preparer.name.empty(), "preparer-missing", "preparer", "not known",
       "--preparer NAME");
  need(!production.preparer.email.empty(), "preparer-email-missing", "preparer_email", "not known",
       "--preparer-email ADDRESS");
  need(production.start_timecode.empty() || !production.frame_rate.empty(), "frame-rate-missing",
       "frame_rate", "not known, so the start timecode says nothing", "--frame-rate RATE");
}

void check_whole(const CueSheet& sheet, std::vector<Finding>& list) {
  Findings findings(list, 0);
  for (std::size_t i = 1; i < sheet.cues.size(); ++i) {
    if (sheet.cues[i].in_video.start >= sheet.cues[i - 1].in_video.start) continue;
    findings.add("cues-out-of-order", "cue",
                 "cue " + std::to_string(sheet.cues[i].number) + " starts before cue " +
                     std::to_string(sheet.cues[i - 1].number),
                 "take back its place: cuetrace review set VIDEO CUE --order 0");
  }
  std::int64_t sum = 0;
  for (const Cue& cue : sheet.cues) sum += cue.printed_seconds;
  if (sum != sheet.total_seconds) {
    findings.add("total-differs", "total",
                 "the total says " + std::to_string(sheet.total_seconds) +
                     " s, and the cues add up to " + std::to_string(sum) + " s",
                 "correct the total, or the duration of a cue");
  }
}

}  // namespace

bool is_author_role(std::string_view role) {
  return std::ranges::find(kAuthorRoles, role) != kAuthorRoles.end();
}

bool is_publisher_role(std::string_view role) {
  return std::ranges::find(kPublisherRoles, role) != kPublisherRoles.end();
}

std::span<const SheetRule> sheet_rules() { return kRules; }

Finding finding_of_lost_correction(const CueCorrection& correction) {
  Finding finding;
  finding.rule = "correction-lost";
  finding.field = "cue";
  finding.message = "cue " + correction.cue +
                    (correction.title ? " (\"" + *correction.title + "\")" : std::string()) +
                    ", corrected at " + engine::to_timecode(correction.found.start) +
                    ", is found there no more";
  finding.remedy =
      "put it on by hand with cuetrace review apply, or drop the correction: "
      "cuetrace review set VIDEO " +
      correction.cue + " --clear";
  return finding;
}

std::vector<Finding> findings_of(const CueSheet& sheet) {
  std::vector<Finding> findings;
  check_head(sheet, findings);
  for (const Cue& cue : sheet.cues) check_cue(cue, sheet, findings);
  check_whole(sheet, findings);
  return findings;
}

}  // namespace reports
