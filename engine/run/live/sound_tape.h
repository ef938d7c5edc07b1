// What was heard last of a stream, as a fingerprint from which stretches are cut.
#pragma once

#include "engine/core/fingerprint.h"
#include "ingest/live_reader.h"

#include <cstdint>
#include <vector>

namespace engine::run {

/// Times are since the start of the sound (a connection, or a break in one), and lie on a grid of
/// level periods, 0.512 s. Threads: not safe to share.
class SoundTape {
 public:
  static constexpr MediaTime kPeriod{landmark_grid::kFramePeriod *
                                     landmark_grid::kLevelPeriodFrames};

  void add(const ingest::FingerprintPiece& piece);

  MediaTime start() const { return first_period_ * kPeriod; }  ///< Of what is kept.
  MediaTime end() const;

  /// The sound between the grid points at or before both; what was dropped is left out. It is what
  /// a fingerprint of that sound alone would be, but for the 64 ms at its ends, and for Chromaprint
  /// words, which begin up to 62 ms beside their time.
  Fingerprint cut(MediaSpan span) const;

  /// Forgets what is before the grid point at or before `time`.
  void drop_before(MediaTime time);

  static std::int64_t period_at(MediaTime time) { return time / kPeriod; }

 private:
  SpectralTrace cut(const SpectralTrace& trace, std::int64_t first, std::int64_t end) const;

  SpectralTrace mid_;   // Frames since the start of the sound.
  SpectralTrace side_;  // With levels, whether or not the channels differ.
  std::vector<std::uint32_t> words_;
  std::int64_t first_period_ = 0;
  std::int64_t first_word_ = 0;
  bool stereo_ = false;
};

}  // namespace engine::run
