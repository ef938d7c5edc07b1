// The only file that names cairo.
#include "engine/core/text.h"
#include "engine/run/explain/drawing.h"

#include <cairo.h>

#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <numbers>

namespace engine::explain {
namespace {

constexpr double kPixelsPerPoint = 2;

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Context = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

/// Paints shapes one over the other.
class Painter {
 public:
  explicit Painter(cairo_t* context) : context_(context) {
    cairo_scale(context_, kPixelsPerPoint, kPixelsPerPoint);
  }

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
    const std::string clean = clean_utf8(text.text);
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
  void set(const Ink& ink) const {
    const auto part = [&](std::size_t at) {
      unsigned value = 0;
      std::from_chars(ink.colour.data() + at, ink.colour.data() + at + 2, value, 16);
      return value / 255.0;
    };
    cairo_set_source_rgba(context_, part(1), part(3), part(5), ink.opacity);
  }

  cairo_t* context_;
};

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned length) {
  const unsigned char* const end = bytes + length;
  static_cast<std::string*>(closure)->append(bytes, end);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<std::string> png_of(const Drawing& drawing) {
  const auto pixels = [](double points) {
    return static_cast<int>(std::lround(points * kPixelsPerPoint));
  };
  const Surface surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(drawing.width), pixels(drawing.height)),
      cairo_surface_destroy);
  const Context context(cairo_create(surface.get()), cairo_destroy);
  const Painter painter(context.get());
  for (const Shape& shape : drawing.shapes) std::visit(painter, shape);
  std::string png;
  if (cairo_status(context.get()) != CAIRO_STATUS_SUCCESS ||
      cairo_surface_write_to_png_stream(surface.get(), append, &png) != CAIRO_STATUS_SUCCESS) {
    return fail(Errc::kUnavailable, std::string("the picture cannot be drawn as PNG: ") +
                                        cairo_status_to_string(cairo_status(context.get())) +
                                        "; try .svg");
  }
  return png;
}

}  // namespace engine::explain
