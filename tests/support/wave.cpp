#include "tests/support/wave.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <fstream>
#include <numbers>
#include <stdexcept>
#include <string>

namespace support {
namespace {

class LittleEndian {
 public:
  void text(const char* word) { bytes_ += word; }
  void number(std::uint32_t value, int size) {
    for (int i = 0; i < size; ++i) bytes_ += static_cast<char>(value >> (8 * i) & 0xFFU);
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

int bytes_per_sample(WaveFormat format) {
  switch (format) {
    case WaveFormat::kPcm16: return 2;
    case WaveFormat::kPcm24: return 3;
    case WaveFormat::kFloat32: return 4;
  }
  return 0;
}

std::uint32_t encoded(float sample, WaveFormat format) {
  if (format == WaveFormat::kFloat32) return std::bit_cast<std::uint32_t>(sample);
  const double full = format == WaveFormat::kPcm16 ? 32'768.0 : 8'388'608.0;
  const double step = std::clamp(std::round(static_cast<double>(sample) * full), -full, full - 1.0);
  return static_cast<std::uint32_t>(static_cast<std::int32_t>(step));
}

}  // namespace

void write_wave(const std::filesystem::path& path, const Wave& wave, WaveFormat format) {
  const auto channels = static_cast<std::uint32_t>(wave.channels.size());
  const auto rate = static_cast<std::uint32_t>(wave.rate_hz);
  const int bytes = bytes_per_sample(format);
  const auto frame = channels * static_cast<std::uint32_t>(bytes);
  const auto data = frame * static_cast<std::uint32_t>(wave.size());
  LittleEndian out;
  out.text("RIFF");
  out.number(60 + data, 4);
  out.text("WAVEfmt ");
  out.number(40, 4);
  out.number(0xFFFE, 2);  // WAVE_FORMAT_EXTENSIBLE
  out.number(channels, 2);
  out.number(rate, 4);
  out.number(rate * frame, 4);
  out.number(frame, 2);
  out.number(static_cast<std::uint32_t>(bytes) * 8, 2);
  out.number(22, 2);
  out.number(static_cast<std::uint32_t>(bytes) * 8, 2);
  out.number(wave.mask, 4);
  // The subformat: 1 (whole numbers) or 3 (floats), and the rest of the GUID.
  out.number(format == WaveFormat::kFloat32 ? 3 : 1, 4);
  constexpr std::array<std::uint32_t, 3> kGuid{0x00100000, 0xAA000080, 0x719B3800};
  for (const std::uint32_t part : kGuid) out.number(part, 4);
  out.text("data");
  out.number(data, 4);
  for (std::size_t i = 0; i < wave.size(); ++i) {
    for (const auto& channel : wave.channels) out.number(encoded(channel[i], format), bytes);
  }
  std::ofstream file(path, std::ios::binary);
  file << out.bytes() << std::flush;
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

std::vector<float> tone_steps(const std::vector<ToneStep>& steps, int rate_hz,
                              double frequency_hz) {
  std::vector<float> samples;
  for (const ToneStep& step : steps) {
    const double amplitude = std::pow(10.0, step.decibels / 20.0);
    const std::size_t end =
        samples.size() + static_cast<std::size_t>(std::lround(step.seconds * rate_hz));
    while (samples.size() < end) {
      const double phase = static_cast<double>(samples.size()) * frequency_hz / rate_hz;
      samples.push_back(static_cast<float>(amplitude * std::sin(2.0 * std::numbers::pi * phase)));
    }
  }
  return samples;
}

Wave stereo_steps(const std::vector<ToneStep>& steps, int rate_hz) {
  const std::vector<float> tone = tone_steps(steps, rate_hz);
  return {.rate_hz = rate_hz, .channels = {tone, tone}, .mask = 3};
}

}  // namespace support
