#include "reports/documents/panel.h"

#include "engine/core/text.h"

#include <algorithm>
#include <cmath>

namespace reports::documents {
namespace {

using engine::display_width;
using engine::rounded;

constexpr double kLabelSize = 10;

Text label(Point at, std::string text, Anchor anchor) {
  return {at, std::move(text), kLabelSize, {palette::kInk}, anchor};
}

/// What a text of this many columns takes, near enough to set things in a row.
double width_of(const std::string& text, double size) {
  return static_cast<double>(display_width(text)) * size * 0.6;
}

}  // namespace

double Scale::share(double value) const {
  const double share = log ? std::log(std::max(value, low) / low) / std::log(high / low)
                           : (value - low) / (high - low);
  return std::clamp(share, 0.0, 1.0);
}

std::vector<double> ticks(const Scale& scale, int wanted) {
  const double rough = (scale.high - scale.low) / wanted;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double round : {5.0, 2.0, 1.0}) {
    if (round * power >= rough) step = round * power;
  }
  std::vector<double> values;
  for (auto i = static_cast<std::int64_t>(std::ceil(scale.low / step - 1e-9));
       static_cast<double>(i) * step <= scale.high + 1e-9 * step; ++i) {
    values.push_back(static_cast<double>(i) * step);
  }
  return values;
}

std::vector<Tick> labelled(const std::vector<double>& values) {
  const double step = values.size() < 2 ? 1 : values[1] - values[0];
  const auto places =
      static_cast<unsigned>(std::clamp(std::ceil(-std::log10(step) - 1e-9), 0., 6.));
  std::vector<Tick> ticks;
  for (const double value : values) ticks.push_back({value, rounded(value, places)});
  return ticks;
}

Point Panel::place(double x_value, double y_value) const {
  return {at.x + width * x.share(x_value), at.y + height * (1 - y.share(y_value))};
}

void Panel::draw_frame(const std::string& title, Drawing& drawing) const {
  drawing.add(Text{{at.x, at.y - 8}, title, 12, {palette::kInk}, Anchor::kStart, true});
  const Point low{at.x, at.y + height};
  drawing.add(Line{{at, low, {at.x + width, low.y}}, {palette::kFaint}});
}

void Panel::draw_x_axis(const std::string& name, const std::vector<Tick>& marks,
                        Drawing& drawing) const {
  const double base = at.y + height;
  for (const Tick& tick : marks) {
    const double left = place(tick.value, y.low).x;
    drawing.add(Line{{{left, base}, {left, base + 4}}, {palette::kFaint}});
    drawing.add(label({left, base + 15}, tick.label, Anchor::kMiddle));
  }
  drawing.add(label({at.x + width / 2, base + 30}, name, Anchor::kMiddle));
}

void Panel::draw_y_axis(const std::string& name, const std::vector<Tick>& marks,
                        Drawing& drawing) const {
  for (const Tick& tick : marks) {
    const double height_at = place(x.low, tick.value).y;
    drawing.add(Line{{{at.x, height_at}, {at.x + width, height_at}}, {palette::kGrid}});
    drawing.add(label({at.x - 6, height_at + 3.5}, tick.label, Anchor::kEnd));
  }
  Text text = label({at.x - 44, at.y + height / 2}, name, Anchor::kMiddle);
  text.upwards = true;
  drawing.add(text);
}

void Panel::draw_right_axis(const std::string& name, const Scale& scale,
                            const std::vector<Tick>& marks, Drawing& drawing) const {
  const double right = at.x + width;
  drawing.add(Line{{{right, at.y}, {right, at.y + height}}, {palette::kFaint}});
  for (const Tick& tick : marks) {
    const double height_at = at.y + height * (1 - scale.share(tick.value));
    drawing.add(Line{{{right, height_at}, {right + 4, height_at}}, {palette::kFaint}});
    drawing.add(label({right + 7, height_at + 3.5}, tick.label, Anchor::kStart));
  }
  Text text = label({right + 48, at.y + height / 2}, name, Anchor::kMiddle);
  text.upwards = true;
  drawing.add(text);
}

std::string shortened(const std::string& text, std::size_t columns) {
  const std::string clean = engine::clean_utf8(text);
  if (display_width(clean) <= columns) return clean;
  return engine::first_characters(clean, columns) + "…";
}

void draw_legend(Point right, const std::vector<LegendEntry>& entries, Drawing& drawing) {
  double left = right.x;
  for (auto it = entries.rbegin(); it != entries.rend(); ++it) {
    left -= width_of(it->label, kLabelSize);
    drawing.add(label({left, right.y}, it->label, Anchor::kStart));
    const double middle = right.y - 3.5;
    if (it->line) {
      drawing.add(Line{{{left - 22, middle}, {left - 6, middle}}, it->ink, 2, it->dashed});
    } else {
      drawing.add(Dots{{{left - 12, middle}}, it->ink, 7});
    }
    left -= 34;
  }
}

}  // namespace reports::documents
