// A customer's own layout, from a file in TOML or, with the same names, in JSON:
//
//   # how the table of Acme's library becomes a catalogue
//   name = "acme"
//   ids_of_cuts = true                 # optional: ids are "ALBUM-CUT"; see layout.h
//   works_of_parents = true            # optional
//
//   [columns]
//   "Track Name" = "title"
//   "Composer {n}" = "writer_{n}_name"           # {n} is a number, on both sides
//   "Length" = { column = "duration", form = "minutes.seconds" }   # day-first, month-first,
//   fraction "Mood" = { column = "moods", separators = ",;" } "Mix" = { column = "version", words =
//   { "Main" = "full", "Sting" = "stinger" } }
//
// Names on the right are columns of the catalogue CSV. Columns that are not named there are read as
// ours if they have one of our names.
#pragma once

#include "engine/catalogue/layouts/layout.h"
#include "engine/core/result.h"

#include <filesystem>
#include <string_view>

namespace engine::catalogue {

/// `name` is what messages call the file; one that ends in ".json" is JSON, any other TOML.
/// Errors: kInvalidInput with the place and what is expected.
Result<Layout> layout_of_text(std::string_view text, const std::filesystem::path& name);

/// Errors: those of layout_of_text, kNotFound, kNotPermitted, kUnavailable.
Result<Layout> read_layout(const std::filesystem::path& file);

}  // namespace engine::catalogue
