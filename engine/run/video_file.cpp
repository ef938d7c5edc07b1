#include "engine/run/video_file.h"

#include "engine/core/delimited.h"
#include "engine/core/text.h"

#include <nlohmann/json.hpp>

namespace engine::run {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kVideosMax = 100'000;

Error too_many() {
  return {Errc::kInvalidInput,
          "more than " + std::to_string(kVideosMax) + " videos; cut the file up"};
}

class VideoRows final : public CsvSink {
 public:
  void on_row(std::uint64_t line, std::vector<std::string> fields) override {
    if (names_.empty()) {
      names_ = std::move(fields);
      return;
    }
    if (rows.size() == kVideosMax) return fail_with(too_many());
    VideoRow row;
    row.line = line;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (to_lower_ascii(trimmed(names_[i])) == "video") {
        row.video = trimmed(fields[i]);
      } else {
        row.fields.emplace_back(names_[i], std::move(fields[i]));
      }
    }
    rows.push_back(std::move(row));
  }
  void on_reject(std::uint64_t line, const Error& why) override {
    fail_with({why.code(), "line " + std::to_string(line) + ": " + why.message()});
  }

  std::vector<VideoRow> rows;
  std::optional<Error> error;

 private:
  void fail_with(Error why) {
    if (!error) error = std::move(why);
  }
  std::vector<std::string> names_;
};

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_null()) return {};
  if (!value.is_array()) return value.dump();
  std::string joined;
  for (const Json& one : value) joined += (joined.empty() ? "" : "|") + text_of(one);
  return joined;
}

VideoRow row_of(const Json& object, std::size_t number) {
  VideoRow row;
  row.line = number;
  for (const auto& [name, value] : object.items()) {
    if (name == "video") {
      row.video = text_of(value);
    } else {
      row.fields.emplace_back(name, text_of(value));
    }
  }
  return row;
}

/// What is nested deeper is left out: no field is, and strangers may nest without end.
bool is_shallow(int depth, Json::parse_event_t /*event*/, Json& /*parsed*/) {
  constexpr int kDepthMax = 8;
  return depth <= kDepthMax;
}

Result<std::vector<VideoRow>> read_json(std::string_view text) {
  const Json json = Json::parse(text, is_shallow, false);
  std::vector<VideoRow> rows;
  if (json.is_object()) {
    rows.push_back(row_of(json, 1));
    return rows;
  }
  if (!json.is_array()) {
    return fail(Errc::kInvalidInput, "no JSON: expected an object, or a list of objects");
  }
  if (json.size() > kVideosMax) return fail(too_many());
  for (const Json& one : json) {
    if (!one.is_object()) {
      return fail(Errc::kInvalidInput,
                  "entry " + std::to_string(rows.size() + 1) + ": expected an object");
    }
    rows.push_back(row_of(one, rows.size() + 1));
  }
  return rows;
}

}  // namespace

Result<std::vector<VideoRow>> read_video_file(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first != text.npos && (text[first] == '{' || text[first] == '[')) {
    return read_json(text.substr(first));
  }
  VideoRows rows;
  DelimitedReader reader(rows);
  TRY_VOID(reader.feed(text));
  TRY_VOID(reader.finish());
  if (rows.error) return fail(*std::move(rows.error));
  return std::move(rows.rows);
}

}  // namespace engine::run
