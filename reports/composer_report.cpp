#include "reports/composer_report.h"

#include "engine/catalogue/societies.h"
#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "reports/table.h"
#include "reports/usage_report.h"
#include "reports/usage_rows.h"
#include "reports/use_filter.h"
#include "reports/use_groups.h"

#include <algorithm>
#include <map>
#include <set>

namespace reports {
namespace {

using Person = std::pair<std::string, std::string>;

std::string society_of(const Person& person, const engine::catalogue::Recording& track) {
  for (const Contribution& one : track.work.contributions) {
    if (is_publisher(one) || Person(one.party.name, one.party.ipi) != person) continue;
    return engine::catalogue::society_on(one.party.society, std::nullopt);
  }
  return {};
}

void sum_up(const ReportedUses& report, ComposerUsage& composer) {
  std::set<engine::TrackId> tracks;
  MusicTime music;
  for (const std::size_t i : composer.uses) {
    tracks.insert(report.uses[i].match.track);
    music.add(report.uses[i]);
  }
  composer.videos = music.videos();
  composer.tracks = tracks.size();
  composer.music = music.total();
}

}  // namespace

std::vector<Person> writers_in(const engine::catalogue::Recording& track) {
  std::set<Person> people;
  for (const Contribution& contributor : track.work.contributions) {
    if (!is_publisher(contributor)) people.emplace(contributor.party.name, contributor.party.ipi);
  }
  if (people.empty()) people.emplace();
  return {people.begin(), people.end()};
}

std::string shown_name(const ComposerUsage& composer) {
  return composer.name.empty() ? "(unknown)" : composer.name;
}

std::vector<ComposerUsage> composer_usage(const ReportedUses& report, const std::string& name) {
  std::map<Person, ComposerUsage> by_person;
  for (std::size_t i = 0; i < report.uses.size(); ++i) {
    const engine::catalogue::Recording& track = *report.uses[i].recording;
    for (const Person& person : writers_in(track)) {
      if (!name.empty() && !contains_ignoring_case(person.first, name)) continue;
      ComposerUsage& composer = by_person[person];
      if (composer.uses.empty()) {
        composer.name = person.first;
        composer.ipi = person.second;
      }
      if (composer.society.empty()) composer.society = society_of(person, track);
      composer.uses.push_back(i);
    }
  }
  std::vector<ComposerUsage> composers;
  for (auto& [person, composer] : by_person) {
    sum_up(report, composer);
    composers.push_back(std::move(composer));
  }
  std::stable_sort(
      composers.begin(), composers.end(),
      [](const ComposerUsage& a, const ComposerUsage& b) { return a.music > b.music; });
  return composers;
}

ReportedUses uses_of(const std::vector<ComposerUsage>& composers, const ReportedUses& report) {
  std::set<std::size_t> wanted;
  for (const ComposerUsage& composer : composers) {
    wanted.insert(composer.uses.begin(), composer.uses.end());
  }
  ReportedUses theirs{{}, report.videos, report.period, report.about};
  for (const std::size_t i : wanted) theirs.uses.push_back(report.uses[i]);
  return theirs;
}

std::string composer_table(const std::vector<ComposerUsage>& composers, const ReportedUses& report,
                           bool with_uses) {
  Table table({{"Composer"},
               {"IPI"},
               {"Society"},
               {"Uses", true},
               {"Videos", true},
               {"Tracks", true},
               {"Music", true}});
  for (const ComposerUsage& composer : composers) {
    table.add({shown_name(composer), composer.ipi, composer.society,
               std::to_string(composer.uses.size()), std::to_string(composer.videos),
               std::to_string(composer.tracks), engine::to_clock(composer.music)});
  }
  std::string text = table.text();
  if (!report.period.is_all()) {
    text += "\nPeriod " + to_string(report.period) + ", " + day_basis(report) + "\n";
  }
  if (!with_uses) return text;
  for (const ComposerUsage& composer : composers) {
    ReportedUses theirs = uses_of({composer}, report);
    theirs.period = {};  // Said above.
    text += "\n" + engine::clean_utf8(shown_name(composer)) + "\n" + usage_table(theirs);
  }
  return text;
}

std::string composer_csv(const std::vector<ComposerUsage>& composers, const ReportedUses& report) {
  std::vector<std::string> cells{"composer", "composer_ipi"};
  for (const UsageColumn& column : usage_columns()) cells.emplace_back(column.name);
  cells.emplace_back("composer_society");
  std::string text = engine::csv_row(cells);
  const std::vector<UsePlace> places = places_of(report.uses);
  for (const ComposerUsage& composer : composers) {
    for (const std::size_t i : composer.uses) {
      const UsageRow row{report.uses[i], report.record_of(report.uses[i]), places[i]};
      cells = {composer.name, composer.ipi};
      for (const UsageColumn& column : usage_columns()) cells.push_back(column.cell(row));
      cells.push_back(composer.society);
      text += engine::csv_row(cells);
    }
  }
  return text;
}

}  // namespace reports
