#include "engine/core/text.h"
#include "reports/timeline.h"

#include <algorithm>

namespace reports {
namespace {

using engine::MediaTime;

/// A line of single characters (code points), so that widths are counted in columns.
class Canvas {
 public:
  explicit Canvas(std::size_t columns) : cells_(columns, " ") {}

  void put(std::size_t at, const std::string& one) {
    if (at < cells_.size()) cells_[at] = one;
  }
  void write(std::size_t at, const std::string& text) {
    for (std::size_t i = 0; i < text.size();) {
      std::size_t end = i + 1;
      while (end < text.size() && (static_cast<unsigned>(text[end]) & 0xC0U) == 0x80U) ++end;
      put(at++, text.substr(i, end - i));
      i = end;
    }
  }
  std::string line() const {
    std::size_t end = cells_.size();
    while (end > 0 && cells_[end - 1] == " ") --end;
    std::string text;
    for (std::size_t i = 0; i < end; ++i) text += cells_[i];
    return text + "\n";
  }

 private:
  std::vector<std::string> cells_;
};

struct Marks {
  std::string left, fill, right, unknown, axis, tick;
};

Marks marks_of(const TerminalLook& look) {
  if (look.utf8) return {"▐", "█", "▌", "░", "─", "┬"};
  return {"[", "=", "]", ".", "-", "+"};
}

/// What is not ASCII has no place on a terminal that does not know it.
std::string in_ascii(const std::string& text) {
  std::string ascii;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80U) ascii += c;
    if (byte >= 0xC0U) ascii += '?';
  }
  return ascii;
}

/// Where a time lies; blocks have a column at least.
std::size_t column_of(MediaTime time, const Timeline& timeline, std::size_t columns) {
  const std::int64_t whole = std::max<std::int64_t>(engine::to_ms(timeline.duration), 1);
  const std::int64_t at = std::clamp<std::int64_t>(engine::to_ms(time), 0, whole);
  return static_cast<std::size_t>(at * static_cast<std::int64_t>(columns) / whole);
}

struct Place {
  std::size_t first = 0;
  std::size_t end = 0;
};

Place place_of(const TimelineBlock& block, const Timeline& timeline, std::size_t columns) {
  const std::size_t first = std::min(column_of(block.span.start, timeline, columns), columns - 1);
  return {first, std::max(first + 1, column_of(block.span.end, timeline, columns))};
}

void draw(const TimelineBlock& block, const Place& place, const TerminalLook& look, Canvas& lane) {
  const Marks marks = marks_of(look);
  for (std::size_t i = place.first; i < place.end; ++i) {
    lane.put(i, block.unknown ? marks.unknown : marks.fill);
  }
  const std::size_t width = place.end - place.first;
  if (width >= 2) {
    lane.put(place.first, block.unknown ? marks.unknown : marks.left);
    lane.put(place.end - 1, block.unknown ? marks.unknown : marks.right);
  }
  constexpr std::size_t kFewestLetters = 3;
  constexpr std::size_t kEdges = 4;  // An edge and a blank on either side.
  if (width < kFewestLetters + kEdges) return;
  const std::string clean = engine::clean_utf8(block.label);
  const std::string label =
      engine::first_characters(look.utf8 ? clean : in_ascii(clean), width - kEdges);
  lane.write(place.first + 1, " " + label + " ");
}

std::string axis(const Timeline& timeline, const TerminalLook& look) {
  const Marks marks = marks_of(look);
  constexpr std::size_t kColumnsPerTick = 12;
  Canvas times(look.columns);
  Canvas rule(look.columns);
  for (std::size_t i = 0; i < look.columns; ++i) rule.put(i, marks.axis);
  const auto most = static_cast<int>(look.columns / kColumnsPerTick);
  for (const MediaTime tick : clock_ticks(timeline.duration, most)) {
    const std::size_t at = std::min(column_of(tick, timeline, look.columns), look.columns - 1);
    const std::string text = engine::to_clock(tick);
    rule.put(at, marks.tick);
    if (at + text.size() <= look.columns) times.write(at, text);
  }
  return times.line() + rule.line();
}

}  // namespace

std::string timeline_text(const Timeline& timeline, const TerminalLook& look) {
  if (timeline.blocks.empty() || timeline.duration <= MediaTime{0} ||
      look.columns < kTimelineColumnsMin) {
    return {};
  }
  std::vector<Canvas> lanes;
  std::vector<std::size_t> taken_until;
  for (const TimelineBlock& block : timeline.blocks) {
    const Place place = place_of(block, timeline, look.columns);
    std::size_t lane = 0;
    while (lane < lanes.size() && taken_until[lane] > place.first) ++lane;
    if (lane == lanes.size()) {
      lanes.emplace_back(look.columns);
      taken_until.push_back(0);
    }
    draw(block, place, look, lanes[lane]);
    taken_until[lane] = place.end;
  }
  std::string text = axis(timeline, look);
  for (const Canvas& lane : lanes) text += lane.line();
  return text;
}

}  // namespace reports
