#include "reports/usage_report.h"

#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "reports/table.h"
#include "reports/usage_rows.h"
#include "reports/use_groups.h"

#include <filesystem>

namespace reports {
namespace {

using engine::fixed_point;

std::string percent(std::int64_t bp) { return fixed_point(bp, 2); }

std::string period_line(const ReportedUses& report) {
  if (report.period.is_all()) return {};
  return "Period " + to_string(report.period) + ", " + day_basis(report) + "\n";
}

}  // namespace

std::int64_t share_bp(engine::MediaTime part, engine::MediaTime whole) {
  // Multiplied first, in milliseconds: 10'000 times the microseconds of 100 years would overflow.
  const std::int64_t whole_ms = engine::to_ms(whole);
  return whole_ms <= 0 ? 0 : engine::to_ms(part) * 10'000 / whole_ms;
}

std::string writers_of(const engine::catalogue::Recording& recording) {
  return engine::joined(engine::catalogue::writer_names(recording.work), ", ");
}

std::string usage_table(const ReportedUses& report) {
  Table table({{"Video"},
               {"In"},
               {"Out"},
               {"Length", true},
               {"Track"},
               {"Version"},
               {"Composer"},
               {"Of video %", true},
               {"Of track %", true},
               {"Confidence", true}});
  MusicTime music;
  for (const Use& use : report.uses) {
    const engine::MediaSpan& span = use.match.in_video;
    music.add(use);
    table.add({std::filesystem::path(use.video->location).filename().string(),
               engine::to_timecode(span.start), engine::to_timecode(span.end),
               engine::to_clock(span.length()), use.recording->title, use.recording->version,
               writers_of(*use.recording), percent(share_bp(span.length(), use.video->duration)),
               percent(share_bp(use.match.in_track.length(), use.recording->duration)),
               fixed_point(use.match.confidence_ppm / 1000, 3)});
  }
  return table.text() + "\nUses " + std::to_string(report.uses.size()) + ", music " +
         engine::to_clock(music.total()) + "\n" + period_line(report);
}

std::string usage_csv(const ReportedUses& report) {
  std::vector<std::string> cells;
  for (const UsageColumn& column : usage_columns()) cells.emplace_back(column.name);
  std::string text = engine::csv_row(cells);
  const std::vector<UsePlace> places = places_of(report.uses);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const UsageRow row{report.uses[i], report.record_of(report.uses[i]), places[i]};
    cells.clear();
    for (const UsageColumn& column : usage_columns()) cells.push_back(column.cell(row));
    text += engine::csv_row(cells);
  }
  return text;
}

}  // namespace reports
