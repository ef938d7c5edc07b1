#include "engine/core/text.h"
#include "reports/documents/document.h"
#include "reports/documents/painter.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <span>

namespace reports::documents {
namespace {

constexpr double kMargin = 36;  // Half an inch; all lengths are in points.
constexpr double kFooter = 16;
constexpr double kCellPadding = 3;
constexpr double kRowPadding = 2;
constexpr double kTextSize = 7.5;
/// A cell of more lines is cut: no stranger's title fills a page.
constexpr int kCellLinesMax = 6;
/// Setting text takes time, also where it is cut.
constexpr std::size_t kCharactersMax = 4000;

constexpr Ink kInk{"#1c1c1e"};
constexpr Ink kFaint{"#5f6368"};
constexpr Ink kRule{"#c4c7cc"};
constexpr Ink kBand{"#eef0f3"};
constexpr Ink kMark{"#a3330a", 0.1};

struct Font {
  double size = kTextSize;
  bool bold = false;
};

using Layout = std::unique_ptr<PangoLayout, decltype(&g_object_unref)>;

/// Text that has been set in a width, to be drawn later.
struct SetText {
  Layout layout{nullptr, g_object_unref};  // Null: no text.
  double height = 0;
};

/// Where the next line goes, on which page.
class Pages {
 public:
  Pages(const Document& document, Paper paper)
      : document_(document),
        width_(paper == Paper::kA4 ? 841.89 : 792),
        height_(paper == Paper::kA4 ? 595.28 : 612),
        surface_(cairo_pdf_surface_create_for_stream(append_to_string, &bytes_, width_, height_),
                 cairo_surface_destroy),
        context_(cairo_create(surface_.get()), cairo_destroy) {
    tell(CAIRO_PDF_METADATA_TITLE, engine::clean_utf8(document.title));
    tell(CAIRO_PDF_METADATA_CREATOR, "cuetrace");
    // Else it is the time of day, and no two files are the same.
    tell(CAIRO_PDF_METADATA_CREATE_DATE,
         document.made_on ? engine::to_string(*document.made_on) : "");
    begin_page();
  }

  cairo_t* context() const { return context_.get(); }
  double left() const { return kMargin; }
  double inner_width() const { return width_ - 2 * kMargin; }
  double inner_height() const { return height_ - 2 * kMargin - kFooter; }
  double y() const { return y_; }
  void move_down(double by) { y_ += by; }
  bool has_room(double height) const { return y_ + height <= height_ - kMargin - kFooter; }

  void turn() {
    end_page();
    begin_page();
  }

  SetText set(const std::string& text, double width, const Font& font, bool right = false,
              int lines_max = 0) const {
    SetText set;
    if (text.empty()) return set;
    set.layout.reset(pango_cairo_create_layout(context_.get()));
    PangoLayout* const layout = set.layout.get();
    pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72);
    const std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> face(
        pango_font_description_from_string(font.bold ? "Sans Bold" : "Sans"),
        pango_font_description_free);
    pango_font_description_set_absolute_size(face.get(), font.size * PANGO_SCALE);
    pango_layout_set_font_description(layout, face.get());
    const std::string clean = engine::first_characters(engine::clean_utf8(text), kCharactersMax);
    pango_layout_set_text(layout, clean.data(), static_cast<int>(clean.size()));
    pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    if (right) pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
    if (lines_max > 0) {
      pango_layout_set_height(layout, -lines_max);
      pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    set.height = static_cast<double>(height) / PANGO_SCALE;
    return set;
  }

  /// On one line.
  double width_of(const std::string& text, const Font& font) const {
    constexpr double kAnyWidth = 10'000;
    const SetText one = set(text, kAnyWidth, font);
    PangoRectangle ink{};
    if (one.layout) pango_layout_get_extents(one.layout.get(), nullptr, &ink);
    return std::ceil(static_cast<double>(ink.width) / PANGO_SCALE);
  }

  void draw(const SetText& text, double x, double y, const Ink& ink = kInk) const {
    if (!text.layout) return;
    set_ink(context_.get(), ink);
    cairo_move_to(context_.get(), x, y);
    pango_cairo_show_layout(context_.get(), text.layout.get());
  }

  void box(double x, double y, double width, double height, const Ink& ink) const {
    set_ink(context_.get(), ink);
    cairo_rectangle(context_.get(), x, y, width, height);
    cairo_fill(context_.get());
  }

  /// A paragraph over the whole width.
  void write(const std::string& text, const Font& font, const Ink& ink = kInk) {
    const SetText set_text = set(text, inner_width(), font);
    if (!has_room(set_text.height)) turn();
    draw(set_text, left(), y_, ink);
    move_down(set_text.height + kRowPadding);
  }

  engine::Result<std::string> finish() {
    end_page();
    cairo_surface_finish(surface_.get());
    const cairo_status_t status = cairo_surface_status(surface_.get());
    if (status != CAIRO_STATUS_SUCCESS || cairo_status(context_.get()) != CAIRO_STATUS_SUCCESS) {
      return engine::fail(engine::Errc::kUnavailable, std::string("the PDF cannot be made: ") +
                                                          cairo_status_to_string(status) +
                                                          "; try --format html and print it");
    }
    return std::move(bytes_);
  }

 private:
  void tell(cairo_pdf_metadata_t what, const std::string& text) const {
    cairo_pdf_surface_set_metadata(surface_.get(), what, text.c_str());
  }

  void begin_page() {
    ++page_;
    y_ = kMargin;
    if (document_.mark.empty()) return;
    // First, so that everything lies over it.
    const SetText mark = set(document_.mark, width_, {150, true});
    int text_width = 0;
    pango_layout_get_size(mark.layout.get(), &text_width, nullptr);
    cairo_save(context_.get());
    cairo_translate(context_.get(), width_ / 2, height_ / 2);
    cairo_rotate(context_.get(), -std::numbers::pi / 7);
    draw(mark, -static_cast<double>(text_width) / PANGO_SCALE / 2, -mark.height / 2, kMark);
    cairo_restore(context_.get());
  }

  void end_page() {
    const double y = height_ - kMargin - kFooter / 2;
    std::string name = document_.title;
    if (!document_.subtitle.empty()) name += " – " + document_.subtitle;
    draw(set(name, inner_width() - 100, {}, false, 1), left(), y, kFaint);
    draw(set("Page " + std::to_string(page_), 90, {}, true), left() + inner_width() - 90, y,
         kFaint);
    cairo_show_page(context_.get());
  }

  const Document& document_;
  double width_;
  double height_;
  std::string bytes_;
  Surface surface_;
  Context context_;
  double y_ = kMargin;
  int page_ = 0;
};

/// The columns of a section that pages show, and how wide each is.
class TableSetter {
 public:
  TableSetter(Pages& pages, const Section& section) : pages_(pages), section_(section) {
    for (std::size_t i = 0; i < section.columns.size(); ++i) {
      if (!section.columns[i].workbook_only) shown_.push_back(i);
    }
    choose_widths();
  }

  void write() {
    const SetRow head = set_head();
    if (!pages_.has_room(3 * head.height)) pages_.turn();
    draw(head, true);
    for (std::size_t i = 0; i < section_.rows.size();) {
      // A row and those that continue it are kept together, if a page can hold them.
      std::vector<SetRow> group;
      double height = 0;
      do {
        group.push_back(set_row(section_.rows[i]));
        height += group.back().height;
        ++i;
      } while (i < section_.rows.size() && section_.rows[i].continues);
      const bool together = height + head.height <= pages_.inner_height();
      if (together && !pages_.has_room(height)) turn(head);
      for (const SetRow& row : group) {
        if (!pages_.has_room(row.height)) turn(head);
        draw(row, false);
      }
    }
    rule();
  }

 private:
  struct SetRow {
    std::vector<SetText> cells;
    double height = 0;
    bool continues = false;
  };

  /// As wide as their text, as far as it goes; what is too much is taken from the widest.
  void choose_widths() {
    constexpr double kWidest = 200;
    for (const std::size_t column : shown_) {
      const std::string* longest = &kNoText;
      std::size_t characters = 0;
      for (const Row& row : section_.rows) {
        const std::string& text = row.cells[column].text;
        if (const std::size_t width = engine::display_width(text); width > characters) {
          characters = width;
          longest = &text;
        }
      }
      const double width =
          std::max(pages_.width_of(section_.columns[column].heading, {kTextSize, true}),
                   pages_.width_of(*longest, {kTextSize, true}));
      widths_.push_back(std::min(width, kWidest) + 2 * kCellPadding);
    }
    const auto total = [&] { return std::accumulate(widths_.begin(), widths_.end(), 0.0); };
    for (double over = total() - pages_.inner_width(); over > 0.01;
         over = total() - pages_.inner_width()) {
      const double widest = *std::max_element(widths_.begin(), widths_.end());
      for (double& width : widths_) {
        if (width == widest) {
          width -= std::min(over, std::max(1.0, widest / 20));
          break;
        }
      }
    }
    const double spare = pages_.inner_width() - total();
    double of_text = 0;
    for (std::size_t i = 0; i < shown_.size(); ++i) {
      if (!section_.columns[shown_[i]].is_number) of_text += widths_[i];
    }
    for (std::size_t i = 0; i < shown_.size(); ++i) {
      if (!section_.columns[shown_[i]].is_number) widths_[i] += spare * widths_[i] / of_text;
    }
  }

  template <class TextOf>
  SetRow set(const TextOf& text_of, bool bold) const {
    SetRow row;
    for (std::size_t i = 0; i < shown_.size(); ++i) {
      row.cells.push_back(pages_.set(text_of(shown_[i]), widths_[i] - 2 * kCellPadding,
                                     {kTextSize, bold}, section_.columns[shown_[i]].is_number,
                                     kCellLinesMax));
      row.height = std::max(row.height, row.cells.back().height + 2 * kRowPadding);
    }
    return row;
  }

  SetRow set_head() const {
    return set([&](std::size_t i) { return section_.columns[i].heading; }, true);
  }
  SetRow set_row(const Row& row) const {
    SetRow set_row = set([&](std::size_t i) { return row.cells[i].text; }, row.is_total);
    set_row.continues = row.continues;
    return set_row;
  }

  void turn(const SetRow& head) const {
    pages_.turn();
    draw(head, true);
  }

  void rule() const { pages_.box(pages_.left(), pages_.y(), pages_.inner_width(), 0.5, kRule); }

  void draw(const SetRow& row, bool is_head) const {
    if (is_head) pages_.box(pages_.left(), pages_.y(), pages_.inner_width(), row.height, kBand);
    if (!row.continues) rule();
    double x = pages_.left();
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      pages_.draw(row.cells[i], x + kCellPadding, pages_.y() + kRowPadding);
      x += widths_[i];
    }
    pages_.move_down(row.height);
  }

  Pages& pages_;
  static inline const std::string kNoText;

  const Section& section_;
  std::vector<std::size_t> shown_;
  std::vector<double> widths_;
};

void write_facts(const Document& document, Pages& pages) {
  constexpr std::size_t kPerLine = 4;
  const double width = pages.inner_width() / kPerLine;
  for (std::size_t first = 0; first < document.facts.size(); first += kPerLine) {
    const std::size_t end = std::min(first + kPerLine, document.facts.size());
    std::vector<std::pair<SetText, SetText>> line;
    double height = 0;
    for (std::size_t i = first; i < end; ++i) {
      line.emplace_back(pages.set(document.facts[i].first, width - 8, {6.5}),
                        pages.set(document.facts[i].second, width - 8, {8.5}, false, 3));
      height = std::max(height, line.back().first.height + line.back().second.height);
    }
    if (!pages.has_room(height)) pages.turn();
    for (std::size_t i = 0; i < line.size(); ++i) {
      const double x = pages.left() + static_cast<double>(i) * width;
      pages.draw(line[i].first, x, pages.y(), kFaint);
      pages.draw(line[i].second, x, pages.y() + line[i].first.height);
    }
    pages.move_down(height + 5);
  }
}

/// Side by side, and no larger than they are: as wide as the page, or as tall as half of it.
void write_row(std::span<const Drawing> row, double gap, Pages& pages) {
  double width = -gap;
  double height = 0;
  for (const Drawing& picture : row) {
    width += picture.width + gap;
    height = std::max(height, picture.height);
  }
  const double scale =
      std::min({1.0, pages.inner_width() / width, pages.inner_height() / 2 / height});
  if (!pages.has_room(height * scale)) pages.turn();
  double left = pages.left();
  for (const Drawing& picture : row) {
    cairo_save(pages.context());
    cairo_translate(pages.context(), left, pages.y());
    cairo_scale(pages.context(), scale, scale);
    paint(picture, pages.context());
    cairo_restore(pages.context());
    left += (picture.width + gap) * scale;
  }
  pages.move_down(height * scale + 8);
}

/// As many beside one another as the page is wide.
void write_pictures(std::span<const Drawing> pictures, Pages& pages) {
  constexpr double kGap = 30;
  while (!pictures.empty()) {
    std::size_t count = 1;
    double width = pictures[0].width;
    while (count < pictures.size() && width + kGap + pictures[count].width <= pages.inner_width()) {
      width += kGap + pictures[count].width;
      ++count;
    }
    write_row(pictures.first(count), kGap, pages);
    pictures = pictures.subspan(count);
  }
}

void write_section(const Section& section, Pages& pages) {
  pages.move_down(8);
  if (!pages.has_room(60)) pages.turn();
  if (!section.heading.empty()) pages.write(section.heading, {11, true});
  if (!section.text.empty()) pages.write(section.text, {8.5});
  pages.move_down(2);
  write_pictures(section.pictures, pages);
  if (!section.columns.empty()) TableSetter(pages, section).write();
  pages.move_down(4);
  for (const std::string& note : section.footnotes) pages.write(note, {}, kFaint);
}

}  // namespace

engine::Result<std::string> pdf_of(const Document& document, Paper paper) {
  Pages pages(document, paper);
  pages.write(document.title, {16, true});
  if (!document.subtitle.empty()) pages.write(document.subtitle, {11}, kFaint);
  if (!document.mark.empty()) pages.write(document.mark, {11, true});
  pages.move_down(6);
  write_facts(document, pages);
  for (const Section& section : document.sections) write_section(section, pages);
  return pages.finish();
}

}  // namespace reports::documents
