#include "tests/support/sound.h"

#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numbers>
#include <stdexcept>
#include <utility>

extern char** environ;

namespace support {
namespace {

constexpr double kRate = Sound::kSampleRateHz;
constexpr double kTurn = 2.0 * std::numbers::pi;

/// SplitMix64 (Steele, Lea, Flood 2014): the distributions of <random> differ between libraries.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }
  int below(int count) { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
  /// In [low, high).
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(next() >> 11) * 0x1p-53;
  }

 private:
  std::uint64_t state_;
};

std::size_t samples_of(double seconds) {
  return static_cast<std::size_t>(std::llround(seconds * kRate));
}

double gain_of(double db) { return std::pow(10.0, db / 20.0); }

/// A sine by the recurrence y[n] = 2 cos(w) y[n-1] - y[n-2]: no library call per sample.
class Oscillator {
 public:
  Oscillator(double frequency_hz, double phase)
      : twice_cosine_(2.0 * std::cos(kTurn * frequency_hz / kRate)),
        before_(std::sin(phase - kTurn * frequency_hz / kRate)),
        now_(std::sin(phase)) {}

  double next() {
    const double value = now_;
    now_ = twice_cosine_ * now_ - before_;
    before_ = value;
    return value;
  }

 private:
  double twice_cosine_;
  double before_;
  double now_;
};

struct Note {
  double start_s;
  double length_s;
  double frequency_hz;
  double amplitude;
  double pan;  ///< 0 is left, 1 is right.
};

double frequency_of(int midi_key) { return 440.0 * std::exp2((midi_key - 69) / 12.0); }

/// Six harmonics, a quick attack and an exponential decay.
void add_note(Sound& sound, const Note& note, Dice& dice) {
  constexpr int kHarmonics = 6;
  const std::size_t start = samples_of(note.start_s);
  const std::size_t end = std::min(sound.size(), start + samples_of(note.length_s));
  const auto left_gain = static_cast<float>(std::sqrt(1.0 - note.pan));
  const auto right_gain = static_cast<float>(std::sqrt(note.pan));
  const double decay = std::exp(-3.0 / (note.length_s * kRate));
  for (int harmonic = 1; harmonic <= kHarmonics; ++harmonic) {
    Oscillator oscillator(note.frequency_hz * harmonic, dice.between(0.0, kTurn));
    double level = note.amplitude / std::pow(harmonic, dice.between(0.8, 1.6));
    for (std::size_t i = start; i < end; ++i) {
      const double attack = std::min(1.0, static_cast<double>(i - start) / (0.008 * kRate));
      const auto value = static_cast<float>(level * attack * oscillator.next());
      sound.left[i] += left_gain * value;
      sound.right[i] += right_gain * value;
      level *= decay;
    }
  }
}

/// A burst of noise; `colour` near 1 makes it dull (a kick), near 0 bright (a cymbal).
void add_drum(Sound& sound, double start_s, double colour, Dice& dice) {
  const std::size_t start = samples_of(start_s);
  const std::size_t end = std::min(sound.size(), start + samples_of(0.15));
  const double decay = std::exp(-1.0 / (0.035 * kRate));
  double level = 0.25 / (1.0 - 0.8 * colour);
  double smooth = 0.0;
  for (std::size_t i = start; i < end; ++i) {
    smooth = colour * smooth + (1.0 - colour) * dice.between(-1.0, 1.0);
    const auto value = static_cast<float>(level * smooth);
    sound.left[i] += value;
    sound.right[i] += value;
    level *= decay;
  }
}

void scale_to_rms(Sound& sound, double rms) {
  double energy = 0.0;
  for (std::size_t i = 0; i < sound.size(); ++i) {
    energy += static_cast<double>(sound.left[i]) * sound.left[i] +
              static_cast<double>(sound.right[i]) * sound.right[i];
  }
  if (energy == 0.0) return;
  const auto gain =
      static_cast<float>(rms / std::sqrt(energy / (2.0 * static_cast<double>(sound.size()))));
  for (float& sample : sound.left) sample *= gain;
  for (float& sample : sound.right) sample *= gain;
}

/// One bar: a chord held in both channels, a melody over it, drums under it.
void add_bar(Sound& sound, double start_s, double beat_s, int root, Dice& dice) {
  constexpr std::array<std::array<int, 3>, 4> kChords{
      {{0, 4, 7}, {0, 3, 7}, {0, 5, 9}, {0, 4, 10}}};
  constexpr std::array<int, 7> kScale{0, 2, 4, 5, 7, 9, 11};
  const auto& chord = kChords[static_cast<std::size_t>(dice.below(4))];
  const int step = kScale[static_cast<std::size_t>(dice.below(7))];
  for (const int interval : chord) {
    const int key = root + step + interval - 12 * dice.below(2);
    add_note(sound, {start_s, 4.0 * beat_s, frequency_of(key), 0.12, dice.between(0.1, 0.9)}, dice);
  }
  for (double beat = 0.0; beat < 4.0;) {
    const double length = 0.25 * (1 + dice.below(6));
    const int degree = kScale[static_cast<std::size_t>(dice.below(7))];
    const int key = root + 12 + degree + 12 * dice.below(2);
    const double start = start_s + (beat + dice.between(0.0, 0.05)) * beat_s;
    add_note(sound, {start, length * beat_s * 1.3, frequency_of(key), 0.2, dice.between(0.2, 0.8)},
             dice);
    beat += length;
  }
  for (int half = 0; half < 8; ++half) {
    if (dice.below(4) == 0) continue;
    add_drum(sound, start_s + 0.5 * half * beat_s, half % 4 == 0 ? 0.95 : 0.1, dice);
  }
}

/// A band-pass of two poles, the shape of one formant.
class Formant {
 public:
  void tune(double frequency_hz, double bandwidth_hz) {
    const double radius = std::exp(-std::numbers::pi * bandwidth_hz / kRate);
    first_ = 2.0 * radius * std::cos(kTurn * frequency_hz / kRate);
    second_ = -radius * radius;
    gain_ = 1.0 - radius;
  }
  double filter(double input) {
    const double output = gain_ * input + first_ * before_ + second_ * earlier_;
    earlier_ = std::exchange(before_, output);
    return output;
  }

 private:
  double first_ = 0.0;
  double second_ = 0.0;
  double gain_ = 0.0;
  double before_ = 0.0;
  double earlier_ = 0.0;
};

struct Syllable {
  std::size_t start;
  std::size_t end;
  double pitch_hz;
  bool voiced;
};

void add_syllable(Sound& sound, const Syllable& syllable, Dice& dice) {
  std::array<Formant, 3> formants;
  formants[0].tune(dice.between(280.0, 800.0), 80.0);
  formants[1].tune(dice.between(900.0, 2200.0), 110.0);
  formants[2].tune(dice.between(2300.0, 3400.0), 160.0);
  const double glide = dice.between(-0.25, 0.25);
  const auto length = static_cast<double>(syllable.end - syllable.start);
  double phase = 0.0;
  for (std::size_t i = syllable.start; i < syllable.end; ++i) {
    const double through = static_cast<double>(i - syllable.start) / length;
    phase += syllable.pitch_hz * (1.0 + glide * through) / kRate;
    const bool pulse = phase >= 1.0;
    if (pulse) phase -= 1.0;
    const double breath = dice.between(-1.0, 1.0);
    const double source = syllable.voiced ? (pulse ? 20.0 : 0.02 * breath) : 0.7 * breath;
    double value = 0.0;
    for (Formant& formant : formants) value += formant.filter(source);
    value *= std::sin(std::numbers::pi * through);
    sound.left[i] = static_cast<float>(value);
  }
}

/// Little-endian, as RIFF is.
void put(std::string& bytes, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
}

void put_sample(std::string& bytes, float sample) {
  const long value = std::lround(std::clamp(sample, -1.0F, 1.0F) * 32767.0F);
  put(bytes, static_cast<std::uint64_t>(value), 2);
}

}  // namespace

Sound make_silence(double seconds) {
  const std::size_t size = samples_of(seconds);
  return {std::vector<float>(size), std::vector<float>(size)};
}

Sound make_tone(double frequency_hz, double seconds, double amplitude) {
  Sound sound = make_silence(seconds);
  Oscillator oscillator(frequency_hz, 0.0);
  for (float& sample : sound.left) sample = static_cast<float>(amplitude * oscillator.next());
  sound.right = sound.left;
  return sound;
}

Sound make_music(std::uint64_t seed, double seconds) {
  Dice dice(seed * 2 + 1);
  Sound sound = make_silence(seconds);
  const double beat_s = 60.0 / dice.between(85.0, 150.0);
  int root = 48 + dice.below(12);
  for (double start_s = 0.0; start_s < seconds; start_s += 4.0 * beat_s) {
    if (dice.below(8) == 0) root = 48 + dice.below(12);
    add_bar(sound, start_s, beat_s, root, dice);
  }
  scale_to_rms(sound, gain_of(-18.0));
  return sound;
}

Sound make_speech(std::uint64_t seed, double seconds) {
  Dice dice(seed * 2);
  Sound sound = make_silence(seconds);
  const double voice_hz = dice.between(90.0, 220.0);
  std::size_t at = 0;
  while (at < sound.size()) {
    const std::size_t end = std::min(sound.size(), at + samples_of(dice.between(0.08, 0.28)));
    add_syllable(sound, {at, end, voice_hz * dice.between(0.8, 1.3), dice.below(4) != 0}, dice);
    at = end + samples_of(dice.below(9) == 0 ? dice.between(0.3, 0.9) : dice.between(0.0, 0.05));
  }
  sound.right = sound.left;
  scale_to_rms(sound, gain_of(-20.0));
  return sound;
}

Sound mix(const Sound& under, const Sound& over, const Placement& placement) {
  Sound mixed = under;
  const std::size_t start = samples_of(placement.start_s);
  const auto gain = static_cast<float>(gain_of(placement.gain_db));
  for (std::size_t i = 0; i < over.size() && start + i < mixed.size(); ++i) {
    mixed.left[start + i] += gain * over.left[i];
    mixed.right[start + i] += gain * over.right[i];
  }
  return mixed;
}

Sound join(const Sound& first, const Sound& second) {
  Sound joined = first;
  joined.left.insert(joined.left.end(), second.left.begin(), second.left.end());
  joined.right.insert(joined.right.end(), second.right.begin(), second.right.end());
  return joined;
}

Sound cut(const Sound& sound, double start_s, double length_s) {
  const auto start = static_cast<std::ptrdiff_t>(std::min(sound.size(), samples_of(start_s)));
  const auto end = static_cast<std::ptrdiff_t>(
      std::min(sound.size(), samples_of(start_s) + samples_of(length_s)));
  return {{sound.left.begin() + start, sound.left.begin() + end},
          {sound.right.begin() + start, sound.right.begin() + end}};
}

void write_wav(const std::filesystem::path& path, const Sound& sound) {
  constexpr int kBytesPerFrame = 4;
  const std::uint64_t data_bytes = sound.size() * kBytesPerFrame;
  std::string bytes;
  bytes.reserve(44 + data_bytes);
  bytes += "RIFF";
  put(bytes, 36 + data_bytes, 4);
  bytes += "WAVEfmt ";
  put(bytes, 16, 4);
  put(bytes, 1, 2);  // PCM
  put(bytes, 2, 2);  // channels
  put(bytes, Sound::kSampleRateHz, 4);
  put(bytes, std::uint64_t{Sound::kSampleRateHz} * kBytesPerFrame, 4);
  put(bytes, kBytesPerFrame, 2);
  put(bytes, 16, 2);  // bits
  bytes += "data";
  put(bytes, data_bytes, 4);
  for (std::size_t i = 0; i < sound.size(); ++i) {
    put_sample(bytes, sound.left[i]);
    put_sample(bytes, sound.right[i]);
  }
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

void ffmpeg(const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"ffmpeg", "-nostdin", "-v", "error", "-y", "-threads", "1"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  std::string line;
  for (std::string& word : words) {
    argv.push_back(word.data());
    line += word + ' ';
  }
  argv.push_back(nullptr);
  pid_t child = 0;
  if (::posix_spawnp(&child, "ffmpeg", nullptr, nullptr, argv.data(), environ) != 0) {
    throw std::runtime_error("cannot start ffmpeg; install the package ffmpeg");
  }
  int status = 0;
  if (::waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error("failed: " + line);
  }
}

void encode(const std::filesystem::path& input, const std::filesystem::path& output,
            const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"-i", input.string(), "-fflags", "+bitexact"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  words.push_back(output.string());
  ffmpeg(words);
}

void encode(const Sound& sound, const std::filesystem::path& output,
            const std::vector<std::string>& arguments) {
  const std::filesystem::path wav = output.string() + ".source.wav";
  write_wav(wav, sound);
  encode(wav, output, arguments);
  std::filesystem::remove(wav);
}

}  // namespace support
