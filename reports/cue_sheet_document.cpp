#include "reports/cue_sheet_document.h"

#include "engine/core/text.h"
#include "engine/core/timecode.h"
#include "reports/usage_code.h"

#include <algorithm>

namespace reports {
namespace {

using documents::Cell;
using documents::Document;
using documents::Row;
using documents::seconds_cell;
using documents::Section;
using engine::joined;
using Facts = std::vector<std::pair<std::string, std::string>>;

Row cue_row(const Cue& cue, const Contributor* who, bool first) {
  Row row;
  row.continues = !first;
  if (first) {
    row.cells = {std::to_string(cue.number) + (cue.layered ? "*" : ""),
                 cue.title,
                 us_code(cue.usage),
                 cue.time_in,
                 cue.time_out,
                 seconds_cell(cue.printed_seconds),
                 source_of(cue)};
  } else {
    row.cells.resize(7);
  }
  const std::string share =
      who != nullptr && who->share_bp ? engine::fixed_point(*who->share_bp, 2) : "";
  for (const std::string& text :
       {who != nullptr ? who->role : "", who != nullptr ? who->name : "?",
        who != nullptr ? who->society : "", who != nullptr ? who->ipi : "", share}) {
    row.cells.emplace_back(text);
  }
  return row;
}

Section cues_section(const CueSheet& sheet) {
  Section section;
  section.heading = "Cues";
  section.columns = {{"#", true}, {"Title"},        {"Usage"},        {"In"},
                     {"Out"},     {"Length", true}, {"Source"},       {"Role"},
                     {"Name"},    {"Society"},      {"IPI name no."}, {"Share %", true}};
  bool any_layered = false;
  bool any_assumed = false;
  for (const Cue& cue : sheet.cues) {
    any_layered = any_layered || cue.layered;
    any_assumed = any_assumed || us_code(cue.usage).ends_with('?');
    if (cue.contributors.empty()) section.rows.push_back(cue_row(cue, nullptr, true));
    for (const Contributor& who : cue.contributors) {
      section.rows.push_back(cue_row(cue, &who, &who == &cue.contributors.front()));
    }
  }
  Row total;
  total.is_total = true;
  total.cells.resize(section.columns.size());
  total.cells[1] = std::to_string(sheet.cues.size()) + (sheet.cues.size() == 1 ? " cue" : " cues");
  total.cells[5] = seconds_cell(sheet.total_seconds);
  section.rows.push_back(total);
  section.footnotes.emplace_back(
      "Usage: BI, BV background instrumental, vocal; VI, VV visual instrumental, vocal; MT main "
      "title theme; ET end title theme; Logo. Lengths are whole seconds, rounded half up; the "
      "total is their sum.");
  if (any_assumed) section.footnotes.emplace_back("? nobody has said yet how the music is used.");
  if (any_layered) section.footnotes.emplace_back("* sounds at the same time as another cue.");
  return section;
}

Section findings_section(const CueSheet& sheet) {
  Section section;
  section.heading = "To resolve before it can be filed";
  section.columns = {{"What"}, {"Cues"}, {"How"}, {"Rule"}};
  for (const FindingGroup& group : grouped(sheet.findings)) {
    section.rows.push_back({{group.what, group.cues, group.remedy, group.rule}});
  }
  return section;
}

Section remarks_section(const CueSheet& sheet) {
  Section section;
  section.heading = "How the cues were made";
  section.columns = {{"Cue", true}, {"Title"}, {"Remark"}};
  for (const Cue& cue : sheet.cues) {
    std::vector<std::string> remarks = cue.evidence.remarks;
    if (!cue.notes.empty()) remarks.push_back(cue.notes);
    for (const std::string& remark : remarks) {
      const bool first = &remark == &remarks.front();
      section.rows.push_back(
          {{first ? std::to_string(cue.number) : "", first ? cue.title : "", remark}, !first});
    }
  }
  return section;
}

std::string episode_of(const Production& production) {
  std::string text =
      joined({production.season.empty() ? "" : "Season " + production.season,
              production.episode_number.empty() ? "" : "Episode " + production.episode_number},
             ", ");
  return joined({text, production.episode_title}, ": ");
}

}  // namespace

std::string source_of(const Cue& cue) {
  const CueRecording& recording = cue.recording;
  return joined({recording.library.empty() ? recording.label : recording.library,
                 recording.album_code, recording.cut.empty() ? "" : "cut " + recording.cut,
                 recording.isrc.empty() ? "" : "ISRC " + recording.isrc},
                " · ");
}

Facts production_facts(const CueSheet& sheet) {
  const Production& made = sheet.production;
  const SheetIdentity& identity = sheet.identity;
  std::string classification(to_string(identity.classification));
  if (identity.revision > 0) classification += " " + std::to_string(identity.revision);
  std::string status = printed_state(sheet);
  const auto length = made.duration.value_or(sheet.video.duration);
  const Facts all{{"Classification", classification},
                  {"Status", status},
                  {"Programme", made.title},
                  {"Programme also known as", joined(made.akas, "; ")},
                  {"Episode", episode_of(made)},
                  {"Episode also known as", joined(made.episode_akas, "; ")},
                  {"Series", made.series},
                  {"Production number", made.production_number},
                  {"Production company", made.company},
                  {"Address", made.company_address},
                  {"Network or source", made.network},
                  {"First broadcast or release", engine::to_string(made.first_date)},
                  {"Category", made.category},
                  {"Version", made.version},
                  {"Country of origin", joined(made.countries, ", ")},
                  {"Year of production", made.year},
                  {"Director", joined(made.directors, "; ")},
                  {"Actors", joined(made.actors, "; ")},
                  {"EIDR", made.eidr},
                  {"ISAN", made.isan},
                  {"Programme duration", engine::to_clock(length)},
                  {"Music duration", engine::to_clock(engine::from_ms(sheet.total_seconds * 1000))},
                  {"Start timecode", made.start_timecode},
                  {"Frame rate", made.frame_rate},
                  {"Prepared by", made.preparer.name},
                  {"E-mail", made.preparer.email},
                  {"Date prepared", engine::to_string(made.preparer.date)},
                  {"Sheet", identity.id},
                  {"Supersedes", identity.supersedes}};
  Facts known;
  std::copy_if(all.begin(), all.end(), std::back_inserter(known),
               [](const auto& fact) { return !fact.second.empty(); });
  return known;
}

Document cue_sheet_document(const CueSheet& sheet) {
  Document document;
  document.title = programme_name(sheet);
  const std::string episode = episode_of(sheet.production);
  document.subtitle = episode.empty() ? "Music cue sheet" : episode + " – Music cue sheet";
  if (sheet.is_draft()) document.mark = "DRAFT";
  document.made_on = sheet.production.preparer.date;
  document.facts = production_facts(sheet);
  document.sections.push_back(cues_section(sheet));
  if (!sheet.findings.empty()) document.sections.push_back(findings_section(sheet));
  if (Section remarks = remarks_section(sheet); !remarks.rows.empty()) {
    document.sections.push_back(std::move(remarks));
  }
  return document;
}

}  // namespace reports
