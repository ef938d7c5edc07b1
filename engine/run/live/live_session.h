// One unbroken stretch of a live source's sound: looks at it every two seconds, tells its cues, and
// cuts it into recordings that are videos as any other.
#pragma once

#include "engine/run/live/cue_tracker.h"
#include "engine/run/live/live_event.h"
#include "engine/run/live/live_monitor.h"
#include "engine/run/live/live_scanner.h"
#include "engine/run/live/sound_tape.h"
#include "ingest/live_reader.h"

#include <string>
#include <vector>

namespace engine::run {

/// Threads: not safe to share. Lifetime: the references outlive it.
class LiveSession {
 public:
  /// The sound began to come at `began`.
  LiveSession(LiveScanner& scanner, const LiveOptions& options, const LiveListener& listener,
              WallTime began);

  /// The next of the sound. Errors: the workspace cannot be read or written.
  Result<void> add(const ingest::FingerprintPiece& piece);

  /// It goes on no further: closes what plays, and puts the rest on record. Call once.
  Result<void> finish();

 private:
  /// What becomes of the cues in a recording, once it is matched.
  struct Closing {
    std::vector<LiveCue> ended;
    bool all = false;  ///< The recording is over, and all that it holds.
  };

  Result<void> look();
  void set_clock();
  MediaTime time_of_next_look() const;
  Result<void> keep_recordings_short();
  Result<void> end_recording(MediaTime at);
  Result<void> put_on_record(MediaTime until, const Closing& closing);
  Result<ScannedStream> scanned(const VideoScanner& scanner, MediaTime until,
                                const Closing& closing) const;
  Result<std::vector<Match>> matches_until(const VideoScanner& scanner, MediaTime until,
                                           const Closing& closing) const;
  Result<std::vector<LiveEvent>> closings(const ScanResult& scan, const Closing& closing);
  MediaTime recorded_until(const Closing& closing) const;
  Result<void> tell(LiveEventKind kind, const std::vector<LiveCue>& cues);
  Result<void> append(const std::vector<LiveEvent>& events);
  Result<LiveEvent> event_of(LiveEventKind kind, const LiveCue& cue);
  Result<LiveEvent> event_of_recorded(LiveEventKind kind, std::uint64_t number,
                                      const ScanResult& scan, std::size_t position);
  std::string cue_id(std::uint64_t number) const;
  Result<TrackLabel> label_of(const TrackId& track);
  Result<void> say_of_recording(const VideoId& video);
  VideoFacts recording() const;

  LiveScanner& scanner_;
  const LiveOptions& options_;
  const LiveListener& listener_;
  WallTime began_;
  SoundTape tape_;
  CueTracker cues_;
  MediaTime recording_start_{0};
  std::vector<Match> recorded_;  // What is on record of the recording, on its clock.
  MediaTime next_look_{0};
  bool looked_ = false;
};

}  // namespace engine::run
