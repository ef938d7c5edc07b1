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
    put({}, work_.title, check, stops, std::move(what), std::move(mend));
  }

  /// About a recording of the work.
  void add(const Recording& recording, std::string_view check, Stops stops, std::string what,
           std::string mend) {
    put(recording.id, recording.title, check, stops, std::move(what), std::move(mend));
  }

  std::vector<CheckFinding> take() { return std::move(list_); }

 private:
  void put(const std::string& recording_id, const std::string& title, std::string_view check,
           Stops stops, std::string what, std::string mend) {
    list_.push_back({.check = std::string(check),
                     .stops = stops,
                     .work_id = work_.id,
                     .recording_id = recording_id,
                     .title = title,
                     .what = std::move(what),
                     .mend = std::move(mend)});
  }

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
