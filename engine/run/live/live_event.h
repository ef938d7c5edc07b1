// What a live monitor tells: typed for callers, JSON for the ledger's events and for programs.
//
// Kinds of ledger event, and their data (members may be added):
//
//   live.started        {"source", "title"}    sound comes
//   live.lost           {"source", "title", "reason"}    it is asked for again from time to time
//   live.resumed        {"source", "title"}    it comes again
//   live.ended          {"source", "title", "reason"}    for good
//   live.cue_opened, live.cue_extended, live.cue_closed
//                       {"source", "title", "cue", "track_title", "composer", "started_at",
//                        "heard_until", "start_ms", "end_ms", "confidence", "review",
//                        ["usage_id"], ["withdrawn"]}    with video and track
//
// A cue keeps its id; what a later event says of it takes the place of what earlier ones said. One
// that was closed and is heard again after a pause is extended and closed again. What cue_closed
// says is on record: `usage_id` is the use, unless the cue is `withdrawn`, when all of it together
// sounds like something else or like nothing. `review`: for a person to judge, no claim. Times of
// day are the stream's, counted from when its sound began to come; start_ms and end_ms are in the
// video that holds the recording.
#pragma once

#include "engine/core/id.h"
#include "engine/core/match.h"
#include "engine/run/scan_outcome.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace engine::run {

class Workspace;

/// To the millisecond, as the system's clock has it.
using WallTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

WallTime wall_now();
/// UTC, RFC 3339: "2026-11-22T20:00:05.123Z".
std::string to_text(WallTime time);

enum class LiveEventKind {
  kStarted,
  kCueOpened,
  kCueExtended,
  kCueClosed,
  kLost,
  kResumed,
  kEnded,
};
std::string_view to_string(LiveEventKind kind);  ///< "live.cue_opened", ...

/// A cue as an event tells of it.
struct ToldCue {
  std::string id;  ///< Hex digits; the same in all events of the cue.
  VideoId video;
  Match match;          ///< In the video.
  TrackLabel label;     ///< Of its track.
  WallTime started_at;  ///< When the music began.
  WallTime heard_until;
  std::optional<std::string> usage_id;  ///< Once it is on record.
  bool withdrawn = false;
};

struct LiveEvent {
  LiveEventKind kind = LiveEventKind::kStarted;
  std::string source;  ///< Its address without anything secret.
  std::string title;   ///< As people call it.
  WallTime at;         ///< When this was known.
  std::string reason;  ///< Of kLost and kEnded: a sentence.
  std::optional<ToldCue> cue;
};

/// A JSON object: the data of a ledger event.
std::string live_event_data(const LiveEvent& event);

/// The line that `live --jsonl` prints: schema cuetrace.live/1, {"schema", "type", "at"}, the video
/// and track of a cue as "video_id" and "track_id", and the data.
std::string live_event_json(const LiveEvent& event);

/// Call in a turn to record. Errors: the workspace cannot be written.
Result<void> append_to_ledger(const LiveEvent& event, Workspace& workspace);

}  // namespace engine::run
