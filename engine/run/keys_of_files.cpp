#include "engine/run/keys_of_files.h"

#include "engine/core/file.h"
#include "engine/core/text.h"
#include "engine/core/text_decoder.h"
#include "ingest/container_text.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace engine::run {
namespace {

using Json = nlohmann::json;

// Fields and strings are kept apart, so that nothing is read across their borders.
constexpr std::string_view kBorder = "\n.\n";

void add_strings(const Json& json, std::string& words) {
  if (json.is_string()) words.append(json.get<std::string>()).append(kBorder);
  for (const Json& one : json.is_structured() ? json : Json::array()) add_strings(one, words);
}

/// What is nested deeper is left out: strangers may nest without end.
bool is_shallow(int depth, Json::parse_event_t /*event*/, Json& /*parsed*/) {
  constexpr int kDepthMax = 64;
  return depth <= kDepthMax;
}

/// Text of some encoding; media of that size has a byte 0 early on.
bool is_text(std::string_view bytes) {
  constexpr std::size_t kLookedAt = 64 << 10;
  const bool utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  return utf16 || bytes.substr(0, kLookedAt).find('\0') == bytes.npos;
}

}  // namespace

Result<licences::KeysInText> keys_in_container(const std::string& media) {
  TRY(const ingest::ContainerText text, ingest::read_container_text(media));
  std::string words;
  for (const ingest::ContainerField& field : text.fields) words.append(field.text).append(kBorder);
  licences::KeysInText found = licences::find_keys(words);
  found.cut = found.cut || text.cut;
  return found;
}

licences::KeysInText keys_in_words(std::string_view text) {
  const std::string_view front = trimmed(text);
  if (front.starts_with('{') || front.starts_with('[')) {
    const Json json = Json::parse(front, is_shallow, false);
    if (!json.is_discarded()) {
      std::string words;
      add_strings(json, words);
      return licences::find_keys(words);
    }
  }
  return licences::find_keys(text);
}

Result<licences::KeysInText> keys_in_file(const std::string& path) {
  std::error_code unknown;
  const auto size = std::filesystem::file_size(path, unknown);
  if (!unknown && size > licences::kSearchedBytesMax) return keys_in_container(path);
  TRY(const std::string bytes, read_file(path, licences::kSearchedBytesMax));
  if (!is_text(bytes)) return keys_in_container(path);
  TextDecoder decoder;
  std::string text = decoder.feed(bytes);
  TRY(const std::string rest, decoder.finish());
  return keys_in_words(text + rest);
}

}  // namespace engine::run
