// Sound of a stream that has no end, as it comes, and its fingerprint as it becomes final. Memory
// does not grow.
#pragma once

#include "engine/core/fingerprint.h"
#include "ingest/audio_decoder.h"
#include "ingest/chromaprint_stream.h"
#include "ingest/landmarks.h"
#include "ingest/player_clock.h"
#include "ingest/sound_resampler.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ingest {

/// What has become final of a fingerprint. Put one behind the other, pieces since the last break
/// are the fingerprint of all that sound: frames and words count from that break.
struct FingerprintPiece {
  engine::SpectralTrace mid;
  engine::SpectralTrace side;  ///< With levels even where both channels are equal.
  std::vector<std::uint32_t> chromaprint;
  bool stereo = false;  ///< The channels have differed since the break.
  /// The stamps jump behind this piece: what comes next was not sent right after it.
  bool then_break = false;
};

/// One connection to one source. Threads: not safe to share; works on the calling thread.
class LiveReader {
 public:
  /// A URL of the kinds that `access` allows, a file, a named pipe, or "-". Errors: as
  /// fingerprint_media; kUnsupported, kNotPermitted (what `access` forbids).
  static engine::Result<LiveReader> open(const std::string& location, const NetworkAccess& access);

  /// The next piece, of about half a second; may be empty. Ends with an error: kInterrupted
  /// (stopped), kRemoteUnreachable (the connection is lost), or with empty: the source itself has
  /// ended. `finish` then has what is left. Blocks while the source is silent, for up to
  /// access.silence_max.
  engine::Result<std::optional<FingerprintPiece>> next();

  /// What was heard last, though its half second is not over. Call once, at the end.
  engine::Result<FingerprintPiece> finish();

  /// A playlist that is complete, or a file: its end is the end, not a loss.
  bool finite() const;

 private:
  LiveReader(std::unique_ptr<MediaInput> input, AudioDecoder decoder);
  engine::Result<bool> hear_more();
  engine::Result<void> add(const AVFrame& frame);
  bool jumps(const AVFrame& frame);
  engine::Error lost() const;
  void start_anew();
  engine::Result<FingerprintPiece> take();

  /// What is made anew after a break.
  struct Analysis {
    PlayerClock clock{engine::MediaTime{0}};
    SoundResampler resampler;
    LandmarkExtractor landmarks;
    ChromaprintStream chromaprint;
    std::optional<engine::MediaTime> zero;
    void feed();
  };

  std::unique_ptr<MediaInput> input_;  // Stable address: the decoder points to it.
  AudioDecoder decoder_;
  std::unique_ptr<Analysis> analysis_ = std::make_unique<Analysis>();
  std::optional<engine::MediaTime> expected_;  // Where the next frame should start, as stamped.
  const AVFrame* after_break_ = nullptr;       // The decoder's, until it is asked for the next.
};

}  // namespace ingest
