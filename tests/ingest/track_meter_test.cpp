// What is measured of samples and files: each figure of a sound whose figure is known.
#include "tests/ingest/measured.h"
#include "tests/support/sound.h"
#include "tests/support/temp_dir.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>

namespace ingest {
namespace {

using engine::MediaTime;
using engine::TrackMeasurement;
using support::kSilenceDb;
using support::stereo_steps;
using support::tone_steps;
using support::Wave;
using support::WaveFormat;
using testing::Optional;

constexpr int kRateHz = 48'000;

Wave stereo(std::vector<float> left, std::vector<float> right) {
  return {.rate_hz = kRateHz, .channels = {std::move(left), std::move(right)}, .mask = 3};
}

std::vector<float> noise(std::uint64_t seed, std::size_t samples) {
  std::mt19937_64 random(seed);
  std::normal_distribution<float> normal(0.0F, 0.1F);
  std::vector<float> made(samples);
  for (float& sample : made) sample = normal(random);
  return made;
}

std::vector<float> scaled(std::vector<float> samples, float by) {
  for (float& sample : samples) sample *= by;
  return samples;
}

std::vector<float> sum(std::vector<float> a, const std::vector<float>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}

TEST(SamplePeak, IsTheHighestSampleOfEitherSign) {
  Wave wave = stereo_steps({{-20.0, 1.0}});
  wave.channels[1][1234] = -0.5F;
  EXPECT_THAT(measure(wave).sample_peak_centi_db, Optional(-602));
}

TEST(Clipping, CountsRunsOfThreeAtFullScaleInEachChannel) {
  Wave wave = stereo_steps({{-20.0, 1.0}});
  const auto clip = [&](std::size_t channel, std::size_t start, std::size_t length, float level) {
    for (std::size_t i = 0; i < length; ++i) wave.channels[channel][start + i] = level;
  };
  clip(0, 100, 3, 1.0F);
  clip(0, 200, 2, 1.0F);   // Too short.
  clip(0, 4094, 8, 1.2F);  // Across two frames.
  clip(1, 100, 5, -1.0F);
  const std::size_t at_end = wave.size() - 4;
  clip(1, at_end, 4, 1.0F);
  for (const WaveFormat format : {WaveFormat::kPcm16, WaveFormat::kPcm24, WaveFormat::kFloat32}) {
    const TrackMeasurement measured = measure(wave, format);
    EXPECT_EQ(measured.clip_runs, 4);
    EXPECT_EQ(measured.clipped_samples, 3 + 8 + 5 + 4);
  }
}

TEST(Clipping, IsNoneInSoundThatOnlyTouchesFullScale) {
  // A sine of full scale has two samples there at most, every period.
  EXPECT_EQ(measure(stereo_steps({{0.0, 2.0}}), WaveFormat::kPcm16).clip_runs, 0);
}

TEST(DcOffset, IsTheMeanOfTheWorstChannel) {
  std::vector<float> off = tone_steps({{-20.0, 2.0}});
  const std::vector<float> centred = off;
  for (float& sample : off) sample -= 0.02F;
  EXPECT_NEAR(measure(stereo(centred, off)).dc_ppm, -20'000, 20);
  EXPECT_NEAR(measure(stereo(centred, centred)).dc_ppm, 0, 20);
}

TEST(Silence, IsMeasuredAtBothEndsToTheSample) {
  const TrackMeasurement measured =
      measure(stereo_steps({{kSilenceDb, 1.25}, {-20.0, 2.0}, {kSilenceDb, 3.5}}));
  // A sine takes a sample to rise above -60 dB.
  EXPECT_NEAR(static_cast<double>(measured.head_silence.count()), 1'250'000, 50);
  EXPECT_NEAR(static_cast<double>(measured.tail_silence.count()), 3'500'000, 50);
  EXPECT_EQ(measured.duration, MediaTime{6'750'000});
}

TEST(Silence, IsAllOfASilentTrack) {
  const TrackMeasurement measured = measure(stereo_steps({{-80.0, 2.0}}));
  EXPECT_EQ(measured.head_silence, MediaTime{2'000'000});
  EXPECT_EQ(measured.tail_silence, MediaTime{2'000'000});
}

TEST(Silence, OfOneChannelIsNoneWhileTheOtherPlays) {
  const auto early = tone_steps({{-20.0, 1.0}, {kSilenceDb, 1.0}});
  const auto late = tone_steps({{kSilenceDb, 1.0}, {-20.0, 1.0}});
  const TrackMeasurement measured = measure(stereo(early, late));
  EXPECT_LT(measured.head_silence, MediaTime{100});
  EXPECT_LT(measured.tail_silence, MediaTime{100});
}

TEST(Stereo, CorrelationIsOneZeroOrMinusOne) {
  const std::vector<float> one = noise(1, 5 * kRateHz);
  const std::vector<float> other = noise(2, 5 * kRateHz);
  EXPECT_THAT(measure(stereo(one, one)).correlation_permille, Optional(1000));
  EXPECT_THAT(measure(stereo(one, scaled(one, -1.0F))).correlation_permille, Optional(-1000));
  EXPECT_THAT(measure(stereo(one, other)).correlation_permille,
              Optional(testing::AllOf(testing::Gt(-10), testing::Lt(10))));
  // cos 60 degrees: half of what is in the second is in the first.
  const auto half = sum(scaled(one, 0.5F), scaled(other, std::sqrt(0.75F)));
  EXPECT_THAT(measure(stereo(one, half)).correlation_permille,
              Optional(testing::AllOf(testing::Gt(490), testing::Lt(510))));
}

TEST(Stereo, SideIsHalfTheDifferenceAgainstHalfTheSum) {
  const std::vector<float> mid = noise(1, 5 * kRateHz);
  const std::vector<float> side = scaled(noise(2, 5 * kRateHz), 0.1F);
  const auto measured = measure(stereo(sum(mid, side), sum(mid, scaled(side, -1.0F))));
  EXPECT_THAT(measured.side_centi_db,
              Optional(testing::AllOf(testing::Gt(-2010), testing::Lt(-1990))));
  EXPECT_THAT(measure(stereo(mid, mid)).side_centi_db, Optional(engine::kSideFloorCentiDb));
}

TEST(Stereo, BalanceIsLeftAgainstRight) {
  const std::vector<float> one = noise(1, kRateHz);
  EXPECT_THAT(measure(stereo(one, scaled(one, 0.1F))).balance_centi_db, Optional(2000));
  EXPECT_THAT(measure(stereo(scaled(one, 0.1F), one)).balance_centi_db, Optional(-2000));
  const TrackMeasurement half = measure(stereo(one, std::vector<float>(one.size())));
  EXPECT_THAT(half.balance_centi_db, Optional(engine::kBalanceMaxCentiDb));
  EXPECT_EQ(half.correlation_permille, std::nullopt);
}

TEST(Stereo, IsUnknownOfMono) {
  const TrackMeasurement measured =
      measure(Wave{.rate_hz = kRateHz, .channels = {noise(1, kRateHz)}, .mask = 4});
  EXPECT_EQ(measured.format.channels, 1);
  EXPECT_EQ(measured.format.layout, "mono");
  EXPECT_EQ(measured.side_centi_db, std::nullopt);
  EXPECT_EQ(measured.balance_centi_db, std::nullopt);
}

TEST(LoopSeam, HasNoStepInWholePeriodsAndOneInACutPeriod) {
  // 100 Hz: a period is 480 samples, and neighbours differ by 1.3 % of the amplitude.
  const auto whole = tone_steps({{-6.0, 1.0}}, kRateHz, 100.0);
  const TrackMeasurement closed = measure(stereo(whole, whole));
  EXPECT_LE(closed.seam_step_ppm, closed.seam_nearby_step_ppm + 10);
  const auto cut = tone_steps({{-6.0, 1.0025}}, kRateHz, 100.0);  // Ends at the top of a wave.
  const TrackMeasurement open = measure(stereo(cut, cut));
  EXPECT_NEAR(open.seam_step_ppm, 501'000, 20'000);
  EXPECT_NEAR(open.seam_nearby_step_ppm, 6'560, 200);
}

TEST(Format, IsWhatTheFileSays) {
  const Wave wave = stereo_steps({{-20.0, 1.0}}, 96'000);
  const TrackMeasurement fine = measure(wave, WaveFormat::kPcm24);
  EXPECT_EQ(
      fine.format,
      (engine::SoundFormat{
          .codec = "pcm_s24le", .layout = "stereo", .channels = 2, .rate_hz = 96'000, .bits = 24}));
  EXPECT_EQ(measure(wave, WaveFormat::kPcm16).format.bits, 16);
  const support::TempDir folder;
  support::write_wave(folder / "a.wav", wave, WaveFormat::kPcm24);
  support::encode(folder / "a.wav", folder / "a.flac", {"-c:a", "flac"});
  EXPECT_EQ(measure(folder / "a.flac").format.bits, 24);
  support::encode(folder / "a.wav", folder / "a.mp3", {"-ar", "48000"});
  EXPECT_EQ(measure(folder / "a.mp3").format.codec, "mp3");
  EXPECT_EQ(measure(folder / "a.mp3").format.bits, 0);
}

TEST(Format, DoesNotChangeTheFigures) {
  const support::Sound music = support::make_music(3, 6.0);
  const Wave wave{.rate_hz = 44'100, .channels = {music.left, music.right}, .mask = 3};
  const TrackMeasurement floats = measure(wave, WaveFormat::kFloat32);
  for (const WaveFormat format : {WaveFormat::kPcm16, WaveFormat::kPcm24}) {
    const TrackMeasurement whole = measure(wave, format);
    EXPECT_NEAR(*whole.integrated_centi_lufs, *floats.integrated_centi_lufs, 1);
    EXPECT_NEAR(*whole.true_peak_centi_db, *floats.true_peak_centi_db, 1);
    EXPECT_EQ(whole.correlation_permille, floats.correlation_permille);
  }
}

TEST(Format, MayChangeOnTheWay) {
  const support::TempDir folder;
  support::write_wave(folder / "a.wav", stereo_steps({{-23.0, 10.0}}, 44'100), WaveFormat::kPcm16);
  support::write_wave(folder / "b.wav", stereo_steps({{-23.0, 10.0}}, 48'000), WaveFormat::kPcm16);
  support::encode(folder / "a.wav", folder / "a.mp3", {"-write_xing", "0", "-id3v2_version", "0"});
  support::encode(folder / "b.wav", folder / "b.mp3", {"-write_xing", "0", "-id3v2_version", "0"});
  support::ffmpeg({"-i",
                   "concat:" + (folder / "a.mp3").string() + "|" + (folder / "b.mp3").string(),
                   "-c", "copy", "-write_xing", "0", (folder / "both.mp3").string()});
  const TrackMeasurement measured = measure(folder / "both.mp3");
  EXPECT_NEAR(*measured.integrated_centi_lufs, *measure(folder / "b.mp3").integrated_centi_lufs, 5);
  EXPECT_EQ(measured.format.rate_hz, 44'100);
  EXPECT_LT(measured.tail_silence, MediaTime{100'000});
}

/// Sound in a stretch of which samples are replaced.
Wave spoilt(float by) {
  Wave wave = stereo_steps({{-23.0, 5.0}});
  for (std::size_t i = 1000; i < 1010; ++i) wave.channels[0][i * 7] = by;
  return wave;
}

TEST(HostileSamples, AreCountedAndLeftOut) {
  const TrackMeasurement clean = measure(stereo_steps({{-23.0, 5.0}}));
  for (const float bad :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
        -std::numeric_limits<float>::infinity(), std::numeric_limits<float>::max(), -2e6F}) {
    const TrackMeasurement measured = measure(spoilt(bad));
    EXPECT_EQ(measured.unplayable_samples, 10) << bad;
    EXPECT_NEAR(*measured.integrated_centi_lufs, *clean.integrated_centi_lufs, 2) << bad;
    EXPECT_EQ(measured.sample_peak_centi_db, clean.sample_peak_centi_db) << bad;
  }
}

TEST(HostileSamples, MayBeTheLoudestThatArePlayable) {
  const TrackMeasurement measured = measure(spoilt(1e6F));
  EXPECT_EQ(measured.unplayable_samples, 0);
  EXPECT_THAT(measured.sample_peak_centi_db, Optional(12'000));
}

TEST(HostileSamples, MayBeNoNumbersThroughout) {
  Wave wave = stereo_steps({{-23.0, 5.0}});
  for (auto& channel : wave.channels) {
    std::fill(channel.begin(), channel.end(), std::numeric_limits<float>::quiet_NaN());
  }
  const TrackMeasurement measured = measure(wave);
  EXPECT_EQ(measured.unplayable_samples, static_cast<std::int64_t>(2 * wave.size()));
  EXPECT_EQ(measured.integrated_centi_lufs, std::nullopt);
  EXPECT_EQ(measured.sample_peak_centi_db, std::nullopt);
  EXPECT_EQ(measured.dc_ppm, 0);
}

TEST(HostileSamples, MayBeOne) {
  const TrackMeasurement measured = measure(stereo({0.5F}, {-0.5F}));
  EXPECT_THAT(measured.sample_peak_centi_db, Optional(-602));
  EXPECT_EQ(measured.integrated_centi_lufs, std::nullopt);
  EXPECT_EQ(measured.seam_step_ppm, 0);
}

TEST(HostileSamples, MayComeInEightChannelsAt192Kilohertz) {
  Wave wave{.rate_hz = 192'000, .channels = {}, .mask = 0x63F};  // 7.1: sides and backs.
  const auto tone = tone_steps({{-23.0, 5.0}}, 192'000);
  wave.channels.assign(8, std::vector<float>(tone.size()));
  wave.channels[0] = tone;
  wave.channels[1] = tone;
  wave.channels[3] = tone;  // Low-frequency effects do not count.
  const TrackMeasurement measured = measure(wave);
  EXPECT_EQ(measured.format.channels, 8);
  EXPECT_NEAR(*measured.integrated_centi_lufs, -2300, 10);
  wave.channels[6] = tone;  // A side channel counts 1.41 times.
  EXPECT_NEAR(*measure(wave).integrated_centi_lufs,
              -2300 + std::lround(1000 * std::log10(3.41 / 2)), 10);
}

TEST(HostileSamples, MayBeInChannelsWithoutAName) {
  Wave wave{.rate_hz = kRateHz, .channels = {}, .mask = 0};
  wave.channels.assign(3, tone_steps({{-23.0, 2.0}}));
  EXPECT_EQ(measure(wave).format.channels, 3);
}

/// The most memory this process has held, in megabytes.
std::int64_t peak_megabytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

TEST(HostileSamples, MayBeTenHoursOfSilenceInLittleMemory) {
  constexpr int kHours = 10;
  constexpr int kSlowRateHz = 8000;
  constexpr std::uint32_t kSamples = kHours * 3600 * kSlowRateHz;
  const support::TempDir folder;
  // The header of a file that holds one sample, with the size of one that holds them all; what the
  // file is grown by reads as zeros, and takes no room.
  support::write_wave(folder / "sound.wav",
                      {.rate_hz = kSlowRateHz, .channels = {{0.0F}}, .mask = 4},
                      WaveFormat::kPcm16);
  {
    std::fstream file(folder / "sound.wav", std::ios::in | std::ios::out | std::ios::binary);
    const auto size = static_cast<std::streamoff>(std::filesystem::file_size(folder / "sound.wav"));
    const std::uint32_t data = kSamples * 2;
    file.seekp(size - 2 - 4);
    file.write(reinterpret_cast<const char*>(&data), sizeof data);
  }
  const auto header = std::filesystem::file_size(folder / "sound.wav") - 2;
  std::filesystem::resize_file(folder / "sound.wav", header + std::uintmax_t{kSamples} * 2);

  const std::int64_t before = peak_megabytes();
  const TrackMeasurement measured = measure(folder / "sound.wav");
  EXPECT_LT(peak_megabytes() - before, 60);
  EXPECT_EQ(measured.duration, std::chrono::hours(kHours));
  EXPECT_EQ(measured.head_silence, std::chrono::hours(kHours));
  EXPECT_EQ(measured.sample_peak_centi_db, std::nullopt);
}

}  // namespace
}  // namespace ingest
