#include "engine/run/stated_facts.h"

#include "engine/core/text.h"
#include "engine/ledger/video_facts.h"
#include "engine/licences/keys/keys_in_text.h"

#include <algorithm>

namespace engine::run {

void add_once(std::string word, std::vector<std::string>& words) {
  if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
}

std::vector<std::string> listed_keys(std::string_view list) {
  std::vector<std::string> keys;
  for (const std::string& one : split(list, '|')) {
    const licences::KeysInText found = licences::find_keys(one);
    for (const licences::FoundKey& key : found.keys) add_once(to_string(key.key), keys);
    if (found.keys.empty()) add_once(one, keys);
  }
  return keys;
}

StatedFacts stated_facts(const VideoRow& row) {
  StatedFacts stated;
  for (const auto& [name, given] : row.fields) {
    const ledger::VideoField* const field = ledger::find_video_field(name);
    if (field == nullptr) {
      add_once(name, stated.unknown);
      continue;
    }
    const bool is_key = field->name == "license_key";
    auto value = ledger::video_value(*field, is_key ? joined(listed_keys(given), "|") : given);
    if (value) {
      stated.values[std::string(field->name)] = *std::move(value);
    } else {
      stated.problems.push_back(value.error().message());
    }
  }
  return stated;
}

}  // namespace engine::run
