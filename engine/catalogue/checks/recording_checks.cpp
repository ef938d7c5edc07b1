#include "engine/catalogue/checks/findings.h"
#include "engine/catalogue/identifiers/identifiers.h"

#include <algorithm>

namespace engine::catalogue {

void check_recordings(const WorkToCheck& subject, Findings& findings) {
  for (const Recording& one : subject.recordings) {
    const identifiers::Reading isrc = identifiers::read_isrc(one.isrc);
    if (!isrc.problem.empty()) {
      findings.add(one, "id-invalid", Stops::kFiling, "ISRC " + isrc.text + ": " + isrc.problem,
                   "look it up again; as it is, it joins nothing");
    }
    const identifiers::Reading ean = identifiers::read_ean(one.ean);
    if (!ean.problem.empty()) {
      findings.add(one, "id-invalid", Stops::kNothing, "EAN " + ean.text + ": " + ean.problem,
                   "look it up again");
    }
    if (!one.library.empty() && (one.album_code.empty() || one.cut.empty())) {
      findings.add(
          one, "library-code-missing", Stops::kFiling,
          std::string("library music without ") + (one.album_code.empty() ? "album code" : "cut"),
          "give album_code and cut; cue sheets of library music need both");
    }
    const bool orphan =
        !one.parent_id.empty() &&
        std::none_of(subject.recordings.begin(), subject.recordings.end(),
                     [&](const Recording& other) { return other.id == one.parent_id; });
    if (orphan) {
      findings.add(one, "parent-elsewhere", Stops::kNothing,
                   "a version of " + one.parent_id + ", which is no recording of the same work",
                   "give both the same work_id");
    }
  }
}

}  // namespace engine::catalogue
