#include "matcher/sound.h"

#include "matcher/landmark_hash.h"

#include <algorithm>
#include <tuple>

namespace matcher {

using engine::Fingerprint;
using engine::SpectralTrace;

Sound::Sound(const Fingerprint& fingerprint)
    : frames(frame_count(fingerprint)),
      fields{PeakField(fingerprint.mid, frames), PeakField(fingerprint.side, frames)},
      mid_levels(fingerprint.mid.levels) {}

ReferenceTrack::ReferenceTrack(const Fingerprint& fingerprint)
    : frames(frame_count(fingerprint)), mid_levels(fingerprint.mid.levels) {
  std::uint8_t channel = 0;
  for (const SpectralTrace* trace : {&fingerprint.mid, &fingerprint.side}) {
    for (const engine::SpectralPeak& peak : trace->peaks) {
      const ReferencePeak reference{peak.frame, peak.frequency, channel,
                                    static_cast<std::uint8_t>(band_of(peak.frequency)), peak.level};
      all_peaks.push_back(reference);
      if (peak.rank < kReferenceRanks) peaks.push_back(reference);
    }
    ++channel;
  }
  const auto in_order = [](const ReferencePeak& a, const ReferencePeak& b) {
    return std::tie(a.frame, a.channel, a.frequency) < std::tie(b.frame, b.channel, b.frequency);
  };
  std::sort(all_peaks.begin(), all_peaks.end(), in_order);
  std::sort(peaks.begin(), peaks.end(), in_order);
}

std::size_t ReferenceTrack::size_bytes() const {
  return sizeof(*this) + (peaks.capacity() + all_peaks.capacity()) * sizeof(ReferencePeak) +
         mid_levels.capacity();
}

std::span<const ReferencePeak> peaks_between(const std::vector<ReferencePeak>& peaks,
                                             std::int64_t first, std::int64_t end) {
  const auto before = [](std::int64_t frame) {
    return [frame](const ReferencePeak& peak) { return peak.frame < frame; };
  };
  const auto begin = std::partition_point(peaks.begin(), peaks.end(), before(first));
  const auto stop = std::partition_point(begin, peaks.end(), before(end));
  return {begin, stop};
}

}  // namespace matcher
