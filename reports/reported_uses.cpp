#include "reports/reported_uses.h"

#include "engine/core/text.h"

#include <charconv>
#include <chrono>
#include <filesystem>
#include <set>

namespace reports {
namespace {

using engine::Day;

std::optional<int> number(std::string_view text, int low, int high) {
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  const bool is_one = error == std::errc{} && stop == end && value >= low && value <= high;
  return is_one ? std::optional(value) : std::nullopt;
}

/// The months from one to another of a year, whole.
Period months(int year, unsigned first, unsigned last) {
  const std::chrono::year in{year};
  return {Day{in / std::chrono::month{first} / 1},
          Day{in / std::chrono::month{last} / std::chrono::last}};
}

/// What comes after the year: "", "Q4", "10".
std::optional<Period> within_year(int year, std::string_view rest) {
  if (rest.empty()) return months(year, 1, 12);
  if (rest.size() != 2) return std::nullopt;
  if (rest.front() == 'Q' || rest.front() == 'q') {
    const auto quarter = number(rest.substr(1), 1, 4);
    if (!quarter) return std::nullopt;
    const auto last = static_cast<unsigned>(*quarter * 3);
    return months(year, last - 2, last);
  }
  const auto month = number(rest, 1, 12);
  if (!month) return std::nullopt;
  return months(year, static_cast<unsigned>(*month), static_cast<unsigned>(*month));
}

std::optional<Day> day_at_start(const std::string& time) {
  constexpr std::size_t kDayLength = 10;
  return time.size() < kDayLength ? std::nullopt : engine::parse_day(time.substr(0, kDayLength));
}

}  // namespace

engine::Result<Period> parse_period(const std::string& text) {
  if (const auto day = text.size() == 10 ? engine::parse_day(text) : std::nullopt) {
    return Period{day, day};
  }
  const std::string_view word = text;
  std::optional<Period> period;
  const auto year = number(word.substr(0, 4), 1000, 9999);
  if (year && word.size() == 4) period = within_year(*year, "");
  if (year && word.size() == 7 && word[4] == '-') period = within_year(*year, word.substr(5));
  if (period) return *period;
  return engine::fail(engine::Errc::kUsage,
                      "\"" + text + "\" is no period; write a month as 2026-10, a quarter as " +
                          "2026-Q4, a year as 2026 or a day as 2026-10-31");
}

std::string to_string(const Period& period) {
  if (period.is_all()) return "all";
  if (!period.last) return "since " + engine::to_string(*period.first);
  if (!period.first) return "until " + engine::to_string(*period.last);
  return engine::to_string(*period.first) + " to " + engine::to_string(*period.last);
}

DayOfUse day_of(const VideoRecord& record) {
  if (const auto day = day_at_start(record.publication.published_at)) return {day, true};
  return {day_at_start(record.scanned_at), false};
}

const VideoRecord& ReportedUses::record_of(const Use& use) const {
  static const VideoRecord kNothing;
  const auto it = videos.find(use.video->id);
  return it == videos.end() ? kNothing : it->second;
}

const engine::licences::Verdict* ReportedUses::verdict_on(const Use& use) const {
  const auto it = verdicts.find(use.id);
  return it == verdicts.end() ? nullptr : &*it->second;
}

ReportedUses part_of(const ReportedUses& all, const std::function<bool(const Use&)>& wanted) {
  ReportedUses part{.uses = {}, .period = all.period, .about = all.about};
  const auto take = [](const auto& from, const auto& key, auto& to) {
    if (const auto found = from.find(key); found != from.end()) to.insert(*found);
  };
  for (const Use& use : all.uses) {
    if (!wanted(use)) continue;
    part.uses.push_back(use);
    take(all.videos, use.video->id, part.videos);
    take(all.decisions, use.id, part.decisions);
    take(all.verdicts, use.id, part.verdicts);
  }
  return part;
}

void keep_period(const Period& period, ReportedUses& report) {
  report.period = period;
  if (period.is_all()) return;
  std::erase_if(report.uses, [&](const Use& use) {
    const auto day = day_of(report.record_of(use)).day;
    return !day || !period.holds(*day);
  });
}

std::string day_basis(const ReportedUses& report) {
  std::set<engine::VideoId> all;
  std::set<engine::VideoId> by_scan;
  for (const Use& use : report.uses) {
    if (!all.insert(use.video->id).second) continue;
    if (!day_of(report.record_of(use)).published) by_scan.insert(use.video->id);
  }
  if (by_scan.empty()) return "by day of publication";
  if (by_scan.size() == all.size()) {
    return "by day of scan, since no day of publication is on record";
  }
  return "by day of publication; " + std::to_string(by_scan.size()) + " of " +
         std::to_string(all.size()) + " videos by day of scan, since no other is on record";
}

std::string video_name(const engine::VideoFacts& video, const VideoRecord& record) {
  if (!record.programme.empty()) return record.programme;
  if (!video.title.empty()) return video.title;
  return std::filesystem::path(video.location).filename().string();
}

std::string video_name(const Use& use, const VideoRecord& record) {
  return video_name(*use.video, record);
}

}  // namespace reports
