// Spectrogram by libavutil's FFT, one complex transform for both channels; local maxima by sliding
// maxima; then the strongest few of each frequency band and half second.
#include "ingest/landmarks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

extern "C" {
#include <libavutil/mem.h>
#include <libavutil/tx.h>
}

namespace ingest {
namespace {

using engine::SpectralPeak;
using engine::SpectralTrace;
namespace grid = engine::landmark_grid;

constexpr std::size_t kWindow = grid::kWindowSamples;
constexpr std::size_t kHop = grid::kHopSamples;
constexpr std::size_t kBins = kWindow / 2;

/// A peak is the largest value within this many bins and frames on either side. Three frames and
/// four bins are about the main lobe of the window: closer maxima are the same tone.
constexpr std::size_t kReachBins = 4;
constexpr std::size_t kReachFrames = 3;
constexpr std::size_t kRowsHeld = 2 * kReachFrames + 1;

// A quota for each band keeps a loud bass, or a voice, from taking all places.
using grid::kBandEdges;
using grid::kBands;
using grid::kPeaksPerBand;
static_assert(kPeaksPerBand <= 16);  // The record has four bits for a rank.

/// A full-scale sine in the middle of a bin has this power: (1/2 * sum of the Hann window)^2.
constexpr double kFullScalePower = (kWindow / 4.0) * (kWindow / 4.0);
/// -96 dBFS: what is below is the dither and rounding of 16-bit sound.
constexpr float kFloorPower = static_cast<float>(kFullScalePower * 2.5e-10);

std::uint8_t level_of(double power_ratio) {
  const double half_db = 2.0 * (10.0 * std::log10(std::max(power_ratio, 1e-20)) + 127.0);
  return static_cast<std::uint8_t>(std::clamp(std::lround(half_db), 0L, 255L));
}

struct Candidate {
  std::uint32_t frame;
  std::uint16_t frequency;
  float power;
};

/// Offset of a maximum from its bin, in bins within +-0.5, by a parabola through three log powers.
float interpolate(float below, float at, float above) {
  const float a = std::log(below + 1e-12F);
  const float b = std::log(at + 1e-12F);
  const float c = std::log(above + 1e-12F);
  const float curvature = a - 2 * b + c;
  if (curvature >= -1e-6F) return 0;
  return std::clamp(0.5F * (a - c) / curvature, -0.5F, 0.5F);
}

/// Decoders of damaged media emit NaN and infinities; one would spread over a whole window.
float tamed(float sample) {
  constexpr float kLargest = 8.0F;  // 18 dB above full scale.
  return std::abs(sample) <= kLargest ? sample : 0.0F;
}

/// Takes spectrogram rows of one channel in order and collects its peaks.
class PeakPicker {
 public:
  PeakPicker() {
    for (Row& row : rows_) row.fill(0);
    for (Row& row : maxima_) row.fill(0);
  }

  void add(const std::array<float, kBins>& power) {
    Row& row = rows_[next_ % kRowsHeld];
    std::copy(power.begin(), power.end(), row.begin() + kReachBins);
    slide_maximum(row, maxima_[next_ % kRowsHeld]);
    ++next_;
    if (next_ > kReachFrames) pick(next_ - 1 - kReachFrames);
  }

  void add_level(double mean_square) {
    constexpr double kSineMeanSquare = 0.5;
    trace_.levels.push_back(level_of(mean_square / kSineMeanSquare));
  }

  /// Whole periods: levels of later ones stay.
  SpectralTrace take() {
    SpectralTrace taken;
    taken.peaks = std::exchange(trace_.peaks, {});
    const std::size_t whole = std::min(period_ - levels_taken_, trace_.levels.size());
    const auto end = trace_.levels.begin() + static_cast<std::ptrdiff_t>(whole);
    taken.levels.assign(trace_.levels.begin(), end);
    trace_.levels.erase(trace_.levels.begin(), end);
    levels_taken_ += whole;
    return taken;
  }

  SpectralTrace finish() {
    const std::array<float, kBins> silence{};
    for (std::size_t i = 0; i < kReachFrames && next_ > 0; ++i) add(silence);
    close_period();
    return std::move(trace_);
  }

 private:
  using Row = std::array<float, kBins + 2 * kReachBins>;  // With a margin of zeros on both sides.

  /// By value, unlike std::max, so that compilers make vector code of the loops below.
  static float larger(float a, float b) { return a > b ? a : b; }

  /// out[kReachBins + b] = max of in over b - kReachBins .. b + kReachBins, by doubling.
  static void slide_maximum(const Row& in, Row& out) {
    static_assert(kReachBins == 4);  // The window of nine is 8 + 1.
    Row pairs;
    Row fours;
    constexpr std::size_t kEnd = kBins + 2 * kReachBins;
    for (std::size_t i = 0; i + 1 < kEnd; ++i) pairs[i] = larger(in[i], in[i + 1]);
    for (std::size_t i = 0; i + 3 < kEnd; ++i) fours[i] = larger(pairs[i], pairs[i + 2]);
    for (std::size_t b = 0; b < kBins; ++b) {
      const float eight = larger(fours[b], fours[b + 4]);
      out[kReachBins + b] = larger(eight, in[b + 8]);
    }
  }

  bool is_peak(std::size_t frame, std::size_t column) const {
    const float value = rows_[frame % kRowsHeld][column];
    const std::size_t first = frame >= kReachFrames ? frame - kReachFrames : 0;
    for (std::size_t f = first; f <= frame + kReachFrames; ++f) {
      if (value < maxima_[f % kRowsHeld][column]) return false;
    }
    return true;
  }

  void pick(std::size_t frame) {
    if (frame / grid::kLevelPeriodFrames != period_) close_period();
    period_ = frame / grid::kLevelPeriodFrames;
    const Row& row = rows_[frame % kRowsHeld];
    const Row& maxima = maxima_[frame % kRowsHeld];
    std::array<std::uint8_t, kBins> is_maximum;  // Within its own frame; few are.
    for (std::size_t bin = 0; bin < kBins; ++bin) {
      const float value = row[bin + kReachBins];
      const bool loud = value >= kFloorPower;
      is_maximum[bin] = static_cast<std::uint8_t>((value >= maxima[bin + kReachBins]) & loud);
    }
    for (std::size_t band = 0; band < kBands; ++band) {
      for (std::size_t bin = kBandEdges[band]; bin < kBandEdges[band + 1]; ++bin) {
        if (is_maximum[bin] == 0 || !is_peak(frame, bin + kReachBins)) continue;
        candidates_[band].push_back(candidate(frame, bin));
      }
    }
  }

  Candidate candidate(std::size_t frame, std::size_t bin) const {
    const float* const at = &rows_[frame % kRowsHeld][bin + kReachBins];
    const float place = static_cast<float>(bin) + interpolate(at[-1], at[0], at[1]);
    return {static_cast<std::uint32_t>(frame),
            static_cast<std::uint16_t>(std::lround(place * grid::kStepsPerBin)), at[0]};
  }

  void close_period() {
    const std::size_t first = trace_.peaks.size();
    for (auto& band : candidates_) {
      std::sort(band.begin(), band.end(), [](const Candidate& a, const Candidate& b) {
        if (a.power != b.power) return a.power > b.power;
        return a.frame != b.frame ? a.frame < b.frame : a.frequency < b.frequency;
      });
      for (std::size_t rank = 0; rank < std::min(band.size(), kPeaksPerBand); ++rank) {
        trace_.peaks.push_back({band[rank].frame, band[rank].frequency,
                                level_of(band[rank].power / kFullScalePower),
                                static_cast<std::uint8_t>(rank)});
      }
      band.clear();
    }
    const auto begin = trace_.peaks.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(begin, trace_.peaks.end(), [](const SpectralPeak& a, const SpectralPeak& b) {
      return a.frame != b.frame ? a.frame < b.frame : a.frequency < b.frequency;
    });
    // Two neighbouring bins can be pulled to the same place between them.
    const auto same = [](const SpectralPeak& a, const SpectralPeak& b) {
      return a.frame == b.frame && a.frequency == b.frequency;
    };
    trace_.peaks.erase(std::unique(begin, trace_.peaks.end(), same), trace_.peaks.end());
  }

  std::array<Row, kRowsHeld> rows_;    // rows_[f % kRowsHeld] is frame f.
  std::array<Row, kRowsHeld> maxima_;  // The same frames, each value the maximum around it.
  std::size_t next_ = 0;               // The next frame to come.
  std::size_t period_ = 0;
  std::size_t levels_taken_ = 0;
  std::array<std::vector<Candidate>, kBands> candidates_;
  SpectralTrace trace_;
};

struct FreeTransform {
  void operator()(AVTXContext* context) const noexcept { av_tx_uninit(&context); }
};
struct FreeAligned {
  void operator()(void* memory) const noexcept { av_free(memory); }
};

using ComplexBuffer = std::unique_ptr<AVComplexFloat[], FreeAligned>;

ComplexBuffer make_complex_buffer() {
  return ComplexBuffer(static_cast<AVComplexFloat*>(av_malloc(kWindow * sizeof(AVComplexFloat))));
}

/// Powers of two real signals from one complex transform: mid is the real input, side the
/// imaginary one, and each spectrum is the even or odd half of the result.
class Transform {
 public:
  Transform() : in_(make_complex_buffer()), out_(make_complex_buffer()) {
    AVTXContext* context = nullptr;
    const float scale = 1.0F;
    av_tx_init(&context, &run_, AV_TX_FLOAT_FFT, 0, kWindow, &scale, 0);
    context_.reset(context);
    for (std::size_t i = 0; i < kWindow; ++i) {
      const double turn = 2 * std::numbers::pi * static_cast<double>(i) / kWindow;
      hann_[i] = static_cast<float>(0.5 - 0.5 * std::cos(turn));
    }
  }

  void run(const float* mid, const float* side) {
    for (std::size_t i = 0; i < kWindow; ++i) {
      in_[i].re = mid[i] * hann_[i];
      in_[i].im = side[i] * hann_[i];
    }
    run_(context_.get(), out_.get(), in_.get(), sizeof(AVComplexFloat));
    // Taken apart, and the upper half turned round, so that the arithmetic is vector code.
    std::array<float, kBins> re;
    std::array<float, kBins> im;
    std::array<float, kBins> re_above;
    std::array<float, kBins> im_above;
    for (std::size_t bin = 1; bin < kBins; ++bin) {
      re[bin] = out_[bin].re;
      im[bin] = out_[bin].im;
      re_above[bin] = out_[kWindow - bin].re;
      im_above[bin] = out_[kWindow - bin].im;
    }
    for (std::size_t bin = 1; bin < kBins; ++bin) {
      const float mid_re = re[bin] + re_above[bin];
      const float mid_im = im[bin] - im_above[bin];
      const float side_re = im[bin] + im_above[bin];
      const float side_im = re_above[bin] - re[bin];
      mid_power[bin] = 0.25F * (mid_re * mid_re + mid_im * mid_im);
      side_power[bin] = 0.25F * (side_re * side_re + side_im * side_im);
    }
    mid_power[0] = side_power[0] = 0;
  }

  std::array<float, kBins> mid_power;
  std::array<float, kBins> side_power;

 private:
  std::unique_ptr<AVTXContext, FreeTransform> context_;
  av_tx_fn run_ = nullptr;
  ComplexBuffer in_;
  ComplexBuffer out_;
  std::array<float, kWindow> hann_;
};

}  // namespace

struct LandmarkExtractor::State {
  static constexpr std::size_t kLevelSamples = kHop * grid::kLevelPeriodFrames;

  Transform transform;
  PeakPicker mid_peaks;
  PeakPicker side_peaks;
  // Samples from the start of the next frame's window on. Half a window of silence goes before the
  // first, so that frame k is centred on sample k * kHop.
  std::vector<float> mid = std::vector<float>(kWindow / 2);
  std::vector<float> side = std::vector<float>(kWindow / 2);
  std::size_t level_samples = 0;
  double mid_square = 0;
  double side_square = 0;
  bool stereo = false;

  void push(float left, float right) {
    left = tamed(left);
    right = tamed(right);
    stereo = stereo || left != right;
    const float m = 0.5F * (left + right);
    const float s = 0.5F * (left - right);
    mid.push_back(m);
    side.push_back(s);
    mid_square += static_cast<double>(m) * m;
    side_square += static_cast<double>(s) * s;
    if (++level_samples == kLevelSamples) close_level();
  }

  void close_level() {
    if (level_samples == 0) return;
    const auto count = static_cast<double>(level_samples);
    mid_peaks.add_level(mid_square / count);
    side_peaks.add_level(side_square / count);
    mid_square = side_square = 0;
    level_samples = 0;
  }

  void run_frames() {
    std::size_t start = 0;
    for (; start + kWindow <= mid.size(); start += kHop) {
      transform.run(mid.data() + start, side.data() + start);
      mid_peaks.add(transform.mid_power);
      side_peaks.add(transform.side_power);
    }
    const auto used = static_cast<std::ptrdiff_t>(start);
    mid.erase(mid.begin(), mid.begin() + used);
    side.erase(side.begin(), side.begin() + used);
  }
};

LandmarkExtractor::LandmarkExtractor() : state_(std::make_unique<State>()) {}
LandmarkExtractor::~LandmarkExtractor() = default;

void LandmarkExtractor::feed(std::span<const float> left, std::span<const float> right) {
  constexpr std::size_t kPieceSamples = 16 * kHop;  // Bounds the buffer whatever a caller sends.
  State& state = *state_;
  for (std::size_t i = 0; i < left.size(); ++i) {
    state.push(left[i], right[i]);
    if (state.mid.size() >= kWindow + kPieceSamples) state.run_frames();
  }
}

LandmarkExtractor::Traces LandmarkExtractor::take() {
  return {state_->mid_peaks.take(), state_->side_peaks.take()};
}

bool LandmarkExtractor::stereo() const { return state_->stereo; }

LandmarkExtractor::Traces LandmarkExtractor::finish() {
  State& state = *state_;
  state.close_level();
  // Silence behind the end, as before the start, so that the last frames have full windows.
  state.mid.resize(state.mid.size() + kWindow / 2);
  state.side.resize(state.side.size() + kWindow / 2);
  state.run_frames();
  Traces traces;
  traces.mid = state.mid_peaks.finish();
  if (state.stereo) traces.side = state.side_peaks.finish();
  return traces;
}

}  // namespace ingest
