// The metadata of a video as named fields: what commands and files set, how each is checked, and
// how it is kept. One table of fields serves them all.
#pragma once

#include "engine/core/result.h"
#include "engine/ledger/amendments.h"
#include "engine/ledger/video_metadata.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::ledger {

/// A field that can be said of a video. Lists are separated by '|'.
struct VideoField {
  std::string_view name;  ///< "episode_title": column of files, key in JSON, --episode-title.
  std::string_view about;
  std::string_view expected;  ///< "a day, 2026-10-31"; empty for any text.
};

/// In the order in which they are shown.
std::span<const VideoField> video_fields();

/// Whether a field stands at the head of a cue sheet; the others are of the publication.
bool is_of_production(const VideoField& field);

/// The field of that name; other spellings that files use are understood ("eidr id",
/// "Episode-Title"). Null when there is none.
const VideoField* find_video_field(std::string_view name);

/// The form in which a value is kept: days as 2026-10-31, identifiers compact. An empty one stays
/// empty. Errors: kInvalidInput, naming the field, what is wrong and what is expected.
Result<std::string> video_value(const VideoField& field, std::string_view given);

/// What the values say. Errors: kCorrupt when a kept value is none that video_value returns.
Result<VideoMetadata> metadata_of(const std::map<std::string, std::string>& values);

/// The inverse; without empty fields.
std::map<std::string, std::string> values_of(const VideoMetadata& metadata);

/// What does not go together although each field is right: a start timecode that the frame rate
/// does not have. Errors: kInvalidInput.
Result<void> check_together(const std::map<std::string, std::string>& values);

}  // namespace engine::ledger
