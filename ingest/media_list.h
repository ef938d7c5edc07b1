// What is named on a command line, as the list of media to work on.
#pragma once

#include "engine/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace ingest {

/// Whether a file found in a folder is taken for media: by its ending, in any case of letters,
/// "song.FLAC" and "edge.ctfp" alike. Hidden files never are.
bool has_media_ending(std::string_view file_name);

/// Files as given, folders as the media in them and in the folders below, ordered by path
/// (bytewise). URLs and "-" pass through; a file named explicitly is taken whatever its ending.
///
/// One entry per file, in the order of `locations`; an entry that cannot be used is an error in its
/// place: kNotFound (no such path), kNotPermitted, kInvalidInput (a folder without media). Paths
/// stay relative or absolute as given. Links to folders are followed, each folder once.
std::vector<engine::Result<std::string>> list_media(const std::vector<std::string>& locations);

}  // namespace ingest
