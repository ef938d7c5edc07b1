// One chart of a picture: a frame with axes, and where values lie in it.
#pragma once

#include "reports/documents/drawing.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace reports::documents {

namespace palette {  // Told apart also by those who do not see all colours (after Okabe and Ito).
constexpr std::string_view kInk = "#222222";
constexpr std::string_view kFaint = "#767676";
constexpr std::string_view kGrid = "#e3e3e3";
constexpr std::string_view kMissing = "#b4b4b4";
constexpr std::string_view kBlue = "#0072b2";
constexpr std::string_view kOrange = "#e69f00";
constexpr std::string_view kVermilion = "#d55e00";
constexpr std::string_view kGreen = "#009e73";
constexpr std::string_view kOnColour = "#ffffff";  // Words on blue.
}  // namespace palette

/// Values from `low` to `high`; drawn by their logarithm when `log` says so.
struct Scale {
  double low = 0;
  double high = 1;
  bool log = false;

  /// 0 at `low`, 1 at `high`, not beyond.
  double share(double value) const;
};

/// About `wanted` round values within a linear scale.
std::vector<double> ticks(const Scale& scale, int wanted);

struct Tick {
  double value = 0;
  std::string label;
};

struct Panel {
  Point at;  ///< Top left of the frame; labels lie outside.
  double width = 0;
  double height = 0;
  Scale x;
  Scale y;

  Point place(double x_value, double y_value) const;

  void draw_frame(const std::string& title, Drawing& drawing) const;
  void draw_x_axis(const std::string& label, const std::vector<Tick>& ticks,
                   Drawing& drawing) const;
  void draw_y_axis(const std::string& label, const std::vector<Tick>& ticks,
                   Drawing& drawing) const;
  /// A second scale at the right edge.
  void draw_right_axis(const std::string& label, const Scale& scale, const std::vector<Tick>& ticks,
                       Drawing& drawing) const;
};

/// Whole or decimal, as short as the step between the ticks allows.
std::vector<Tick> labelled(const std::vector<double>& values);

/// The first `columns` characters of a stranger's text, made well-formed; "…" where it was longer.
std::string shortened(const std::string& text, std::size_t columns);

struct LegendEntry {
  std::string label;
  Ink ink;
  bool line = false;  ///< A line, else a dot.
  bool dashed = false;
};

/// In a row, its right end at `right`.
void draw_legend(Point right, const std::vector<LegendEntry>& entries, Drawing& drawing);

}  // namespace reports::documents
