#include "engine/core/markup.h"
#include "engine/core/text.h"
#include "reports/documents/drawing.h"

namespace reports::documents {
namespace {

using engine::rounded;

/// To a tenth of a point, which no eye resolves, without a zero behind the dot.
std::string number(double value) {
  std::string text = rounded(value, 1);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + std::string(value) + "\"";
}

std::string ink(std::string_view kind, const Ink& ink) {
  std::string text = attribute(kind, ink.colour);
  if (ink.opacity < 1) text += attribute(std::string(kind) + "-opacity", rounded(ink.opacity, 2));
  return text;
}

std::string element(const Box& box) {
  return "<rect" + attribute("x", number(box.at.x)) + attribute("y", number(box.at.y)) +
         attribute("width", number(box.width)) + attribute("height", number(box.height)) +
         ink("fill", box.fill) +
         (box.name.empty() ? "/>\n" : "><title>" + engine::escaped(box.name) + "</title></rect>\n");
}

std::string element(const Line& line) {
  std::string points;
  for (const Point& point : line.points) {
    points += (points.empty() ? "" : " ") + number(point.x) + "," + number(point.y);
  }
  return "<polyline" + attribute("points", points) + ink("stroke", line.ink) +
         attribute("stroke-width", number(line.width)) +
         (line.dashed ? attribute("stroke-dasharray", "4 3") : "") + "/>\n";
}

/// Points are lines of no length with round ends: one element however many there are.
std::string element(const Dots& dots) {
  if (dots.points.empty()) return {};
  std::string path;
  for (const Point& point : dots.points) {
    path += "M" + number(point.x) + " " + number(point.y) + "h0";
  }
  return "<path" + attribute("d", path) + ink("stroke", dots.ink) +
         attribute("stroke-width", number(dots.diameter)) + attribute("stroke-linecap", "round") +
         "/>\n";
}

std::string element(const Text& text) {
  const std::string place = number(text.at.x) + " " + number(text.at.y);
  std::string out = "<text" + attribute("x", number(text.at.x)) +
                    attribute("y", number(text.at.y)) + attribute("font-size", number(text.size)) +
                    ink("fill", text.ink);
  if (text.anchor == Anchor::kMiddle) out += attribute("text-anchor", "middle");
  if (text.anchor == Anchor::kEnd) out += attribute("text-anchor", "end");
  if (text.bold) out += attribute("font-weight", "bold");
  if (text.upwards) out += attribute("transform", "rotate(-90 " + place + ")");
  return out + ">" + engine::escaped(text.text) + "</text>\n";
}

}  // namespace

std::string svg_of(const Drawing& drawing) {
  const std::string width = number(drawing.width);
  const std::string height = number(drawing.height);
  std::string text =
      "<svg" + attribute("xmlns", "http://www.w3.org/2000/svg") + attribute("width", width) +
      attribute("height", height) + attribute("viewBox", "0 0 " + width + " " + height) +
      attribute("font-family", "DejaVu Sans, Verdana, sans-serif") + attribute("fill", "none");
  if (!drawing.name.empty()) {
    text += attribute("role", "img") + attribute("aria-label", engine::escaped(drawing.name));
  }
  text += ">\n";
  for (const Shape& shape : drawing.shapes) {
    text += std::visit([](const auto& one) { return element(one); }, shape);
  }
  return text + "</svg>\n";
}

}  // namespace reports::documents
