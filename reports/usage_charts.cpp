#include "reports/usage_charts.h"

#include "engine/core/media_time.h"
#include "engine/core/text.h"
#include "reports/documents/panel.h"
#include "reports/timeline.h"

#include <algorithm>
#include <vector>

namespace reports {
namespace {

using namespace documents;  // NOLINT: the words of a picture.
using engine::MediaTime;

constexpr double kWidth = 360;
constexpr double kLeft = 46;
constexpr double kInner = kWidth - kLeft - 6;
constexpr double kHead = 26;
constexpr std::size_t kBarsMax = 8;

double seconds(MediaTime time) { return static_cast<double>(time.count()) / 1e6; }

/// Round times, the last of them not below `most`.
std::vector<MediaTime> value_marks(MediaTime most) {
  constexpr int kMarks = 5;
  std::vector<MediaTime> marks = clock_ticks(most, kMarks);
  const MediaTime step = marks.size() > 1 ? marks[1] : MediaTime{1'000'000};
  while (marks.back() < most) marks.push_back(marks.back() + step);
  return marks;
}

std::string spoken(const std::string& title, const std::vector<UseGroup>& groups) {
  constexpr std::size_t kSpoken = 24;
  std::string text = title + ": ";
  for (std::size_t i = 0; i < std::min(kSpoken, groups.size()); ++i) {
    text += (i == 0 ? "" : "; ") + groups[i].label + " " + engine::to_clock(groups[i].music);
  }
  if (groups.empty()) text += "none";
  if (groups.size() > kSpoken) text += "; and " + std::to_string(groups.size() - kSpoken) + " more";
  return text + ".";
}

Drawing begin(const std::string& title, double height, const std::vector<UseGroup>& groups) {
  Drawing drawing;
  drawing.width = kWidth;
  drawing.height = height;
  drawing.name = spoken(title, groups);
  drawing.add(Text{{0, 14}, title, 12, {palette::kInk}, Anchor::kStart, true});
  return drawing;
}

}  // namespace

Drawing column_chart(const std::string& title, const GroupedUses& grouped) {
  constexpr double kHeight = 190;
  constexpr double kChart = kHeight - kHead - 26;
  Drawing drawing = begin(title, kHeight, grouped.groups);
  if (grouped.groups.empty()) return drawing;
  MediaTime most{1'000'000};
  for (const UseGroup& group : grouped.groups) most = std::max(most, group.music);
  const auto marks = value_marks(most);
  const MediaTime top = marks.back();
  const double base = kHead + kChart;
  for (const MediaTime mark : marks) {
    const double y = base - kChart * seconds(mark) / seconds(top);
    drawing.add(Line{{{kLeft, y}, {kLeft + kInner, y}}, {palette::kGrid}});
    drawing.add(
        Text{{kLeft - 5, y + 3.5}, engine::to_clock(mark), 10, {palette::kFaint}, Anchor::kEnd});
  }
  const double step = kInner / static_cast<double>(grouped.groups.size());
  constexpr double kLabelWidth = 64;
  const auto every = static_cast<std::size_t>(std::max(1.0, kLabelWidth / step + 0.999));
  for (std::size_t i = 0; i < grouped.groups.size(); ++i) {
    const UseGroup& group = grouped.groups[i];
    const double left = kLeft + step * static_cast<double>(i);
    const double height = kChart * seconds(group.music) / seconds(top);
    const double width = std::min(step * 0.8, 48.0);
    const double middle = left + step / 2;
    drawing.add(Box{{middle - width / 2, base - height},
                    width,
                    height,
                    {palette::kBlue},
                    group.label + ", " + engine::to_clock(group.music)});
    if (i % every == 0) {
      drawing.add(Text{{middle, base + 15}, group.label, 10, {palette::kFaint}, Anchor::kMiddle});
    }
  }
  drawing.add(Line{{{kLeft, base}, {kLeft + kInner, base}}, {palette::kFaint}});
  return drawing;
}

Drawing bar_chart(const std::string& title, const GroupedUses& grouped) {
  constexpr double kRow = 30;
  const std::size_t shown = std::min(grouped.groups.size(), kBarsMax);
  const bool more = shown < grouped.groups.size();
  Drawing drawing =
      begin(title, kHead + kRow * static_cast<double>(shown) + (more ? 18 : 4), grouped.groups);
  if (grouped.groups.empty()) return drawing;
  const double most = std::max(seconds(grouped.groups.front().music), 1.0);
  for (std::size_t i = 0; i < shown; ++i) {
    const UseGroup& group = grouped.groups[i];
    const double top = kHead + kRow * static_cast<double>(i);
    constexpr std::size_t kNameColumns = 40;
    drawing.add(Text{{0, top + 10}, shortened(group.label, kNameColumns), 10, {palette::kInk}});
    drawing.add(Text{
        {kWidth, top + 10}, engine::to_clock(group.music), 10, {palette::kFaint}, Anchor::kEnd});
    drawing.add(Box{{0, top + 14}, kWidth, 9, {palette::kGrid}});
    drawing.add(Box{{0, top + 14},
                    std::max(kWidth * seconds(group.music) / most, 1.0),
                    9,
                    {palette::kBlue},
                    group.label + ", " + engine::to_clock(group.music)});
  }
  if (more) {
    drawing.add(Text{{0, drawing.height - 5},
                     "and " + std::to_string(grouped.groups.size() - shown) + " more",
                     10,
                     {palette::kFaint}});
  }
  return drawing;
}

}  // namespace reports
