#include "reports/use_groups.h"

#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "reports/composer_report.h"
#include "reports/table.h"
#include "reports/usage_report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace reports {
namespace {

using engine::MediaTime;

constexpr std::array<std::pair<GroupBy, std::string_view>, 9> kWords{
    {{GroupBy::kTrack, "track"},
     {GroupBy::kVersion, "version"},
     {GroupBy::kVideo, "video"},
     {GroupBy::kChannel, "channel"},
     {GroupBy::kPlatform, "platform"},
     {GroupBy::kTerritory, "territory"},
     {GroupBy::kMonth, "month"},
     {GroupBy::kComposer, "composer"},
     {GroupBy::kLicence, "licence"}}};

using Name = GroupName;

Name same(const std::string& text) { return {text, text}; }

struct Sum {
  std::size_t uses = 0;
  MusicTime music;

  void add(const Use& use) {
    ++uses;
    music.add(use);
  }
  UseGroup group(const Name& name) const {
    UseGroup group{name.first, name.second, uses, music.videos(), music.total()};
    if (group.label.empty()) group.label = "(unknown)";
    return group;
  }
};

template <class NamesOf>
GroupedUses added_up(const ReportedUses& report, GroupBy by, const NamesOf& names_of_use) {
  std::map<Name, Sum> sums;
  Sum total;
  for (const Use& use : report.uses) {
    total.add(use);
    for (const Name& name : names_of_use(use)) sums[name].add(use);
  }
  GroupedUses grouped{by, {}, total.group({"", "Total"})};
  grouped.total.share_bp = share_bp(grouped.total.music, grouped.total.music);
  for (const auto& [name, sum] : sums) {
    UseGroup group = sum.group(name);
    group.share_bp = share_bp(group.music, grouped.total.music);
    grouped.groups.push_back(std::move(group));
  }
  if (by != GroupBy::kMonth) {
    std::stable_sort(grouped.groups.begin(), grouped.groups.end(),
                     [](const UseGroup& a, const UseGroup& b) {
                       return std::tie(b.music, a.label) < std::tie(a.music, b.label);
                     });
  }
  return grouped;
}

/// A composer's key is the IPI name number, if there is one.
std::string shown_key(const GroupedUses& grouped, const UseGroup& group) {
  const std::size_t cut = group.key.find('\n');
  return grouped.by == GroupBy::kComposer && cut != group.key.npos ? group.key.substr(cut + 1)
                                                                   : group.key;
}

std::string key_column(GroupBy by) {
  switch (by) {
    case GroupBy::kTrack: return "track_id";
    case GroupBy::kVideo: return "video_id";
    case GroupBy::kComposer: return "composer_ipi";
    default: return {};  // The name says all.
  }
}

std::vector<std::string> table_cells(const UseGroup& group) {
  return {group.label, std::to_string(group.uses), std::to_string(group.videos),
          engine::to_clock(group.music), engine::fixed_point(group.share_bp, 2)};
}

}  // namespace

std::vector<GroupName> group_names(const Use& use, const VideoRecord& record, GroupBy by) {
  const engine::catalogue::Recording& track = *use.recording;
  switch (by) {
    case GroupBy::kTrack: {
      const std::string version = track.version.empty() ? "" : " (" + track.version + ")";
      return {{engine::to_string(use.match.track), track.title + version}};
    }
    case GroupBy::kVersion: return {same(track.version)};
    case GroupBy::kVideo: return {{engine::to_string(use.video->id), video_name(use, record)}};
    case GroupBy::kChannel: return {same(record.publication.channel)};
    case GroupBy::kPlatform: return {same(record.publication.platform)};
    case GroupBy::kTerritory: {
      std::set<Name> names;
      for (const std::string& one : record.publication.territories) names.insert(same(one));
      if (names.empty()) names.emplace();
      return {names.begin(), names.end()};
    }
    case GroupBy::kMonth: {
      constexpr std::size_t kMonthLength = 7;
      const auto day = day_of(record).day;
      return {same(day ? engine::to_string(*day).substr(0, kMonthLength) : "")};
    }
    case GroupBy::kComposer: {
      std::vector<Name> names;
      for (const auto& [name, ipi] : writers_in(track)) names.emplace_back(name + "\n" + ipi, name);
      return names;
    }
    case GroupBy::kLicence: break;
  }
  return {};
}

std::string_view word_for(GroupBy by) {
  for (const auto& [one, word] : kWords) {
    if (one == by) return word;
  }
  return {};
}

const std::vector<GroupBy>& all_groupings() {
  static const std::vector<GroupBy> kAll = [] {
    std::vector<GroupBy> all;
    for (const auto& [one, word] : kWords) all.push_back(one);
    return all;
  }();
  return kAll;
}

void MusicTime::add(const Use& use) { played_.push_back({use.video->id, use.match.in_video}); }

MediaTime MusicTime::total() const {
  std::vector<Played> sorted = played_;
  std::sort(sorted.begin(), sorted.end(), [](const Played& a, const Played& b) {
    return std::tie(a.video.bytes, a.span.start) < std::tie(b.video.bytes, b.span.start);
  });
  MediaTime total{0};
  MediaTime heard_until{0};
  const engine::VideoId* video = nullptr;
  for (const Played& one : sorted) {
    if (video == nullptr || one.video != *video) heard_until = MediaTime{0};
    video = &one.video;
    const MediaTime from = std::max(one.span.start, heard_until);
    if (one.span.end > from) total += one.span.end - from;
    heard_until = std::max(heard_until, one.span.end);
  }
  return total;
}

std::size_t MusicTime::videos() const {
  std::set<engine::VideoId> videos;
  for (const Played& one : played_) videos.insert(one.video);
  return videos.size();
}

GroupedUses grouped(const ReportedUses& report, GroupBy by) {
  return added_up(report, by, [&](const Use& use) {
    if (by != GroupBy::kLicence) return group_names(use, report.record_of(use), by);
    const auto* const verdict = report.verdict_on(use);
    return std::vector<Name>{
        same(verdict == nullptr ? "" : std::string(to_string(verdict->state())))};
  });
}

GroupedUses over_time(const ReportedUses& report) {
  std::optional<engine::Day> first;
  std::optional<engine::Day> last;
  for (const Use& use : report.uses) {
    const auto day = day_of(report.record_of(use)).day;
    if (!day) continue;
    first = std::min(first.value_or(*day), *day);
    last = std::max(last.value_or(*day), *day);
  }
  constexpr auto kFewDays = std::chrono::days{62};
  if (!first || *last - *first > kFewDays) return grouped(report, GroupBy::kMonth);
  return added_up(report, GroupBy::kMonth, [&](const Use& use) {
    const auto day = day_of(report.record_of(use)).day;
    return std::vector<Name>{same(day ? engine::to_string(*day) : "")};
  });
}

std::string groups_table(const GroupedUses& grouped) {
  Table table({{engine::capitalised(word_for(grouped.by))},
               {"Uses", true},
               {"Videos", true},
               {"Music", true},
               {"Share %", true}});
  for (const UseGroup& group : grouped.groups) table.add(table_cells(group));
  table.add(table_cells(grouped.total));
  return table.text();
}

std::string groups_csv(const GroupedUses& grouped) {
  const std::string key = key_column(grouped.by);
  std::vector<std::string> columns{std::string(word_for(grouped.by)), "uses", "videos", "seconds",
                                   "share_percent"};
  if (!key.empty()) columns.insert(columns.begin(), key);
  std::string text = engine::csv_row(columns);
  for (const UseGroup& group : grouped.groups) {
    std::vector<std::string> cells{
        group.label, std::to_string(group.uses), std::to_string(group.videos),
        engine::fixed_point(engine::to_ms(group.music), 3), engine::fixed_point(group.share_bp, 2)};
    if (!key.empty()) cells.insert(cells.begin(), shown_key(grouped, group));
    text += engine::csv_row(cells);
  }
  return text;
}

std::string groups_json(const GroupedUses& grouped) {
  using Json = nlohmann::ordered_json;
  const std::string key = key_column(grouped.by);
  const auto json_of = [&](const UseGroup& group) {
    return Json{{"uses", group.uses},
                {"videos", group.videos},
                {"music_ms", engine::to_ms(group.music)},
                {"share_bp", group.share_bp}};
  };
  Json list = Json::array();
  for (const UseGroup& group : grouped.groups) {
    Json one{{word_for(grouped.by), group.label}};
    if (!key.empty()) one[key] = shown_key(grouped, group);
    one.update(json_of(group));
    list.push_back(std::move(one));
  }
  const Json json{{"schema", "cuetrace.usage_groups/1"},
                  {"by", word_for(grouped.by)},
                  {"groups", std::move(list)},
                  {"total", json_of(grouped.total)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace reports
