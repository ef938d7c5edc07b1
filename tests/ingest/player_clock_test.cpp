#include "ingest/player_clock.h"

namespace ingest {
namespace {

using engine::from_ms;
using engine::MediaTime;

constexpr int kRateHz = 48'000;
constexpr MediaTime kUnknown{0};

/// Places frames of 1024 samples one after the other, each stamped by `stamp(index)`.
template <class Stamp>
PlayerClock::Placement place_many(PlayerClock& clock, int count, const Stamp& stamp) {
  PlayerClock::Placement sum;
  for (int i = 0; i < count; ++i) {
    const auto placement = clock.place(stamp(i), 1024, kRateHz);
    sum.silence_samples += placement.silence_samples;
    sum.skip_samples += placement.skip_samples;
  }
  return sum;
}

MediaTime exact(int index) { return MediaTime{index * 1024LL * 1'000'000 / kRateHz}; }

TEST(PlayerClock, FramesThatFollowEachOtherAreLeftAlone) {
  PlayerClock clock(kUnknown);
  const auto sum = place_many(clock, 1000, exact);
  EXPECT_EQ(sum.silence_samples, 0);
  EXPECT_EQ(sum.skip_samples, 0);
  EXPECT_EQ(clock.now(), MediaTime{1024'000LL * 1'000'000 / kRateHz});
}

TEST(PlayerClock, MillisecondRoundingNeverAddsUp) {
  PlayerClock clock(kUnknown);
  const auto sum =
      place_many(clock, 200'000, [](int i) { return from_ms(exact(i).count() / 1000); });
  EXPECT_EQ(sum.silence_samples, 0);
  EXPECT_EQ(sum.skip_samples, 0);
}

TEST(PlayerClock, ASlowSourceClockIsFollowedWithinTheJitter) {
  PlayerClock clock(kUnknown);
  const auto slow = [](int i) { return MediaTime{exact(i).count() * 10'001 / 10'000}; };
  for (int i = 0; i < 100'000; ++i) {
    clock.place(slow(i), 1024, kRateHz);
    const MediaTime off = clock.now() - slow(i + 1);
    ASSERT_LE(std::abs(off.count()), (PlayerClock::kJitter + from_ms(1)).count()) << i;
  }
}

TEST(PlayerClock, SoundThatStartsLateIsPrecededByExactlyThatMuchSilence) {
  PlayerClock clock(kUnknown);
  EXPECT_EQ(clock.place(from_ms(10), 1024, kRateHz).silence_samples, 480);
}

TEST(PlayerClock, SoundBeforeZeroIsCut) {
  PlayerClock clock(kUnknown);
  EXPECT_EQ(clock.place(from_ms(-10), 1024, kRateHz).skip_samples, 480);
  EXPECT_EQ(clock.place(from_ms(-10) + exact(1), 1024, kRateHz).skip_samples, 0);
  EXPECT_EQ(clock.now(), MediaTime{(2048 - 480) * 1'000'000LL / kRateHz + 1});
}

TEST(PlayerClock, AGapBecomesSilence) {
  PlayerClock clock(kUnknown);
  clock.place(MediaTime{0}, kRateHz, kRateHz);
  EXPECT_EQ(clock.place(from_ms(1500), 1024, kRateHz).silence_samples, kRateHz / 2);
}

TEST(PlayerClock, AnOverlapIsCut) {
  PlayerClock clock(kUnknown);
  clock.place(MediaTime{0}, kRateHz, kRateHz);
  EXPECT_EQ(clock.place(from_ms(900), kRateHz, kRateHz).skip_samples, kRateHz / 10);
  EXPECT_EQ(clock.now(), from_ms(1900));
}

TEST(PlayerClock, AFrameWhollyHeardBeforeIsLeftOut) {
  PlayerClock clock(kUnknown);
  clock.place(MediaTime{0}, kRateHz, kRateHz);
  EXPECT_EQ(clock.place(from_ms(500), 1024, kRateHz).skip_samples, 1024);
  EXPECT_EQ(clock.now(), from_ms(1000));
}

TEST(PlayerClock, StampsThatStartAnewGoOnWhereSoundWas) {
  PlayerClock clock(kUnknown);
  place_many(clock, 1000, exact);
  const MediaTime before = clock.now();
  const auto sum = place_many(clock, 1000, exact);
  EXPECT_EQ(sum.silence_samples, 0);
  EXPECT_EQ(sum.skip_samples, 0);
  EXPECT_EQ(clock.now().count() / 1000, (2 * before).count() / 1000);
}

TEST(PlayerClock, AGapAfterABreakIsStillAGap) {
  PlayerClock clock(kUnknown);
  place_many(clock, 1000, exact);
  clock.place(MediaTime{0}, kRateHz, kRateHz);
  EXPECT_EQ(clock.place(from_ms(1500), 1024, kRateHz).silence_samples, kRateHz / 2);
}

TEST(PlayerClock, AJumpFarBeyondTheDeclaredEndIsNoGap) {
  PlayerClock clock(from_ms(60'000));
  clock.place(MediaTime{0}, kRateHz, kRateHz);
  EXPECT_EQ(clock.place(from_ms(80'000), kRateHz, kRateHz).silence_samples, 0);
  EXPECT_EQ(clock.now(), from_ms(2000));
}

TEST(PlayerClock, AJumpOverHalfAnHourIsNoGap) {
  PlayerClock clock(kUnknown);
  clock.place(MediaTime{0}, kRateHz, kRateHz);
  EXPECT_EQ(clock.place(from_ms(31 * 60'000), kRateHz, kRateHz).silence_samples, 0);
}

TEST(PlayerClock, StampsAloneCannotMakeEndlessSilence) {
  PlayerClock clock(kUnknown);
  std::int64_t silence = 0;
  for (int i = 0; i < 1000; ++i) {
    silence += clock.place(from_ms(i * 29LL * 60'000), 1024, kRateHz).silence_samples;
  }
  EXPECT_LE(silence / kRateHz, PlayerClock::kLongestMedia.count() / 1'000'000);
}

TEST(PlayerClock, FramesWithoutStampsFollow) {
  PlayerClock clock(kUnknown);
  clock.place(from_ms(500), 1024, kRateHz);
  const auto placement = clock.place(std::nullopt, 1024, kRateHz);
  EXPECT_EQ(placement.silence_samples, 0);
  EXPECT_EQ(placement.skip_samples, 0);
}

TEST(PlayerClock, AChangeOfRateKeepsTheTime) {
  PlayerClock clock(kUnknown);
  clock.place(MediaTime{0}, 44'100, 44'100);
  clock.place(from_ms(1000), 22'050, 22'050);
  EXPECT_EQ(clock.now(), from_ms(2000));
  EXPECT_EQ(clock.place(from_ms(2500), 48'000, 48'000).silence_samples, 24'000);
}

TEST(PlayerClock, NonsenseStampsDoNotOverflow) {
  PlayerClock clock(from_ms(1000));
  for (const MediaTime stamp : {MediaTime::max(), MediaTime::min(), MediaTime{0}}) {
    EXPECT_EQ(clock.place(stamp, 1024, kRateHz).silence_samples, 0);
  }
  EXPECT_LT(clock.now(), from_ms(1000));
}

}  // namespace
}  // namespace ingest
