// What is said of a video, put on record: on the command line, in a file, or through the service.
#pragma once

#include "engine/core/author.h"
#include "engine/core/result.h"
#include "engine/core/scan_result.h"
#include "engine/ledger/amendments.h"
#include "engine/licences/keys/keys_in_text.h"
#include "engine/run/workspace.h"

#include <cstddef>
#include <vector>

namespace engine::run {

struct FactsSet {
  std::size_t changed = 0;  ///< Fields that are not what they were.
  /// What in a stated description only looks like a key of a licence.
  std::vector<licences::LookAlike> look_alikes;
};

/// Sets `wanted` (by name of field, as StatedFacts has them); an empty value takes the field back.
/// Keys of licences that a stated description names join those of the video, unless it is stated
/// which keys it has. Errors: kInvalidInput (values that contradict one another); those of
/// reports::check_editable, where the head of a cue sheet would change, and of the database.
Result<FactsSet> set_facts(const VideoFacts& video, ledger::AmendmentValues wanted,
                           const Author& author, Workspace& workspace);

}  // namespace engine::run
