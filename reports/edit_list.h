// What an editor's list says of music: CMX3600 EDL and Pro Tools session text. Their clips are
// hypotheses of cues, by name and place, to be held against what was found.
#pragma once

#include "engine/core/result.h"
#include "engine/core/timecode.h"
#include "reports/cue_sheet.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reports {

/// Events of an EDL, or clips of a session: more than anybody cuts.
inline constexpr std::size_t kEventsMax = 20'000;

struct EditClip {
  std::string name;            ///< Without the endings that programs put on it: ".01", "-02", ".L".
  std::string track;           ///< "A1", or the track's name in the session.
  engine::FrameNumber in = 0;  ///< On the production's clock.
  engine::FrameNumber out = 0;
  std::uint64_t line = 0;  ///< Where its first event stands.

  friend bool operator==(const EditClip&, const EditClip&) = default;
};

struct EditList {
  std::string title;
  engine::FrameRate rate;
  std::optional<engine::FrameNumber> start;  ///< Of a session that says where it starts.
  std::vector<EditClip> clips;               ///< By start; left and right are one, near ones too.
  /// Events that cannot be, or overlap on one track: "line 12: ...". They are left out, but those
  /// that overlap.
  std::vector<std::string> problems;
};

/// `rate` is that of the production; an EDL says only whether it drops frames, which must not
/// contradict. Errors: kInvalidInput when the text is no EDL, or has more than 20,000 events.
engine::Result<EditList> read_edl(std::string_view text, const engine::FrameRate& rate);

/// The session says its own rate. Errors: kInvalidInput when the text is no session of Pro Tools,
/// or its rate is none that there is.
engine::Result<EditList> read_pro_tools(std::string_view text);

/// Finds out which of the two it is.
engine::Result<EditList> read_edit_list(std::string_view text,
                                        const std::optional<engine::FrameRate>& rate);

/// Puts clips in order, makes one of what is left and right of the same, and of clips of one name
/// with at most `gap` between them; tells what overlaps on one track.
void tidy_clips(EditList& list, engine::MediaTime gap = engine::from_ms(5000));

/// The name without what programs add to it.
std::string clip_name(std::string_view given);

/// The clips as cues, on the clock of the file that starts at `start`; for compare_sheets. Clips
/// before the start are left out and told in `problems`.
CueSheet hypotheses_of(EditList& list, engine::FrameNumber start);

}  // namespace reports
