// Uses added up by what they have in common: a track, a version, a video, a month, a composer.
//
// Music is time: how long at least one of the uses plays, so two tracks at once count once. It is
// counted in each video, and added up over videos. A use that belongs to several groups, such as
// one by two composers, counts whole in each of them; so shares may sum to more than the whole, as
// they do where tracks of several groups play at once.
#pragma once

#include "reports/reported_uses.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reports {

enum class GroupBy : std::uint8_t {
  kTrack,
  kVersion,
  kVideo,
  kChannel,
  kPlatform,
  kTerritory,
  kMonth,
  kComposer,
  kLicence  ///< State of the licence; where licences were looked at.
};

/// "track", "version", ...: the words of --by, of columns and of headings.
std::string_view word_for(GroupBy by);
const std::vector<GroupBy>& all_groupings();

/// What tells a group from others, and what it is called; both empty for what is unknown.
using GroupName = std::pair<std::string, std::string>;

/// The groups that a use belongs to: one, but for territories and composers. Not of kLicence.
std::vector<GroupName> group_names(const Use& use, const VideoRecord& record, GroupBy by);

struct UseGroup {
  std::string key;    ///< An id where there is one; empty for what is unknown.
  std::string label;  ///< For people; "(unknown)" for what is unknown.
  std::size_t uses = 0;
  std::size_t videos = 0;
  engine::MediaTime music{0};
  std::int64_t share_bp = 0;  ///< Of the music of all uses, rounded down.
};

struct GroupedUses {
  GroupBy by = GroupBy::kTrack;
  std::vector<UseGroup> groups;  ///< Months as they come; others by music, most first, then label.
  UseGroup total;
};

GroupedUses grouped(const ReportedUses& report, GroupBy by);

/// As `grouped` by month, but by day, where all uses lie within two months.
GroupedUses over_time(const ReportedUses& report);

/// How long at least one of the uses plays, in each video, summed up.
class MusicTime {
 public:
  void add(const Use& use);
  engine::MediaTime total() const;
  std::size_t videos() const;

 private:
  struct Played {
    engine::VideoId video;
    engine::MediaSpan span;
  };
  std::vector<Played> played_;
};

std::string groups_table(const GroupedUses& grouped);
std::string groups_csv(const GroupedUses& grouped);
std::string groups_json(const GroupedUses& grouped);

}  // namespace reports
