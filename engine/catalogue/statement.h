// A work, or a recording, as it stood at one time, in one JSON text: what the history of the
// catalogue keeps, and `catalog export --format json` prints. Fields are only ever added. Empty
// ones are left out.
//
//   work       {"work_id", "title", "iswc", "contributions": [...], "titles": [...],
//               "numbers": [...], "details": {...}}
//   recording  {"recording_id", "track_id", "duration_us", "work_id", and every text field by the
//               name of its column}
#pragma once

#include "engine/catalogue/model.h"
#include "engine/core/result.h"

#include <string>
#include <string_view>

namespace engine::catalogue {

std::string statement_of(const Work& work);

/// Errors: kCorrupt for what statement_of did not write.
Result<Work> work_of_statement(std::string_view statement);

/// Without its work, of which it has the id.
std::string statement_of(const Recording& recording);

/// Its work has an id and nothing else. Errors: kCorrupt.
Result<Recording> recording_of_statement(std::string_view statement);

}  // namespace engine::catalogue
