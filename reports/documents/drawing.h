// A picture as a list of shapes, and the two files it becomes. Positions are in points from the top
// left corner. The same drawing gives the same SVG, byte for byte; a PNG also depends on the fonts
// of the machine.
#pragma once

#include "engine/core/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace reports::documents {

struct Point {
  double x = 0;
  double y = 0;
};

/// "#rrggbb", drawn over what is there with this opacity.
struct Ink {
  std::string_view colour;
  double opacity = 1;
};

struct Box {
  Point at;  ///< Top left.
  double width = 0;
  double height = 0;
  Ink fill;
  std::string name{};  ///< What a page says when it is pointed at, or read aloud; empty: nothing.
};

struct Line {
  std::vector<Point> points;
  Ink ink;
  double width = 1;
  bool dashed = false;
};

/// Many dots of one look.
struct Dots {
  std::vector<Point> points;
  Ink ink;
  double diameter = 2;
};

enum class Anchor { kStart, kMiddle, kEnd };

struct Text {
  Point at;  ///< On the base line.
  std::string text;
  double size = 12;
  Ink ink;
  Anchor anchor = Anchor::kStart;
  bool bold = false;
  bool upwards = false;  ///< Reads from bottom to top.
};

using Shape = std::variant<Box, Line, Dots, Text>;

/// Shapes lie over those before them. Colours refer to what outlives the drawing.
struct Drawing {
  double width = 0;
  double height = 0;
  std::vector<Shape> shapes{};
  /// What it shows, in a sentence or two with its figures: for those who hear a page.
  std::string name{};

  template <class One>
  void add(One shape) {
    shapes.emplace_back(std::move(shape));
  }
};

std::string svg_of(const Drawing& drawing);

/// At two pixels a point. Errors: kUnavailable (no memory for the picture).
engine::Result<std::string> png_of(const Drawing& drawing);

}  // namespace reports::documents
