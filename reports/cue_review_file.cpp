// Rows of a review as CSV and JSON, both ways.
#include "engine/core/csv.h"
#include "engine/core/delimited.h"
#include "engine/core/text.h"
#include "reports/cue_review.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace reports {
namespace {

using engine::Errc;
using engine::Error;
using engine::fail;
using engine::Result;
using Json = nlohmann::ordered_json;
using namespace std::string_view_literals;

constexpr std::size_t kRowsMax = 100'000;

constexpr std::array kColumns{
    "id"sv,         "strike"sv,     "merge_into"sv, "order"sv,     "in"sv,       "out"sv,
    "title"sv,      "function"sv,   "perception"sv, "vocality"sv,  "position"sv, "origin"sv,
    "notes"sv,      "cue"sv,        "duration_s"sv, "track"sv,     "writers"sv,  "candidate"sv,
    "confidence"sv, "split_from"sv, "found_in"sv,   "found_out"sv, "track_id"sv};

/// Rows by the names of the first one.
class Rows final : public engine::CsvSink {
 public:
  void on_row(std::uint64_t line, std::vector<std::string> fields) override {
    if (names_.empty()) {
      for (std::string& name : fields) {
        names_.push_back(engine::to_lower_ascii(engine::trimmed(name)));
      }
      if (std::ranges::find(names_, "id") == names_.end()) {
        say(line, "no column 'id'; edit a file of `cuetrace review export`");
      }
      return;
    }
    if (rows_.size() == kRowsMax) {
      return say(line, "more than " + std::to_string(kRowsMax) + " cues");
    }
    ReviewRow row;
    row.line = line;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      row.cells[names_[i]] =
          engine::clean_utf8(engine::without_formula_guard(engine::trimmed(fields[i])));
    }
    rows_.push_back(std::move(row));
  }
  void on_reject(std::uint64_t line, const Error& why) override { say(line, why.message()); }

  Result<std::vector<ReviewRow>> take() {
    if (!problem_.empty()) return fail(Errc::kInvalidInput, problem_);
    if (names_.empty()) return fail(Errc::kInvalidInput, "the file is empty");
    return std::move(rows_);
  }

 private:
  void say(std::uint64_t line, const std::string& what) {
    if (problem_.empty()) problem_ = "line " + std::to_string(line) + ": " + what;
  }

  std::vector<std::string> names_;
  std::vector<ReviewRow> rows_;
  std::string problem_;
};

Result<std::vector<ReviewRow>> read_csv(std::string_view text) {
  Rows rows;
  engine::DelimitedReader reader(rows);
  TRY_VOID(reader.feed(text));
  TRY_VOID(reader.finish());
  return rows.take();
}

std::string cell_of(const Json& value) {
  if (value.is_string()) return engine::clean_utf8(value.get<std::string>());
  if (value.is_null()) return {};
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "";
  return value.dump();
}

Result<std::vector<ReviewRow>> read_json(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    std::vector<ReviewRow> rows;
    for (const Json& cue : json.at("cues")) {
      if (rows.size() == kRowsMax) {
        return fail(Errc::kInvalidInput, "more than " + std::to_string(kRowsMax) + " cues");
      }
      ReviewRow row;
      row.line = rows.size() + 1;
      for (const auto& [name, value] : cue.items()) row.cells[name] = cell_of(value);
      rows.push_back(std::move(row));
    }
    return rows;
  } catch (const Json::exception& error) {
    return fail(Errc::kInvalidInput, std::string("no review file: ") + error.what());
  }
}

}  // namespace

const std::string& ReviewRow::operator[](std::string_view column) const {
  static const std::string kNothing;
  const auto found = cells.find(column);
  return found == cells.end() ? kNothing : found->second;
}

std::span<const std::string_view> review_columns() { return kColumns; }

std::string review_csv(const std::vector<ReviewRow>& rows) {
  std::string text = engine::csv_row(std::vector<std::string>(kColumns.begin(), kColumns.end()));
  for (const ReviewRow& row : rows) {
    std::vector<std::string> cells;
    for (const std::string_view column : kColumns) cells.push_back(row[column]);
    text += engine::csv_row(cells);
  }
  return text;
}

std::string review_json(const std::vector<ReviewRow>& rows, const engine::VideoFacts& video) {
  Json json{{"schema", "cuetrace.review/1"},
            {"video_id", engine::to_string(video.id)},
            {"location", video.location},
            {"cues", Json::array()}};
  for (const ReviewRow& row : rows) {
    Json cue = Json::object();
    for (const std::string_view column : kColumns) cue[std::string(column)] = row[column];
    json["cues"].push_back(std::move(cue));
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<std::vector<ReviewRow>> read_review(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first != std::string_view::npos && text[first] == '{') return read_json(text);
  return read_csv(text);
}

}  // namespace reports
