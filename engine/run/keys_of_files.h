// Keys of licences in what lies in or beside a video.
#pragma once

#include "engine/core/result.h"
#include "engine/licences/keys/keys_in_text.h"

#include <string>
#include <string_view>

namespace engine::run {

/// In the metadata of a container. Errors: those of ingest::read_container_text.
Result<licences::KeysInText> keys_in_container(const std::string& media);

/// In text of any kind; of JSON, in its strings.
licences::KeysInText keys_in_words(std::string_view text);

/// In a file of any kind: a certificate, a description, a VIDEO.json, or media. Errors: those of
/// read_file and keys_in_container.
Result<licences::KeysInText> keys_in_file(const std::string& path);

}  // namespace engine::run
