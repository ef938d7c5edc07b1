#include "ingest/null_test.h"

#include "ingest/audio_reader.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

namespace ingest {
namespace {

using engine::Errc;
using engine::fail;
using engine::Result;

constexpr double kFloorDb = -100.0;

/// A reader that gives as many samples as it is asked for.
class Track {
 public:
  static Result<Track> open(const std::string& location) {
    TRY(MediaBytes bytes, MediaBytes::open(location));
    TRY(MediaInput input, MediaInput::open(std::move(bytes)));
    TRY(AudioReader reader, AudioReader::open(std::move(input), std::nullopt));
    return Track(std::move(reader));
  }

  /// Reads on when nothing is left. Errors: those of the reader.
  Result<void> refill() {
    if (used_ < left_.size() || ended_) return {};
    TRY(const SoundBlock block, reader_.read());
    left_.assign(block.left.begin(), block.left.end());
    right_.assign(block.right.begin(), block.right.end());
    used_ = 0;
    ended_ = block.empty();
    return {};
  }

  bool ended() const { return ended_; }
  std::size_t available() const { return left_.size() - used_; }
  std::span<const float> left() const { return std::span(left_).subspan(used_); }
  std::span<const float> right() const { return std::span(right_).subspan(used_); }
  void advance(std::size_t samples) { used_ += std::min(samples, available()); }

 private:
  explicit Track(AudioReader reader) : reader_(std::move(reader)) {}

  AudioReader reader_;
  std::vector<float> left_;
  std::vector<float> right_;
  std::size_t used_ = 0;
  bool ended_ = false;
};

/// Energies of the whole and of the parts' sum, and how much of the one is in the other.
struct Energies {
  double whole = 0.0;
  double parts = 0.0;
  double shared = 0.0;

  void add(std::span<const float> whole_samples, std::span<const double> parts_samples) {
    for (std::size_t i = 0; i < whole_samples.size(); ++i) {
      const double w = whole_samples[i];
      whole += w * w;
      parts += parts_samples[i] * parts_samples[i];
      shared += w * parts_samples[i];
    }
  }
};

void add_to(std::vector<double>& sums, std::span<const float> samples) {
  const std::size_t count = std::min(sums.size(), samples.size());
  for (std::size_t i = 0; i < count; ++i) sums[i] += samples[i];
}

NullTest residual_of(const Energies& energies) {
  if (energies.parts <= 0 || energies.shared <= 0) return {};
  const double gain = energies.shared / energies.parts;
  const double explained = gain * energies.shared / energies.whole;
  const double left = std::max(1.0 - explained, 0.0);
  const double residual_db = left > 0 ? std::max(10.0 * std::log10(left), kFloorDb) : kFloorDb;
  return {.residual_centi_db = static_cast<std::int32_t>(std::lround(residual_db * 100)),
          .gain_centi_db = static_cast<std::int32_t>(std::lround(2000 * std::log10(gain)))};
}

}  // namespace

Result<NullTest> null_test(const std::string& whole, const std::vector<std::string>& parts) {
  TRY(Track mix, Track::open(whole));
  std::vector<Track> stems;
  for (const std::string& part : parts) {
    TRY(Track stem, Track::open(part));
    stems.push_back(std::move(stem));
  }
  Energies energies;
  std::vector<double> left;
  std::vector<double> right;
  for (;;) {
    TRY_VOID(mix.refill());
    if (mix.ended()) break;
    std::size_t count = mix.available();
    for (Track& stem : stems) {
      TRY_VOID(stem.refill());
      if (!stem.ended()) count = std::min(count, stem.available());
    }
    left.assign(count, 0.0);
    right.assign(count, 0.0);
    for (Track& stem : stems) {
      add_to(left, stem.left());
      add_to(right, stem.right());
      stem.advance(count);
    }
    energies.add(mix.left().first(count), left);
    energies.add(mix.right().first(count), right);
    mix.advance(count);
  }
  if (energies.whole <= 0) return fail(Errc::kSilent, whole + ": silent; give the full mix");
  return residual_of(energies);
}

}  // namespace ingest
