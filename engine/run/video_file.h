// Metadata of videos from a file: CSV with a column "video", or JSON, one object or a list of them.
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::run {

struct VideoRow {
  std::uint64_t line = 0;  ///< From 1; of JSON the number of the object.
  std::string video;       ///< As the file names it; empty when it names none.
  /// Name as in the file, value as in the file; lists of JSON joined by '|'.
  std::vector<std::pair<std::string, std::string>> fields;
};

/// JSON when the text begins with '{' or '[', else CSV of any separator and encoding. Errors:
/// kInvalidInput with the line; more than 100,000 videos are refused.
Result<std::vector<VideoRow>> read_video_file(std::string_view text);

}  // namespace engine::run
