#include "engine/core/settings_file.h"

#include "engine/core/file.h"
#include "engine/core/text.h"
#include "engine/core/toml_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

namespace engine {
namespace {

/// Reads JSON without keeping any of it: where it is wrong, and which key stands twice.
class JsonCheck : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override {
    keys_.emplace_back();
    return true;
  }
  bool key(string_t& name) override {
    if (keys_.back().insert(name).second) return true;
    twice_ = name;
    return false;
  }
  bool end_object() override {
    keys_.pop_back();
    return true;
  }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception& error) override {
    position_ = position;
    why_ = error.what();
    return false;
  }

  const std::optional<std::string>& twice() const { return twice_; }
  std::size_t position() const { return position_; }  ///< Of the byte, from 1.
  const std::string& why() const { return why_; }

 private:
  std::vector<std::set<std::string>> keys_;
  std::optional<std::string> twice_;
  std::size_t position_ = 0;
  std::string why_;
};

std::string line_of(std::string_view text, std::size_t position) {
  const auto before = text.substr(0, std::min(position == 0 ? 0 : position - 1, text.size()));
  return std::to_string(1 + std::count(before.begin(), before.end(), '\n'));
}

Result<void> check_json(std::string_view text) {
  JsonCheck check;
  if (nlohmann::json::sax_parse(text, &check)) return {};
  if (check.twice()) {
    return fail(Errc::kInvalidInput,
                "\"" + *check.twice() + "\" stands twice in one table; leave one of them out");
  }
  return fail(Errc::kInvalidInput,
              line_of(text, check.position()) + ": no JSON: " + clean_utf8(check.why()));
}

Result<std::string> json_of(std::string_view text, bool is_json) {
  if (text.size() > kSettingsBytesMax) {
    return fail(Errc::kInvalidInput, "larger than " + std::to_string(kSettingsBytesMax >> 20) +
                                         " MB, which no file of settings is");
  }
  std::string json(text);
  if (!is_json) {
    TRY(json, json_of_toml(text));
  }
  TRY_VOID(check_json(json));
  return json;
}

}  // namespace

Result<std::string> settings_as_json(std::string_view text, const std::filesystem::path& name) {
  auto json = json_of(text, to_lower_ascii(name.extension().string()) == ".json");
  if (!json) return fail(std::move(json).error().during(name.string()));
  return json;
}

Result<std::string> read_settings(const std::filesystem::path& file) {
  TRY(const std::string text, read_file(file, kSettingsBytesMax));
  return settings_as_json(text, file);
}

}  // namespace engine
