#include "reports/documents/painter.h"

#include "engine/core/text.h"

#include <array>
#include <charconv>
#include <numbers>
#include <string>
#include <variant>

namespace reports::documents {
namespace {

/// Paints shapes one over the other.
class Painter {
 public:
  explicit Painter(cairo_t* context) : context_(context) {}

  void operator()(const Box& box) const {
    set(box.fill);
    cairo_rectangle(context_, box.at.x, box.at.y, box.width, box.height);
    cairo_fill(context_);
  }

  void operator()(const Line& line) const {
    set(line.ink);
    cairo_set_line_width(context_, line.width);
    constexpr std::array<double, 2> kDashes{4, 3};
    cairo_set_dash(context_, kDashes.data(), line.dashed ? kDashes.size() : 0, 0);
    cairo_set_line_cap(context_, CAIRO_LINE_CAP_BUTT);
    cairo_new_path(context_);  // Text leaves a point behind.
    for (const Point& point : line.points) cairo_line_to(context_, point.x, point.y);
    cairo_stroke(context_);
  }

  void operator()(const Dots& dots) const {
    set(dots.ink);
    for (const Point& point : dots.points) {
      cairo_new_sub_path(context_);
      cairo_arc(context_, point.x, point.y, dots.diameter / 2, 0, 2 * std::numbers::pi);
      cairo_fill(context_);
    }
  }

  void operator()(const Text& text) const {
    const std::string clean = engine::clean_utf8(text.text);
    set(text.ink);
    cairo_select_font_face(context_, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
                           text.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context_, text.size);
    cairo_text_extents_t extents;
    cairo_text_extents(context_, clean.c_str(), &extents);
    const double share =
        text.anchor == Anchor::kStart ? 0 : (text.anchor == Anchor::kMiddle ? 0.5 : 1);
    cairo_save(context_);
    cairo_translate(context_, text.at.x, text.at.y);
    if (text.upwards) cairo_rotate(context_, -std::numbers::pi / 2);
    cairo_move_to(context_, -share * extents.x_advance, 0);
    cairo_show_text(context_, clean.c_str());
    cairo_restore(context_);
  }

 private:
  void set(const Ink& ink) const { set_ink(context_, ink); }

  cairo_t* context_;
};

}  // namespace

cairo_status_t append_to_string(void* string, const unsigned char* bytes, unsigned length) {
  const unsigned char* const end = bytes + length;
  static_cast<std::string*>(string)->append(bytes, end);
  return CAIRO_STATUS_SUCCESS;
}

void set_ink(cairo_t* context, const Ink& ink) {
  const auto part = [&](std::size_t at) {
    unsigned value = 0;
    std::from_chars(ink.colour.data() + at, ink.colour.data() + at + 2, value, 16);
    return value / 255.0;
  };
  cairo_set_source_rgba(context, part(1), part(3), part(5), ink.opacity);
}

void paint(const Drawing& drawing, cairo_t* context) {
  const Painter painter(context);
  for (const Shape& shape : drawing.shapes) std::visit(painter, shape);
}

}  // namespace reports::documents
