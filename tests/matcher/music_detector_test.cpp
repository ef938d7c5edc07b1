#include "matcher/music_detector.h"

#include "ingest/ingest.h"
#include "tests/support/sound.h"
#include "tests/support/temp_dir.h"

#include <algorithm>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::from_ms;
using engine::MediaSpan;
using engine::MediaTime;
using support::make_music;
using support::make_speech;
using support::Sound;
using testing::IsEmpty;
using testing::SizeIs;

class MusicDetector : public testing::Test {
 protected:
  Fingerprint fingerprint_of(const Sound& sound) {
    const auto path = folder_.path() / "sound.wav";
    support::write_wav(path, sound);
    const auto media = ingest::fingerprint_media({path.string(), std::nullopt});
    EXPECT_TRUE(media) << media.error().message();
    return media->fingerprint;
  }

  std::vector<MediaSpan> heard_in(const Sound& sound) { return music_spans(fingerprint_of(sound)); }

 private:
  support::TempDir folder_;
};

MediaTime total(const std::vector<MediaSpan>& spans) {
  MediaTime sum{0};
  for (const MediaSpan& span : spans) sum += span.length();
  return sum;
}

TEST_F(MusicDetector, HearsMusicAlone) {
  EXPECT_GE(total(heard_in(make_music(1, 60))), from_ms(58'000));
}

TEST_F(MusicDetector, HearsMusicTenDecibelsUnderAVoice) {
  const Sound video = support::mix(make_speech(2, 60), make_music(1, 60), {.gain_db = -10});
  EXPECT_GE(total(heard_in(video)), from_ms(54'000));
}

TEST_F(MusicDetector, HearsNoMusicInAVoice) {
  EXPECT_THAT(heard_in(make_speech(2, 60)), IsEmpty());
}

TEST_F(MusicDetector, HearsNoMusicInATone) {
  EXPECT_THAT(heard_in(support::make_tone(440, 60)), IsEmpty());
}

TEST_F(MusicDetector, HearsNoMusicInSilence) {
  EXPECT_THAT(heard_in(support::make_silence(60)), IsEmpty());
  EXPECT_THAT(music_spans(Fingerprint{}), IsEmpty());
}

TEST_F(MusicDetector, HearsNoMusicThatIsTooFaintToHear) {
  Fingerprint faint = fingerprint_of(make_music(1, 60));
  std::ranges::fill(faint.mid.levels, std::uint8_t{90});
  std::ranges::fill(faint.side.levels, std::uint8_t{80});
  EXPECT_THAT(music_spans(faint), IsEmpty());
}

TEST_F(MusicDetector, SaysWhereMusicStartsAndEnds) {
  const auto spans = heard_in(
      support::join(support::join(make_speech(2, 40), make_music(1, 40)), make_speech(3, 40)));
  ASSERT_THAT(spans, SizeIs(1));
  EXPECT_LE(std::chrono::abs(spans[0].start - from_ms(40'000)), from_ms(5'000));
  EXPECT_LE(std::chrono::abs(spans[0].end - from_ms(80'000)), from_ms(5'000));
}

TEST_F(MusicDetector, EndsWithTheSound) {
  Fingerprint sound = fingerprint_of(make_music(1, 60));
  sound.duration = from_ms(30'100);
  const auto spans = music_spans(sound);
  ASSERT_FALSE(spans.empty());
  EXPECT_EQ(spans.back().end, sound.duration);
}

}  // namespace
}  // namespace matcher
