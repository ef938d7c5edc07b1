// Which uses a report is about.
#pragma once

#include "reports/reported_uses.h"

#include <string>
#include <vector>

namespace reports {

/// Empty fields let everything through. Names match by any part of them, ids as a whole; the case
/// of ASCII letters does not matter.
struct UseFilter {
  std::string composer{};  ///< A writer's name, or IPI name number.
  std::string video{};     ///< Location, title or id.
  std::string track{};     ///< Title, ISRC or id.
  std::string channel{};
  std::string platform{};
  std::string territory{};  ///< As it is on record of the video.
};

/// Whether `part` is somewhere in `text`, whatever the case of ASCII letters.
bool contains_ignoring_case(const std::string& text, const std::string& part);

bool matches(const Use& use, const VideoRecord& record, const UseFilter& filter);

/// Takes the others out, and says in words what was asked for.
void keep_matching(const UseFilter& filter, ReportedUses& report);

}  // namespace reports
