// libebur128, given sound whole and asked for all that it knows: what our meters are held to.
#pragma once

#include "tests/support/wave.h"

namespace ingest {

struct ReferenceLoudness {
  double integrated = 0.0;  ///< LUFS
  double range = 0.0;       ///< LU
  double true_peak = 0.0;   ///< Linear.
};

/// Of sound whose channels are left, right, centre, low-frequency effects, left surround and right
/// surround, as far as there are any; with five, without effects.
ReferenceLoudness reference_loudness(const support::Wave& wave);

/// In LUFS, asked every 10 ms, which takes its time.
struct ReferenceMaxima {
  double momentary = -1000.0;
  double short_term = -1000.0;
};
ReferenceMaxima reference_maxima(const support::Wave& wave);

}  // namespace ingest
