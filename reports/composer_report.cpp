#include "reports/composer_report.h"

#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "reports/table.h"
#include "reports/usage_report.h"
#include "reports/use_filter.h"

#include <algorithm>
#include <map>
#include <set>

namespace reports {
namespace {

/// Two people may share a name; their IPI name number tells them apart where it is known.
using Person = std::pair<std::string, std::string>;

std::set<Person> writers(const engine::catalogue::Recording& track) {
  std::set<Person> people;
  for (const Contribution& contributor : track.work.contributions) {
    if (!is_publisher(contributor)) people.emplace(contributor.party.name, contributor.party.ipi);
  }
  if (people.empty()) people.emplace("", "");
  return people;
}

ComposerUsage summed_up(const Person& person, std::vector<Use> uses) {
  ComposerUsage composer{.name = person.first, .ipi = person.second, .uses = std::move(uses)};
  std::set<engine::VideoId> videos;
  std::set<engine::TrackId> tracks;
  for (const Use& use : composer.uses) {
    videos.insert(use.video.id);
    tracks.insert(use.match.track);
    composer.music += use.match.in_video.length();
  }
  composer.videos = videos.size();
  composer.tracks = tracks.size();
  return composer;
}

std::string shown_name(const ComposerUsage& composer) {
  return composer.name.empty() ? "(unknown)" : composer.name;
}

}  // namespace

std::vector<ComposerUsage> composer_usage(const std::vector<Use>& uses, const std::string& name) {
  std::map<Person, std::vector<Use>> by_person;
  for (const Use& use : uses) {
    for (const Person& person : writers(use.recording)) {
      if (name.empty() || contains_ignoring_case(person.first, name))
        by_person[person].push_back(use);
    }
  }
  std::vector<ComposerUsage> composers;
  for (auto& [person, theirs] : by_person)
    composers.push_back(summed_up(person, std::move(theirs)));
  std::stable_sort(
      composers.begin(), composers.end(),
      [](const ComposerUsage& a, const ComposerUsage& b) { return a.music > b.music; });
  return composers;
}

std::string composer_table(const std::vector<ComposerUsage>& composers, bool with_uses) {
  Table table(
      {{"Composer"}, {"IPI"}, {"Uses", true}, {"Videos", true}, {"Tracks", true}, {"Music", true}});
  for (const ComposerUsage& composer : composers) {
    table.add({shown_name(composer), composer.ipi, std::to_string(composer.uses.size()),
               std::to_string(composer.videos), std::to_string(composer.tracks),
               engine::to_clock(composer.music)});
  }
  std::string text = table.text();
  if (!with_uses) return text;
  for (const ComposerUsage& composer : composers) {
    text += "\n" + engine::clean_utf8(shown_name(composer)) + "\n" + usage_table(composer.uses);
  }
  return text;
}

std::string composer_csv(const std::vector<ComposerUsage>& composers) {
  std::vector<std::string> columns{"composer", "composer_ipi"};
  for (std::string& column : usage_columns()) columns.push_back(std::move(column));
  std::string text = engine::csv_row(columns);
  for (const ComposerUsage& composer : composers) {
    for (const Use& use : composer.uses) {
      std::vector<std::string> row{composer.name, composer.ipi};
      for (std::string& cell : usage_cells(use)) row.push_back(std::move(cell));
      text += engine::csv_row(row);
    }
  }
  return text;
}

}  // namespace reports
