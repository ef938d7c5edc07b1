#include "tests/ingest/decoded.h"

#include "engine/core/file.h"

#include <cmath>
#include <stdexcept>

namespace ingest {
namespace {

constexpr double kAudible = 0.1;

template <class Sample>
double first_loud(const std::vector<Sample>& samples, double full_scale, int rate_hz,
                  double from_s) {
  for (auto i = static_cast<std::size_t>(from_s * rate_hz); i < samples.size(); ++i) {
    if (std::abs(static_cast<double>(samples[i])) > kAudible * full_scale) {
      return static_cast<double>(i) / rate_hz;
    }
  }
  return -1.0;
}

double seconds(engine::MediaTime time) { return static_cast<double>(time.count()) / 1e6; }

engine::Result<Decoded> drain(AudioReader reader) {
  Decoded decoded;
  for (;;) {
    TRY(const SoundBlock block, reader.read());
    if (block.empty()) break;
    decoded.left.insert(decoded.left.end(), block.left.begin(), block.left.end());
    decoded.right.insert(decoded.right.end(), block.right.begin(), block.right.end());
    decoded.mono.insert(decoded.mono.end(), block.mono.begin(), block.mono.end());
  }
  decoded.seconds = seconds(reader.decoded());
  decoded.declared_s = seconds(reader.declared());
  decoded.complete = reader.complete();
  decoded.errors = reader.errors();
  return decoded;
}

}  // namespace

double Decoded::heard_at(double from_s) const {
  return first_loud(left, 1.0, engine::landmark_grid::kSampleRateHz, from_s);
}

double Decoded::mono_heard_at(double from_s) const {
  return first_loud(mono, 32768.0, SoundResampler::kMonoRateHz, from_s);
}

engine::Result<MediaInput> open_input(const std::string& location, const NetworkAccess& access) {
  TRY(MediaBytes bytes, MediaBytes::open(location, access));
  return MediaInput::open(std::move(bytes));
}

engine::Result<Decoded> try_decode(const std::string& location, std::optional<int> audio_stream,
                                   const NetworkAccess& access) {
  TRY(MediaInput input, open_input(location, access));
  TRY(AudioReader reader, AudioReader::open(std::move(input), audio_stream));
  return drain(std::move(reader));
}

Decoded decode(const std::filesystem::path& path, std::optional<int> audio_stream) {
  auto decoded = try_decode(path.string(), audio_stream);
  if (!decoded) throw std::runtime_error(decoded.error().message());
  return *std::move(decoded);
}

support::Sound beeps(double seconds, const std::vector<double>& times_s) {
  support::Sound sound = support::make_silence(seconds);
  for (const double time_s : times_s) {
    sound = support::mix(sound, support::make_tone(1000.0, 0.2), {.start_s = time_s});
  }
  return sound;
}

void cut_file(const std::filesystem::path& from, const std::filesystem::path& to, double share) {
  auto content = engine::read_file(from);
  if (!content) throw std::runtime_error(content.error().message());
  content->resize(static_cast<std::size_t>(static_cast<double>(content->size()) * share));
  if (auto written = engine::write_file(to, *content); !written) {
    throw std::runtime_error(written.error().message());
  }
}

}  // namespace ingest
