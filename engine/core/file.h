// Files read whole and written whole.
#pragma once

#include "engine/core/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace engine {

/// A table that somebody made, by hand or out of a program: 64 MB.
inline constexpr std::uint64_t kTableBytesMax = std::uint64_t{64} << 20;

/// Errors: kNotFound, kNotPermitted, kInvalidInput (a directory, or over `max_bytes`),
/// kUnavailable.
Result<std::string> read_file(const std::filesystem::path& path,
                              std::uint64_t max_bytes = UINT64_MAX);

/// The first bytes of a file, which tell what it is; all of a shorter one. Errors: as read_file.
Result<std::string> read_start(const std::filesystem::path& path, std::size_t bytes);

/// Writes beside `path` and renames over it, so that a reader sees the old file or the new one,
/// never half. Errors: kNotPermitted, kUnavailable.
Result<void> write_file(const std::filesystem::path& path, std::string_view content);

/// Writes a file that only this user may read and write, such as a private key, and never over one
/// that is there. Errors: kInvalidInput (there is one), kNotPermitted, kUnavailable.
Result<void> write_secret_file(const std::filesystem::path& path, std::string_view content);

/// The Error for a failed system call on `path`, with the way out.
Error file_error(const std::filesystem::path& path, int error_number);

}  // namespace engine
