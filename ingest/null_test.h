// Do these parts, played together, make that whole?
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ingest {

/// What is left of a whole when its parts are taken from it, all at the same volume and the best
/// one for that.
struct NullTest {
  std::int32_t residual_centi_db = 0;  ///< Against the whole; 0: the parts explain nothing.
  std::int32_t gain_centi_db = 0;      ///< How much louder the parts are to be played.
};

/// Decodes all side by side, from their starts, and compares them below 4 kHz, in stereo. Memory
/// does not depend on their lengths; what ends early is silent from there. At least -100 dB.
/// Errors: as fingerprint_media, of any of them; kSilent (the whole is).
engine::Result<NullTest> null_test(const std::string& whole, const std::vector<std::string>& parts);

}  // namespace ingest
