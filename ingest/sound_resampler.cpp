#include "ingest/sound_resampler.h"

extern "C" {
#include <libavutil/opt.h>
#include <libavutil/samplefmt.h>
}

#include <algorithm>
#include <array>
#include <string>

namespace ingest {
namespace {

using engine::Errc;
using engine::fail;
using engine::MediaTime;
using engine::Result;

constexpr int kChannelsMax = 64;

/// Of libswresample's windowed sinc: taps per output sample, end of the pass band as a part of half
/// the output rate, and the shape of the window.
struct Filter {
  int size;
  double cutoff;
  double kaiser_beta;
};

/// What one lane asks of libswresample.
struct Output {
  int channels;
  AVSampleFormat format;
  int rate_hz;
  Filter filter;
};

/// A short filter, for speed: flat to 3.3 kHz, -3 dB at 3.7 kHz; what folds back from above 4.7 kHz
/// is 45 dB down or more. libswresample's default of 32 costs a third more and gains 200 Hz.
constexpr Filter kWideFilter{.size = 20, .cutoff = 0.96, .kaiser_beta = 6.0};
/// Chromaprint listens up to 3.52 kHz; its own resampler cuts at 0.8 of 5.5 kHz as well.
constexpr Filter kNarrowFilter{.size = 16, .cutoff = 0.8, .kaiser_beta = 9.0};

bool same_format(const AVFrame& a, const AVFrame& b) {
  return a.sample_rate == b.sample_rate && a.format == b.format &&
         av_channel_layout_compare(&a.ch_layout, &b.ch_layout) == 0;
}

FrameHandle make_silence(const AVFrame& like) {
  FrameHandle frame(av_frame_alloc());
  if (!frame) return nullptr;
  frame->format = like.format;
  frame->sample_rate = like.sample_rate;
  frame->nb_samples = std::max(like.sample_rate / 10, 1);
  const bool made = av_channel_layout_copy(&frame->ch_layout, &like.ch_layout) >= 0 &&
                    av_frame_get_buffer(frame.get(), 0) >= 0;
  if (!made) return nullptr;
  av_samples_set_silence(frame->extended_data, 0, frame->nb_samples, frame->ch_layout.nb_channels,
                         static_cast<AVSampleFormat>(frame->format));
  return frame;
}

/// Null when libswresample does not know how these channels become those.
/// `first_two`: the layout says nothing, so the first two channels stand for all.
ResamplerHandle make_resampler(AVFrame& input, const Output& output, bool first_two) {
  AVChannelLayout out_layout{};
  av_channel_layout_default(&out_layout, output.channels);
  SwrContext* raw = nullptr;
  const int status =
      swr_alloc_set_opts2(&raw, &out_layout, output.format, output.rate_hz, &input.ch_layout,
                          static_cast<AVSampleFormat>(input.format), input.sample_rate, 0, nullptr);
  ResamplerHandle resampler(raw);
  if (status < 0) return nullptr;
  av_opt_set_int(raw, "filter_size", output.filter.size, 0);
  av_opt_set_double(raw, "cutoff", output.filter.cutoff, 0);
  av_opt_set_double(raw, "kaiser_beta", output.filter.kaiser_beta, 0);
  std::array<int, kChannelsMax> map{};
  if (first_two) {
    AVChannelLayout used{};
    av_channel_layout_default(&used, 2);
    map.fill(-1);
    map[0] = 0;
    map[1] = 1;
    av_opt_set_chlayout(raw, "uchl", &used, 0);
    swr_set_channel_mapping(raw, map.data());
  }
  if (swr_init(raw) < 0) return nullptr;
  return resampler;
}

ResamplerHandle make_resampler(AVFrame& input, const Output& output) {
  if (auto resampler = make_resampler(input, output, false)) return resampler;
  if (input.ch_layout.nb_channels < 2) return nullptr;
  return make_resampler(input, output, true);
}

/// Where sample `rate_hz * time` lies, rounded to the nearest.
std::int64_t sample_at(MediaTime time, int rate_hz) {
  return av_rescale(time.count(), rate_hz, 1'000'000);
}

template <class T>
std::uint8_t* bytes_of(T* samples) {
  return reinterpret_cast<std::uint8_t*>(samples);
}

/// Takes up to `drop` of the samples behind `start` out of `samples`.
template <class T>
void drop_from(std::vector<T>& samples, std::size_t start, std::int64_t drop) {
  const auto first = samples.begin() + static_cast<std::ptrdiff_t>(start);
  samples.erase(first, first + std::min<std::ptrdiff_t>(drop, samples.end() - first));
}

}  // namespace

bool SoundResampler::accepts(const AVFrame& frame) {
  return frame.nb_samples > 0 && frame.sample_rate >= kRateMinHz &&
         frame.sample_rate <= kRateMaxHz && frame.ch_layout.nb_channels > 0 &&
         frame.ch_layout.nb_channels <= kChannelsMax;
}

Result<void> SoundResampler::match_format(const AVFrame& frame, MediaTime now) {
  if (silence_ && same_format(*silence_, frame)) return {};
  if (silence_) TRY_VOID(flush());
  silence_ = make_silence(frame);
  if (!silence_) return fail(Errc::kUnavailable, "not enough memory");
  const int channels = std::min(frame.ch_layout.nb_channels, 2);
  wide_.resampler =
      make_resampler(*silence_, {channels, AV_SAMPLE_FMT_FLTP, wide_.rate_hz, kWideFilter});
  narrow_.resampler =
      make_resampler(*silence_, {1, AV_SAMPLE_FMT_S16P, narrow_.rate_hz, kNarrowFilter});
  if (!wide_.resampler || !narrow_.resampler) {
    return fail(Errc::kUnsupported, "no way from its " +
                                        std::to_string(frame.ch_layout.nb_channels) +
                                        " channels to stereo; convert it to stereo");
  }
  // Each flush rounds to whole samples: begin again exactly where the clock is.
  const auto align = [now](Lane& lane) {
    const std::int64_t slip = sample_at(now, lane.rate_hz) - lane.made;
    lane.drop = std::max<std::int64_t>(-slip, 0);
    lane.made += std::max<std::int64_t>(slip, 0);
    return static_cast<std::size_t>(std::max<std::int64_t>(slip, 0));
  };
  const std::size_t wide_gap = align(wide_);
  collecting_.left.insert(collecting_.left.end(), wide_gap, 0.0F);
  collecting_.right.insert(collecting_.right.end(), wide_gap, 0.0F);
  collecting_.mono.insert(collecting_.mono.end(), align(narrow_), 0);
  return {};
}

Result<void> SoundResampler::add_silence(std::int64_t samples) {
  while (samples > 0) {
    const auto part = static_cast<int>(std::min<std::int64_t>(samples, silence_->nb_samples));
    TRY_VOID(convert(silence_->extended_data, part));
    samples -= part;
  }
  return {};
}

Result<void> SoundResampler::add_frame(const AVFrame& frame, std::int64_t skip) {
  if (skip >= frame.nb_samples) return {};
  const auto format = static_cast<AVSampleFormat>(frame.format);
  const bool planar = av_sample_fmt_is_planar(format) != 0;
  const int channels = frame.ch_layout.nb_channels;
  const std::int64_t step = std::int64_t{av_get_bytes_per_sample(format)} * (planar ? 1 : channels);
  std::array<const std::uint8_t*, kChannelsMax> planes{};
  for (int i = 0; i < (planar ? channels : 1); ++i) {
    planes[static_cast<std::size_t>(i)] = frame.extended_data[i] + skip * step;
  }
  return convert(planes.data(), static_cast<int>(frame.nb_samples - skip));
}

Result<void> SoundResampler::flush() {
  if (!silence_) return {};
  return convert(nullptr, 0);
}

Result<void> SoundResampler::convert(const std::uint8_t* const* planes, int samples) {
  // swr_convert takes the planes as non-const pointers but does not change them.
  const auto** const input = const_cast<const std::uint8_t**>(planes);
  if (!convert_wide(input, samples) || !convert_narrow(input, samples)) {
    return fail(Errc::kUnavailable, "resampling failed; there may not be enough memory");
  }
  return {};
}

bool SoundResampler::convert_wide(const std::uint8_t** planes, int samples) {
  SwrContext* const swr = wide_.resampler.get();
  const std::size_t start = collecting_.left.size();
  const int room = swr_get_out_samples(swr, samples);
  if (room < 0) return false;
  collecting_.left.resize(start + static_cast<std::size_t>(room));
  collecting_.right.resize(collecting_.left.size());
  std::array<std::uint8_t*, 2> out{bytes_of(collecting_.left.data() + start),
                                   bytes_of(collecting_.right.data() + start)};
  const int made = swr_convert(swr, out.data(), room, planes, samples);
  collecting_.left.resize(start + static_cast<std::size_t>(std::max(made, 0)));
  collecting_.right.resize(collecting_.left.size());
  if (made < 0) return false;
  if (silence_->ch_layout.nb_channels == 1) {
    std::copy(collecting_.left.begin() + static_cast<std::ptrdiff_t>(start), collecting_.left.end(),
              collecting_.right.begin() + static_cast<std::ptrdiff_t>(start));
  }
  const std::int64_t dropped = std::min<std::int64_t>(wide_.drop, made);
  drop_from(collecting_.left, start, dropped);
  drop_from(collecting_.right, start, dropped);
  wide_.drop -= dropped;
  wide_.made += made - dropped;
  return true;
}

bool SoundResampler::convert_narrow(const std::uint8_t** planes, int samples) {
  SwrContext* const swr = narrow_.resampler.get();
  const std::size_t start = collecting_.mono.size();
  const int room = swr_get_out_samples(swr, samples);
  if (room < 0) return false;
  collecting_.mono.resize(start + static_cast<std::size_t>(room));
  std::array<std::uint8_t*, 1> out{bytes_of(collecting_.mono.data() + start)};
  const int made = swr_convert(swr, out.data(), room, planes, samples);
  collecting_.mono.resize(start + static_cast<std::size_t>(std::max(made, 0)));
  if (made < 0) return false;
  const std::int64_t dropped = std::min<std::int64_t>(narrow_.drop, made);
  drop_from(collecting_.mono, start, dropped);
  narrow_.drop -= dropped;
  narrow_.made += made - dropped;
  return true;
}

SoundBlock SoundResampler::take() {
  std::swap(taken_, collecting_);
  collecting_.left.clear();
  collecting_.right.clear();
  collecting_.mono.clear();
  return {taken_.left, taken_.right, taken_.mono};
}

}  // namespace ingest
