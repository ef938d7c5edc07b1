// From what a user names to the media to work on: folders opened up, places made absolute.
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::run {

/// True for "-", which is standard input, and for named pipes, devices and sockets.
bool is_pipe(const std::string& location);

/// One piece of media to work on.
struct MediaItem {
  std::string given;  ///< As the user named it; in a folder, the folder's name before it.
  std::optional<Error> refused;  ///< Set when there is nothing to try.
};

/// What the words on a command line stand for, in their order: folders become the media in them, as
/// ingest::list_media has it. Refused are what that refuses, and standard input named a second time
/// (kUsage).
std::vector<MediaItem> media_items(std::span<const std::string> given);

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
