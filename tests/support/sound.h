// Sound that tests make for themselves, and the ffmpeg command line that packs it. Everything is
// seeded: the same call gives the same samples on every machine.
//
//   const Sound song = make_music(1, 30.0);                    // Seed 1, 30 s, stereo.
//   const Sound video = mix(make_speech(2, 60.0), song, {.start_s = 12.0, .gain_db = -10.0});
//   write_wav(folder / "video.wav", video);
//   encode(folder / "video.wav", folder / "video.mp4", {"-c:a", "aac", "-b:a", "128k"});
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace support {

/// Stereo sound; both channels equally long, full scale 1.0.
struct Sound {
  static constexpr int kSampleRateHz = 44'100;

  std::vector<float> left;
  std::vector<float> right;

  std::size_t size() const { return left.size(); }
  double seconds() const { return static_cast<double>(size()) / kSampleRateHz; }
};

/// Chords, a melody and drums that never repeat: every few seconds are told apart from all others,
/// and two seeds have nothing in common. About -18 dBFS RMS.
Sound make_music(std::uint64_t seed, double seconds);

/// Not words, but what matters to an analysis: noise and a gliding pitch shaped by moving
/// formants, in syllables and pauses, equal in both channels. About -20 dBFS RMS.
Sound make_speech(std::uint64_t seed, double seconds);

Sound make_silence(double seconds);
Sound make_tone(double frequency_hz, double seconds, double amplitude = 0.5);

/// Where and how loud the second sound of `mix` is.
struct Placement {
  double start_s = 0.0;
  double gain_db = 0.0;
};

/// `under` with `over` added to it. As long as `under`: what hangs over its end is cut.
Sound mix(const Sound& under, const Sound& over, const Placement& placement = {});

Sound join(const Sound& first, const Sound& second);
Sound cut(const Sound& sound, double start_s, double length_s);

/// 16-bit stereo; samples beyond full scale are clipped. Throws std::runtime_error on failure, as
/// everything below does: a test that cannot make its input has failed.
void write_wav(const std::filesystem::path& path, const Sound& sound);

/// `ffmpeg -i input <arguments> output`. Bit-exact flags are set, so that no date gets in.
void encode(const std::filesystem::path& input, const std::filesystem::path& output,
            const std::vector<std::string>& arguments = {});

/// Writes a WAV beside `output`, encodes it, and takes the WAV away again.
void encode(const Sound& sound, const std::filesystem::path& output,
            const std::vector<std::string>& arguments = {});

/// ffmpeg with exactly these arguments (quiet, overwriting).
void ffmpeg(const std::vector<std::string>& arguments);

}  // namespace support
