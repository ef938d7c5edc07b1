// The first stage: media in, fingerprint out. Streaming: memory does not grow with the length of
// the media, apart from the fingerprint itself (about 2 MB an hour).
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/result.h"
#include "engine/core/track_measurement.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ingest {

/// One audio stream of one piece of media.
struct AudioSource {
  std::string location;               ///< Path, http(s) URL, or "-" for standard input.
  std::optional<int> audio_stream{};  ///< 0 is the first audio stream; empty picks the best.
};

/// Told from time to time how far a decode has come. Both on the player's clock; `declared` is 0
/// when the container does not say. Called on the decoding thread.
using DecodeProgress = std::function<void(engine::MediaTime decoded, engine::MediaTime declared)>;

/// Decodes the whole stream once and fingerprints it. A location that holds a fingerprint record
/// (`cuetrace fingerprint -o FILE`) is read instead of decoded. Damaged packets are left out and
/// counted; media that ends early gives facts.complete == false and what was heard.
///
/// Errors, each naming the location and the way out: kNotFound, kNotPermitted, kInvalidInput (not
/// media, empty, a folder), kNoAudio, kUnsupported (no decoder), kCorrupt or kNewerFormat (a
/// fingerprint file), kRemoteUnreachable, kInterrupted (engine::interrupted() became true).
/// Threads: safe to call at once from many; decodes on the calling thread only.
engine::Result<engine::FingerprintedMedia> fingerprint_media(const AudioSource& source,
                                                             const DecodeProgress& progress = {});

/// A track to be: what it is found by, and what was measured of it. A fingerprint record has no
/// measurement.
struct MeasuredMedia {
  engine::FingerprintedMedia media;
  std::optional<engine::TrackMeasurement> measurement;
};

/// As fingerprint_media; the same decode feeds the meters.
engine::Result<MeasuredMedia> measure_media(const AudioSource& source,
                                            const DecodeProgress& progress = {});

/// How many audio streams there are. Errors: as fingerprint_media.
engine::Result<int> count_audio_streams(const std::string& location);

}  // namespace ingest
