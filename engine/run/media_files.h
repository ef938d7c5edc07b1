// From what a user names to the media to work on: folders opened up, places made absolute.
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::run {

/// True for "scheme://...". Everything else is a path, or "-" for standard input.
bool is_url(std::string_view location);

/// The media that `given` stands for. A folder stands for every file below it that is named like
/// media or like a fingerprint file, ordered by path; hidden ones are left out, links to folders
/// not followed. A folder inside that cannot be read stands for itself, so that trying it says why.
/// Anything but a folder stands for itself, whether it exists or not.
/// Errors: kInvalidInput (a folder without media), kNotPermitted, kUnavailable.
Result<std::vector<std::string>> media_below(const std::string& given);

/// An absolute path without "." and "..", links not resolved: what a catalogue remembers as a
/// track's path. URLs and "-" stay as they are.
std::string absolute_path(const std::string& location);

/// An absolute path with links resolved, so that a file has one name; as `absolute_path` when there
/// is no such file.
std::string canonical_path(const std::string& location);

/// Tells one state of a file from another, without reading it.
struct FileState {
  std::uint64_t size_bytes = 0;
  std::int64_t modified_ns = 0;  ///< Since 1970.

  friend bool operator==(const FileState&, const FileState&) = default;
};

/// Empty for whatever is not a regular file, or cannot be looked at: opening it will say why.
std::optional<FileState> file_state(const std::string& location);

}  // namespace engine::run
