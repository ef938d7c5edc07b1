#include "matcher/kinship.h"

#include "engine/core/fingerprint_record.h"
#include "tests/matcher/index_fixture.h"
#include "tests/matcher/synthetic.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace matcher {
namespace {

using engine::FingerprintedMedia;
using engine::Kinship;
using engine::KinshipKind;
using engine::MediaSpan;
using engine::MediaTime;
using engine::SharedRegion;
using engine::TrackId;
using synthetic::frames_of;

std::optional<Kinship> kinship_between(const FingerprintedMedia& a, const FingerprintedMedia& b) {
  return kinship_of({id_of(a), a.fingerprint}, {id_of(b), b.fingerprint});
}

/// The same recording once more: each peak kept with a chance of `kept_percent`, others strewn in.
FingerprintedMedia again(const FingerprintedMedia& track, unsigned seconds, unsigned kept_percent,
                         unsigned others_per_second) {
  auto peaks = synthetic::random_peaks(99, frames_of(seconds), others_per_second);
  synthetic::play(track, 0, frames_of(seconds), 0, kept_percent, peaks);
  return synthetic::media_of(peaks, frames_of(seconds));
}

/// Frames [first, end) of a track as a track of their own.
FingerprintedMedia cut(const FingerprintedMedia& track, unsigned from, unsigned to) {
  synthetic::PeakMap peaks;
  synthetic::play(track, frames_of(from), frames_of(to), -static_cast<int>(frames_of(from)), 100,
                  peaks);
  return synthetic::media_of(peaks, frames_of(to - from));
}

/// Another tune with seconds 5 to 15 of `loop` at 20 s.
FingerprintedMedia with_loop(const FingerprintedMedia& loop, std::uint64_t seed) {
  auto peaks = synthetic::random_peaks(seed, frames_of(60));
  std::erase_if(peaks, [](const auto& peak) {
    return peak.first.first >= frames_of(20) && peak.first.first < frames_of(30);
  });
  synthetic::play(loop, frames_of(5), frames_of(15), static_cast<int>(frames_of(15)), 100, peaks);
  return synthetic::media_of(peaks, frames_of(60));
}

void expect_span(const MediaSpan& span, unsigned from, unsigned to) {
  constexpr std::int64_t kTolerance = 250'000;
  EXPECT_LE(std::abs(span.start.count() - from * 1'000'000L), kTolerance)
      << engine::to_timecode(span.start);
  EXPECT_LE(std::abs(span.end.count() - to * 1'000'000L), kTolerance)
      << engine::to_timecode(span.end);
}

/// The one region, its spans those of `a` and `b` in this order.
std::pair<MediaSpan, MediaSpan> spans(const Kinship& kinship, const FingerprintedMedia& a) {
  const SharedRegion& region = kinship.regions.at(0);
  if (kinship.first == id_of(a)) return {region.in_first, region.in_second};
  return {region.in_second, region.in_first};
}

TEST(Kinship, TheSameRecordingTwiceIsADuplicate) {
  const auto track = synthetic::make_track(1, 60);
  const auto kinship = kinship_between(track, again(track, 60, 95, 4));
  ASSERT_TRUE(kinship);
  EXPECT_EQ(kinship->kind, KinshipKind::kDuplicate);
  ASSERT_EQ(kinship->regions.size(), 1U);
  expect_span(kinship->regions[0].in_first, 0, 60);
  expect_span(kinship->regions[0].in_second, 0, 60);
  EXPECT_GT(kinship->regions[0].found_in_first_ppm, 900'000);
}

TEST(Kinship, WhatHasHalfOfTheSoundIsAVersion) {
  const auto full = synthetic::make_track(1, 60);
  const auto instrumental = again(full, 60, 50, 0);
  const auto kinship = kinship_between(full, instrumental);
  ASSERT_TRUE(kinship);
  EXPECT_EQ(kinship->kind, KinshipKind::kVersion);
  const SharedRegion& region = kinship->regions.at(0);
  const bool full_first = kinship->first == id_of(full);
  const auto in_full = full_first ? region.found_in_first_ppm : region.found_in_second_ppm;
  const auto in_part = full_first ? region.found_in_second_ppm : region.found_in_first_ppm;
  EXPECT_GT(in_full, 900'000);
  EXPECT_NEAR(in_part, 500'000, 100'000);
}

TEST(Kinship, AStingOfATrackIsAVersion) {
  const auto track = synthetic::make_track(1, 60);
  const auto kinship = kinship_between(track, cut(track, 40, 46));
  ASSERT_TRUE(kinship);
  EXPECT_EQ(kinship->kind, KinshipKind::kVersion);
  const auto [in_track, in_sting] = spans(*kinship, track);
  expect_span(in_track, 40, 46);
  expect_span(in_sting, 0, 6);
}

TEST(Kinship, TunesWithALoopInCommonShareMaterialThere) {
  const auto loop = synthetic::make_track(7, 60);
  const auto other = with_loop(loop, 8);
  const auto kinship = kinship_between(loop, other);
  ASSERT_TRUE(kinship);
  EXPECT_EQ(kinship->kind, KinshipKind::kSharedMaterial);
  ASSERT_EQ(kinship->regions.size(), 1U);
  const auto [in_loop, in_other] = spans(*kinship, loop);
  expect_span(in_loop, 5, 15);
  expect_span(in_other, 20, 30);
}

TEST(Kinship, TunesOfTheirOwnAreNoKin) {
  EXPECT_FALSE(kinship_between(synthetic::make_track(1, 60), synthetic::make_track(2, 60)));
}

TEST(Kinship, IsTheSameFromBothSides) {
  const auto track = synthetic::make_track(1, 60);
  for (const auto& other : {again(track, 60, 60, 20), cut(track, 10, 30), with_loop(track, 3)}) {
    EXPECT_TRUE(kinship_between(track, other));
    EXPECT_EQ(kinship_between(track, other), kinship_between(other, track));
  }
}

class KinOfTest : public testing::Test {
 protected:
  Index open(const std::string& name) { return opened(folder_.path() / name); }

  /// What is found as tracks are added one after the other.
  static std::vector<Kinship> added(Index& index, const std::vector<FingerprintedMedia>& tracks) {
    std::vector<Kinship> all;
    for (const FingerprintedMedia& track : tracks) {
      EXPECT_TRUE(index.add(track));
      const auto kin = kin_of(index, id_of(track));
      if (!kin) throw std::runtime_error(kin.error().message());
      all.insert(all.end(), kin->begin(), kin->end());
    }
    std::sort(all.begin(), all.end(), [](const Kinship& a, const Kinship& b) {
      return std::tie(a.first, a.second) < std::tie(b.first, b.second);
    });
    return all;
  }

  support::TempDir folder_;
};

TEST_F(KinOfTest, FindsAFamilyWhateverTheOrderOfAdding) {
  const auto full = synthetic::make_track(1, 60);
  std::vector<FingerprintedMedia> tracks = {full, again(full, 60, 95, 4), cut(full, 20, 40),
                                            with_loop(full, 5)};
  for (std::uint64_t seed = 50; seed < 56; ++seed) {
    tracks.push_back(synthetic::make_track(seed, 60));
  }
  Index forwards = open("forwards");
  const auto found = added(forwards, tracks);
  // The full one with three; its copy with the edit and the loop's user. These two share nothing.
  EXPECT_EQ(found.size(), 5U);

  std::reverse(tracks.begin(), tracks.end());
  Index backwards = open("backwards");
  EXPECT_EQ(added(backwards, tracks), found);
}

TEST_F(KinOfTest, IsTheSameOnceTheIndexIsSealed) {
  const auto track = synthetic::make_track(1, 60);
  const auto other = with_loop(track, 5);
  Index index = open("index");
  const auto before = added(index, {track, other});
  ASSERT_EQ(before.size(), 1U);
  ASSERT_TRUE(index.seal());
  EXPECT_EQ(kin_of(index, id_of(track)), before);
  EXPECT_EQ(kin_of(index, id_of(other)), before);
}

TEST_F(KinOfTest, FindsWhatATrackThatRepeatsItselfSharesWithAnother) {
  const auto bar = synthetic::make_track(3, 4);
  synthetic::PeakMap repeated;
  for (std::uint32_t i = 0; i < 30; ++i) {
    synthetic::play(bar, 0, frames_of(4), static_cast<std::int32_t>(i * frames_of(4)), 100,
                    repeated);
  }
  const auto loop = synthetic::media_of(repeated, frames_of(120));
  auto peaks = synthetic::random_peaks(8, frames_of(60));
  synthetic::play(bar, 0, frames_of(4), frames_of(20), 100, peaks);
  const auto user = synthetic::media_of(peaks, frames_of(60));
  Index index = open("index");
  EXPECT_EQ(added(index, {user, loop}).size(), 1U);
}

TEST_F(KinOfTest, ATrackOfManyCopiesIsToldOfSome) {
  const auto original = synthetic::make_track(4, 20);
  Index index = open("index");
  for (unsigned percent = 99; percent > 85; --percent) {
    const std::vector<Kinship> kin = added(index, {again(original, 20, percent, 1)});
    EXPECT_LE(kin.size(), kMostCopies);
    EXPECT_EQ(kin.empty(), percent == 99);
  }
}

TEST_F(KinOfTest, ATrackThatIsNotThereIsAnError) {
  const auto kin = kin_of(open("index"), TrackId{});
  ASSERT_FALSE(kin);
  EXPECT_EQ(kin.error().code(), engine::Errc::kNotFound);
}

}  // namespace
}  // namespace matcher
