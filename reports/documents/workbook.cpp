#include "reports/documents/workbook.h"

#include "engine/core/file.h"
#include "engine/core/text.h"
#include "reports/documents/temporary_folder.h"

#include <xlsxwriter.h>

#include <cmath>
#include <map>
#include <set>

namespace reports::documents {
namespace {

using engine::Errc;
using engine::fail;
using engine::first_characters;
using engine::Result;

/// Of a workbook that does not say when it was made.
constexpr engine::Day kNoDay = std::chrono::year{2000} / 1 / 1;

lxw_format* make_format(lxw_workbook* book, const CellStyle& style) {
  constexpr lxw_color_t kBand = 0xEEF0F3;
  constexpr lxw_color_t kFaint = 0x5F6368;
  lxw_format* const format = workbook_add_format(book);
  if (style.bold || style.heading) format_set_bold(format);
  if (style.large) format_set_font_size(format, 16);
  if (style.faint) format_set_font_color(format, kFaint);
  if (style.heading) {
    format_set_bg_color(format, kBand);
    format_set_bottom(format, LXW_BORDER_THIN);
  }
  if (style.wrapped) {
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  }
  if (!style.number_format.empty()) format_set_num_format(format, style.number_format.c_str());
  return format;
}

lxw_worksheet* sheet_of(void* sheet) { return static_cast<lxw_worksheet*>(sheet); }

}  // namespace

Place place_of(std::string_view name) {
  Place place;
  std::size_t at = 0;
  unsigned column = 0;
  for (; at < name.size() && name[at] >= 'A' && name[at] <= 'Z'; ++at) {
    column = column * 26 + static_cast<unsigned>(name[at] - 'A') + 1;
  }
  std::uint32_t row = 0;
  for (; at < name.size() && name[at] >= '0' && name[at] <= '9'; ++at) {
    row = row * 10 + static_cast<std::uint32_t>(name[at] - '0');
  }
  if (at < name.size() || column == 0 || column > 702 || row == 0) return place;
  return {row - 1, static_cast<std::uint16_t>(column - 1)};
}

std::string name_of(Place place) {
  std::string name;
  for (unsigned left = place.column + 1U; left > 0; left = (left - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (left - 1) % 26));
  }
  return name + std::to_string(place.row + 1);
}

struct Workbook::State {
  TemporaryFolder folder;
  std::string file;
  lxw_workbook* book = nullptr;
  std::map<CellStyle, lxw_format*> formats{};  // The book's.
  std::set<std::string> names{};               // In lower case: spreadsheets see no difference.
  lxw_error failure = LXW_NO_ERROR;

  lxw_format* format(const CellStyle& style) {
    if (style == CellStyle{}) return nullptr;
    lxw_format*& known = formats[style];
    if (known == nullptr) known = make_format(book, style);
    return known;
  }
  void note(lxw_error error) {
    if (error != LXW_NO_ERROR && failure == LXW_NO_ERROR) failure = error;
  }

  explicit State(TemporaryFolder made) : folder(std::move(made)), file(folder.file("book.xlsx")) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (book != nullptr) lxw_workbook_free(book);
  }
};

Workbook::Workbook(std::unique_ptr<State> state) : state_(std::move(state)) {}
Workbook::Workbook(Workbook&&) noexcept = default;
Workbook& Workbook::operator=(Workbook&&) noexcept = default;
Workbook::~Workbook() = default;

Result<Workbook> Workbook::create(const Properties& properties) {
  TRY(TemporaryFolder folder, TemporaryFolder::make());
  auto state = std::make_unique<State>(std::move(folder));
  lxw_workbook_options options{};
  std::string scratch = state->folder.path();
  options.tmpdir = scratch.data();
  state->book = workbook_new_opt(state->file.c_str(), &options);
  if (state->book == nullptr) return fail(Errc::kUnavailable, "no memory for a workbook");
  std::string title = first_characters(engine::clean_utf8(properties.title), 255);
  std::string program = "cuetrace";
  lxw_doc_properties about{};
  about.title = title.data();
  about.author = program.data();
  about.created = std::chrono::system_clock::to_time_t(properties.made_on.value_or(kNoDay));
  state->note(workbook_set_properties(state->book, &about));
  return Workbook(std::move(state));
}

Sheet Workbook::add_sheet(std::string_view name) {
  constexpr std::size_t kLongest = 31;
  std::string fit = engine::clean_utf8(name);
  for (char& c : fit) {
    if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = ' ';
  }
  fit = first_characters(engine::trimmed(fit), kLongest);
  if (fit.empty()) fit = "Sheet";
  const std::string wanted = fit;
  for (int number = 2; !state_->names.insert(engine::to_lower_ascii(fit)).second; ++number) {
    const std::string suffix = " " + std::to_string(number);
    fit = first_characters(wanted, kLongest - suffix.size()) + suffix;
  }
  return {*this, workbook_add_worksheet(state_->book, fit.c_str())};
}

Result<std::string> Workbook::finish() {
  lxw_workbook* const book = std::exchange(state_->book, nullptr);
  state_->note(workbook_close(book));
  if (state_->failure != LXW_NO_ERROR) {
    return fail(Errc::kUnavailable, std::string("the workbook cannot be written: ") +
                                        lxw_strerror(state_->failure) +
                                        "; see that TMPDIR has room");
  }
  return engine::read_file(state_->file);
}

void Sheet::text(Place place, std::string_view text, const CellStyle& style) {
  constexpr std::size_t kLongest = 32'767;
  const std::string clean = first_characters(engine::clean_utf8(text), kLongest);
  Workbook::State& book = *workbook_->state_;
  book.note(worksheet_write_string(sheet_of(sheet_), place.row, place.column, clean.c_str(),
                                   book.format(style)));
}

void Sheet::number(Place place, std::int64_t number, unsigned places, const CellStyle& style) {
  Workbook::State& book = *workbook_->state_;
  const double value = static_cast<double>(number) / std::pow(10.0, places);
  book.note(
      worksheet_write_number(sheet_of(sheet_), place.row, place.column, value, book.format(style)));
}

void Sheet::formula(Place place, const std::string& formula, std::int64_t value,
                    const CellStyle& style) {
  Workbook::State& book = *workbook_->state_;
  book.note(worksheet_write_formula_num(sheet_of(sheet_), place.row, place.column, formula.c_str(),
                                        book.format(style), static_cast<double>(value)));
}

void Sheet::set_width(std::uint16_t first, std::uint16_t last, double characters) {
  workbook_->state_->note(worksheet_set_column(sheet_of(sheet_), first, last, characters, nullptr));
}

void Sheet::freeze(Place place) {
  worksheet_freeze_panes(sheet_of(sheet_), place.row, place.column);
}

void Sheet::set_print(std::uint32_t first_repeated, std::uint32_t last_repeated) {
  worksheet_set_landscape(sheet_of(sheet_));
  worksheet_fit_to_pages(sheet_of(sheet_), 1, 0);
  workbook_->state_->note(worksheet_repeat_rows(sheet_of(sheet_), first_repeated, last_repeated));
}

}  // namespace reports::documents
