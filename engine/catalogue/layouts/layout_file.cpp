#include "engine/catalogue/layouts/layout_file.h"

#include "engine/catalogue/catalogue_columns.h"
#include "engine/core/settings_file.h"
#include "engine/core/text.h"

#include <nlohmann/json.hpp>

namespace engine::catalogue {
namespace {

using Json = nlohmann::ordered_json;

auto wrong(const std::string& where, const std::string& what) {
  return fail(Errc::kInvalidInput, where + ": " + what);
}

Result<std::string> text_at(const Json& json, const std::string& where) {
  if (!json.is_string()) return wrong(where, "not a text; put it in quotes");
  return json.get<std::string>();
}

Result<bool> flag_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end()) return false;
  if (!found->is_boolean()) return wrong(name, "give true or false");
  return found->get<bool>();
}

Result<CellForm> form_named(const std::string& name, const std::string& where) {
  if (name == "minutes.seconds") return CellForm::kMinutesDotSeconds;
  if (name == "day-first") return CellForm::kDayFirst;
  if (name == "month-first") return CellForm::kMonthFirst;
  if (name == "fraction") return CellForm::kFraction;
  return wrong(
      where, "no form \"" + name + "\"; give minutes.seconds, day-first, month-first or fraction");
}

Result<void> read_target(ColumnRule& rule, const Json& json, const std::string& where) {
  TRY(rule.target, text_at(json, where));
  if (is_catalogue_column(rule.target)) return {};
  return wrong(where, "no column \"" + rule.target +
                          "\" of a catalogue; see `cuetrace catalog import --help`");
}

Result<void> read_words(ColumnRule& rule, const Json& json, const std::string& where) {
  if (!json.is_object()) return wrong(where, "words are a table of theirs = ours");
  for (const auto& [theirs, ours] : json.items()) {
    TRY(rule.words[to_lower_ascii(theirs)], text_at(ours, where + "." + theirs));
  }
  return {};
}

Result<ColumnRule> rule_of(const std::string& header, const Json& json) {
  ColumnRule rule{.header = to_lower_ascii(trimmed(header)), .target = {}};
  const std::string where = "columns.\"" + header + "\"";
  if (!json.is_object()) {
    TRY_VOID(read_target(rule, json, where));
    return rule;
  }
  for (const auto& [name, value] : json.items()) {
    const std::string place = where + "." + name;
    if (name == "column") {
      TRY_VOID(read_target(rule, value, place));
    } else if (name == "separators") {
      TRY(rule.separators, text_at(value, place));
    } else if (name == "form") {
      TRY(const std::string form, text_at(value, place));
      TRY(rule.form, form_named(form, place));
    } else if (name == "words") {
      TRY_VOID(read_words(rule, value, place));
    } else {
      return wrong(place, "not known; give column, separators, form or words");
    }
  }
  if (rule.target.empty()) return wrong(where, "says no column; add column = \"...\"");
  return rule;
}

Result<Layout> layout_of(const Json& json) {
  Layout layout{.name = "mapping"};
  if (!json.is_object() || !json.contains("columns") || !json["columns"].is_object()) {
    return wrong("columns", "there is no such table; it says theirs = ours for each column");
  }
  if (json.contains("name")) {
    TRY(layout.name, text_at(json["name"], "name"));
  }
  TRY(layout.ids_of_cuts, flag_at(json, "ids_of_cuts"));
  TRY(layout.works_of_parents, flag_at(json, "works_of_parents"));
  for (const auto& [header, value] : json["columns"].items()) {
    TRY(ColumnRule rule, rule_of(header, value));
    layout.columns.push_back(std::move(rule));
  }
  return layout;
}

Result<Layout> layout_of_json(const std::string& json, const std::filesystem::path& name) {
  auto layout = layout_of(Json::parse(json));
  if (!layout) return fail(std::move(layout).error().during(name.string()));
  return layout;
}

}  // namespace

Result<Layout> layout_of_text(std::string_view text, const std::filesystem::path& name) {
  TRY(const std::string json, settings_as_json(text, name));
  return layout_of_json(json, name);
}

Result<Layout> read_layout(const std::filesystem::path& file) {
  TRY(const std::string json, read_settings(file));
  return layout_of_json(json, file);
}

}  // namespace engine::catalogue
