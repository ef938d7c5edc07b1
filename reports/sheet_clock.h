// How positions in a file are written on a sheet: in the production's timecode where its frame rate
// is known, else as hours, minutes, seconds and thousandths.
#pragma once

#include "engine/core/timecode.h"
#include "engine/ledger/video_metadata.h"

#include <optional>
#include <string>
#include <string_view>

namespace reports {

class SheetClock {
 public:
  explicit SheetClock(const engine::ledger::Production& production);

  std::string text(engine::MediaTime in_file) const;

  /// The inverse; "0:01:02.345", "1:02" and "62.5" are understood as well, as places in the file.
  /// Errors: kInvalidInput.
  engine::Result<engine::MediaTime> parse(std::string_view text) const;

 private:
  std::optional<engine::ProductionClock> clock_;
};

}  // namespace reports
