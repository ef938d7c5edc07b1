#include "ingest/musical_key.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>

namespace ingest {
namespace {

using engine::MusicalKey;
using engine::SpectralPeak;

constexpr std::size_t kSemitones = 12;
constexpr double kStepHz = static_cast<double>(engine::landmark_grid::kSampleRateHz) /
                           engine::landmark_grid::kWindowSamples /
                           engine::landmark_grid::kStepsPerBin;
constexpr double kLowestHz = 110.0;
constexpr double kHighestHz = 2000.0;
constexpr double kMiddleCHz = 261.6256;
constexpr std::size_t kPeaksMin = 200;

using Chroma = std::array<double, kSemitones>;

/// How much of each semitone above the tonic people expect to hear.
/// Source: D. Temperley, "What's Key for Key?", Music Perception 17 (1999), table 1.
constexpr Chroma kMajor{5.0, 2.0, 3.5, 2.0, 4.5, 4.0, 2.0, 4.5, 2.0, 3.5, 1.5, 4.0};
constexpr Chroma kMinor{5.0, 2.0, 3.5, 4.5, 2.0, 4.0, 2.0, 4.5, 3.5, 2.0, 1.5, 4.0};

/// A peak as pitch: semitones above middle C, and how much it counts.
struct Note {
  double semitones;
  double weight;
};

std::vector<Note> notes_of(const engine::SpectralTrace& trace) {
  std::vector<Note> notes;
  for (const SpectralPeak& peak : trace.peaks) {
    const double hz = peak.frequency * kStepHz;
    if (hz < kLowestHz || hz > kHighestHz) continue;
    // The root of the amplitude, half decibels apart: loud notes lead, soft ones are heard.
    const double weight = std::pow(10.0, peak.level / 80.0) / (1.0 + peak.rank);
    notes.push_back({12.0 * std::log2(hz / kMiddleCHz), weight});
  }
  return notes;
}

/// How far the whole is tuned above 440 Hz, in semitones: the circular mean of what is left over
/// whole semitones.
double tuning_of(const std::vector<Note>& notes) {
  double x = 0.0;
  double y = 0.0;
  for (const Note& note : notes) {
    const double angle = 2.0 * std::numbers::pi * note.semitones;
    x += note.weight * std::cos(angle);
    y += note.weight * std::sin(angle);
  }
  return std::atan2(y, x) / (2.0 * std::numbers::pi);
}

Chroma chroma_of(const std::vector<Note>& notes) {
  const double tuning = tuning_of(notes);
  Chroma chroma{};
  for (const Note& note : notes) {
    const auto semitone = std::lround(note.semitones - tuning);
    const auto octave = static_cast<long>(kSemitones);
    chroma[static_cast<std::size_t>((semitone % octave + octave) % octave)] += note.weight;
  }
  return chroma;
}

/// Pearson's, of the chroma turned so that `tonic` comes first, and the profile.
double correlation(const Chroma& chroma, std::size_t tonic, const Chroma& profile) {
  const double mean_c = std::accumulate(chroma.begin(), chroma.end(), 0.0) / kSemitones;
  const double mean_p = std::accumulate(profile.begin(), profile.end(), 0.0) / kSemitones;
  double product = 0.0;
  double square_c = 0.0;
  double square_p = 0.0;
  for (std::size_t i = 0; i < kSemitones; ++i) {
    const double c = chroma[(tonic + i) % kSemitones] - mean_c;
    const double p = profile[i] - mean_p;
    product += c * p;
    square_c += c * c;
    square_p += p * p;
  }
  return square_c > 0 ? product / std::sqrt(square_c * square_p) : 0.0;
}

}  // namespace

std::optional<engine::HeardKey> key_of(const engine::Fingerprint& fingerprint) {
  std::vector<Note> notes = notes_of(fingerprint.mid);
  const std::vector<Note> side = notes_of(fingerprint.side);
  notes.insert(notes.end(), side.begin(), side.end());
  if (notes.size() < kPeaksMin) return std::nullopt;
  const Chroma chroma = chroma_of(notes);

  std::array<double, 2 * kSemitones> fits{};
  const auto key_at = [](std::size_t i) {
    return MusicalKey{static_cast<std::uint8_t>(i % kSemitones), i >= kSemitones};
  };
  for (std::size_t i = 0; i < fits.size(); ++i) {
    fits[i] = correlation(chroma, i % kSemitones, key_at(i).minor ? kMinor : kMajor);
  }
  const auto best =
      static_cast<std::size_t>(std::max_element(fits.begin(), fits.end()) - fits.begin());
  double rival = 0.0;
  for (std::size_t i = 0; i < fits.size(); ++i) {
    if (!are_near(key_at(i), key_at(best))) rival = std::max(rival, fits[i]);
  }
  const double lead = std::clamp(fits[best] - rival, 0.0, 1.0);
  return engine::HeardKey{
      .key = key_at(best),
      .confidence_permille = static_cast<std::int32_t>(std::lround(lead * 1000))};
}

}  // namespace ingest
