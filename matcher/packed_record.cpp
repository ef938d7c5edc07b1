#include "matcher/packed_record.h"

#include "engine/core/bytes.h"
#include "engine/core/fingerprint_record.h"
#include "matcher/bit_stream.h"

#include <algorithm>
#include <array>

namespace matcher {
namespace {

using engine::Errc;
using engine::fail;
using engine::FingerprintedMedia;
using engine::MediaTime;
using engine::Result;
using engine::SpectralPeak;
using engine::SpectralTrace;
namespace grid = engine::landmark_grid;

constexpr std::string_view kMagic = "CTPR";
constexpr std::uint8_t kVersion = 1;
constexpr unsigned kFrequencyBits = 12;
constexpr unsigned kLevelBits = 4;
static_assert(grid::kSteps <= 1 << kFrequencyBits);

/// Levels in an octave change little from peak to peak.
class LevelsBefore {
 public:
  std::uint8_t& of(std::uint16_t frequency) {
    return levels_[static_cast<std::size_t>(std::bit_width(frequency))];
  }

 private:
  std::array<std::uint8_t, 17> levels_{};
};

/// 0, -1, 1, -2, ... become 0, 1, 2, 3, ...
std::uint64_t zigzag(std::uint8_t step) { return step < 128 ? 2U * step : 2U * (255U - step) + 1; }
std::uint8_t unzigzag(std::uint64_t code) {
  return static_cast<std::uint8_t>(code % 2 == 0 ? code / 2 : 255 - code / 2);
}

unsigned rank_bits(std::uint8_t ranks) {
  return static_cast<unsigned>(std::bit_width(static_cast<unsigned>(ranks) - 1));
}

void put_peaks(BitWriter& out, const std::vector<SpectralPeak>& peaks, Kept kept) {
  const auto is_kept = [&](const SpectralPeak& peak) { return peak.rank < kept.ranks; };
  out.put_gamma(static_cast<std::uint64_t>(std::count_if(peaks.begin(), peaks.end(), is_kept)) + 1);
  LevelsBefore before;
  std::uint32_t frame = 0;
  for (const SpectralPeak& peak : peaks) {
    if (!is_kept(peak)) continue;
    out.put_unary(peak.frame - frame);
    frame = peak.frame;
    out.put(peak.frequency, kFrequencyBits);
    out.put(peak.rank, rank_bits(kept.ranks));
    if (peak.rank >= kept.level_ranks) continue;
    std::uint8_t& level = before.of(peak.frequency);
    out.put_rice(zigzag(static_cast<std::uint8_t>(peak.level - level)), kLevelBits);
    level = peak.level;
  }
}

bool get_peaks(BitReader& in, Kept kept, std::uint64_t frames, std::vector<SpectralPeak>& peaks) {
  const std::uint64_t count = in.get_gamma() - 1;
  LevelsBefore before;
  std::uint64_t frame = 0;
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    SpectralPeak peak;
    frame += in.get_unary();
    peak.frame = static_cast<std::uint32_t>(frame);
    peak.frequency = static_cast<std::uint16_t>(in.get(kFrequencyBits));
    peak.rank = static_cast<std::uint8_t>(in.get(rank_bits(kept.ranks)));
    if (peak.rank < kept.level_ranks) {
      std::uint8_t& level = before.of(peak.frequency);
      level = static_cast<std::uint8_t>(level + unzigzag(in.get_rice(kLevelBits)));
      peak.level = level;
    }
    if (frame >= frames) return false;
    peaks.push_back(peak);
  }
  const auto in_order = [](const SpectralPeak& a, const SpectralPeak& b) {
    return a.frame != b.frame ? a.frame < b.frame : a.frequency < b.frequency;
  };
  const auto out_of_order = [&](const auto& a, const auto& b) { return !in_order(a, b); };
  return in.ok() && std::adjacent_find(peaks.begin(), peaks.end(), out_of_order) == peaks.end();
}

FingerprintedMedia without_peaks(const FingerprintedMedia& media) {
  const engine::Fingerprint& sound = media.fingerprint;
  FingerprintedMedia head;
  head.facts = media.facts;
  head.fingerprint.duration = sound.duration;
  head.fingerprint.chromaprint = sound.chromaprint;
  head.fingerprint.mid.levels = sound.mid.levels;
  head.fingerprint.side.levels = sound.side.levels;
  return head;
}

/// Peaks end with the sound, but for the reach of a window.
std::uint64_t frames_at_most(MediaTime duration) {
  constexpr MediaTime kSlack{1'000'000};
  return static_cast<std::uint64_t>(
      std::min<std::int64_t>((duration + kSlack) / grid::kFramePeriod + 1, UINT32_MAX));
}

}  // namespace

std::string encode_packed(const FingerprintedMedia& media, Kept kept) {
  BitWriter peaks;
  put_peaks(peaks, media.fingerprint.mid.peaks, kept);
  put_peaks(peaks, media.fingerprint.side.peaks, kept);
  engine::ByteWriter out;
  out.put_raw(kMagic);
  out.put(kVersion);
  out.put(kept.ranks);
  out.put(kept.level_ranks);
  out.put_text(engine::encode(without_peaks(media)));
  out.put_raw(std::move(peaks).take());
  out.put_raw(std::string(kBitPaddingBytes, '\0'));
  return std::move(out).take();
}

Result<FingerprintedMedia> decode_packed(std::string_view record) {
  if (!record.starts_with(kMagic)) return engine::decode_fingerprint(record);
  engine::ByteReader in(record);
  in.get_raw(kMagic.size());
  const auto version = in.get<std::uint8_t>();
  Kept kept;
  kept.ranks = in.get<std::uint8_t>();
  kept.level_ranks = in.get<std::uint8_t>();
  const std::string_view head = in.get_text();
  if (in.ok() && version > kVersion) {
    return fail(Errc::kNewerFormat, "packed record of version " + std::to_string(version) +
                                        " was written by a newer cuetrace; upgrade this one");
  }
  if (!in.ok() || version == 0 || kept.ranks == 0 || kept.ranks > 16) {
    return fail(Errc::kCorrupt, "packed record is malformed; restore a copy of the index");
  }
  TRY(FingerprintedMedia media, engine::decode_fingerprint(head));
  BitReader bits(in.get_raw(in.remaining()), 0);
  const std::uint64_t frames = frames_at_most(media.fingerprint.duration);
  if (!get_peaks(bits, kept, frames, media.fingerprint.mid.peaks) ||
      !get_peaks(bits, kept, frames, media.fingerprint.side.peaks)) {
    return fail(Errc::kCorrupt, "packed record is malformed; restore a copy of the index");
  }
  return media;
}

}  // namespace matcher
