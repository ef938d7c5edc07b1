#include "ingest/track_meter.h"

#include "ingest/musical_key.h"
#include "ingest/tempo.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ingest {
namespace {

using engine::MediaTime;
using engine::SoundFormat;
using engine::TrackMeasurement;

constexpr int kFullScaleBitsMax = 16;

bool is_lossless(AVCodecID codec) {
  const AVCodecDescriptor* const about = avcodec_descriptor_get(codec);
  return about != nullptr && (about->props & AV_CODEC_PROP_LOSSLESS) != 0 &&
         (about->props & AV_CODEC_PROP_LOSSY) == 0;
}

int bits_of(const AVCodecParameters& parameters) {
  if (!is_lossless(parameters.codec_id)) return 0;
  if (parameters.bits_per_raw_sample > 0) return parameters.bits_per_raw_sample;
  const int exact = av_get_exact_bits_per_sample(parameters.codec_id);
  return exact > 0 ? exact : parameters.bits_per_coded_sample;
}

/// Where sound of `bits` is at its highest. What has more bits than 16, or none to speak of, was
/// most likely clipped on its way through 16.
float full_scale(int bits) {
  const int fewest = bits > 0 ? std::min(bits, kFullScaleBitsMax) : kFullScaleBitsMax;
  return 1.0F - std::ldexp(1.0F, 1 - fewest);
}

/// One or two channels that have no names of their own are mono and stereo.
std::string layout_name(const AVChannelLayout& layout) {
  AVChannelLayout usual{};
  av_channel_layout_default(&usual, layout.nb_channels);
  const bool nameless = layout.order == AV_CHANNEL_ORDER_UNSPEC && layout.nb_channels <= 2;
  std::array<char, 128> name{};
  const int length =
      av_channel_layout_describe(nameless ? &usual : &layout, name.data(), name.size());
  return length > 0 ? std::string(name.data()) : std::string();
}

bool has(const AVChannelLayout& layout, AVChannel channel) {
  return av_channel_layout_index_from_channel(&layout, channel) >= 0;
}

/// "Back" channels stand at the sides, unless there are others that do.
std::vector<Speaker> speakers_of(const AVChannelLayout& layout) {
  const bool backs_at_sides = !has(layout, AV_CHAN_SIDE_LEFT) && !has(layout, AV_CHAN_SIDE_RIGHT);
  std::vector<Speaker> speakers;
  for (int i = 0; i < layout.nb_channels; ++i) {
    switch (av_channel_layout_channel_from_index(&layout, static_cast<unsigned>(i))) {
      case AV_CHAN_LOW_FREQUENCY:
      case AV_CHAN_LOW_FREQUENCY_2: speakers.push_back(Speaker::kEffects); break;
      case AV_CHAN_SIDE_LEFT:
      case AV_CHAN_SIDE_RIGHT: speakers.push_back(Speaker::kSide); break;
      case AV_CHAN_BACK_LEFT:
      case AV_CHAN_BACK_RIGHT:
        speakers.push_back(backs_at_sides ? Speaker::kSide : Speaker::kFront);
        break;
      default: speakers.push_back(Speaker::kFront);
    }
  }
  return speakers;
}

std::int32_t hundredths(double value) {
  return static_cast<std::int32_t>(std::lround(value * 100));
}

std::optional<std::int32_t> hundredths(const std::optional<double>& value) {
  if (!value) return std::nullopt;
  return hundredths(*value);
}

std::int32_t millionths(double value) {
  constexpr double kMax = 2e9;  // Of a float file far beyond full scale.
  return static_cast<std::int32_t>(std::lround(std::clamp(value * 1e6, -kMax, kMax)));
}

std::optional<std::int32_t> centi_db(float amplitude) {
  if (amplitude <= 0) return std::nullopt;
  return hundredths(20.0 * std::log10(static_cast<double>(amplitude)));
}

/// `over` against `under`, in hundredths of a decibel; both are energies, and not both zero.
std::int32_t energy_centi_db(double over, double under, std::int32_t limit) {
  if (under <= 0) return limit;
  if (over <= 0) return -limit;
  return std::clamp(hundredths(10.0 * std::log10(over / under)), -limit, limit);
}

void take_levels(const LevelMeter::Figures& levels, TrackMeasurement& into) {
  into.sample_peak_centi_db = centi_db(levels.peak);
  into.clip_runs = levels.clip_runs;
  into.clipped_samples = levels.clipped_samples;
  into.dc_ppm = millionths(levels.offset);
  into.head_silence = levels.head_silence;
  into.tail_silence = levels.tail_silence;
  into.seam_step_ppm = millionths(levels.seam_step);
  into.seam_nearby_step_ppm = millionths(levels.seam_nearby_step);
  const double left = levels.left_energy;
  const double right = levels.right_energy;
  if (!levels.stereo || left + right <= 0) return;
  const double product = (left + right - levels.difference_energy) / 2.0;
  const double sum = std::max(left + right + 2.0 * product, 0.0);
  into.side_centi_db = energy_centi_db(levels.difference_energy, sum, -engine::kSideFloorCentiDb);
  into.balance_centi_db = energy_centi_db(left, right, engine::kBalanceMaxCentiDb);
  if (left <= 0 || right <= 0) return;
  const double correlation = std::clamp(product / std::sqrt(left * right), -1.0, 1.0);
  into.correlation_permille = static_cast<std::int32_t>(std::lround(correlation * 1000));
}

}  // namespace

TrackMeter::TrackMeter(const AVCodecParameters& parameters) {
  format_.codec = avcodec_get_name(parameters.codec_id);
  format_.bits = bits_of(parameters);
}

/// False when there is no memory to remember the format; the next frame tries again.
bool TrackMeter::match_format(const AVFrame& frame) {
  const bool same = like_ && like_->sample_rate == frame.sample_rate &&
                    av_channel_layout_compare(&like_->ch_layout, &frame.ch_layout) == 0;
  if (same) return true;
  if (!like_) {
    format_.rate_hz = frame.sample_rate;
    format_.channels = frame.ch_layout.nb_channels;
    format_.layout = layout_name(frame.ch_layout);
  }
  like_.reset(av_frame_alloc());
  if (!like_) return false;
  like_->sample_rate = frame.sample_rate;
  av_channel_layout_copy(&like_->ch_layout, &frame.ch_layout);
  const auto channels = static_cast<std::size_t>(frame.ch_layout.nb_channels);
  loudness_.set_format(frame.sample_rate, speakers_of(frame.ch_layout));
  true_peak_.set_format(frame.sample_rate, channels);
  levels_.set_format(frame.sample_rate, channels, full_scale(format_.bits));
  return true;
}

void TrackMeter::add(const AVFrame& frame, const PlayerClock::Placement& placement) {
  if (!match_format(frame)) return;
  add_silence(placement.silence_samples);
  if (samples_.assign(frame, placement.skip_samples)) measure();
}

void TrackMeter::add_silence(std::int64_t samples) {
  constexpr std::int64_t kAtOnce = 4096;
  const auto channels = static_cast<std::size_t>(like_->ch_layout.nb_channels);
  for (; samples > 0; samples -= kAtOnce) {
    samples_.assign_silence(channels, static_cast<std::size_t>(std::min(samples, kAtOnce)));
    measure();
  }
}

void TrackMeter::measure() {
  loudness_.add(samples_);
  true_peak_.add(samples_);
  levels_.add(samples_);
}

TrackMeasurement TrackMeter::finish(const engine::FingerprintedMedia& media) {
  true_peak_.finish();
  const Loudness loudness = loudness_.result();
  TrackMeasurement measured;
  measured.format = format_;
  measured.duration = media.fingerprint.duration;
  measured.complete = media.facts.complete;
  measured.decode_errors = static_cast<std::int64_t>(media.facts.decode_errors);
  measured.integrated_centi_lufs = hundredths(loudness.integrated);
  measured.max_momentary_centi_lufs = hundredths(loudness.max_momentary);
  measured.max_short_term_centi_lufs = hundredths(loudness.max_short_term);
  measured.range_centi_lu = hundredths(loudness.range);
  measured.true_peak_centi_db = centi_db(true_peak_.peak());
  measured.unplayable_samples = static_cast<std::int64_t>(samples_.unplayable());
  take_levels(levels_.finish(), measured);
  measured.tempo = tempo_of(media.fingerprint);
  measured.key = key_of(media.fingerprint);
  return measured;
}

}  // namespace ingest
