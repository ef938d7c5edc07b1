// A zip file in memory, such as a workbook of others: the only door to minizip.
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace reports::documents {

struct ZipPart {
  std::string name;
  std::string content;
  std::uint32_t dos_time = 0;  ///< As the archive has it, so that writing it again changes nothing.
};

/// The parts in their order. Bounded: at most 10,000 of them, 256 MB together once unpacked, and
/// never more than that is unpacked, whatever the archive says of itself. Errors: kInvalidInput (no
/// zip file, encrypted, damaged, too large), kNotFound, kNotPermitted, kUnavailable.
engine::Result<std::vector<ZipPart>> read_zip(const std::filesystem::path& path);

/// The part of this name; null when there is none.
const ZipPart* find_part(const std::vector<ZipPart>& parts, std::string_view name);

/// The bytes of an archive of these parts, in this order. Errors: kUnavailable.
engine::Result<std::string> zip_of(const std::vector<ZipPart>& parts);

}  // namespace reports::documents
