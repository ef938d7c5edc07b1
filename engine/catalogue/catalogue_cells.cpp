#include "engine/catalogue/catalogue_cells.h"

#include "engine/core/text.h"

#include <algorithm>

namespace engine::catalogue {
namespace {

std::string in_our_words(const ColumnRule& rule, const std::string& text) {
  const auto found = rule.words.find(to_lower_ascii(text));
  return found == rule.words.end() ? text : found->second;
}

/// "31/10/2026" with the places of day and month told becomes "2026-10-31"; other text stays.
std::string year_first(const std::string& text, bool day_first) {
  std::string separated = text;
  std::replace_if(
      separated.begin(), separated.end(), [](char c) { return c == '.' || c == '-'; }, '/');
  std::vector<std::string> parts = split(separated, '/');
  if (parts.size() != 3 || parts[2].size() != 4) return text;
  if (!day_first) std::swap(parts[0], parts[1]);
  for (std::string* const part : {&parts[0], &parts[1]}) {
    if (part->size() == 1) part->insert(0, 1, '0');
  }
  return parts[2] + "-" + parts[1] + "-" + parts[0];
}

/// "0.6667" becomes "66.67"; what has a sign of percent, or is no number, stays.
std::string in_percent(const std::string& text) {
  constexpr unsigned kPlaces = 6;
  const auto millionths = parse_fixed_point(text, kPlaces);
  if (!millionths || *millionths < 0 || *millionths > 1'000'000) return text;
  std::string percent = fixed_point(*millionths, kPlaces - 2);
  while (percent.ends_with('0')) percent.pop_back();
  if (percent.ends_with('.')) percent.pop_back();
  return percent;
}

std::string in_our_form(const ColumnRule& rule, std::string text) {
  switch (rule.form) {
    case CellForm::kText: break;
    case CellForm::kMinutesDotSeconds: std::replace(text.begin(), text.end(), '.', ':'); break;
    case CellForm::kDayFirst: return year_first(text, true);
    case CellForm::kMonthFirst: return year_first(text, false);
    case CellForm::kFraction: return in_percent(text);
  }
  if (rule.separators.empty()) return in_our_words(rule, text);
  std::replace_if(
      text.begin(), text.end(),
      [&](char c) { return rule.separators.find(c) != rule.separators.npos; }, '|');
  std::string list;
  for (const std::string& item : split(text, '|')) {
    list += (list.empty() ? "" : "|") + in_our_words(rule, item);
  }
  return list;
}

}  // namespace

const CellSource* Cells::source(std::string_view column) const {
  const CellSource* any = nullptr;
  for (const CellSources* const sources : {recording_, &sources_}) {
    if (sources == nullptr) continue;
    const auto found = sources->find(column);
    if (found == sources->end()) continue;
    for (const CellSource& source : found->second) {
      if (!trimmed(fields_[source.place]).empty()) return &source;
      if (any == nullptr) any = &source;
    }
  }
  return any;
}

std::string_view Cells::raw(std::string_view column) const {
  const CellSource* const found = source(column);
  return found == nullptr ? std::string_view() : trimmed(fields_[found->place]);
}

Result<std::string> Cells::text(std::string_view column) const {
  const CellSource* const found = source(column);
  if (found == nullptr) return std::string();
  const std::string_view cell = trimmed(fields_[found->place]);
  std::string clean = clean_utf8(cell);
  // Only bytes that are not UTF-8 change the length.
  if (clean.size() != cell.size()) return fail(wrong(column, "not UTF-8; save the file as UTF-8"));
  std::string text(trimmed(clean));
  // A quote before what a spreadsheet would run as a formula is how csv_field makes it harmless.
  if (text.size() > 1 && text[0] == '\'' &&
      std::string_view("=+-@").find(text[1]) != std::string_view::npos) {
    text.erase(0, 1);
  }
  if (found->rule == nullptr || text.empty()) return text;
  return in_our_form(*found->rule, std::move(text));
}

Error Cells::wrong(std::string_view column, std::string_view what) const {
  const CellSource* const found = source(column);
  const std::string name = found == nullptr ? std::string(column) : clean_utf8(found->header);
  return {Errc::kInvalidInput, name + ": " + std::string(what)};
}

}  // namespace engine::catalogue
