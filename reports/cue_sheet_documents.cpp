// A cue sheet as a table for people, and as rows for spreadsheets.
#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "reports/cue_sheet.h"
#include "reports/table.h"

#include <algorithm>

namespace reports {
namespace {

using engine::fixed_point;

const std::vector<std::string> kCsvColumns{
    "cue",      "title",    "time_in",       "time_out",     "duration_s", "function", "perception",
    "vocality", "position", "origin",        "layered",      "artist",     "version",  "isrc",
    "iswc",     "library",  "album_code",    "cut",          "label",      "role",     "name",
    "ipi",      "society",  "share_percent", "needs_review", "status"};

std::string share_percent(const Contribution& contributor) {
  return contributor.share_bp ? fixed_point(*contributor.share_bp, 2) : "";
}

std::string role_of(const Contribution& contributor) {
  if (!contributor.role.empty()) return contributor.role;
  return is_publisher(contributor) ? "E" : "";  // CISAC's code for a publisher.
}

std::string status_of(const CueSheet& sheet) { return sheet.is_draft() ? "DRAFT" : "FINAL"; }

/// The fields of one cue that are to be resolved, each once.
std::vector<std::string> fields_to_resolve(const CueSheet& sheet, std::size_t cue) {
  std::vector<std::string> fields;
  for (const Unresolved& item : sheet.unresolved) {
    if (item.cue != cue) continue;
    if (std::find(fields.begin(), fields.end(), item.field) == fields.end()) {
      fields.push_back(item.field);
    }
  }
  return fields;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += separator;
    text += word;
  }
  return text;
}

/// A cue without contributors still has a row.
std::vector<Contribution> rows_of(const Cue& cue) {
  return cue.contributors.empty() ? std::vector<Contribution>(1) : cue.contributors;
}

/// "cues 1, 2, 4" for each thing to resolve, in the order they came up.
std::string to_resolve(const CueSheet& sheet) {
  std::vector<std::pair<std::string, std::vector<std::string>>> groups;
  for (const Unresolved& item : sheet.unresolved) {
    const std::string what = item.field + ": " + item.reason;
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& known) { return known.first == what; });
    if (group == groups.end()) group = groups.insert(groups.end(), {what, {}});
    if (item.cue > 0) group->second.push_back(std::to_string(item.cue));
  }
  std::string text;
  for (const auto& [what, cues] : groups) {
    text += "  " + engine::clean_utf8(what);
    if (!cues.empty()) text += " (cue " + joined(cues, ", ") + ")";
    text += "\n";
  }
  return text;
}

Table contributor_rows(const CueSheet& sheet) {
  Table table({{"#", true},
               {"IN"},
               {"OUT"},
               {"LENGTH", true},
               {"TITLE"},
               {"VOCALITY"},
               {"ROLE"},
               {"NAME"},
               {"SOCIETY"},
               {"SHARE %", true}});
  for (const Cue& cue : sheet.cues) {
    bool first = true;
    for (const Contribution& who : rows_of(cue)) {
      std::vector<std::string> cells(6);
      if (first) {
        cells = {std::to_string(cue.number) + (cue.layered ? "*" : ""),
                 engine::to_timecode(cue.in_video.start),
                 engine::to_timecode(cue.in_video.end),
                 engine::to_clock(engine::from_ms(cue.printed_seconds * 1000)),
                 cue_title(cue),
                 cue.usage.vocality};
      }
      first = false;
      for (const std::string& cell : {role_of(who), who.party.name.empty() ? "?" : who.party.name,
                                      who.party.society, share_percent(who)}) {
        cells.push_back(cell);
      }
      table.add(cells);
    }
  }
  return table;
}

}  // namespace

std::string cue_sheet_table(const CueSheet& sheet) {
  const std::string title = sheet.video.title.empty() ? "?" : sheet.video.title;
  std::string text = "Programme  " + engine::clean_utf8(title) + "\n" + "Video      " +
                     engine::clean_utf8(sheet.video.location) + "\n" + "Duration   " +
                     engine::to_clock(sheet.video.duration) + "\n" + "Status     " +
                     status_of(sheet) + "\n\n";
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
  if (sheet.is_draft()) text += "\nTo resolve before it can be filed:\n" + to_resolve(sheet);
  return text;
}

std::string cue_sheet_csv(const CueSheet& sheet) {
  std::string text = engine::csv_row(kCsvColumns);
  for (const Cue& cue : sheet.cues) {
    const engine::catalogue::Recording& track = cue.use.recording;
    std::vector<std::string> about{std::to_string(cue.number),
                                   cue_title(cue),
                                   engine::to_timecode(cue.in_video.start),
                                   engine::to_timecode(cue.in_video.end),
                                   std::to_string(cue.printed_seconds),
                                   cue.usage.function,
                                   cue.usage.perception,
                                   cue.usage.vocality,
                                   cue.usage.position,
                                   cue.usage.origin,
                                   cue.layered ? "yes" : "no",
                                   track.artist,
                                   track.version,
                                   track.isrc,
                                   track.work.iswc,
                                   track.library,
                                   track.album_code,
                                   track.cut,
                                   track.label};
    std::string review = joined(fields_to_resolve(sheet, cue.number), "|");
    for (const Contribution& who : rows_of(cue)) {
      std::vector<std::string> row = about;
      for (const std::string& cell :
           {role_of(who), who.party.name, who.party.ipi, who.party.society, share_percent(who),
            review, status_of(sheet)}) {
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
