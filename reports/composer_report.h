// Per composer: how often, in how many videos, for how long, with which tracks.
#pragma once

#include "reports/use.h"

#include <string>
#include <vector>

namespace reports {

/// What one writer's music was used for. A use by two writers counts for each of them, whole:
/// this report is about where music appears; money is divided by shares elsewhere.
struct ComposerUsage {
  std::string name;  ///< Empty for uses of tracks whose writers the catalogue does not know.
  std::string ipi;
  std::vector<Use> uses;
  std::size_t videos = 0;
  std::size_t tracks = 0;
  engine::MediaTime music{0};  ///< Sum of the uses' lengths.
};

/// Ordered by music, longest first, then by name. With a `name`, only writers whose name contains
/// it, whatever the case of ASCII letters.
std::vector<ComposerUsage> composer_usage(const std::vector<Use>& uses,
                                          const std::string& name = "");

/// One row per composer; with `with_uses` the uses of each below.
std::string composer_table(const std::vector<ComposerUsage>& composers, bool with_uses);
/// One row per composer and use.
std::string composer_csv(const std::vector<ComposerUsage>& composers);
std::string composer_json(const std::vector<ComposerUsage>& composers);

}  // namespace reports
