// Where a video holds music, whoever's it is, from its fingerprint alone.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/media_time.h"

#include <vector>

namespace matcher {

/// Ordered and disjoint; edges are right to about two seconds. Music alone, and under a voice that
/// is up to 15 dB louder; not voices, effects, crowds, hum or noise by themselves.
///
/// A logistic regression on music_features gives the log-odds of music for each half second, and
/// the likeliest sequence of on and off (Viterbi's algorithm; a change costs) makes spans of them.
/// benchmarks/music fits it and has the figures. Takes about 0.15 s of CPU for an hour of sound.
std::vector<engine::MediaSpan> music_spans(const engine::Fingerprint& fingerprint);

}  // namespace matcher
