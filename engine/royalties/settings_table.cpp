#include "engine/royalties/settings_table.h"

#include "engine/core/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace engine::royalties {

using Json = nlohmann::json;

struct SettingsTable::Node {
  Json json;
};

namespace {

const Json* find(const Json& table, std::string_view key) {
  const auto found = table.find(std::string(key));
  return found == table.end() ? nullptr : &*found;
}

/// Why a value is no text; empty when it is.
std::string problem_of_text(const Json& value) {
  if (value.is_string() || value.is_number_integer()) return {};
  if (value.is_number_float()) return "a number with a dot is not exact; put it in quotes";
  return "not a text; put it in quotes";
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

Result<SettingsTable> SettingsTable::of_json(const std::string& json) {
  Json parsed = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return fail(Errc::kInvalidInput, "not a table of keys and values");
  return SettingsTable(std::make_shared<const Node>(Node{std::move(parsed)}), {});
}

std::string SettingsTable::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

Error SettingsTable::wrong(std::string_view key, const std::string& why) const {
  return {Errc::kInvalidInput, path_of(key) + ": " + why};
}

bool SettingsTable::has(std::string_view key) const { return find(node_->json, key) != nullptr; }

bool SettingsTable::is_list(std::string_view key) const {
  const Json* const value = find(node_->json, key);
  return value != nullptr && value->is_array();
}

Result<std::optional<std::string>> SettingsTable::optional_text(std::string_view key) const {
  const Json* const value = find(node_->json, key);
  if (value == nullptr) return std::nullopt;
  if (const std::string why = problem_of_text(*value); !why.empty()) return fail(wrong(key, why));
  return text_of(*value);
}

Result<std::string> SettingsTable::text(std::string_view key) const {
  TRY(std::optional<std::string> value, optional_text(key));
  if (!value) return fail(wrong(key, "is missing"));
  return *std::move(value);
}

Result<std::string> SettingsTable::text_or(std::string_view key, std::string_view otherwise) const {
  TRY(std::optional<std::string> value, optional_text(key));
  return value ? *std::move(value) : std::string(otherwise);
}

Result<std::optional<std::int64_t>> SettingsTable::number(std::string_view key,
                                                          std::int64_t least) const {
  TRY(const std::optional<std::string> value, optional_text(key));
  if (!value) return std::nullopt;
  const auto number = parse_fixed_point(*value, 0);
  if (number && *number >= least) return number;
  return fail(wrong(key, "give a whole number from " + std::to_string(least)));
}

Result<std::vector<std::string>> SettingsTable::texts(std::string_view key) const {
  std::vector<std::string> all;
  const Json* const list = find(node_->json, key);
  if (list == nullptr) return all;
  if (!list->is_array()) return fail(wrong(key, "give a list: [\"...\"]"));
  for (const Json& value : *list) {
    if (const std::string why = problem_of_text(value); !why.empty()) return fail(wrong(key, why));
    all.push_back(text_of(value));
  }
  return all;
}

Result<std::vector<SettingsTable>> SettingsTable::tables(std::string_view key) const {
  std::vector<SettingsTable> all;
  const Json* const list = find(node_->json, key);
  if (list == nullptr) return all;
  if (!list->is_array()) return fail(wrong(key, "give a list of tables"));
  for (const Json& value : *list) {
    const std::string path = path_of(key) + "[" + std::to_string(all.size() + 1) + "]";
    if (!value.is_object()) return fail(Errc::kInvalidInput, path + ": give a table");
    all.push_back(SettingsTable(std::make_shared<const Node>(Node{value}), path));
  }
  return all;
}

Result<std::optional<SettingsTable>> SettingsTable::table(std::string_view key) const {
  const Json* const value = find(node_->json, key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_object()) return fail(wrong(key, "give a table: { ... }"));
  return SettingsTable(std::make_shared<const Node>(Node{*value}), path_of(key));
}

Result<std::vector<std::pair<std::string, std::string>>> SettingsTable::all_texts() const {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& [key, value] : node_->json.items()) {
    TRY(std::string one, text(key));
    all.emplace_back(key, std::move(one));
  }
  return all;
}

Result<void> SettingsTable::allow_only(std::span<const std::string_view> known) const {
  for (const auto& [key, value] : node_->json.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    std::string words;
    for (const std::string_view word : known) {
      words += (words.empty() ? "" : ", ") + std::string(word);
    }
    return fail(wrong(key, "not known here; there are: " + words));
  }
  return {};
}

std::string SettingsTable::json_of(std::string_view key) const {
  const Json* const value = find(node_->json, key);
  return value == nullptr ? "null" : value->dump();
}

}  // namespace engine::royalties
