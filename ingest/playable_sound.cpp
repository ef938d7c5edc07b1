#include "ingest/playable_sound.h"

#include "ingest/audio_reader.h"
#include "ingest/planar_samples.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <system_error>

namespace ingest {
namespace {

using engine::Errc;
using engine::fail;
using engine::Result;

constexpr std::uint64_t kDataBytesMax = 0xFFFFFFFFULL - 64;

void put(std::string& bytes, std::uint32_t value, int count) {
  for (int i = 0; i < count; ++i) bytes.push_back(static_cast<char>(value >> (8 * i) & 0xFFU));
}

/// RIFF header of PCM, 44 bytes.
std::string header(std::uint32_t channels, std::uint32_t rate_hz, std::uint32_t data_bytes) {
  constexpr std::uint32_t kHeaderBytes = 36;
  std::string bytes = "RIFF";
  put(bytes, kHeaderBytes + data_bytes, 4);
  bytes += "WAVEfmt ";
  put(bytes, 16, 4);
  put(bytes, 1, 2);  // PCM.
  put(bytes, channels, 2);
  put(bytes, rate_hz, 4);
  put(bytes, rate_hz * channels * 2, 4);
  put(bytes, channels * 2, 2);
  put(bytes, 16, 2);
  bytes += "data";
  put(bytes, data_bytes, 4);
  return bytes;
}

/// Frames as they come, into a file.
class WavWriter {
 public:
  explicit WavWriter(const std::filesystem::path& file)
      : file_(file, std::ios::binary | std::ios::trunc) {
    file_ << header(1, 1, 0);
  }

  void take(const AVFrame& frame, const PlayerClock::Placement& place) {
    if (!samples_.assign(frame, place.skip_samples)) return;
    if (rate_hz_ == 0) {
      rate_hz_ = static_cast<std::uint32_t>(frame.sample_rate);
      channels_ = std::min<std::size_t>(2, std::max<std::size_t>(1, samples_.channels()));
    }
    // What changes its rate on the way cannot be one such file; it goes on at the first one.
    std::string bytes(static_cast<std::size_t>(place.silence_samples) * channels_ * 2, '\0');
    for (std::size_t i = 0; i < samples_.size(); ++i) {
      for (std::size_t channel = 0; channel < channels_; ++channel) {
        const std::size_t from = std::min(channel, samples_.channels() - 1);
        add(samples_.channel(from)[i] + centre(i), bytes);
      }
    }
    data_bytes_ += bytes.size();
    file_ << bytes;
  }

  Result<void> finish(const std::filesystem::path& file) {
    if (data_bytes_ > kDataBytesMax) {
      return fail(Errc::kUnsupported, file.string() + ": too long for a WAV file");
    }
    file_.seekp(0);
    file_ << header(static_cast<std::uint32_t>(channels_), rate_hz_,
                    static_cast<std::uint32_t>(data_bytes_));
    file_.close();
    if (!file_) {
      return fail(Errc::kUnavailable, file.string() + ": cannot be written; make room there");
    }
    return {};
  }

 private:
  /// Of surround sound: the centre, 3 dB down, is part of both sides (ITU-R BS.775).
  float centre(std::size_t i) const {
    constexpr float kDown3Db = 0.7071F;
    return samples_.channels() > 2 ? kDown3Db * samples_.channel(2)[i] : 0.0F;
  }

  static void add(float sample, std::string& bytes) {
    const float scaled = std::clamp(sample * 32768.0F, -32768.0F, 32767.0F);
    put(bytes, static_cast<std::uint16_t>(static_cast<std::int16_t>(std::lround(scaled))), 2);
  }

  std::ofstream file_;
  PlanarSamples samples_;
  std::uint32_t rate_hz_ = 0;
  std::size_t channels_ = 1;
  std::uint64_t data_bytes_ = 0;
};

}  // namespace

Result<void> write_playable(const std::string& location, const std::filesystem::path& wav) {
  TRY(MediaBytes bytes, MediaBytes::open(location));
  TRY(MediaInput input, MediaInput::open(std::move(bytes)));
  TRY(AudioReader reader, AudioReader::open(std::move(input), std::nullopt));
  const std::filesystem::path part = wav.string() + ".part";
  WavWriter writer(part);
  reader.listen([&](const AVFrame& frame, const PlayerClock::Placement& place) {
    writer.take(frame, place);
  });
  for (;;) {
    TRY(const SoundBlock block, reader.read());
    if (block.empty()) break;
  }
  TRY_VOID(writer.finish(part));
  std::error_code failed;
  std::filesystem::rename(part, wav, failed);
  if (failed) return fail(Errc::kUnavailable, wav.string() + ": " + failed.message());
  return {};
}

}  // namespace ingest
