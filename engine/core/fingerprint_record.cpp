#include "engine/core/fingerprint_record.h"

#include "engine/core/bytes.h"
#include "engine/core/digest.h"

#include <algorithm>

namespace engine {
namespace {

constexpr std::uint16_t kFrequencyMask = 0x0FFF;
constexpr unsigned kRankShift = 12;
static_assert(landmark_grid::kSteps <= kFrequencyMask + 1);

void put_trace(ByteWriter& out, const SpectralTrace& trace) {
  out.put_varint(trace.peaks.size());
  std::uint32_t frame = 0;
  for (const SpectralPeak& peak : trace.peaks) {
    out.put_varint(peak.frame - frame);
    frame = peak.frame;
    out.put(
        static_cast<std::uint16_t>((peak.frequency & kFrequencyMask) | (peak.rank << kRankShift)));
    out.put(peak.level);
  }
  out.put_varint(trace.levels.size());
  for (const std::uint8_t level : trace.levels) out.put(level);
}

void put_sound(ByteWriter& out, const Fingerprint& fingerprint) {
  out.put_varint(static_cast<std::uint64_t>(fingerprint.duration.count()));
  out.put_varint(fingerprint.chromaprint.size());
  for (const std::uint32_t word : fingerprint.chromaprint) out.put(word);
  put_trace(out, fingerprint.mid);
  put_trace(out, fingerprint.side);
}

/// A count is believed only when that many items of at least `item_bytes` are really there: a
/// damaged count must not drive a reserve().
bool plausible(const ByteReader& in, std::uint64_t count, std::size_t item_bytes) {
  return in.ok() && count <= in.remaining() / item_bytes;
}

/// Peaks in the order and within the time that readers rely on: a stranger's file may say anything.
bool get_peaks(ByteReader& in, MediaTime duration, std::vector<SpectralPeak>& peaks) {
  constexpr std::size_t kPeakBytesMin = 4;
  constexpr MediaTime kSlack{1'000'000};  // A window reaches beyond the last sound.
  const std::uint64_t count = in.get_varint();
  if (!plausible(in, count, kPeakBytesMin)) return false;
  const auto last_frame = static_cast<std::uint64_t>(
      std::min<std::int64_t>((duration + kSlack) / landmark_grid::kFramePeriod, UINT32_MAX));
  peaks.reserve(count);
  std::uint64_t frame = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t step = in.get_varint();
    const auto packed = in.get<std::uint16_t>();
    const auto level = in.get<std::uint8_t>();
    if (step > last_frame - frame) return false;
    frame += step;
    const auto frequency = static_cast<std::uint16_t>(packed & kFrequencyMask);
    if (i > 0 && step == 0 && frequency <= peaks.back().frequency) return false;
    peaks.push_back({static_cast<std::uint32_t>(frame), frequency, level,
                     static_cast<std::uint8_t>(packed >> kRankShift)});
  }
  return in.ok();
}

bool get_trace(ByteReader& in, MediaTime duration, SpectralTrace& trace) {
  if (!get_peaks(in, duration, trace.peaks)) return false;
  const std::uint64_t level_count = in.get_varint();
  if (!plausible(in, level_count, 1)) return false;
  const std::string_view levels = in.get_raw(static_cast<std::size_t>(level_count));
  trace.levels.assign(levels.begin(), levels.end());
  return in.ok();
}

/// Not negative, and such that a little can be added to it.
bool get_time(ByteReader& in, MediaTime& time) {
  const std::uint64_t us = in.get_varint();
  if (!in.ok() || us > INT64_MAX / 2) return false;
  time = MediaTime{static_cast<std::int64_t>(us)};
  return true;
}

bool get_facts(ByteReader& in, MediaFacts& facts) {
  facts.location = in.get_text();
  if (!get_time(in, facts.declared_duration)) return false;
  facts.complete = in.get<std::uint8_t>() != 0;
  facts.decode_errors = in.get_varint();
  const std::uint64_t tag_count = in.get_varint();
  if (!plausible(in, tag_count, 2)) return false;
  for (std::uint64_t i = 0; i < tag_count; ++i) {
    std::string key(in.get_text());
    facts.tags.insert_or_assign(std::move(key), std::string(in.get_text()));
  }
  return in.ok();
}

/// Whether the loudness values reach the end. Readers take memory by the duration, so that a short
/// record must not claim a long one.
bool lasts_as_long_as_it_sounds(const Fingerprint& fingerprint) {
  constexpr MediaTime kSlack{10'000'000};
  const auto levels = static_cast<std::int64_t>(fingerprint.mid.levels.size());
  const MediaTime period = landmark_grid::kLevelPeriodFrames * landmark_grid::kFramePeriod;
  return fingerprint.duration <= levels * period + kSlack;
}

bool get_sound(ByteReader& in, Fingerprint& fingerprint) {
  if (!get_time(in, fingerprint.duration)) return false;
  const std::uint64_t word_count = in.get_varint();
  if (!plausible(in, word_count, sizeof(std::uint32_t))) return false;
  fingerprint.chromaprint.reserve(word_count);
  for (std::uint64_t i = 0; i < word_count; ++i) {
    fingerprint.chromaprint.push_back(in.get<std::uint32_t>());
  }
  return get_trace(in, fingerprint.duration, fingerprint.mid) &&
         get_trace(in, fingerprint.duration, fingerprint.side) &&
         lasts_as_long_as_it_sounds(fingerprint);
}

Sha256 digest_sound(const Fingerprint& fingerprint) {
  ByteWriter sound;
  sound.put(Fingerprint::kAnalysis);
  put_sound(sound, fingerprint);
  Sha256 digest;
  digest.add(sound.view());
  return digest;
}

}  // namespace

std::string encode(const FingerprintedMedia& media) {
  ByteWriter out;
  // Nearly all of it is peaks, of four bytes each but for a few.
  constexpr std::size_t kPeakBytes = 4;
  const Fingerprint& sound = media.fingerprint;
  out.reserve((sound.mid.peaks.size() + sound.side.peaks.size()) * kPeakBytes +
              sound.chromaprint.size() * sizeof(std::uint32_t) + sound.mid.levels.size() +
              sound.side.levels.size() + 4096);
  out.put_raw(kFingerprintMagic);
  out.put(kFingerprintRecordVersion);
  out.put(Fingerprint::kAnalysis);
  out.put_text(media.facts.location);
  out.put_varint(static_cast<std::uint64_t>(media.facts.declared_duration.count()));
  out.put(static_cast<std::uint8_t>(media.facts.complete ? 1 : 0));
  out.put_varint(media.facts.decode_errors);
  out.put_varint(media.facts.tags.size());
  for (const auto& [key, value] : media.facts.tags) {
    out.put_text(key);
    out.put_text(value);
  }
  put_sound(out, sound);
  out.put(crc32c(out.view()));
  return std::move(out).take();
}

Result<FingerprintedMedia> decode_fingerprint(std::string_view record) {
  constexpr std::size_t kCrcBytes = sizeof(std::uint32_t);
  if (!record.starts_with(kFingerprintMagic)) {
    return fail(Errc::kInvalidInput, "not a fingerprint record");
  }
  const std::size_t header_bytes = kFingerprintMagic.size() + 2;
  if (record.size() < header_bytes + kCrcBytes) {
    return fail(Errc::kCorrupt, "fingerprint record is cut off; make it again");
  }
  ByteReader tail(record.substr(record.size() - kCrcBytes));
  const bool intact =
      tail.get<std::uint32_t>() == crc32c(record.substr(0, record.size() - kCrcBytes));
  ByteReader in(record.substr(0, record.size() - kCrcBytes));
  in.get_raw(kFingerprintMagic.size());
  const auto version = in.get<std::uint8_t>();
  const auto analysis = in.get<std::uint8_t>();
  // An intact record of an unknown version is newer; a broken one says nothing about its version.
  if (!intact) return fail(Errc::kCorrupt, "fingerprint record is damaged; make it again");
  if (version > kFingerprintRecordVersion || analysis > Fingerprint::kAnalysis) {
    return fail(Errc::kNewerFormat, "fingerprint record of version " + std::to_string(version) +
                                        "." + std::to_string(analysis) +
                                        " was written by a newer cuetrace; upgrade this one");
  }
  FingerprintedMedia media;
  if (version == 0 || analysis == 0 || !get_facts(in, media.facts) ||
      !get_sound(in, media.fingerprint) || !in.at_end()) {
    return fail(Errc::kCorrupt, "fingerprint record is malformed; make it again");
  }
  return media;
}

TrackId track_id_of(const Fingerprint& fingerprint) {
  return TrackId{digest_sound(fingerprint).finish_id()};
}

std::string sound_digest(const Fingerprint& fingerprint) {
  return to_hex(digest_sound(fingerprint).finish_id());
}

}  // namespace engine
