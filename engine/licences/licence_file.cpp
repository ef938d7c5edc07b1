#include "engine/licences/licence_file.h"

#include "engine/core/delimited.h"
#include "engine/core/text.h"
#include "engine/licences/licence_fields.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace engine::licences {
namespace {

using Json = nlohmann::ordered_json;
/// Name as in the file, and text.
using Cells = std::vector<std::pair<std::string, std::string>>;

/// Licences as they are read, from whichever kind of file.
class Reader {
 public:
  void take(std::uint64_t line, const Cells& cells) {
    LicenceTexts texts;
    for (const auto& [name, text] : cells) {
      const LicenceField* const field = find_licence_field(name);
      if (field == nullptr) {
        note_unknown(name);
      } else if (!trimmed(text).empty()) {
        std::string& known = texts[std::string(field->name)];
        known += (known.empty() ? "" : "|") + text;
      }
    }
    auto licence = licence_of(texts);
    if (!licence) return refuse(line, licence.error().message());
    if (!ids_.insert(licence->id).second) {
      return refuse(line, "licence_id: '" + licence->id + "' came before in this file");
    }
    file.licences.push_back(*std::move(licence));
  }

  void refuse(std::uint64_t line, std::string why) {
    file.refused.push_back({line, std::move(why)});
  }

  LicenceFile file;

 private:
  void note_unknown(const std::string& name) {
    const std::string shown = clean_utf8(name);
    if (std::ranges::find(file.unknown_columns, shown) == file.unknown_columns.end()) {
      file.unknown_columns.push_back(shown);
    }
  }

  std::set<std::string> ids_;
};

class CsvRows final : public CsvSink {
 public:
  void on_row(std::uint64_t line, std::vector<std::string> fields) override {
    if (names_.empty()) {
      names_ = std::move(fields);
      return;
    }
    Cells cells;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      cells.emplace_back(names_[i], std::move(fields[i]));
    }
    reader.take(line, cells);
  }
  void on_reject(std::uint64_t line, const Error& why) override {
    reader.refuse(line, why.message());
  }

  bool names_an_id() const {
    return std::ranges::any_of(names_, [](const std::string& name) {
      const LicenceField* const field = find_licence_field(name);
      return field != nullptr && field->name == "licence_id";
    });
  }

  Reader reader;

 private:
  std::vector<std::string> names_;
};

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_null()) return {};
  if (!value.is_array()) return value.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::vector<std::string> words;
  for (const Json& one : value) words.push_back(text_of(one));
  return joined(words, "|");
}

/// {"full": true, "stems": false} chooses; {"from": ..., "to": ...} is two fields.
void flatten(const std::string& name, const Json& value, Cells& cells) {
  if (!value.is_object()) {
    cells.emplace_back(name, text_of(value));
    return;
  }
  const bool chooses = !value.empty() &&
                       std::ranges::all_of(value, [](const Json& one) { return one.is_boolean(); });
  std::vector<std::string> chosen;
  for (const auto& [inner, one] : value.items()) {
    if (!chooses) {
      cells.emplace_back(name + "_" + inner, text_of(one));
    } else if (one.get<bool>()) {
      chosen.push_back(inner);
    }
  }
  if (chooses) cells.emplace_back(name, joined(chosen, "|"));
}

Result<LicenceFile> read_json(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() && !json.is_array()) {
    return fail(Errc::kInvalidInput, "no JSON: expected a licence, or a list of licences");
  }
  const Json list = json.is_array() ? json : Json::array({json});
  Reader reader;
  std::uint64_t number = 0;
  for (const Json& one : list) {
    ++number;
    if (!one.is_object()) {
      reader.refuse(number, "expected an object, a licence");
      continue;
    }
    Cells cells;
    for (const auto& [name, value] : one.items()) flatten(name, value, cells);
    reader.take(number, cells);
  }
  return std::move(reader.file);
}

}  // namespace

Result<LicenceFile> read_licences(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == text.npos) return fail(Errc::kInvalidInput, "empty; expected CSV or JSON");
  if (text[first] == '{' || text[first] == '[') return read_json(text.substr(first));
  CsvRows rows;
  DelimitedReader reader(rows);
  TRY_VOID(reader.feed(text));
  TRY_VOID(reader.finish());
  if (!rows.names_an_id()) {
    return fail(Errc::kInvalidInput, "no column licence_id; the first row names the columns");
  }
  return std::move(rows.reader.file);
}

}  // namespace engine::licences
