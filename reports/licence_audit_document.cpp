// The audit as a page and as a workbook.
#include "engine/core/text.h"
#include "reports/licence_audit.h"
#include "reports/usage_charts.h"
#include "reports/usage_report.h"

namespace reports {
namespace {

using namespace documents;  // NOLINT: the words of a document.
using engine::licences::Suggestion;

Cell number_cell(std::size_t number) { return count_cell(static_cast<std::int64_t>(number)); }

void add_facts(const LicenceAudit& audit, Document& document) {
  StandingCounts all;
  for (const AuditRow& row : audit.rows) {
    ++all.uses.at(static_cast<std::size_t>(standing_of(row.verdict->state())));
  }
  const ReportedUses& uses = *audit.uses;
  document.facts.emplace_back("As of", to_string(engine::licences::Moment{audit.as_of, false}));
  if (!uses.about.empty()) document.facts.emplace_back("Only", uses.about);
  document.facts.emplace_back("Period", to_string(uses.period));
  document.facts.emplace_back("Uses", std::to_string(audit.rows.size()));
  for (std::size_t i = 0; i < kStandings; ++i) {
    document.facts.emplace_back(engine::capitalised(to_string(static_cast<Standing>(i))),
                                std::to_string(all.uses.at(i)));
  }
}

/// Groups as the charts of usage take them.
GroupedUses charted(const std::vector<AuditGroup>& groups) {
  GroupedUses chart;
  for (const AuditGroup& group : groups) {
    chart.groups.push_back({.key = {}, .label = group.label, .music = group.counts.music});
  }
  return chart;
}

/// A month each, of what is not licensed.
GroupedUses trend(const LicenceAudit& audit) {
  LicenceAudit open;
  for (const AuditRow& row : audit.rows) {
    if (standing_of(row.verdict->state()) != Standing::kLicensed) open.rows.push_back(row);
  }
  GroupedUses chart = charted(audit_groups(open, GroupBy::kMonth));
  chart.by = GroupBy::kMonth;
  return chart;
}

Section glance(const LicenceAudit& audit) {
  Section section{.heading = "At a glance",
                  .text =
                      "Music by the state of its licence, and what of it is not licensed, month "
                      "by month."};
  section.pictures.push_back(bar_chart("Licence states", charted(audit_states(audit))));
  section.pictures.push_back(column_chart("Not licensed, over time", trend(audit)));
  return section;
}

Section group_section(const std::string& heading, const std::string& label,
                      const std::vector<AuditGroup>& groups, Medium medium) {
  Section section{.heading = heading};
  section.columns = {
      {label},           {"Licensed", true}, {"Violation", true}, {"Unlicensed", true},
      {"Unknown", true}, {"Frozen", true},   {"Music", true, "s"}};
  for (const AuditGroup& group : groups) {
    if (medium == Medium::kPage && section.rows.size() == kPageUsesMax) break;
    Row& row = section.rows.emplace_back();
    row.cells.emplace_back(group.label);
    for (const std::size_t uses : group.counts.uses) row.cells.push_back(number_cell(uses));
    Cell music = fixed_cell(engine::to_ms(group.counts.music), 3);
    music.text = engine::to_clock(group.counts.music);
    row.cells.push_back(std::move(music));
  }
  if (section.rows.size() < groups.size()) {
    section.footnotes.push_back("The first " + std::to_string(section.rows.size()) + " of " +
                                std::to_string(groups.size()) + "; the workbook has all.");
  }
  return section;
}

std::string offer_line(const AuditRow& row) {
  if (row.offers.empty()) return {};
  const Suggestion& cheapest = row.offers.front();
  return cheapest.offer + ", " + to_string(cheapest.fee) +
         (cheapest.provided.empty() ? "" : ", if " + engine::joined(cheapest.provided, " and "));
}

/// What somebody has to do something about, one by one.
Section open_uses(const LicenceAudit& audit) {
  Section section{.heading = "Not licensed",
                  .text =
                      "Each use that no licence covers: the licence that came nearest, why it "
                      "does not cover the use, and what would."};
  section.columns = {{"Video"},           {"In", true}, {"Out", true},      {"Track"}, {"State"},
                     {"Nearest licence"}, {"Why"},      {"Would cover it"}, {"To do"}};
  std::size_t open = 0;
  for (const AuditRow& row : audit.rows) {
    if (row.action == AuditAction::kNone) continue;
    ++open;
    if (section.rows.size() == kPageUsesMax) continue;
    const engine::MediaSpan& span = row.use->match.in_video;
    std::string action(to_string(row.action));
    for (char& c : action) c = c == '_' ? ' ' : c;
    section.rows.push_back(
        {{video_name(*row.use, *row.record), engine::to_timecode(span.start),
          engine::to_timecode(span.end), row.use->recording->title,
          std::string(to_string(row.verdict->state())), row.verdict->overall.licence_id,
          reasons_of(*row.verdict), offer_line(row), action}});
  }
  if (section.rows.size() < open) {
    section.footnotes.push_back("The first " + std::to_string(section.rows.size()) + " of " +
                                std::to_string(open) + "; the workbook and the csv have all.");
  }
  if (open == 0) section.text = "Nothing is to be done: every use is licensed.";
  return section;
}

Section workbook_uses(const LicenceAudit& audit) {
  Section section{.heading = "Uses"};
  for (const AuditColumn& column : audit_columns()) {
    section.columns.push_back({std::string(column.name), column.places >= 0});
  }
  section.rows.reserve(audit.rows.size());
  for (const AuditRow& row : audit.rows) {
    Row& cells = section.rows.emplace_back();
    for (const AuditColumn& column : audit_columns()) {
      Cell cell(column.cell(row));
      if (column.places >= 0) {
        cell.number = engine::parse_fixed_point(cell.text, static_cast<unsigned>(column.places));
        cell.places = static_cast<unsigned>(column.places);
      }
      cells.cells.push_back(std::move(cell));
    }
  }
  return section;
}

}  // namespace

Document audit_document(const LicenceAudit& audit, Medium medium) {
  Document document{.title = "Licence audit"};
  add_facts(audit, document);
  if (medium == Medium::kPage && !audit.rows.empty()) document.sections.push_back(glance(audit));
  if (medium == Medium::kPage) document.sections.push_back(open_uses(audit));
  const auto add = [&](const std::string& heading, const std::string& label,
                       const std::vector<AuditGroup>& groups) {
    document.sections.push_back(group_section(heading, label, groups, medium));
  };
  add("By state", "State", audit_states(audit));
  add("By channel", "Channel", audit_groups(audit, GroupBy::kChannel));
  add("By composer", "Composer", audit_groups(audit, GroupBy::kComposer));
  add("By track", "Track", audit_groups(audit, GroupBy::kTrack));
  add("By month", "Month", audit_groups(audit, GroupBy::kMonth));
  if (medium == Medium::kWorkbook) document.sections.push_back(workbook_uses(audit));
  return document;
}

}  // namespace reports
