// How much each use counts: length × function × prominence × audience, in millionths of a second
// (or of a clip) at weight 1.
#pragma once

#include "engine/core/result.h"
#include "engine/royalties/rate_card.h"
#include "engine/royalties/use.h"

#include <cstdint>
#include <vector>

namespace engine::royalties {

enum class Counting : std::uint8_t {
  kCounts,
  kTooShort,        ///< Shorter than the card's minimum.
  kCountedAlready,  ///< The same track is longer elsewhere in the video, and counts there.
};

struct UnitsOfUse {
  std::int64_t units = 0;  ///< From 0; 0 of what does not count.
  Counting counting = Counting::kCounts;
};

/// One each, in the order of the uses. Of equally long uses of a track in a video, the one with the
/// smaller id counts. Errors: kInvalidInput when a product of weights does not fit.
Result<std::vector<UnitsOfUse>> units_of(const UnitRules& rules, const Uses& uses);

}  // namespace engine::royalties
