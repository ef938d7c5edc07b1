// A table of a settings file, read strictly: every error names the key by its path and says what
// belongs there, unknown keys are errors, and a number with a dot has to stand in quotes, so that
// no amount is ever read as a floating number.
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::royalties {

/// A value: copies share the text they were read from.
class SettingsTable {
 public:
  /// Of JSON text that parses (engine/core/settings_file.h). Errors: kInvalidInput when it is no
  /// table.
  static Result<SettingsTable> of_json(const std::string& json);

  bool has(std::string_view key) const;

  /// Text, or a whole number as text. Errors: kInvalidInput when it is missing or something else.
  Result<std::string> text(std::string_view key) const;
  Result<std::string> text_or(std::string_view key, std::string_view otherwise) const;
  Result<std::optional<std::string>> optional_text(std::string_view key) const;

  /// A whole number of at least `least`; empty when the key is not there.
  Result<std::optional<std::int64_t>> number(std::string_view key, std::int64_t least) const;

  Result<std::vector<std::string>> texts(std::string_view key) const;      ///< Empty: not there.
  Result<std::vector<SettingsTable>> tables(std::string_view key) const;   ///< As `texts`.
  Result<std::optional<SettingsTable>> table(std::string_view key) const;  ///< Empty: not there.
  bool is_list(std::string_view key) const;

  /// Every key with its text, by key.
  Result<std::vector<std::pair<std::string, std::string>>> all_texts() const;

  /// Errors: kInvalidInput for a key that is none of `known`, naming those.
  Result<void> allow_only(std::span<const std::string_view> known) const;

  /// "rates[2].price: WHY".
  Error wrong(std::string_view key, const std::string& why) const;

  std::string json_of(std::string_view key) const;  ///< As JSON; "null" when not there.

 private:
  struct Node;
  SettingsTable(std::shared_ptr<const Node> node, std::string path)
      : node_(std::move(node)), path_(std::move(path)) {}
  std::string path_of(std::string_view key) const;

  std::shared_ptr<const Node> node_;
  std::string path_;
};

/// Reads what stands under a key with `parse`, a function of text; the error names the key.
template <class Parse>
auto parsed_setting(const SettingsTable& table, std::string_view key, const Parse& parse)
    -> decltype(parse(std::string())) {
  TRY(const std::string text, table.text(key));
  auto value = parse(text);
  if (!value) return fail(table.wrong(key, value.error().message()));
  return value;
}

}  // namespace engine::royalties
