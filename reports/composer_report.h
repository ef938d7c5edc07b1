// Per composer: how often, in how many videos, for how long, with which tracks.
#pragma once

#include "reports/reported_uses.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace reports {

/// What one writer's music was used for. A use by two writers counts for each of them, whole:
/// this report is about where music appears; money is divided by shares elsewhere.
struct ComposerUsage {
  std::string name;  ///< Empty for uses of tracks whose writers the catalogue does not know.
  std::string ipi;
  std::string society{};            ///< Of the performing right, the last one that is on record.
  std::vector<std::size_t> uses{};  ///< Places in ReportedUses::uses, in its order.
  std::size_t videos = 0;
  std::size_t tracks = 0;
  engine::MediaTime music{0};  ///< As in use_groups.h: two uses at once count once.
};

/// Name and IPI name number of each writer of a track, once; two people may share a name. One of
/// two empty texts when the catalogue knows none.
std::vector<std::pair<std::string, std::string>> writers_in(
    const engine::catalogue::Recording& track);

/// Ordered by music, longest first, then by name. With a `name`, only writers whose name contains
/// it, whatever the case of ASCII letters.
std::vector<ComposerUsage> composer_usage(const ReportedUses& report, const std::string& name = "");

/// One row per composer; with `with_uses` the uses of each below.
std::string composer_table(const std::vector<ComposerUsage>& composers, const ReportedUses& report,
                           bool with_uses);
/// One row per composer and use.
std::string composer_csv(const std::vector<ComposerUsage>& composers, const ReportedUses& report);
std::string composer_json(const std::vector<ComposerUsage>& composers, const ReportedUses& report);

/// Only the uses of these composers, for what shows them one by one.
ReportedUses uses_of(const std::vector<ComposerUsage>& composers, const ReportedUses& report);

/// "(unknown)" for who has no name.
std::string shown_name(const ComposerUsage& composer);

}  // namespace reports
