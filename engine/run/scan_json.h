// The line that `scan --jsonl` prints for each video: schema cuetrace.scan/1, a contract with
// programs outside this one. Fields may be added; none is renamed or taken away.
//
//   {"schema", "video", ["audio_stream"], "video_id", "duration_ms", "complete", ["error"],
//    ["note"], "segments", "review", "unknown_music"}
//   segments are claims; review has what is too uncertain to be one, for a person to judge, in the
//   same form
//   note          ::= "short" | "silent" | "tone" | "noise", when that is all there is to hear
//   error         ::= {"code", "message"}, when not complete
//   segment       ::= {"start_ms", "end_ms", "track_id", "track_path", "title", "version",
//                      "track_start_ms", "track_end_ms", "speed", "pitch_cents", "level_db",
//                      "confidence", "method", "alternatives", ["ambiguous_among"], "evidence",
//                      "usage_id"}
//   alternative   ::= {"track_id", "version", "confidence"}
//   ambiguous_among: ids of the alternatives that explain the segment about as well as its track
//   does, so that sound alone does not tell which is used; left out where there is none
//   evidence      ::= {"peaks_expected", "peaks_found", "peaks_by_chance", "score"}
//   unknown_music ::= {"start_ms", "end_ms", "cluster", "name"}    cluster: the same for the same
//                     music in other videos; name: that a person gave it, else empty
#pragma once

#include "engine/run/scan_outcome.h"

#include <string>

namespace engine::run {

/// One line without its newline; UTF-8, bytes that are not become U+FFFD. Equal outcomes give equal
/// bytes, and every number is the shortest decimal of the stored integer.
std::string scan_json(const ScanOutcome& outcome);

/// The line of a video that was matched again: that of a scan, with its place as `video`, and
///   new  ::= {"segments", "review"}    indexes in the lists of these names, of what the scan
///                                      before did not have, or had for review
///   lost ::= {"segments", "review"}    what it had and this has not, or has for review
std::string rematch_json(const RematchOutcome& outcome);

}  // namespace engine::run
