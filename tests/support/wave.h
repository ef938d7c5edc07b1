// WAV files of any shape, and the tones that meters are checked with.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace support {

/// Sound of any number of channels, all equally long; full scale 1.0.
struct Wave {
  int rate_hz = 48'000;
  std::vector<std::vector<float>> channels;
  std::uint32_t mask = 0;  ///< Speakers, as WAVE_FORMAT_EXTENSIBLE has them; 0 names none.

  std::size_t size() const { return channels.empty() ? 0 : channels.front().size(); }
};

enum class WaveFormat { kPcm16, kPcm24, kFloat32 };

/// Rounded to the format's steps and cut at full scale, but for floats, which are written as they
/// are. Throws std::runtime_error on failure.
void write_wave(const std::filesystem::path& path, const Wave& wave, WaveFormat format);

/// A stretch of a sine; `decibels` is its peak against full scale.
struct ToneStep {
  double decibels = 0.0;
  double seconds = 0.0;
};

constexpr double kSilenceDb = -1000.0;

/// Steps one after the other; the sine goes on through them.
std::vector<float> tone_steps(const std::vector<ToneStep>& steps, int rate_hz = 48'000,
                              double frequency_hz = 1000.0);

/// The same in left and right.
Wave stereo_steps(const std::vector<ToneStep>& steps, int rate_hz = 48'000);

}  // namespace support
