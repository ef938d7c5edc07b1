#include "reports/documents/painter.h"

#include <cmath>
#include <string>

namespace reports::documents {
namespace {

constexpr double kPixelsPerPoint = 2;

}  // namespace

engine::Result<std::string> png_of(const Drawing& drawing) {
  const auto pixels = [](double points) {
    return static_cast<int>(std::lround(points * kPixelsPerPoint));
  };
  const Surface surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(drawing.width), pixels(drawing.height)),
      cairo_surface_destroy);
  const Context context(cairo_create(surface.get()), cairo_destroy);
  cairo_scale(context.get(), kPixelsPerPoint, kPixelsPerPoint);
  paint(drawing, context.get());
  std::string png;
  if (cairo_status(context.get()) != CAIRO_STATUS_SUCCESS ||
      cairo_surface_write_to_png_stream(surface.get(), append_to_string, &png) !=
          CAIRO_STATUS_SUCCESS) {
    return engine::fail(engine::Errc::kUnavailable,
                        std::string("the picture cannot be drawn as PNG: ") +
                            cairo_status_to_string(cairo_status(context.get())) + "; try .svg");
  }
  return png;
}

}  // namespace reports::documents
