#include "matcher/landmark_hash.h"

#include "tests/matcher/synthetic.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace matcher {
namespace {

std::set<std::uint32_t> distinct(const std::vector<HashAt>& hashes) {
  std::set<std::uint32_t> set;
  for (const HashAt& at : hashes) set.insert(at.hash);
  return set;
}

TEST(LandmarkHash, MostOfAReferencesHashesAreAmongThoseOfTheSameSoundAsAQuery) {
  const auto media = synthetic::make_track(1, 30);
  const auto reference = reference_hashes(media.fingerprint);
  const auto query = distinct(query_hashes(media.fingerprint, 0, UINT32_MAX));
  const auto found = std::count_if(reference.begin(), reference.end(),
                                   [&](const HashAt& at) { return query.contains(at.hash); });
  EXPECT_GT(static_cast<double>(found), 0.8 * static_cast<double>(reference.size()));
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
  for (const std::uint32_t hash : chromaprint) EXPECT_GE(hash, kChromaprintFamily);
  std::vector<std::uint32_t> common;
  std::set_intersection(mid.begin(), mid.end(), side.begin(), side.end(),
                        std::back_inserter(common));
  EXPECT_TRUE(common.empty());
}

TEST(LandmarkHash, AHeldToneDoesNotFillTheIndex) {
  synthetic::PeakMap tone;
  const std::uint32_t frames = synthetic::frames_of(600);
  for (std::uint32_t frame = 0; frame < frames; frame += 4)
    tone[{frame, 800}] = {frame, 800, 200, 0};
  std::map<std::uint32_t, std::size_t> uses;
  for (const HashAt& at : reference_hashes(synthetic::media_of(tone, frames).fingerprint)) {
    ++uses[at.hash];
  }
  ASSERT_FALSE(uses.empty());
  for (const auto& [hash, count] : uses) EXPECT_LE(count, kSameHashLimit) << hash;
}

TEST(LandmarkHash, ACutQueryAsksTheSameAsAWholeOne) {
  const auto media = synthetic::make_track(4, 30);
  auto whole = query_hashes(media.fingerprint, 0, UINT32_MAX);
  auto cut = query_hashes(media.fingerprint, 0, 700);
  const auto rest = query_hashes(media.fingerprint, 700, UINT32_MAX);
  cut.insert(cut.end(), rest.begin(), rest.end());
  std::sort(whole.begin(), whole.end());
  std::sort(cut.begin(), cut.end());
  EXPECT_EQ(cut, whole);
}

}  // namespace
}  // namespace matcher
