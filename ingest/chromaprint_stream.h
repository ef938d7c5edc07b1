// Chromaprint words of a whole stream. The only part that names Chromaprint.
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ingest {

/// Push samples in, take words out. Algorithm 1 (TEST2), as AcoustID uses: its words compare with
/// those of fpcalc. One per stream; not safe to share.
class ChromaprintStream {
 public:
  static constexpr int kSampleRateHz = 11'025;  ///< Mono.

  ChromaprintStream();
  ~ChromaprintStream();
  ChromaprintStream(const ChromaprintStream&) = delete;
  ChromaprintStream& operator=(const ChromaprintStream&) = delete;

  /// However a signal is cut into calls, the result is the same.
  void feed(std::span<const std::int16_t> samples);

  /// The words that were made since the last call, taken away. Errors: as `finish`.
  engine::Result<std::vector<std::uint32_t>> take();

  /// Ends the signal. Call once. Empty for less than about 3 s of sound.
  /// Errors: kUnavailable (not enough memory).
  engine::Result<std::vector<std::uint32_t>> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ingest
