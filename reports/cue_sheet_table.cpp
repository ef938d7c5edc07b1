// A cue sheet as a table for people, and as rows for spreadsheets.
#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "reports/cue_sheet.h"
#include "reports/table.h"
#include "reports/usage_code.h"

#include <algorithm>

namespace reports {
namespace {

using engine::fixed_point;
using engine::joined;

const std::vector<std::string> kCsvColumns{
    "cue",      "title",    "time_in", "time_out",      "duration_s",   "function", "perception",
    "vocality", "position", "origin",  "usage_code",    "layered",      "artist",   "version",
    "isrc",     "iswc",     "library", "album_code",    "cut",          "label",    "role",
    "name",     "ipi",      "society", "share_percent", "needs_review", "status"};

std::string share_percent(const Contributor& contributor) {
  return contributor.share_bp ? fixed_point(*contributor.share_bp, 2) : "";
}

/// The fields of one cue that are to be resolved, each once.
std::vector<std::string> fields_to_resolve(const CueSheet& sheet, std::size_t cue) {
  std::vector<std::string> fields;
  for (const Finding& item : sheet.findings) {
    if (item.cue != cue) continue;
    if (std::find(fields.begin(), fields.end(), item.field) == fields.end()) {
      fields.push_back(item.field);
    }
  }
  return fields;
}

/// A line for each thing that is known of the production.
std::string head_of(const CueSheet& sheet) {
  constexpr std::size_t kLabelColumns = 11;
  const Production& production = sheet.production;
  std::string text;
  const auto line = [&](std::string label, const std::string& value) {
    if (value.empty()) return;
    label.resize(kLabelColumns, ' ');
    text += label + engine::clean_utf8(value) + "\n";
  };
  std::string episode = production.episode_number;
  if (!production.episode_title.empty()) {
    episode += (episode.empty() ? "" : ", ") + production.episode_title;
  }
  std::string state = printed_state(sheet);
  if (sheet.identity.revision > 0) {
    state += ", Revision " + std::to_string(sheet.identity.revision);
  }
  line("Programme", production.title.empty() ? "?" : production.title);
  line("Episode", episode);
  line("Company", production.company);
  line("Network", production.network);
  line("First date", production.first_date ? engine::to_string(*production.first_date) : "");
  line("Video", sheet.video.location);
  line("Duration", engine::to_clock(production.duration.value_or(sheet.video.duration)));
  line("Status", state);
  return text;
}

/// "cue 1 may be the opening theme: ..." for each candidate.
std::string to_look_at(const CueSheet& sheet) {
  std::string text;
  for (const Cue& cue : sheet.cues) {
    for (const std::string& remark : cue.evidence.remarks) {
      if (!remark.starts_with("may be ")) continue;
      text += "  cue " + std::to_string(cue.number) + " " + engine::clean_utf8(remark) + "\n";
    }
  }
  return text;
}

/// A cue without contributors still has a row.
std::vector<Contributor> rows_of(const Cue& cue) {
  return cue.contributors.empty() ? std::vector<Contributor>(1) : cue.contributors;
}

std::string to_resolve(const CueSheet& sheet) {
  std::string text;
  for (const FindingGroup& group : grouped(sheet.findings)) {
    text += "  " + engine::clean_utf8(group.what);
    if (!group.cues.empty()) text += " (cue " + group.cues + ")";
    text += "\n";
  }
  return text;
}

Table contributor_rows(const CueSheet& sheet) {
  Table table({{"#", true},
               {"In"},
               {"Out"},
               {"Length", true},
               {"Title"},
               {"Use"},
               {"Role"},
               {"Name"},
               {"Society"},
               {"Share %", true}});
  for (const Cue& cue : sheet.cues) {
    bool first = true;
    for (const Contributor& who : rows_of(cue)) {
      std::vector<std::string> cells(6);
      if (first) {
        cells = {std::to_string(cue.number) + (cue.layered ? "*" : ""),
                 cue.time_in,
                 cue.time_out,
                 engine::to_clock(engine::from_ms(cue.printed_seconds * 1000)),
                 cue.title,
                 us_code(cue.usage)};
      }
      first = false;
      for (const std::string& cell :
           {who.role, who.name.empty() ? "?" : who.name, who.society, share_percent(who)}) {
        cells.push_back(cell);
      }
      table.add(cells);
    }
  }
  return table;
}

}  // namespace

std::string cue_sheet_table(const CueSheet& sheet) {
  std::string text = head_of(sheet) + "\n";
  text += contributor_rows(sheet).text();
  const auto total = engine::from_ms(sheet.total_seconds * 1000);
  text +=
      "\nCues " + std::to_string(sheet.cues.size()) + ", music " + engine::to_clock(total) + "\n";
  const bool any_layered =
      std::any_of(sheet.cues.begin(), sheet.cues.end(), [](const Cue& cue) { return cue.layered; });
  if (any_layered) text += "* sounds at the same time as another cue\n";
  if (!sheet.left_out.empty()) {
    text += "Left out, under " + engine::to_clock(sheet.policy.shortest_cue) + ": " +
            std::to_string(sheet.left_out.size()) + "\n";
  }
  const std::string candidates = to_look_at(sheet);
  if (!candidates.empty()) text += "\nTo look at:\n" + candidates;
  if (!sheet.findings.empty()) {
    text += "\nTo resolve before it can be filed:\n" + to_resolve(sheet);
  }
  return text;
}

std::string cue_sheet_csv(const CueSheet& sheet) {
  std::string text = engine::csv_row(kCsvColumns);
  for (const Cue& cue : sheet.cues) {
    const CueRecording& track = cue.recording;
    std::vector<std::string> about{std::to_string(cue.number),
                                   cue.title,
                                   cue.time_in,
                                   cue.time_out,
                                   std::to_string(cue.printed_seconds),
                                   std::string(word(cue.usage.function)),
                                   std::string(word(cue.usage.perception)),
                                   std::string(word(cue.usage.vocality)),
                                   std::string(word(cue.usage.position)),
                                   std::string(word(cue.usage.origin)),
                                   usage_code(cue.usage, CodeSet::kUsTemplate).text,
                                   cue.layered ? "yes" : "no",
                                   track.artist,
                                   track.version,
                                   track.isrc,
                                   cue.iswc,
                                   track.library,
                                   track.album_code,
                                   track.cut,
                                   track.label};
    std::string review = joined(fields_to_resolve(sheet, cue.number), "|");
    for (const Contributor& who : rows_of(cue)) {
      std::vector<std::string> row = about;
      for (const std::string& cell : {who.role, who.name, who.ipi, who.society, share_percent(who),
                                      review, printed_state(sheet)}) {
        row.push_back(cell);
      }
      text += engine::csv_row(row);
      about.assign(about.size(), "");
      about[0] = std::to_string(cue.number);
      review.clear();
    }
  }
  return text;
}

}  // namespace reports
