#include "engine/core/text.h"
#include "reports/documents/panel.h"
#include "reports/timeline.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace reports {
namespace {

using namespace documents;  // NOLINT: the words of a picture.
using engine::MediaTime;

constexpr double kWidth = 720;
constexpr double kNames = 150;  ///< What names at the left take.
constexpr double kInner = kWidth - kNames - 10;
constexpr double kHead = 24;
constexpr double kWave = 46;
constexpr double kLane = 18;
constexpr double kFoot = 22;
constexpr std::size_t kLanesMax = 24;
constexpr std::size_t kNameColumns = 24;

struct Lane {
  std::string label;
  std::vector<const TimelineBlock*> blocks;
};

std::vector<Lane> lanes_of(const Timeline& timeline) {
  std::vector<Lane> lanes;
  std::map<std::string, std::size_t> at;
  for (const TimelineBlock& block : timeline.blocks) {
    const auto [it, is_new] = at.try_emplace(block.label, lanes.size());
    if (is_new) lanes.push_back({block.label, {}});
    lanes[it->second].blocks.push_back(&block);
  }
  return lanes;
}

class TimelinePicture {
 public:
  explicit TimelinePicture(const Timeline& timeline)
      : timeline_(timeline), lanes_(lanes_of(timeline)) {
    shown_ = std::min(lanes_.size(), kLanesMax);
    const bool more = shown_ < lanes_.size();
    drawing_.width = kWidth;
    lanes_end_ = kHead + kWave + static_cast<double>(shown_) * kLane + (more ? kLane : 0);
    drawing_.height = lanes_end_ + kFoot;
  }

  Drawing draw(const std::vector<std::uint8_t>& levels) {
    drawing_.add(
        Text{{0, 14}, shortened(timeline_.title, 90), 12, {palette::kInk}, Anchor::kStart, true});
    draw_axis();
    for (const TimelineBlock& block : timeline_.blocks) {
      const auto [left, width] = place_of(block.span);
      drawing_.add(Box{{left, kHead}, width, kWave, {palette::kBlue, 0.15}});
    }
    draw_levels(levels);
    for (std::size_t i = 0; i < shown_; ++i) draw_lane(i);
    if (shown_ < lanes_.size()) {
      drawing_.add(Text{{0, lanes_end_ - 6},
                        "and " + std::to_string(lanes_.size() - shown_) + " more",
                        10,
                        {palette::kFaint}});
    }
    drawing_.name = spoken();
    return std::move(drawing_);
  }

 private:
  double x_of(MediaTime time) const {
    const auto whole = static_cast<double>(std::max<std::int64_t>(timeline_.duration.count(), 1));
    return kNames + kInner * std::clamp(static_cast<double>(time.count()) / whole, 0.0, 1.0);
  }

  std::pair<double, double> place_of(const engine::MediaSpan& span) const {
    const double left = x_of(span.start);
    return {left, std::max(x_of(span.end) - left, 1.5)};
  }

  void draw_axis() {
    constexpr int kTicks = 9;
    for (const MediaTime tick : clock_ticks(timeline_.duration, kTicks)) {
      const double x = x_of(tick);
      drawing_.add(Line{{{x, kHead}, {x, lanes_end_ + 3}}, {palette::kGrid}});
      drawing_.add(Text{
          {x, lanes_end_ + 15}, engine::to_clock(tick), 10, {palette::kFaint}, Anchor::kMiddle});
    }
  }

  /// One line up and down: the loudest level of each column, as amplitude against the loudest.
  void draw_levels(const std::vector<std::uint8_t>& levels) {
    const double middle = kHead + kWave / 2;
    drawing_.add(Line{{{kNames, middle}, {kNames + kInner, middle}}, {palette::kMissing}, 0.5});
    if (levels.empty()) return;
    drawing_.add(Text{{0, middle + 3.5}, "sound", 10, {palette::kFaint}});
    constexpr double kStep = 1.5;
    const auto whole = static_cast<double>(std::max<std::int64_t>(timeline_.duration.count(), 1));
    const std::uint8_t top = *std::max_element(levels.begin(), levels.end());
    Line wave{{}, {palette::kMissing}, kStep + 0.2};
    for (double x = 0; x < kInner; x += kStep) {
      const std::size_t first = level_at(x / kInner * whole);
      if (first >= levels.size()) break;
      const std::size_t last = std::min(level_at((x + kStep) / kInner * whole), levels.size() - 1);
      const std::uint8_t loudest =
          *std::max_element(levels.begin() + static_cast<std::ptrdiff_t>(first),
                            levels.begin() + static_cast<std::ptrdiff_t>(last) + 1);
      constexpr double kHalfDecibelsPerDecade = 40;
      const double share = std::pow(10, (loudest - top) / kHalfDecibelsPerDecade);
      const double height = std::max(share, 0.02) * kWave / 2;
      wave.points.push_back({kNames + x, middle - height});
      wave.points.push_back({kNames + x, middle + height});
    }
    drawing_.add(std::move(wave));
  }

  static std::size_t level_at(double microseconds) {
    constexpr auto kPeriod =
        engine::landmark_grid::kFramePeriod * engine::landmark_grid::kLevelPeriodFrames;
    return static_cast<std::size_t>(microseconds / static_cast<double>(kPeriod.count()));
  }

  void draw_lane(std::size_t at) {
    const Lane& lane = lanes_[at];
    const double top = kHead + kWave + static_cast<double>(at) * kLane + 3;
    drawing_.add(Text{{0, top + 10}, shortened(lane.label, kNameColumns), 10, {palette::kInk}});
    drawing_.add(Line{
        {{kNames, top + kLane - 3}, {kNames + kInner, top + kLane - 3}}, {palette::kGrid}, 0.5});
    for (const TimelineBlock* block : lane.blocks) {
      const auto [left, width] = place_of(block->span);
      const std::string_view colour = block->unknown ? palette::kMissing : palette::kBlue;
      drawing_.add(Box{{left, top}, width, kLane - 5, {colour}, hint(*block)});
    }
  }

  static std::string hint(const TimelineBlock& block) {
    return block.label + ", " + engine::to_clock(block.span.start) + " to " +
           engine::to_clock(block.span.end);
  }

  std::string spoken() const {
    constexpr std::size_t kSpoken = 12;
    std::string text =
        "Music in " + timeline_.title + ", " + engine::to_clock(timeline_.duration) + " long: ";
    for (std::size_t i = 0; i < std::min(kSpoken, timeline_.blocks.size()); ++i) {
      text += (i == 0 ? "" : "; ") + hint(timeline_.blocks[i]);
    }
    if (timeline_.blocks.size() > kSpoken) {
      text += "; and " + std::to_string(timeline_.blocks.size() - kSpoken) + " more";
    }
    return text + ".";
  }

  const Timeline& timeline_;
  std::vector<Lane> lanes_;
  std::size_t shown_ = 0;
  double lanes_end_ = 0;
  Drawing drawing_;
};

}  // namespace

Drawing timeline_drawing(const Timeline& timeline, const std::vector<std::uint8_t>& levels) {
  return TimelinePicture(timeline).draw(levels);
}

}  // namespace reports
