// What plays when in a video, as lanes over its length: a picture for documents, and lines of text
// for a terminal.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/media_time.h"
#include "reports/documents/drawing.h"
#include "reports/reported_uses.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace reports {

/// Levels of a video, one for each engine::landmark_grid period, in half decibels above -127 dBFS:
/// as a fingerprint has them.
using Waveforms = std::map<engine::VideoId, std::vector<std::uint8_t>>;

struct TimelineBlock {
  engine::MediaSpan span;
  std::string label;
  bool unknown = false;  ///< Music of nobody in the catalogue.
};

struct Timeline {
  std::string title;
  engine::MediaTime duration{0};
  std::vector<TimelineBlock> blocks;  ///< By start.
};

/// Of the uses of one video, which stand together from `first` to `end`.
Timeline timeline_of(const ReportedUses& report, std::size_t first, std::size_t end);

/// Round times from 0 to `length`, at most `most` and at least one.
std::vector<engine::MediaTime> clock_ticks(engine::MediaTime length, int most);

/// A lane for each label, over the levels; those that are too many are counted.
documents::Drawing timeline_drawing(const Timeline& timeline,
                                    const std::vector<std::uint8_t>& levels);

struct TerminalLook {
  std::size_t columns = 80;
  bool utf8 = true;  ///< False: ASCII alone.
};

/// The narrowest terminal on which lanes say anything.
constexpr std::size_t kTimelineColumnsMin = 40;

/// A time axis, and blocks with as much of their names as fits, below; music at the same time on
/// further lines. No line is longer than `columns`. Empty when there is nothing to show.
std::string timeline_text(const Timeline& timeline, const TerminalLook& look);

}  // namespace reports
