#include "reports/usage_document.h"

#include "engine/core/text.h"
#include "reports/contributor_report.h"
#include "reports/usage_charts.h"
#include "reports/usage_report.h"
#include "reports/usage_rows.h"

#include <algorithm>
#include <chrono>
#include <set>

namespace reports {
namespace {

using namespace documents;  // NOLINT: the words of a document.
using engine::MediaTime;

/// Whole seconds are read as a clock, and a workbook has the milliseconds.
Cell time_cell(MediaTime time) {
  Cell cell = fixed_cell(engine::to_ms(time), 3);
  cell.text = engine::to_clock(time);
  return cell;
}

Cell percent_cell(std::int64_t bp) { return fixed_cell(bp, 2); }

/// The uses of one video, from `first` to `end`, and their music.
struct VideoPart {
  std::size_t first = 0;
  std::size_t end = 0;
  MediaTime music{0};
};

std::vector<VideoPart> parts_of(const std::vector<Use>& uses) {
  std::vector<VideoPart> parts;
  for (std::size_t first = 0; first < uses.size();) {
    MusicTime music;
    std::size_t end = first;
    for (; end < uses.size() && uses[end].video->id == uses[first].video->id; ++end) {
      music.add(uses[end]);
    }
    parts.push_back({first, end, music.total()});
    first = end;
  }
  return parts;
}

/// Those with the most music, in their order.
std::vector<VideoPart> shown_parts(const std::vector<Use>& uses) {
  std::vector<VideoPart> parts = parts_of(uses);
  std::stable_sort(parts.begin(), parts.end(),
                   [](const VideoPart& a, const VideoPart& b) { return a.music > b.music; });
  parts.resize(std::min(parts.size(), kPageTimelinesMax));
  std::sort(parts.begin(), parts.end(),
            [](const VideoPart& a, const VideoPart& b) { return a.first < b.first; });
  return parts;
}

void add_facts(const ReportedUses& report, Document& document) {
  MusicTime music;
  MediaTime videos{0};
  std::set<engine::TrackId> tracks;
  for (const VideoPart& part : parts_of(report.uses)) {
    videos += report.uses[part.first].video->duration;
  }
  for (const Use& use : report.uses) {
    music.add(use);
    tracks.insert(use.match.track);
  }
  if (!report.about.empty()) document.facts.emplace_back("Only", report.about);
  document.facts.emplace_back("Period", to_string(report.period));
  if (!report.uses.empty()) document.facts.emplace_back("Days", day_basis(report));
  document.facts.emplace_back("Uses", std::to_string(report.uses.size()));
  document.facts.emplace_back("Videos with music", std::to_string(music.videos()));
  document.facts.emplace_back("Tracks", std::to_string(tracks.size()));
  document.facts.emplace_back("Music", engine::to_clock(music.total()));
  document.facts.emplace_back("Of those videos' length",
                              engine::fixed_point(share_bp(music.total(), videos), 2) + " %");
}

constexpr std::string_view kMusicTime =
    "Music is the time during which something plays: two tracks at once count once.";

Section glance(const ReportedUses& report) {
  Section section{.heading = "At a glance", .text = std::string(kMusicTime)};
  section.pictures.push_back(column_chart("Music over time", over_time(report)));
  section.pictures.push_back(
      bar_chart("Videos with the most music", grouped(report, GroupBy::kVideo)));
  section.pictures.push_back(bar_chart("Tracks", grouped(report, GroupBy::kTrack)));
  section.pictures.push_back(bar_chart("Versions used", grouped(report, GroupBy::kVersion)));
  if (!report.verdicts.empty()) {
    section.pictures.push_back(bar_chart("Licence states", grouped(report, GroupBy::kLicence)));
  }
  return section;
}

Row group_row(const UseGroup& group, bool is_total) {
  return {{group.label, count_cell(static_cast<std::int64_t>(group.uses)),
           count_cell(static_cast<std::int64_t>(group.videos)), time_cell(group.music),
           percent_cell(group.share_bp)},
          false,
          is_total};
}

Section group_section(const ReportedUses& report, GroupBy by, Medium medium) {
  const GroupedUses groups = grouped(report, by);
  const std::string word(word_for(by));
  Section section{.heading = "By " + word};
  section.columns = {{engine::capitalised(word)},
                     {"Uses", true},
                     {"Videos", true},
                     {"Music", true, "s"},
                     {"Share of music", true, "%"}};
  for (const UseGroup& group : groups.groups) {
    if (medium == Medium::kPage && section.rows.size() == kPageUsesMax) break;
    section.rows.push_back(group_row(group, false));
  }
  if (section.rows.size() < groups.groups.size()) {
    section.footnotes.push_back("The first " + std::to_string(section.rows.size()) + " of " +
                                std::to_string(groups.groups.size()) +
                                "; the workbook and the csv have all.");
  }
  section.rows.push_back(group_row(groups.total, true));
  return section;
}

Section timelines(const ReportedUses& report, const Waveforms& waveforms) {
  Section section{.heading = "Videos"};
  const std::vector<VideoPart> parts = shown_parts(report.uses);
  for (const VideoPart& part : parts) {
    const auto levels = waveforms.find(report.uses[part.first].video->id);
    section.pictures.push_back(
        timeline_drawing(timeline_of(report, part.first, part.end),
                         levels == waveforms.end() ? std::vector<std::uint8_t>{} : levels->second));
  }
  const std::size_t all = parts_of(report.uses).size();
  if (parts.size() < all) {
    section.footnotes.push_back("The " + std::to_string(parts.size()) +
                                " videos with the most music, of " + std::to_string(all) +
                                "; a report with --video shows any other.");
  }
  return section;
}

Section page_uses(const ReportedUses& report) {
  Section section{.heading = "Uses"};
  section.columns = {{"Video"},
                     {"In", true},
                     {"Out", true},
                     {"Length", true, "s"},
                     {"Track"},
                     {"Version"},
                     {"Composer"},
                     {"Of video", true, "%"},
                     {"Of track", true, "%"},
                     {"Confidence", true}};
  for (const Use& use : report.uses) {
    if (section.rows.size() == kPageUsesMax) break;
    const engine::MediaSpan& span = use.match.in_video;
    section.rows.push_back(
        {{video_name(use, report.record_of(use)), engine::to_timecode(span.start),
          engine::to_timecode(span.end), time_cell(span.length()), use.recording->title,
          use.recording->version, writers_of(*use.recording), count_cell(query_match_percent(use)),
          count_cell(asset_match_percent(use)), fixed_cell(use.match.confidence_ppm / 1000, 3)}});
  }
  if (section.rows.size() < report.uses.size()) {
    section.footnotes.push_back("The first " + std::to_string(kPageUsesMax) + " of " +
                                std::to_string(report.uses.size()) +
                                " uses; the workbook and the csv have all.");
  }
  return section;
}

Cell cell_of(const UsageColumn& column, const UsageRow& row) {
  Cell cell(column.cell(row));
  if (column.places < 0) return cell;
  cell.number = engine::parse_fixed_point(cell.text, static_cast<unsigned>(column.places));
  cell.places = static_cast<unsigned>(column.places);
  return cell;
}

Section workbook_uses(const ReportedUses& report) {
  Section section{.heading = "Uses"};
  for (const UsageColumn& column : usage_columns()) {
    section.columns.push_back({std::string(column.name), column.places >= 0});
  }
  const std::vector<UsePlace> places = places_of(report.uses);
  section.rows.reserve(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const UsageRow row{report.uses[i], report.record_of(report.uses[i]), places[i]};
    Row& cells = section.rows.emplace_back();
    cells.cells.reserve(section.columns.size());
    for (const UsageColumn& column : usage_columns()) cells.cells.push_back(cell_of(column, row));
  }
  return section;
}

Section workbook_contributors(const ReportedUses& report) {
  Section section{.heading = "Contributors"};
  section.columns = {{"usage_id"}, {"party_id"}, {"name"},           {"ipi"},  {"society"},
                     {"role"},     {"right"},    {"share_bp", true}, {"claim"}};
  for (const ContributorRow& row : contributor_rows(report)) {
    section.rows.push_back(
        {{row.usage_id, row.party_id, row.name, row.ipi, row.society, row.role, row.right,
          row.share_bp ? count_cell(*row.share_bp) : Cell(), row.claim}});
  }
  return section;
}

/// What both reports have behind what is theirs.
void add_uses(const ReportedUses& report, const DocumentRequest& request, Document& document) {
  if (request.by) document.sections.push_back(group_section(report, *request.by, request.medium));
  if (request.medium == Medium::kWorkbook) {
    document.sections.push_back(workbook_uses(report));
    document.sections.push_back(workbook_contributors(report));
    return;
  }
  if (report.uses.empty()) return;
  document.sections.push_back(timelines(report, request.waveforms));
  document.sections.push_back(page_uses(report));
}

Section composer_section(const std::vector<ComposerUsage>& composers, Medium medium) {
  Section section{.heading = "Composers",
                  .text = "A use of a work by several writers counts for each of them, whole."};
  section.columns = {{"Composer"},     {"IPI"},          {"Society"},         {"Uses", true},
                     {"Videos", true}, {"Tracks", true}, {"Music", true, "s"}};
  GroupedUses chart{GroupBy::kComposer, {}, {}};
  for (const ComposerUsage& composer : composers) {
    chart.groups.push_back({.key = {}, .label = shown_name(composer), .music = composer.music});
    if (medium == Medium::kPage && section.rows.size() >= kPageUsesMax) continue;
    section.rows.push_back(
        {{shown_name(composer), composer.ipi, composer.society,
          count_cell(static_cast<std::int64_t>(composer.uses.size())),
          count_cell(static_cast<std::int64_t>(composer.videos)),
          count_cell(static_cast<std::int64_t>(composer.tracks)), time_cell(composer.music)}});
  }
  if (section.rows.size() < composers.size()) {
    section.footnotes.push_back("The first " + std::to_string(section.rows.size()) + " of " +
                                std::to_string(composers.size()) +
                                " composers; the workbook and the csv have all.");
  }
  if (medium == Medium::kPage && composers.size() > 1) {
    section.pictures.push_back(bar_chart("Composers with the most music", chart));
  }
  return section;
}

}  // namespace

std::vector<engine::VideoId> timeline_videos(const ReportedUses& report) {
  std::vector<engine::VideoId> videos;
  for (const VideoPart& part : shown_parts(report.uses)) {
    videos.push_back(report.uses[part.first].video->id);
  }
  return videos;
}

Document usage_document(const ReportedUses& report, const DocumentRequest& request) {
  Document document{.title = "Music usage"};
  add_facts(report, document);
  if (request.medium == Medium::kPage) document.sections.push_back(glance(report));
  add_uses(report, request, document);
  return document;
}

Document composer_document(const std::vector<ComposerUsage>& composers, const ReportedUses& report,
                           const DocumentRequest& request) {
  Document document{.title = "Music usage by composer"};
  if (composers.size() == 1) document.subtitle = shown_name(composers.front());
  const ReportedUses theirs = uses_of(composers, report);
  add_facts(theirs, document);
  document.sections.push_back(composer_section(composers, request.medium));
  if (request.medium == Medium::kPage) document.sections.push_back(glance(theirs));
  add_uses(theirs, request, document);
  return document;
}

}  // namespace reports
