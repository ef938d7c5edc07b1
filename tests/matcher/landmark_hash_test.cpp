#include "matcher/landmark_hash.h"

#include "tests/matcher/synthetic.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

namespace matcher {
namespace {

template <class Hashes>
std::set<std::uint32_t> distinct(const Hashes& hashes) {
  std::set<std::uint32_t> set;
  for (const auto& at : hashes) set.insert(at.hash);
  return set;
}

std::vector<Asked> query_hashes(const engine::Fingerprint& video, std::uint32_t first,
                                std::uint32_t end, const Playing& playing = {},
                                const QueryDensity& density = {}) {
  std::vector<Asked> asked;
  append_query_hashes(video, first, end, density, playing, 0, asked);
  return asked;
}

constexpr std::uint32_t kWhole = synthetic::frames_of(3600);

double share_found(const std::vector<HashAt>& reference, const std::vector<Asked>& query) {
  const auto asked = distinct(query);
  const auto found = std::count_if(reference.begin(), reference.end(),
                                   [&](const HashAt& at) { return asked.contains(at.hash); });
  return static_cast<double>(found) / static_cast<double>(reference.size());
}

TEST(LandmarkHash, MostOfAReferencesHashesAreAmongThoseOfTheSameSoundAsAQuery) {
  const auto media = synthetic::make_track(1, 30);
  EXPECT_GT(
      share_found(reference_hashes(media.fingerprint), query_hashes(media.fingerprint, 0, kWhole)),
      0.6);
}

TEST(LandmarkHash, AsksForATrackAsItIsWhenItIsPlayedOtherwise) {
  const auto track = synthetic::make_track(1, 30);
  const Playing faster{1 / 1.2, 1.2};
  synthetic::PeakMap peaks;
  for (engine::SpectralPeak peak : track.fingerprint.mid.peaks) {
    const double frequency = peak.frequency * faster.pitch;
    if (frequency >= engine::landmark_grid::kSteps) continue;
    peak.frame = static_cast<std::uint32_t>(std::lround(peak.frame * faster.stretch));
    peak.frequency = static_cast<std::uint16_t>(std::lround(frequency));
    peaks[{peak.frame, peak.frequency}] = peak;
  }
  const auto video = synthetic::media_of(peaks, synthetic::frames_of(25)).fingerprint;
  const auto reference = reference_hashes(track.fingerprint);
  EXPECT_GT(share_found(reference, query_hashes(video, 0, kWhole, faster)), 0.2);
  EXPECT_LT(share_found(reference, query_hashes(video, 0, kWhole)), 0.01);
}

TEST(LandmarkHash, AskingForStrongerPeaksAsksForSomeOfTheSame) {
  const auto media = synthetic::make_track(1, 30);
  const QueryDensity all;
  QueryDensity strong = all;
  strong.rank_sum = 0;
  const auto few = distinct(query_hashes(media.fingerprint, 0, kWhole, {}, strong));
  const auto many = distinct(query_hashes(media.fingerprint, 0, kWhole, {}, all));
  EXPECT_LT(4 * few.size(), many.size());
  EXPECT_GT(few.size(), 100U);
}

TEST(LandmarkHash, AClassIsAFairSampleOfAllHashes) {
  const auto media = synthetic::make_track(5, 60);
  const auto whole = query_hashes(media.fingerprint, 0, kWhole);
  const auto first = query_hashes(media.fingerprint, 0, kWhole, {}, {.classes_end = 1});
  EXPECT_NEAR(static_cast<double>(first.size()), static_cast<double>(whole.size()) / kClasses,
              0.05 * static_cast<double>(whole.size()) / kClasses);
  for (const Asked& asked : first) EXPECT_EQ(class_of(asked.hash), 0U);
}

TEST(LandmarkHash, DoesNotDependOnWhenTheSoundPlays) {
  const auto track = synthetic::make_track(2, 20);
  synthetic::PeakMap later;
  synthetic::play(track, 0, synthetic::frames_of(20), 1000, 100, later);
  const auto moved = synthetic::media_of(later, synthetic::frames_of(40));
  const auto before = reference_hashes(track.fingerprint);
  auto after = reference_hashes(moved.fingerprint);
  for (HashAt& at : after) at.frame -= 1000;
  EXPECT_EQ(before, after);
}

TEST(LandmarkHash, KeepsMidSideAndChromaprintApart) {
  auto media = synthetic::make_track(3, 10);
  const auto mid = distinct(reference_hashes(media.fingerprint));
  media.fingerprint.side = std::move(media.fingerprint.mid);
  media.fingerprint.mid = {};
  const auto side = distinct(reference_hashes(media.fingerprint));
  media.fingerprint.side = {};
  media.fingerprint.chromaprint = {1000, 2'000'000, 3'000'000'000};
  const auto chromaprint = distinct(reference_hashes(media.fingerprint));
  EXPECT_EQ(chromaprint.size(), 2U);
  for (const std::uint32_t hash : chromaprint) EXPECT_EQ(class_of(hash), 0U);
  std::vector<std::uint32_t> common;
  std::set_intersection(mid.begin(), mid.end(), side.begin(), side.end(),
                        std::back_inserter(common));
  EXPECT_TRUE(common.empty());
}

TEST(LandmarkHash, AHeldChordDoesNotFillTheIndex) {
  synthetic::PeakMap chord;
  const std::uint32_t frames = synthetic::frames_of(600);
  for (std::uint32_t frame = 0; frame < frames; frame += 4)
    for (const std::uint16_t frequency : {std::uint16_t{800}, std::uint16_t{900}}) {
      chord[{frame, frequency}] = {frame, frequency, 200, 0};
    }
  std::map<std::uint32_t, std::size_t> uses;
  for (const HashAt& at : reference_hashes(synthetic::media_of(chord, frames).fingerprint)) {
    ++uses[at.hash];
  }
  ASSERT_FALSE(uses.empty());
  for (const auto& [hash, count] : uses) EXPECT_LE(count, kSameHashLimit) << hash;
}

TEST(LandmarkHash, ACutQueryAsksTheSameAsAWholeOne) {
  const auto media = synthetic::make_track(4, 30);
  auto whole = query_hashes(media.fingerprint, 0, kWhole);
  auto cut = query_hashes(media.fingerprint, 0, 700);
  auto rest = query_hashes(media.fingerprint, 700, kWhole);
  for (Asked& asked : rest) asked.frame += 700;
  cut.insert(cut.end(), rest.begin(), rest.end());
  std::sort(whole.begin(), whole.end());
  std::sort(cut.begin(), cut.end());
  EXPECT_EQ(cut, whole);
}

}  // namespace
}  // namespace matcher
