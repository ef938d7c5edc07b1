// Uses as a report takes them: with what is on record of their videos beside the sound, and the
// time that they are about.
#pragma once

#include "engine/core/day.h"
#include "engine/core/result.h"
#include "engine/core/shared.h"
#include "engine/ledger/use_decisions.h"
#include "engine/ledger/video_metadata.h"
#include "engine/licences/verdict.h"
#include "reports/use.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace reports {

/// What is known of a video; empty fields are unknown.
struct VideoRecord {
  engine::ledger::Publication publication;
  std::string programme{};  ///< What people say that it is called.
  std::string series{};
  std::string scan_id{};     ///< Of the current scan.
  std::string scanned_at{};  ///< UTC, RFC 3339.
};
using VideoRecords = std::map<engine::VideoId, VideoRecord>;

/// Days from `first` to `last`, both of them in. Empty: since ever, for ever.
struct Period {
  std::optional<engine::Day> first{};
  std::optional<engine::Day> last{};

  bool is_all() const { return !first && !last; }
  bool holds(engine::Day day) const { return (!first || day >= *first) && (!last || day <= *last); }
};

/// "2026", "2026-Q4", "2026-10" or "2026-10-31". Errors: kUsage.
engine::Result<Period> parse_period(const std::string& text);
/// "2026-10-01 to 2026-10-31", "since 2026-10-01"; "all" for all of time.
std::string to_string(const Period& period);

/// A use counts on the day on which its video was published, as its date is written; where that is
/// not known, on the day on which the video was scanned last (UTC).
struct DayOfUse {
  std::optional<engine::Day> day{};  ///< Empty when neither is known.
  bool published = false;            ///< False: it is the day of the scan.
};
DayOfUse day_of(const VideoRecord& record);

/// By the id of the use.
using Decisions = std::unordered_map<std::string, engine::ledger::UseDecision>;
using Verdicts = std::unordered_map<std::string, engine::Shared<engine::licences::Verdict>>;

struct ReportedUses {
  std::vector<Use> uses;  ///< Ordered by video, then start; a video's uses stand together.
  VideoRecords videos{};  ///< Those without a record are as good as unknown.
  Period period{};
  std::string about{};    ///< What was left out, in words; empty: nothing.
  Decisions decisions{};  ///< Of people, on the uses that they have decided on.
  Verdicts verdicts{};    ///< On every use, where licences were looked at; else empty.

  const VideoRecord& record_of(const Use& use) const;
  /// Null where no licences were looked at.
  const engine::licences::Verdict* verdict_on(const Use& use) const;
};

/// The uses that are `wanted`, with what `all` has of them and of their videos.
ReportedUses part_of(const ReportedUses& all, const std::function<bool(const Use&)>& wanted);

/// Without the uses of other days. Of a period that is not all of time, uses without a day are out.
void keep_period(const Period& period, ReportedUses& report);

/// "by day of publication; 3 of 12 videos by day of scan, since no other is on record".
std::string day_basis(const ReportedUses& report);

/// What people call a video: its programme, else its title, else the name of its file.
std::string video_name(const engine::VideoFacts& video, const VideoRecord& record);
std::string video_name(const Use& use, const VideoRecord& record);

}  // namespace reports
