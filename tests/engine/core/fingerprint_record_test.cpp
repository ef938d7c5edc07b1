#include "engine/core/fingerprint_record.h"

#include "engine/core/bytes.h"
#include "engine/core/file.h"

#include <filesystem>

namespace engine {
namespace {

using testing::HasSubstr;

/// Every field set, with the least and the largest values that the format has.
FingerprintedMedia sample() {
  FingerprintedMedia media;
  media.facts.location = "/music/naïve song.ogg";
  media.facts.declared_duration = from_ms(61'300);
  media.facts.complete = false;
  media.facts.decode_errors = 3;
  media.facts.tags = {{"artist", "The Players"}, {"comment", ""}, {"title", "Naïve Song"}};
  media.fingerprint.duration = MediaTime{61'234'567};
  media.fingerprint.chromaprint = {0, 1, 0xDEADBEEF, 0xFFFFFFFF};
  media.fingerprint.mid.peaks = {{.frame = 0, .frequency = 96, .level = 0, .rank = 0},
                                 {.frame = 0, .frequency = 4039, .level = 255, .rank = 15},
                                 {.frame = 131, .frequency = 700, .level = 180, .rank = 2},
                                 {.frame = 3827, .frequency = 0, .level = 1, .rank = 1}};
  media.fingerprint.mid.levels.assign(120, 128);  // 61.44 s of them.
  media.fingerprint.mid.levels[0] = 0;
  media.fingerprint.mid.levels[119] = 255;
  media.fingerprint.side.peaks = {{.frame = 7, .frequency = 1234, .level = 99, .rank = 3}};
  media.fingerprint.side.levels = {17};
  return media;
}

/// A record with its checksum made right again after a change of its bytes.
std::string resealed(std::string record) {
  record.resize(record.size() - sizeof(std::uint32_t));
  ByteWriter out;
  out.put_raw(record);
  out.put(crc32c(record));
  return std::move(out).take();
}

Errc refusal_of(std::string_view record) {
  const auto decoded = decode_fingerprint(record);
  EXPECT_FALSE(decoded);
  return decoded ? Errc::kUsage : decoded.error().code();
}

TEST(FingerprintRecord, IsReadBackAsItWasWritten) {
  const auto decoded = decode_fingerprint(encode(sample()));
  ASSERT_TRUE(decoded) << decoded.error().message();
  EXPECT_EQ(*decoded, sample());
}

TEST(FingerprintRecord, OfNothingIsReadBackToo) {
  const auto decoded = decode_fingerprint(encode(FingerprintedMedia{}));
  ASSERT_TRUE(decoded) << decoded.error().message();
  EXPECT_EQ(*decoded, FingerprintedMedia{});
}

TEST(FingerprintRecord, IsRefusedWithAnyBitFlipped) {
  const std::string record = encode(sample());
  for (std::size_t bit = 0; bit < 8 * record.size(); ++bit) {
    std::string flipped = record;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    const Errc expected = bit / 8 < kFingerprintMagic.size() ? Errc::kInvalidInput : Errc::kCorrupt;
    EXPECT_EQ(refusal_of(flipped), expected) << "bit " << bit;
  }
}

TEST(FingerprintRecord, IsRefusedWhereverItIsCut) {
  const std::string record = encode(sample());
  for (std::size_t size = 0; size < record.size(); ++size) {
    const Errc expected = size < kFingerprintMagic.size() ? Errc::kInvalidInput : Errc::kCorrupt;
    EXPECT_EQ(refusal_of(std::string_view(record).substr(0, size)), expected) << size << " bytes";
  }
}

TEST(FingerprintRecord, IsRefusedWithBytesBehindIt) {
  EXPECT_EQ(refusal_of(encode(sample()) + '\0'), Errc::kCorrupt);
  std::string longer = encode(sample());
  longer.insert(longer.size() - sizeof(std::uint32_t), 1, '\0');
  EXPECT_EQ(refusal_of(resealed(longer)), Errc::kCorrupt);
}

TEST(FingerprintRecord, OfANewerVersionIsRefusedByName) {
  const std::size_t version_at = kFingerprintMagic.size();
  for (const std::size_t at : {version_at, version_at + 1}) {  // Of the format, of the analysis.
    std::string newer = encode(sample());
    ++newer[at];
    const auto decoded = decode_fingerprint(resealed(newer));
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().code(), Errc::kNewerFormat);
    EXPECT_THAT(decoded.error().message(), HasSubstr("newer cuetrace"));
  }
}

TEST(FingerprintRecord, OfVersionZeroIsRefused) {
  const std::size_t version_at = kFingerprintMagic.size();
  for (const std::size_t at : {version_at, version_at + 1}) {
    std::string record = encode(sample());
    record[at] = 0;
    EXPECT_EQ(refusal_of(resealed(record)), Errc::kCorrupt);
  }
}

TEST(FingerprintRecord, BelievesNoCountThatIsLargerThanTheRecord) {
  // An empty record ends in: duration, 0 words, 0 peaks, 0 levels, 0 peaks, 0 levels, checksum.
  const std::string record = encode(FingerprintedMedia{});
  for (std::size_t from_end = 5; from_end <= 9; ++from_end) {
    std::string lying = record;
    lying.replace(lying.size() - from_end, 1, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F");
    EXPECT_EQ(refusal_of(resealed(lying)), Errc::kCorrupt) << from_end;
  }
}

TEST(FingerprintRecord, IsRefusedWithPeaksOutOfOrderOrBeyondTheEnd) {
  const auto refused = [](std::vector<SpectralPeak> peaks) {
    FingerprintedMedia media = sample();
    media.fingerprint.side.peaks = std::move(peaks);
    return refusal_of(encode(media)) == Errc::kCorrupt;
  };
  EXPECT_TRUE(refused({{.frame = 9, .frequency = 1}, {.frame = 8, .frequency = 2}}));
  EXPECT_TRUE(refused({{.frame = 9, .frequency = 2}, {.frame = 9, .frequency = 1}}));
  EXPECT_TRUE(refused({{.frame = 9, .frequency = 2}, {.frame = 9, .frequency = 2}}));
  EXPECT_TRUE(refused({{.frame = 4000, .frequency = 1}}));  // At 64 s of 61.
  EXPECT_TRUE(refused({{.frame = UINT32_MAX, .frequency = 1}}));
}

TEST(FingerprintRecord, IsRefusedWithTimesBeyondAllMeasure) {
  FingerprintedMedia media = sample();
  media.fingerprint.duration = MediaTime{-1};
  EXPECT_EQ(refusal_of(encode(media)), Errc::kCorrupt);
  media = sample();
  media.fingerprint.duration += from_ms(20'000);  // Of which nothing is heard.
  EXPECT_EQ(refusal_of(encode(media)), Errc::kCorrupt);
  media = sample();
  media.facts.declared_duration = MediaTime{-1};
  EXPECT_EQ(refusal_of(encode(media)), Errc::kCorrupt);
}

TEST(FingerprintRecord, OfAnotherKindOfFileIsToldFromADamagedOne) {
  EXPECT_EQ(refusal_of(""), Errc::kInvalidInput);
  EXPECT_EQ(refusal_of("RIFF....WAVEfmt "), Errc::kInvalidInput);
}

TEST(FingerprintRecord, OfVersion1IsReadForEver) {
  const std::filesystem::path file =
      std::filesystem::path(CUETRACE_SOURCE_DIR) / "tests/golden/records/fingerprint_v1.ctfp";
  const auto record = read_file(file);
  ASSERT_TRUE(record) << record.error().message();
  const auto decoded = decode_fingerprint(*record);
  ASSERT_TRUE(decoded) << decoded.error().message();
  EXPECT_EQ(*decoded, sample());
}

TEST(TrackId, IsOfTheSoundAlone) {
  FingerprintedMedia other = sample();
  other.facts = {};
  EXPECT_EQ(track_id_of(other.fingerprint), track_id_of(sample().fingerprint));
  EXPECT_EQ(sound_digest(other.fingerprint), to_string(track_id_of(sample().fingerprint)));
}

TEST(TrackId, ChangesWithAnythingInTheSound) {
  const Fingerprint sound = sample().fingerprint;
  std::vector<Fingerprint> changed(6, sound);
  ++changed[0].duration;
  changed[1].chromaprint[2] ^= 1;
  ++changed[2].mid.peaks[1].level;
  ++changed[3].side.peaks[0].rank;
  changed[4].mid.levels.push_back(0);
  std::swap(changed[5].mid, changed[5].side);
  for (std::size_t i = 0; i < changed.size(); ++i) {
    EXPECT_NE(track_id_of(changed[i]), track_id_of(sound)) << i;
  }
}

TEST(TrackId, OfTheSampleIsTheSameOnEveryMachineAndForEver) {
  EXPECT_EQ(to_string(track_id_of(sample().fingerprint)), "125909eb83ef2c0dd38c3235d6f99aa2");
}

}  // namespace
}  // namespace engine
