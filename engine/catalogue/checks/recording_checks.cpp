#include "engine/catalogue/checks/findings.h"
#include "engine/catalogue/identifiers/identifiers.h"

#include <algorithm>

namespace engine::catalogue {
namespace {

/// A finding about one of the recordings.
void add(const Recording& recording, std::string_view check, Stops stops, std::string what,
         std::string mend, Findings& findings) {
  findings.add_of(recording.id, recording.title,
                  {.check = std::string(check),
                   .stops = stops,
                   .work_id = {},
                   .recording_id = {},
                   .title = {},
                   .what = std::move(what),
                   .mend = std::move(mend)});
}

}  // namespace

void check_recordings(const WorkToCheck& subject, Findings& findings) {
  for (const Recording& one : subject.recordings) {
    const identifiers::Reading isrc = identifiers::read_isrc(one.isrc);
    if (!isrc.problem.empty()) {
      add(one, "id-invalid", Stops::kFiling, "ISRC " + isrc.text + ": " + isrc.problem,
          "look it up again; as it is, it joins nothing", findings);
    }
    const identifiers::Reading ean = identifiers::read_ean(one.ean);
    if (!ean.problem.empty()) {
      add(one, "id-invalid", Stops::kNothing, "EAN " + ean.text + ": " + ean.problem,
          "look it up again", findings);
    }
    if (!one.library.empty() && (one.album_code.empty() || one.cut.empty())) {
      add(one, "library-code-missing", Stops::kFiling,
          std::string("library music without ") + (one.album_code.empty() ? "album code" : "cut"),
          "give album_code and cut; cue sheets of library music need both", findings);
    }
    const bool orphan =
        !one.parent_id.empty() &&
        std::none_of(subject.recordings.begin(), subject.recordings.end(),
                     [&](const Recording& other) { return other.id == one.parent_id; });
    if (orphan) {
      add(one, "parent-elsewhere", Stops::kNothing,
          "a version of " + one.parent_id + ", which is no recording of the same work",
          "give both the same work_id", findings);
    }
  }
}

}  // namespace engine::catalogue
