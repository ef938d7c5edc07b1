// Files in which people say how something is to be done: mappings of columns, rate cards. TOML, or
// JSON where the name ends in .json; either becomes JSON text.
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace engine {

/// More than anybody writes by hand.
inline constexpr std::uint64_t kSettingsBytesMax = std::uint64_t{16} << 20;

/// JSON text that parses and has no key twice in one object, whatever `text` is. What TOML calls a
/// float is one in JSON, too: whoever reads amounts must refuse it.
/// Errors: kInvalidInput, "NAME: LINE: what is wrong".
Result<std::string> settings_as_json(std::string_view text, const std::filesystem::path& name);

/// The same of a file of at most kSettingsBytesMax. Errors: also those of read_file.
Result<std::string> read_settings(const std::filesystem::path& file);

}  // namespace engine
