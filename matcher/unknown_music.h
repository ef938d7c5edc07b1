// What nobody in the catalogue explains: the music of a video without what was matched.
#pragma once

#include "engine/core/match.h"
#include "engine/core/media_time.h"

#include <vector>

namespace matcher {

/// A match explains this much before and after itself: the ends of neither a match nor a stretch of
/// music are known better.
constexpr engine::MediaTime kExplainedAround{1'000'000};
/// A gap of this length or less between two matches of one track is that track, too faint to match.
constexpr engine::MediaTime kExplainedGap{15'000'000};
/// Less is not reported: nobody could tell what it is by ear.
constexpr engine::MediaTime kShortestUnknown{5'000'000};

/// The parts of `music` that no match explains. `music` is ordered and disjoint, and so is the
/// result; `matches` may come in any order and overlap.
std::vector<engine::MediaSpan> unknown_music(const std::vector<engine::MediaSpan>& music,
                                             const std::vector<engine::Match>& matches);

}  // namespace matcher
