// Draws the shapes of a drawing with cairo, on whatever surface: a picture, or a page.
#pragma once

#include "reports/documents/drawing.h"

#include <cairo.h>

#include <memory>

namespace reports::documents {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Context = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

/// A closure of cairo's for std::string.
cairo_status_t append_to_string(void* string, const unsigned char* bytes, unsigned length);

void set_ink(cairo_t* context, const Ink& ink);

/// Paints the shapes one over the other, a point of the drawing as one unit of the context.
void paint(const Drawing& drawing, cairo_t* context);

}  // namespace reports::documents
