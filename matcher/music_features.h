// What tells music from voices and noises, by the half second, out of peaks alone. A tone of music
// stays at its frequency, to a step or two, and comes back to it; a voice glides. Beats repeat at
// equal distances. Music is wide, voices stand in the centre.
#pragma once

#include "engine/core/fingerprint.h"

#include <array>
#include <cstddef>
#include <vector>

namespace matcher {

/// A row is about one level period (landmark_grid::kLevelPeriodFrames) and what lies within this
/// many periods before and after it, 3.6 s in all.
constexpr std::size_t kMusicPeriodsAround = 3;

/// Classes of distance in time at which peaks are compared; music_features.cpp has their edges.
constexpr std::size_t kMusicLagClasses = 3;

/// Of a channel: for each band how many peaks there are, and for each class of lag how many are
/// held against how many are not, and against how many moved; then in how many bins there are
/// peaks, and how many peaks at all; then of repeats three figures, and of coincidences three.
constexpr std::size_t kMusicFeaturesOfChannel =
    engine::landmark_grid::kBands * (1 + 2 * kMusicLagClasses) + 2 + 3 + 3;
/// Distances, in Chromaprint words of 0.12 s, at which the words are compared.
constexpr std::array<std::size_t, 8> kMusicWordLags = {1, 2, 3, 4, 6, 8, 16, 32};
/// After both channels: level of side against mid, how the level varies, whether there is no side,
/// and how many bits differ between Chromaprint words.
constexpr std::size_t kMusicFeatures = 2 * kMusicFeaturesOfChannel + 3 + kMusicWordLags.size();

using MusicFeatures = std::array<float, kMusicFeatures>;

/// Of these, ln(1 + the number of bins in which mid has peaks).
constexpr std::size_t kMusicBinsFeature =
    engine::landmark_grid::kBands * (1 + 2 * kMusicLagClasses);

/// A row for each of `fingerprint.mid.levels`. About 0.2 s of CPU for an hour of sound; memory does
/// not grow with its length, but for the result.
std::vector<MusicFeatures> music_features(const engine::Fingerprint& fingerprint);

}  // namespace matcher
