// Where checks put what they find.
#pragma once

#include "engine/catalogue/checks/check.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::catalogue {

/// Findings about one work.
class Findings {
 public:
  explicit Findings(const Work& work) : work_(work) {}

  void add(std::string_view check, Stops stops, std::string what, std::string mend) {
    add_of({}, work_.title,
           {.check = std::string(check),
            .stops = stops,
            .work_id = {},
            .recording_id = {},
            .title = {},
            .what = std::move(what),
            .mend = std::move(mend)});
  }

  /// About a recording of the work.
  void add_of(const std::string& recording_id, const std::string& title, CheckFinding finding) {
    finding.work_id = work_.id;
    finding.recording_id = recording_id;
    finding.title = title;
    list_.push_back(std::move(finding));
  }

  std::vector<CheckFinding> take() { return std::move(list_); }

 private:
  const Work& work_;
  std::vector<CheckFinding> list_;
};

/// In share_checks.cpp: what is owned and collected.
void check_shares(const Work& work, Findings& findings);
/// In registration_checks.cpp: who, in what role, under which numbers.
void check_registration(const Work& work, Findings& findings);
/// In recording_checks.cpp.
void check_recordings(const WorkToCheck& subject, Findings& findings);

}  // namespace engine::catalogue
