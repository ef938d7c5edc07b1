#include "ingest/level_meter.h"

#include <algorithm>
#include <cmath>

namespace ingest {
namespace {

using engine::MediaTime;

/// Sums are made in lanes, which fit the wide registers, and in short stretches, which keep what
/// rounding in single precision costs below -120 dB.
constexpr std::size_t kLanes = 8;
constexpr std::size_t kStretch = 512;
constexpr std::int64_t kSeamMs = 20;

using Lanes = std::array<float, kLanes>;

double total(const Lanes& lanes) {
  double sum = 0.0;
  for (const float lane : lanes) sum += lane;
  return sum;
}

struct Extent {
  float peak = 0.0F;
  double sum = 0.0;
};

/// Calls `lane(index, i)` for every i below `count`, with the lane it belongs to.
template <class PerSample>
void in_lanes(std::size_t count, const PerSample& per_sample) {
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) per_sample(lane, i + lane);
  }
  for (; i < count; ++i) per_sample(0, i);
}

Extent extent_of(std::span<const float> samples) {
  Extent extent;
  Lanes peaks{};
  for (std::size_t at = 0; at < samples.size(); at += kStretch) {
    const auto stretch = samples.subspan(at, std::min(kStretch, samples.size() - at));
    const float* const x = stretch.data();
    Lanes sums{};
    in_lanes(stretch.size(), [&](std::size_t lane, std::size_t i) {
      const float size = std::fabs(x[i]);
      peaks[lane] = peaks[lane] < size ? size : peaks[lane];
      sums[lane] += x[i];
    });
    extent.sum += total(sums);
  }
  extent.peak = *std::max_element(peaks.begin(), peaks.end());
  return extent;
}

void add_energies(std::span<const float> left, std::span<const float> right,
                  LevelMeter::Figures& figures) {
  for (std::size_t at = 0; at < left.size(); at += kStretch) {
    const float* const l = left.data() + at;
    const float* const r = right.data() + at;
    Lanes in_left{};
    Lanes in_right{};
    Lanes in_difference{};
    in_lanes(std::min(kStretch, left.size() - at), [&](std::size_t lane, std::size_t i) {
      const float difference = l[i] - r[i];
      in_left[lane] += l[i] * l[i];
      in_right[lane] += r[i] * r[i];
      in_difference[lane] += difference * difference;
    });
    figures.left_energy += total(in_left);
    figures.right_energy += total(in_right);
    figures.difference_energy += total(in_difference);
  }
}

float largest_step(const std::vector<float>& samples) {
  float step = 0.0F;
  for (std::size_t i = 1; i < samples.size(); ++i) {
    step = std::max(step, std::fabs(samples[i] - samples[i - 1]));
  }
  return step;
}

std::size_t seam_samples(int rate_hz) {
  return static_cast<std::size_t>(std::max<std::int64_t>(rate_hz * kSeamMs / 1000, 1));
}

bool is_sound(float sample) { return std::fabs(sample) >= LevelMeter::kSilenceBelow; }

}  // namespace

MediaTime LevelMeter::after(std::int64_t samples) const {
  return format_start_ + MediaTime{samples * 1'000'000 / rate_hz_};
}

void LevelMeter::set_format(int rate_hz, std::size_t channels, float full_scale) {
  figures_.stereo = channels >= 2 && (channels_.empty() || figures_.stereo);
  format_start_ = after(format_samples_);
  format_samples_ = 0;
  rate_hz_ = rate_hz;
  full_scale_ = full_scale;
  for (Channel& channel : channels_) {
    end_run(channel);
    if (channel.samples > 0) {
      offsets_.push_back(channel.sum / static_cast<double>(channel.samples));
    }
    channel.sum = 0.0;
    channel.samples = 0;
  }
  channels_.resize(channels);
}

void LevelMeter::add(const PlanarSamples& samples) {
  if (samples.size() == 0) return;
  float peak = 0.0F;
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    Channel& channel = channels_[c];
    const auto plane = samples.channel(c);
    const Extent extent = extent_of(plane);
    channel.sum += extent.sum;
    channel.samples += static_cast<std::int64_t>(plane.size());
    peak = std::max(peak, extent.peak);
    if (extent.peak >= full_scale_ || channel.run > 0) count_clips(channel, plane);
    keep_ends(channel, plane);
  }
  figures_.peak = std::max(figures_.peak, peak);
  if (channels_.size() >= 2) add_energies(samples.channel(0), samples.channel(1), figures_);
  if (peak >= kSilenceBelow) note_sound(samples);
  format_samples_ += static_cast<std::int64_t>(samples.size());
}

void LevelMeter::count_clips(Channel& channel, std::span<const float> samples) {
  for (const float sample : samples) {
    if (std::fabs(sample) >= full_scale_) {
      ++channel.run;
    } else if (channel.run > 0) {
      end_run(channel);
    }
  }
}

void LevelMeter::end_run(Channel& channel) {
  if (channel.run >= kClipRun) {
    ++figures_.clip_runs;
    figures_.clipped_samples += channel.run;
  }
  channel.run = 0;
}

/// `samples` hold some that are louder than silence.
void LevelMeter::note_sound(const PlanarSamples& samples) {
  std::size_t first = samples.size();
  std::size_t end = 0;
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    const auto plane = samples.channel(c);
    const auto from = std::find_if(plane.begin(), plane.end(), is_sound);
    const auto to = std::find_if(plane.rbegin(), plane.rend(), is_sound);
    first = std::min(first, static_cast<std::size_t>(from - plane.begin()));
    end = std::max(end, static_cast<std::size_t>(plane.rend() - to));
  }
  if (!heard_) figures_.head_silence = after(format_samples_ + static_cast<std::int64_t>(first));
  heard_ = true;
  last_sound_ = after(format_samples_ + static_cast<std::int64_t>(end));
}

void LevelMeter::keep_ends(Channel& channel, std::span<const float> samples) const {
  const std::size_t wanted = seam_samples(rate_hz_);
  if (channel.head.size() < wanted) {
    const std::size_t more = std::min(wanted - channel.head.size(), samples.size());
    channel.head.insert(channel.head.end(), samples.begin(),
                        samples.begin() + static_cast<std::ptrdiff_t>(more));
  }
  const auto last = samples.last(std::min(wanted, samples.size()));
  channel.tail.insert(channel.tail.end(), last.begin(), last.end());
  if (channel.tail.size() > wanted) {
    channel.tail.erase(channel.tail.begin(),
                       channel.tail.end() - static_cast<std::ptrdiff_t>(wanted));
  }
}

/// The channel whose step is the largest against what is near it.
void LevelMeter::measure_seam() {
  float excess = -1.0F;
  for (const Channel& channel : channels_) {
    if (channel.head.empty() || channel.tail.empty()) continue;
    const float step = std::fabs(channel.head.front() - channel.tail.back());
    const float nearby = std::max(largest_step(channel.head), largest_step(channel.tail));
    if (step - nearby <= excess) continue;
    excess = step - nearby;
    figures_.seam_step = step;
    figures_.seam_nearby_step = nearby;
  }
}

LevelMeter::Figures LevelMeter::finish() {
  const MediaTime end = after(format_samples_);
  set_format(rate_hz_, channels_.size(), full_scale_);  // Closes runs and offsets.
  for (const double offset : offsets_) {
    if (std::fabs(offset) > std::fabs(figures_.offset)) figures_.offset = offset;
  }
  if (!heard_) figures_.head_silence = end;
  figures_.tail_silence = heard_ ? end - last_sound_ : end;
  measure_seam();
  return figures_;
}

}  // namespace ingest
