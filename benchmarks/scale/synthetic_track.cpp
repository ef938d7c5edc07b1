#include "benchmarks/scale/synthetic_track.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>
#include <string>
#include <tuple>

namespace scale {
namespace {

using engine::Fingerprint;
using engine::FingerprintedMedia;
using engine::MediaTime;
using engine::SpectralPeak;
using engine::SpectralTrace;
namespace grid = engine::landmark_grid;

constexpr std::uint32_t kFramesPerSecond = 62;

/// Frames [first, end) of a source, and how they come to lie from `at` on.
struct Piece {
  const Fingerprint* source = nullptr;
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  std::uint32_t at = 0;
  double stretch = 1;  ///< Frames of the track for one of the source.
  double pitch = 1;    ///< Factor of frequencies.
  unsigned turn = 0;   ///< Bits that Chromaprint words are turned by.

  std::uint32_t frame_of(std::uint32_t frame) const {
    return at + static_cast<std::uint32_t>(std::lround((frame - first) * stretch));
  }
  std::uint32_t stop() const { return frame_of(end); }
};

/// Even numbers in [0, 1), the same on every machine, which the standard's distributions are not.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(random_() >> 11) * 0x1p-53;
  }
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }

 private:
  std::mt19937_64 random_;
};

std::uint32_t frames_of(const Fingerprint& sound) {
  return static_cast<std::uint32_t>(sound.duration / grid::kFramePeriod);
}

Piece choose_piece(std::span<const FingerprintedMedia> sources, std::uint32_t at, Chance& chance) {
  Piece piece;
  piece.source = &sources[chance.below(sources.size())].fingerprint;
  const std::uint32_t frames = frames_of(*piece.source);
  const auto length =
      std::min(frames, static_cast<std::uint32_t>(chance.between(8, 40) * kFramesPerSecond));
  piece.first = static_cast<std::uint32_t>(chance.below(frames - length + 1));
  piece.end = piece.first + length;
  piece.at = at;
  const bool up = chance.below(2) == 0;
  const double semitones = chance.between(3, 9) * (up ? 1 : -1);
  piece.pitch = std::exp2(semitones / 12);
  piece.stretch = up ? chance.between(1, 1.25) : chance.between(0.8, 1);
  piece.turn = 2 * (1 + static_cast<unsigned>(chance.below(15)));
  return piece;
}

void append_peaks(const Piece& piece, const SpectralTrace& from, SpectralTrace& to) {
  for (SpectralPeak peak : from.peaks) {
    if (peak.frame < piece.first || peak.frame >= piece.end) continue;
    const long frequency = std::lround(peak.frequency * piece.pitch);
    if (frequency < grid::kBandEdges.front() * grid::kStepsPerBin ||
        frequency >= grid::kBandEdges.back() * grid::kStepsPerBin) {
      continue;
    }
    peak.frame = piece.frame_of(peak.frame);
    peak.frequency = static_cast<std::uint16_t>(frequency);
    to.peaks.push_back(peak);
  }
}

std::uint32_t source_frame(const Piece& piece, std::uint32_t frame) {
  const auto there = static_cast<std::uint32_t>((frame - piece.at) / piece.stretch);
  return std::min(piece.first + there, piece.end - 1);
}

void append_levels(const Piece& piece, const SpectralTrace& from, SpectralTrace& to) {
  if (from.levels.empty()) return;
  while (to.levels.size() * grid::kLevelPeriodFrames < piece.stop()) {
    const auto frame =
        std::max(piece.at, static_cast<std::uint32_t>(to.levels.size() * grid::kLevelPeriodFrames));
    const std::size_t level = source_frame(piece, frame) / grid::kLevelPeriodFrames;
    to.levels.push_back(from.levels[std::min(level, from.levels.size() - 1)]);
  }
}

/// Turned, a word says as much, and is not the source's.
void append_words(const Piece& piece, std::vector<std::uint32_t>& words) {
  const auto& from = piece.source->chromaprint;
  if (from.empty()) return;
  for (;;) {
    const auto frame = static_cast<std::uint32_t>(engine::chromaprint_word_start(words.size()) /
                                                  grid::kFramePeriod);
    if (frame >= piece.stop()) return;
    const auto time = source_frame(piece, std::max(frame, piece.at)) * grid::kFramePeriod;
    const auto word = static_cast<std::size_t>(time / engine::chromaprint_word_start(1));
    words.push_back(std::rotl(from[std::min(word, from.size() - 1)], static_cast<int>(piece.turn)));
  }
}

void order(SpectralTrace& trace) {
  const auto key = [](const SpectralPeak& peak) { return std::tie(peak.frame, peak.frequency); };
  std::sort(trace.peaks.begin(), trace.peaks.end(),
            [&](const auto& a, const auto& b) { return key(a) < key(b); });
  trace.peaks.erase(std::unique(trace.peaks.begin(), trace.peaks.end(),
                                [&](const auto& a, const auto& b) { return key(a) == key(b); }),
                    trace.peaks.end());
}

}  // namespace

FingerprintedMedia synthetic_track(std::span<const FingerprintedMedia> sources, std::uint64_t seed,
                                   std::uint32_t number) {
  Chance chance(seed << 32 | number);
  const std::uint32_t wanted =
      std::clamp(frames_of(sources[chance.below(sources.size())].fingerprint),
                 30 * kFramesPerSecond, 600 * kFramesPerSecond);
  FingerprintedMedia media;
  Fingerprint& sound = media.fingerprint;
  std::uint32_t frames = 0;
  while (frames < wanted) {
    const Piece piece = choose_piece(sources, frames, chance);
    append_peaks(piece, piece.source->mid, sound.mid);
    append_peaks(piece, piece.source->side, sound.side);
    append_levels(piece, piece.source->mid, sound.mid);
    append_levels(piece, piece.source->side, sound.side);
    append_words(piece, sound.chromaprint);
    frames = piece.stop();
  }
  order(sound.mid);
  order(sound.side);
  sound.duration = frames * grid::kFramePeriod;
  std::string name = std::to_string(number);
  name.insert(0, 8 - std::min<std::size_t>(name.size(), 8), '0');
  media.facts.location = "/synthetic/" + name + ".flac";
  media.facts.declared_duration = sound.duration;
  media.facts.tags = {{"artist", "Synthetic"}, {"title", "Synthetic " + name}};
  return media;
}

}  // namespace scale
