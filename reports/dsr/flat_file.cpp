#include "reports/dsr/flat_file.h"

#include "reports/dsr/records.h"

#include <algorithm>

namespace reports::dsr {
namespace {

using engine::Errc;
using engine::Result;

auto wrong(const std::string& what) { return engine::fail(Errc::kInvalidInput, what); }

std::string escaped(const std::string& value) {
  std::string text;
  for (const char c : value) {
    if (c == '|' || c == '\\') text += '\\';
    text += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  }
  return text;
}

std::string cell_text(const Values& values) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) text += (i == 0 ? "" : "|") + escaped(values[i]);
  return text;
}

Values values_of(std::string_view cell) {
  Values values(1);
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] == '\\' && i + 1 < cell.size()) {
      values.back() += cell[++i];
    } else if (cell[i] == '|') {
      values.emplace_back();
    } else {
      values.back() += cell[i];
    }
  }
  return values;
}

std::vector<std::string_view> cut(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, end));
    if (end == text.size()) return parts;
    text.remove_prefix(end + 1);
  }
}

Result<const RecordRule*> rule_of(const std::string& type) {
  const RecordRule* const rule = find_record(type);
  if (rule == nullptr) return wrong("no record of type \"" + type + "\" is known");
  return rule;
}

Result<void> check(const RecordRule& rule, const Record& record) {
  for (const CellRule& cell : rule.cells) {
    if (cell.name == "RecordType") continue;
    const auto found = record.cells.find(std::string(cell.name));
    const std::string where = record.type + ", " + std::string(cell.name);
    if (found == record.cells.end()) {
      if (cell.mandatory) return wrong(where + ": is mandatory, and empty");
    } else if (found->second.size() > 1 && !cell.several) {
      return wrong(where + ": holds one value, not " + std::to_string(found->second.size()));
    }
  }
  for (const auto& [name, values] : record.cells) {
    const bool known = std::any_of(rule.cells.begin(), rule.cells.end(),
                                   [&, n = name](const CellRule& cell) { return cell.name == n; });
    if (!known) return wrong(record.type + ": has no cell " + name);
  }
  return {};
}

Result<Record> record_of(std::string_view line) {
  const auto cells = cut(line, '\t');
  Record record{.type = std::string(cells.front())};
  TRY(const RecordRule* const rule, rule_of(record.type));
  if (cells.size() > rule->cells.size()) {
    return wrong(record.type + ": has " + std::to_string(cells.size()) + " cells; there are " +
                 std::to_string(rule->cells.size()));
  }
  for (std::size_t i = 1; i < cells.size(); ++i) {
    if (cells[i].empty()) continue;
    record.cells[std::string(rule->cells[i].name)] = values_of(cells[i]);
  }
  TRY_VOID(check(*rule, record));
  return record;
}

}  // namespace

std::string Record::text(const std::string& cell) const {
  const auto found = cells.find(cell);
  return found == cells.end() ? std::string() : found->second.front();
}

Result<std::string> flat_text(const std::vector<Record>& records) {
  std::string text;
  for (const Record& record : records) {
    TRY(const RecordRule* const rule, rule_of(record.type));
    TRY_VOID(check(*rule, record));
    text += record.type;
    for (std::size_t i = 1; i < rule->cells.size(); ++i) {
      const auto found = record.cells.find(std::string(rule->cells[i].name));
      text += "\t" + (found == record.cells.end() ? std::string() : cell_text(found->second));
    }
    text += "\n";
  }
  return text;
}

Result<std::vector<Record>> parse_flat(std::string_view text) {
  std::vector<Record> records;
  std::size_t number = 0;
  for (std::string_view line : cut(text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    auto record = record_of(line);
    if (!record) return engine::fail(std::move(record).error().during(std::to_string(number)));
    records.push_back(*std::move(record));
    if (records.back().type != "FOOT") continue;
    const std::string told = records.back().text("NumberOfLinesInFile");
    if (told != std::to_string(number)) {
      return wrong(std::to_string(number) + ": FOOT counts " + told + " lines; there are " +
                   std::to_string(number));
    }
  }
  return records;
}

}  // namespace reports::dsr
