#include "reports/documents/workbook_reader.h"

#include "engine/core/file.h"
#include "engine/core/markup.h"
#include "engine/core/text.h"

#include <pugixml.hpp>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <tuple>

namespace reports::documents {
namespace {

using engine::Errc;
using engine::fail;
using engine::Result;

constexpr std::size_t kCellsMax = 1'000'000;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_of(const pugi::xml_node& parent, std::string_view name) {
  return parent.find_child([&](const pugi::xml_node& node) { return local_name(node) == name; });
}

/// "x:" where the elements of a part are written with a prefix.
std::string prefix_of(const pugi::xml_node& root) {
  const std::string_view name = root.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? "" : std::string(name.substr(0, colon + 1));
}

/// Offsets in it are those in the text.
Result<void> parse(const std::string& file, const ZipPart* part, pugi::xml_document& document) {
  if (part == nullptr) return fail(Errc::kInvalidInput, file + ": no XLSX workbook");
  const pugi::xml_parse_result result = document.load_buffer(
      part->content.data(), part->content.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!result) {
    return fail(Errc::kInvalidInput, file + ": its part " + part->name +
                                         " is damaged: " + result.description() +
                                         "; open it in a spreadsheet and save it again");
  }
  return {};
}

/// The text of a string item: of all its runs, but not of what is only its pronunciation.
std::string string_item(const pugi::xml_node& item) {
  std::string text;
  for (const pugi::xml_node& node : item.children()) {
    if (local_name(node) == "t") text += node.text().get();
    if (local_name(node) == "r") text += child_of(node, "t").text().get();
  }
  return text;
}

std::vector<std::string> shared_strings(const pugi::xml_document& document) {
  std::vector<std::string> strings;
  for (const pugi::xml_node& item : child_of(document, "sst").children()) {
    if (local_name(item) == "si") strings.push_back(string_item(item));
  }
  return strings;
}

std::string content_of(const pugi::xml_node& cell, const std::vector<std::string>& strings) {
  const std::string_view type = cell.attribute("t").value();
  if (type == "inlineStr") return string_item(child_of(cell, "is"));
  const std::string value = child_of(cell, "v").text().get();
  if (type != "s") return value;
  std::size_t index = strings.size();
  std::from_chars(value.data(), value.data() + value.size(), index);
  return index < strings.size() ? strings[index] : "";
}

/// Calls `visit(place, cell)` for every cell of a sheet, also of those that leave their names out.
template <class Visit>
void for_cells(const pugi::xml_node& data, const Visit& visit) {
  std::uint32_t row = 0;
  for (const pugi::xml_node& row_node : data.children()) {
    if (local_name(row_node) != "row") continue;
    row = row_node.attribute("r").as_uint(row + 1);
    std::uint16_t column = 0;
    for (const pugi::xml_node& cell : row_node.children()) {
      if (local_name(cell) != "c") continue;
      const pugi::xml_attribute name = cell.attribute("r");
      if (name) column = place_of(name.value()).column;
      if (row > 0) visit(Place{row - 1, column}, row_node, cell);
      ++column;
    }
  }
}

/// Part of a file's text that is replaced; where begin is end, something is put in.
struct Edit {
  std::size_t begin;
  std::size_t end;
  std::string text;
};

std::string edited(const std::string& text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
  std::string result;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    result.append(text, at, edit.begin - at).append(edit.text);
    at = edit.end;
  }
  return result.append(text, at);
}

/// An element as it stands in the text.
struct Element {
  std::size_t begin = 0;   // Of "<".
  std::size_t inside = 0;  // Behind the ">" of its start tag.
  std::size_t end = 0;     // Behind the element.
  bool is_closed = false;  // The start tag is all there is: "<c/>".
};

Element element_at(const std::string& text, const pugi::xml_node& node) {
  Element element;
  element.begin = static_cast<std::size_t>(node.offset_debug()) - 1;
  char quote = 0;
  std::size_t at = element.begin;
  for (; at < text.size() && (quote != 0 || text[at] != '>'); ++at) {
    if (quote != 0 && text[at] == quote) {
      quote = 0;
    } else if (quote == 0 && (text[at] == '"' || text[at] == '\'')) {
      quote = text[at];
    }
  }
  element.inside = std::min(at + 1, text.size());
  element.is_closed = at > 0 && text[at - 1] == '/';
  element.end = element.inside;
  if (!element.is_closed) {
    const std::string closing = "</" + std::string(node.name());
    const std::size_t close = text.find(closing, element.inside);
    element.end = std::min(text.find('>', close), text.size() - 1) + 1;
  }
  return element;
}

/// A cell of this content, looking as `like` does, when there is one.
std::string cell_text(const Filling& filling, const std::string& prefix,
                      const pugi::xml_node& like) {
  std::string cell = "<" + prefix + "c r=\"" + name_of(filling.place) + "\"";
  for (const pugi::xml_attribute& attribute : like.attributes()) {
    const std::string_view name = attribute.name();
    if (name == "r" || name == "t") continue;
    cell += " " + std::string(name) + "=\"" + engine::escaped(attribute.value()) + "\"";
  }
  if (filling.is_number) {
    return cell + "><" + prefix + "v>" + engine::escaped(filling.text) + "</" + prefix + "v></" +
           prefix + "c>";
  }
  return cell + " t=\"inlineStr\"><" + prefix + "is><" + prefix + "t xml:space=\"preserve\">" +
         engine::escaped(filling.text) + "</" + prefix + "t></" + prefix + "is></" + prefix + "c>";
}

/// The edits that fill the cells of one sheet.
class SheetFilling {
 public:
  SheetFilling(const std::string& text, const pugi::xml_node& data, std::string prefix)
      : text_(text), data_(data), prefix_(std::move(prefix)) {
    for (const pugi::xml_node& row : data.children()) {
      if (local_name(row) == "row") rows_.emplace(row.attribute("r").as_uint() - 1, row);
    }
    for_cells(data, [&](Place place, const pugi::xml_node&, const pugi::xml_node& cell) {
      cells_.emplace(place, cell);
    });
  }

  /// In order of places.
  void fill(const Filling& filling) {
    if (const auto cell = cells_.find(filling.place); cell != cells_.end()) {
      if (child_of(cell->second, "f")) return;
      const Element element = element_at(text_, cell->second);
      edits_.push_back({element.begin, element.end, cell_text(filling, prefix_, cell->second)});
      return;
    }
    const std::string cell = cell_text(filling, prefix_, {});
    if (const auto row = rows_.find(filling.place.row); row != rows_.end()) {
      return put_into(row->second, filling.place, cell);
    }
    put_row(filling.place.row, cell);
  }

  std::vector<Edit> edits() { return std::move(edits_); }

 private:
  void put_into(const pugi::xml_node& row, Place place, const std::string& cell) {
    const auto next = cells_.upper_bound(place);
    if (next != cells_.end() && next->first.row == place.row) {
      const std::size_t at = element_at(text_, next->second).begin;
      edits_.push_back({at, at, cell});
      return;
    }
    const Element element = element_at(text_, row);
    if (!element.is_closed) {
      const std::size_t at = text_.rfind('<', element.end - 1);
      edits_.push_back({at, at, cell});
      return;
    }
    const std::string closing = "</" + prefix_ + "row>";
    if (!edits_.empty() && edits_.back().end == element.end) {  // Opened for the cell before.
      std::string& opened = edits_.back().text;
      opened.insert(opened.size() - closing.size(), cell);
      return;
    }
    edits_.push_back({element.end - 2, element.end, ">" + cell + closing});
  }

  void put_row(std::uint32_t number, const std::string& cell) {
    const std::string closing = "</" + prefix_ + "row>";
    if (made_row_ && *made_row_ == number) {
      std::string& row = edits_.back().text;
      row.insert(row.size() - closing.size(), cell);
      return;
    }
    made_row_ = number;
    const auto next = rows_.upper_bound(number);
    const Element data = element_at(text_, data_);
    const std::size_t at = next != rows_.end() ? element_at(text_, next->second).begin
                                               : text_.rfind('<', data.end - 1);
    edits_.push_back(
        {at, at, "<" + prefix_ + "row r=\"" + std::to_string(number + 1) + "\">" + cell + closing});
  }

  const std::string& text_;
  pugi::xml_node data_;
  std::string prefix_;
  std::map<std::uint32_t, pugi::xml_node> rows_;
  std::map<Place, pugi::xml_node> cells_;
  std::optional<std::uint32_t> made_row_;  // The row that the last edit makes.
  std::vector<Edit> edits_;
};

/// Puts them into the part of a sheet. `fillings` are in order of places.
Result<void> fill(const std::string& file, const std::vector<Filling>& fillings, ZipPart& part) {
  pugi::xml_document document;
  TRY_VOID(parse(file, &part, document));
  pugi::xml_node data = child_of(child_of(document, "worksheet"), "sheetData");
  if (!data) {
    return fail(Errc::kInvalidInput, file + ": its part " + part.name + " is no sheet of cells");
  }
  if (const Element empty = element_at(part.content, data); empty.is_closed) {
    const std::string name = data.name();
    part.content.replace(empty.begin, empty.end - empty.begin, "<" + name + "></" + name + ">");
    TRY_VOID(parse(file, &part, document));
    data = child_of(child_of(document, "worksheet"), "sheetData");
  }
  SheetFilling filling(part.content, data, prefix_of(data));
  for (const Filling& one : fillings) filling.fill(one);
  part.content = edited(part.content, filling.edits());
  return {};
}

/// The workbook's part, so that it is calculated when it is opened.
std::string calculated_on_load(const std::string& text, const pugi::xml_document& document) {
  const pugi::xml_node root = child_of(document, "workbook");
  if (const pugi::xml_node settings = child_of(root, "calcPr")) {
    if (settings.attribute("fullCalcOnLoad").as_bool()) return text;
    if (settings.attribute("fullCalcOnLoad")) return text;  // Said otherwise; theirs to say.
    const std::size_t behind_name =
        element_at(text, settings).begin + 1 + std::strlen(settings.name());
    return edited(text, {{behind_name, behind_name, " fullCalcOnLoad=\"1\""}});
  }
  pugi::xml_node before = child_of(root, "sheets");
  for (const char* name : {"functionGroups", "externalReferences", "definedNames"}) {
    if (const pugi::xml_node node = child_of(root, name)) before = node;
  }
  const std::size_t at = element_at(text, before).end;
  return edited(text, {{at, at, "<" + prefix_of(root) + "calcPr fullCalcOnLoad=\"1\"/>"}});
}

Result<void> refuse_what_is_no_workbook(const std::filesystem::path& path) {
  TRY(const std::string bytes, engine::read_start(path, 4));
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
    return fail(Errc::kInvalidInput,
                path.string() +
                    ": an old .xls workbook, or one with a password; save it as .xlsx " +
                    "without a password");
  }
  if (!bytes.starts_with("PK")) {
    return fail(Errc::kInvalidInput, path.string() + ": no XLSX workbook; save it as .xlsx");
  }
  return {};
}

/// The parts that hold the sheets, by relationship id.
std::map<std::string, std::string> targets_of(const pugi::xml_document& relationships) {
  std::map<std::string, std::string> targets;
  for (const pugi::xml_node& node : child_of(relationships, "Relationships").children()) {
    const std::string target = node.attribute("Target").value();
    targets[node.attribute("Id").value()] =
        target.starts_with('/') ? target.substr(1) : "xl/" + target;
  }
  return targets;
}

/// The attribute "r:id", whatever the prefix.
std::string relationship_of(const pugi::xml_node& sheet) {
  for (const pugi::xml_attribute& attribute : sheet.attributes()) {
    if (std::string_view(attribute.name()).ends_with(":id")) return attribute.value();
  }
  return {};
}

}  // namespace

Result<WorkbookReader> WorkbookReader::open(const std::filesystem::path& path) {
  TRY_VOID(refuse_what_is_no_workbook(path));
  WorkbookReader book;
  book.file_ = path.string();
  TRY(book.parts_, read_zip(path));
  for (ZipPart& part : book.parts_) {
    if (part.content.starts_with(kByteOrderMark)) part.content.erase(0, kByteOrderMark.size());
  }
  const ZipPart* types = find_part(book.parts_, "[Content_Types].xml");
  if (types != nullptr && types->content.find("macroEnabled") != std::string::npos) {
    return fail(Errc::kInvalidInput,
                book.file_ + ": a workbook with macros; save it as .xlsx, without them");
  }
  pugi::xml_document workbook;
  TRY_VOID(parse(book.file_, find_part(book.parts_, "xl/workbook.xml"), workbook));
  pugi::xml_document relationships;
  TRY_VOID(parse(book.file_, find_part(book.parts_, "xl/_rels/workbook.xml.rels"), relationships));
  const auto targets = targets_of(relationships);
  std::vector<std::string> strings;
  if (const ZipPart* part = find_part(book.parts_, "xl/sharedStrings.xml")) {
    pugi::xml_document document;
    TRY_VOID(parse(book.file_, part, document));
    strings = shared_strings(document);
  }
  std::size_t count = 0;
  for (const pugi::xml_node& node : child_of(child_of(workbook, "workbook"), "sheets").children()) {
    const auto target = targets.find(relationship_of(node));
    if (target == targets.end()) continue;
    const ZipPart* part = find_part(book.parts_, target->second);
    if (part == nullptr) continue;  // A chart's sheet, or one that is kept elsewhere.
    ReadSheet sheet;
    sheet.name = node.attribute("name").value();
    sheet.is_hidden =
        node.attribute("state") && std::strcmp(node.attribute("state").value(), "visible") != 0;
    sheet.part = part->name;
    pugi::xml_document document;
    TRY_VOID(parse(book.file_, part, document));
    for_cells(child_of(child_of(document, "worksheet"), "sheetData"),
              [&](Place place, const pugi::xml_node&, const pugi::xml_node& cell) {
                if (++count > kCellsMax) return;
                ReadCell read{content_of(cell, strings), !child_of(cell, "f").empty()};
                if (!read.text.empty() || read.is_formula) sheet.cells[place] = std::move(read);
              });
    if (count > kCellsMax) {
      return fail(Errc::kInvalidInput, book.file_ + ": holds more than a million cells");
    }
    book.sheets_.push_back(std::move(sheet));
  }
  return book;
}

const ReadSheet* WorkbookReader::sheet(std::string_view name) const {
  const auto at = std::find_if(sheets_.begin(), sheets_.end(),
                               [&](const ReadSheet& sheet) { return sheet.name == name; });
  return at == sheets_.end() ? nullptr : &*at;
}

Result<std::string> WorkbookReader::filled(const ReadSheet& sheet,
                                           const std::vector<Filling>& fillings) const {
  std::vector<Filling> ordered = fillings;
  std::sort(ordered.begin(), ordered.end(),
            [](const Filling& a, const Filling& b) { return a.place < b.place; });
  for (const Filling& filling : ordered) {
    const auto cell = sheet.cells.find(filling.place);
    if (cell == sheet.cells.end() || cell->second.is_formula || cell->second.text == "0") continue;
    return fail(Errc::kInvalidInput, file_ + ": cell " + name_of(filling.place) + " of " +
                                         sheet.name + " holds '" +
                                         engine::clean_utf8(cell->second.text) +
                                         "' already; start from a blank copy of it");
  }
  std::vector<ZipPart> parts = parts_;
  for (ZipPart& part : parts) {
    if (part.name != sheet.part && part.name != "xl/workbook.xml") continue;
    if (part.name == "xl/workbook.xml") {
      pugi::xml_document document;
      TRY_VOID(parse(file_, &part, document));
      part.content = calculated_on_load(part.content, document);
    } else {
      TRY_VOID(fill(file_, ordered, part));
    }
  }
  return zip_of(parts);
}

}  // namespace reports::documents
