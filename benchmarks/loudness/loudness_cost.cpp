// CPU time that an hour of a WAV costs in libebur128, with and without true peaks, and in all our
// measures, which have true peaks of their own. The file is decoded once; the measures run in turn,
// round after round, and the medians are printed with what was measured.
//
//   loudness_cost FILE [ROUNDS]
#include "ingest/audio_reader.h"
#include "ingest/level_meter.h"
#include "ingest/loudness_meter.h"
#include "ingest/true_peak_meter.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

namespace {

/// A file as its decoder gives it.
struct Sound {
  int rate_hz = 0;
  std::vector<ingest::FrameHandle> frames;
  std::vector<std::vector<float>> interleaved;
  double hours = 0.0;
};

struct Figures {
  double integrated = 0.0;
  double true_peak_db = 0.0;
};

double db(double amplitude) { return 20.0 * std::log10(amplitude); }

Sound decoded(const std::string& path) {
  auto bytes = ingest::MediaBytes::open(path);
  auto input = ingest::MediaInput::open(*std::move(bytes));
  auto reader = ingest::AudioReader::open(*std::move(input), std::nullopt);
  Sound sound;
  ingest::PlanarSamples planar;
  reader->listen([&](const AVFrame& frame, const ingest::PlayerClock::Placement&) {
    sound.rate_hz = frame.sample_rate;
    sound.frames.emplace_back(av_frame_clone(&frame));
    planar.assign(frame, 0);
    std::vector<float>& samples = sound.interleaved.emplace_back();
    for (std::size_t i = 0; i < planar.size(); ++i) {
      for (std::size_t c = 0; c < planar.channels(); ++c) samples.push_back(planar.channel(c)[i]);
    }
    sound.hours += static_cast<double>(planar.size()) / frame.sample_rate / 3600.0;
  });
  for (;;) {
    const auto block = reader->read();
    if (!block || block->empty()) return sound;
  }
}

Figures by_library(const Sound& sound, int modes) {
  const auto channels = static_cast<unsigned>(sound.frames.front()->ch_layout.nb_channels);
  ebur128_state* state = ebur128_init(channels, static_cast<unsigned long>(sound.rate_hz), modes);
  for (const auto& samples : sound.interleaved) {
    ebur128_add_frames_float(state, samples.data(), samples.size() / channels);
  }
  Figures figures;
  double range = 0.0;
  ebur128_loudness_global(state, &figures.integrated);
  ebur128_loudness_range(state, &range);
  for (unsigned c = 0; c < channels; ++c) {
    double peak = 0.0;
    if (ebur128_true_peak(state, c, &peak) != EBUR128_SUCCESS) continue;
    figures.true_peak_db = c == 0 ? db(peak) : std::max(figures.true_peak_db, db(peak));
  }
  ebur128_destroy(&state);
  return figures;
}

/// Everything that is measured of samples, from the decoder's frames on.
Figures by_ours(const Sound& sound) {
  const auto channels = static_cast<std::size_t>(sound.frames.front()->ch_layout.nb_channels);
  ingest::LoudnessMeter loudness;
  ingest::TruePeakMeter true_peak;
  ingest::LevelMeter levels;
  loudness.set_format(sound.rate_hz, std::vector(channels, ingest::Speaker::kFront));
  true_peak.set_format(sound.rate_hz, channels);
  levels.set_format(sound.rate_hz, channels, 1.0F);
  ingest::PlanarSamples samples;
  for (const auto& frame : sound.frames) {
    samples.assign(*frame, 0);
    loudness.add(samples);
    true_peak.add(samples);
    levels.add(samples);
  }
  true_peak.finish();
  levels.finish();
  return {loudness.result().integrated.value_or(-99.0), db(true_peak.peak())};
}

struct Way {
  const char* name;
  std::function<Figures()> measure;
  std::vector<double> seconds{};
  Figures figures{};
};

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("usage: loudness_cost FILE [ROUNDS]\n", stderr), 2;
  const Sound sound = decoded(argv[1]);
  if (sound.frames.empty()) return std::fprintf(stderr, "%s: no sound\n", argv[1]), 1;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  constexpr int kLoudness = EBUR128_MODE_I | EBUR128_MODE_LRA;
  std::vector<Way> ways{
      {"libebur128: loudness and range", [&] { return by_library(sound, kLoudness); }},
      {"libebur128: true peaks too",
       [&] { return by_library(sound, kLoudness | EBUR128_MODE_TRUE_PEAK); }},
      {"ours: all measures", [&] { return by_ours(sound); }}};
  for (int round = 0; round < rounds; ++round) {
    for (Way& way : ways) {
      const double start = cpu_seconds();
      way.figures = way.measure();
      way.seconds.push_back((cpu_seconds() - start) / sound.hours);
    }
  }
  for (Way& way : ways) {
    std::sort(way.seconds.begin(), way.seconds.end());
    std::printf("%-32s %6.2f s CPU an hour  %7.2f LUFS %6.2f dBTP\n", way.name,
                way.seconds[way.seconds.size() / 2], way.figures.integrated,
                way.figures.true_peak_db);
  }
  return 0;
}
