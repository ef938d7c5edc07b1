#include "ingest/planar_samples.h"

#include <algorithm>
#include <bit>

namespace ingest {
namespace {

constexpr float kScale8 = 1.0F / 128;
constexpr float kScale16 = 1.0F / 32'768;
constexpr float kScale32 = 1.0F / 2'147'483'648.0F;
constexpr float kScale64 = 1.0F / 9'223'372'036'854'775'808.0F;

}  // namespace

/// `zero` is what silence is in this format.
template <class T>
void PlanarSamples::convert(const AVFrame& frame, std::size_t skip, bool planar, T zero,
                            float scale) {
  const std::size_t stride = planar ? 1 : channels_;
  for (std::size_t c = 0; c < channels_; ++c) {
    const auto* in = reinterpret_cast<const T*>(frame.extended_data[planar ? c : 0]);
    in += skip * stride + (planar ? 0 : c);
    float* const out = samples_.data() + c * size_;
    for (std::size_t i = 0; i < size_; ++i) {
      out[i] = static_cast<float>(in[i * stride] - zero) * scale;
    }
  }
}

bool PlanarSamples::assign(const AVFrame& frame, std::int64_t skip) {
  const auto left_out =
      static_cast<std::size_t>(std::clamp<std::int64_t>(skip, 0, frame.nb_samples));
  channels_ = static_cast<std::size_t>(frame.ch_layout.nb_channels);
  size_ = static_cast<std::size_t>(frame.nb_samples) - left_out;
  samples_.resize(channels_ * size_);
  const auto format = static_cast<AVSampleFormat>(frame.format);
  const bool planar = av_sample_fmt_is_planar(format) != 0;
  switch (av_get_packed_sample_fmt(format)) {
    case AV_SAMPLE_FMT_U8:
      convert<std::uint8_t>(frame, left_out, planar, 128, kScale8);
      return true;
    case AV_SAMPLE_FMT_S16:
      convert<std::int16_t>(frame, left_out, planar, 0, kScale16);
      return true;
    case AV_SAMPLE_FMT_S32:
      convert<std::int32_t>(frame, left_out, planar, 0, kScale32);
      return true;
    case AV_SAMPLE_FMT_S64:
      convert<std::int64_t>(frame, left_out, planar, 0, kScale64);
      return true;
    case AV_SAMPLE_FMT_FLT: convert<float>(frame, left_out, planar, 0, 1); break;
    case AV_SAMPLE_FMT_DBL: convert<double>(frame, left_out, planar, 0, 1); break;
    default: assign_silence(0, 0); return false;
  }
  drop_unplayable();
  return true;
}

void PlanarSamples::assign_silence(std::size_t channels, std::size_t samples) {
  channels_ = channels;
  size_ = samples;
  samples_.assign(channels * samples, 0.0F);
}

void PlanarSamples::drop_unplayable() {
  // Without its sign, a float's bits are ordered as its value is, and infinity and what is no
  // number come after every number.
  constexpr std::uint32_t kSignless = 0x7FFF'FFFF;
  constexpr auto kMax = std::bit_cast<std::uint32_t>(kPlayableMax);
  std::uint32_t dropped = 0;
  for (const float sample : samples_) {
    dropped += (std::bit_cast<std::uint32_t>(sample) & kSignless) > kMax ? 1U : 0U;
  }
  if (dropped == 0) return;
  unplayable_ += dropped;
  for (float& sample : samples_) {
    if ((std::bit_cast<std::uint32_t>(sample) & kSignless) > kMax) sample = 0.0F;
  }
}

}  // namespace ingest
