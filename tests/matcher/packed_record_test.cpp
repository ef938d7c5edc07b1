#include "matcher/packed_record.h"

#include "engine/core/fingerprint_record.h"
#include "matcher/bit_stream.h"
#include "matcher/landmark_hash.h"
#include "tests/matcher/synthetic.h"

#include <algorithm>
#include <random>

namespace matcher {
namespace {

using engine::Errc;
using engine::FingerprintedMedia;

/// Both channels, and levels that are not all the same.
FingerprintedMedia media() {
  auto media = synthetic::make_track(1, 20);
  media.fingerprint.side =
      synthetic::trace_of(synthetic::random_peaks(2, synthetic::frames_of(20)), 1250);
  std::mt19937 random(4);
  for (auto* trace : {&media.fingerprint.mid, &media.fingerprint.side}) {
    // As alike as music's, and around the end of their range.
    for (auto& peak : trace->peaks) peak.level = static_cast<std::uint8_t>(248 + random() % 16);
  }
  media.fingerprint.chromaprint = {1, 2, 0xFFFFFFFF};
  media.facts.tags["title"] = "A title";
  return media;
}

TEST(PackedRecord, OfAVideoGivesBackEverything) {
  EXPECT_EQ(*decode_packed(encode_packed(media(), kKeptOfVideo)), media());
  const FingerprintedMedia empty;
  EXPECT_EQ(*decode_packed(encode_packed(empty, kKeptOfVideo)), empty);
}

TEST(PackedRecord, OfATrackGivesBackTheKeptRanksAndTheirLevels) {
  FingerprintedMedia expected = media();
  for (auto* trace : {&expected.fingerprint.mid, &expected.fingerprint.side}) {
    std::erase_if(trace->peaks, [](const auto& peak) { return peak.rank >= 4; });
    for (auto& peak : trace->peaks) {
      if (peak.rank >= 2) peak.level = 0;
    }
  }
  EXPECT_EQ(*decode_packed(encode_packed(media(), kKeptOfTrack)), expected);
}

TEST(PackedRecord, OfATrackHasAllThatItIsFoundBy) {
  const auto kept = decode_packed(encode_packed(media(), kKeptOfTrack));
  EXPECT_EQ(reference_hashes(kept->fingerprint), reference_hashes(media().fingerprint));
}

TEST(PackedRecord, IsSmallerThanAFingerprintFile) {
  EXPECT_LT(encode_packed(media(), kKeptOfVideo).size(), engine::encode(media()).size() * 9 / 10);
  EXPECT_LT(encode_packed(media(), kKeptOfTrack).size(), engine::encode(media()).size() / 2);
}

TEST(PackedRecord, ReadsAFingerprintRecordOfEarlierVersions) {
  EXPECT_EQ(*decode_packed(engine::encode(media())), media());
}

TEST(PackedRecord, RefusesANewerVersionAndWhatIsNoRecord) {
  std::string record = encode_packed(media(), kKeptOfVideo);
  record[4] = 2;
  EXPECT_EQ(decode_packed(record).error().code(), Errc::kNewerFormat);
  EXPECT_FALSE(decode_packed("nothing of the kind"));
}

TEST(PackedRecord, RefusesOrSurvivesAnyDamage) {
  const auto small = synthetic::make_track(3, 4);
  const std::string record = encode_packed(small, kKeptOfVideo);
  for (std::size_t size = 0; size < record.size() - kBitPaddingBytes; ++size) {
    EXPECT_FALSE(decode_packed(std::string_view(record).substr(0, size))) << size;
  }
  for (std::size_t bit = 0; bit < record.size() * 8; ++bit) {
    std::string damaged = record;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    const auto decoded = decode_packed(damaged);
    if (!decoded) continue;
    // The store's checksums refuse it; here it must be peaks in order, within the sound.
    const auto& peaks = decoded->fingerprint.mid.peaks;
    for (std::size_t i = 1; i < peaks.size(); ++i) {
      ASSERT_LT(std::pair(peaks[i - 1].frame, peaks[i - 1].frequency),
                std::pair(peaks[i].frame, peaks[i].frequency));
    }
    ASSERT_TRUE(peaks.empty() || peaks.back().frame <= synthetic::frames_of(6));
  }
}

}  // namespace
}  // namespace matcher
