#include "ingest/loudness_meter.h"

#include <ebur128.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace ingest {
namespace {

constexpr int kSlicesPerSecond = 100;
constexpr unsigned long kSliceMs = 1000 / kSlicesPerSecond;
constexpr double kLoudnessOffset = -0.691;  // BS.1770-4: a 997 Hz sine at 0 dBFS is -3.01 LKFS.
constexpr double kAbsoluteGateLufs = -70.0;

double to_lufs(double power) { return kLoudnessOffset + 10.0 * std::log10(power); }
double to_power(double lufs) { return std::pow(10.0, (lufs - kLoudnessOffset) / 10.0); }

std::optional<double> if_any(double power) {
  if (power <= 0) return std::nullopt;
  return to_lufs(power);
}

/// The highest mean power of so many slices in a row.
template <std::size_t kSlices>
class HighestMean {
 public:
  void add(double power) {
    last_[count_++ % kSlices] = power;
    if (count_ < kSlices) return;
    double sum = 0;  // Added up anew: a running sum would keep what rounding left of loud sound.
    for (const double one : last_) sum += one;
    highest_ = std::max(highest_, sum / static_cast<double>(kSlices));
  }

  double highest() const { return highest_; }

 private:
  std::array<double, kSlices> last_{};  // A ring.
  std::size_t count_ = 0;
  double highest_ = 0;
};

int channel_of(Speaker speaker) {
  switch (speaker) {
    case Speaker::kSide: return EBUR128_LEFT_SURROUND;
    case Speaker::kEffects: return EBUR128_UNUSED;
    case Speaker::kFront: break;
  }
  return EBUR128_LEFT;
}

struct FreeMeter {
  void operator()(ebur128_state* meter) const { ebur128_destroy(&meter); }
};

}  // namespace

class LoudnessMeter::State {
 public:
  void set_format(int rate_hz, const std::vector<Speaker>& speakers) {
    rate_hz_ = rate_hz;
    slices_of_format_ = 0;
    slice_fill_ = 0;
    const auto rate = static_cast<unsigned long>(rate_hz);
    const auto channels = static_cast<unsigned>(speakers.size());
    if (!started_) {
      meter_.reset(ebur128_init(channels, rate, EBUR128_MODE_I | EBUR128_MODE_LRA));
    } else if (meter_) {
      const int changed = ebur128_change_parameters(meter_.get(), channels, rate);
      if (changed != EBUR128_SUCCESS && changed != EBUR128_ERROR_NO_CHANGE) meter_.reset();
    }
    started_ = true;
    for (unsigned c = 0; meter_ && c < channels; ++c) {
      ebur128_set_channel(meter_.get(), c, channel_of(speakers[c]));
    }
  }

  void add(const PlanarSamples& samples) {
    if (!meter_) return;
    for (std::size_t at = 0; at < samples.size();) {
      const std::size_t count = std::min(samples.size() - at, slice_size() - slice_fill_);
      feed(samples, at, count);
      at += count;
      slice_fill_ += count;
      if (slice_fill_ == slice_size()) end_slice();
    }
  }

  Loudness result() const {
    Loudness loudness{.integrated = std::nullopt,
                      .range = std::nullopt,
                      .max_momentary = if_any(momentary_.highest()),
                      .max_short_term = if_any(short_term_.highest())};
    double figure = 0.0;
    if (!meter_) return loudness;
    if (ebur128_loudness_global(meter_.get(), &figure) == EBUR128_SUCCESS &&
        std::isfinite(figure)) {
      loudness.integrated = figure;
    }
    // Where nothing is above the gate, the library says that the range is 0.
    if (loudness.max_short_term.value_or(-HUGE_VAL) >= kAbsoluteGateLufs &&
        ebur128_loudness_range(meter_.get(), &figure) == EBUR128_SUCCESS) {
      loudness.range = figure;
    }
    return loudness;
  }

 private:
  /// Slices end where a hundredth of a second does, to the nearest sample: no rate lets them drift.
  std::size_t slice_size() const {
    const auto boundary = [this](std::int64_t slice) {
      return (slice * rate_hz_ + kSlicesPerSecond / 2) / kSlicesPerSecond;
    };
    return static_cast<std::size_t>(boundary(slices_of_format_ + 1) - boundary(slices_of_format_));
  }

  void feed(const PlanarSamples& samples, std::size_t start, std::size_t count) {
    const std::size_t channels = samples.channels();
    interleaved_.resize(count * channels);
    for (std::size_t c = 0; c < channels; ++c) {
      const float* const from = samples.channel(c).data() + start;
      for (std::size_t i = 0; i < count; ++i) interleaved_[i * channels + c] = from[i];
    }
    if (ebur128_add_frames_float(meter_.get(), interleaved_.data(), count) != EBUR128_SUCCESS) {
      meter_.reset();
    }
  }

  void end_slice() {
    ++slices_of_format_;
    slice_fill_ = 0;
    double lufs = 0.0;
    if (!meter_ || ebur128_loudness_window(meter_.get(), kSliceMs, &lufs) != EBUR128_SUCCESS) {
      return;
    }
    const double power = to_power(lufs);
    momentary_.add(power);
    short_term_.add(power);
  }

  std::unique_ptr<ebur128_state, FreeMeter> meter_;  // Null: no loudness can be told.
  bool started_ = false;
  std::vector<float> interleaved_;
  std::int64_t rate_hz_ = 0;
  std::int64_t slices_of_format_ = 0;  // Since set_format.
  std::size_t slice_fill_ = 0;         // Samples of the slice at hand.
  HighestMean<40> momentary_;
  HighestMean<300> short_term_;
};

LoudnessMeter::LoudnessMeter() : state_(std::make_unique<State>()) {}
LoudnessMeter::LoudnessMeter(LoudnessMeter&&) noexcept = default;
LoudnessMeter::~LoudnessMeter() = default;

void LoudnessMeter::set_format(int rate_hz, const std::vector<Speaker>& speakers) {
  state_->set_format(rate_hz, speakers);
}
void LoudnessMeter::add(const PlanarSamples& samples) { state_->add(samples); }
Loudness LoudnessMeter::result() const { return state_->result(); }

}  // namespace ingest
