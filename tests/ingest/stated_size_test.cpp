#include "ingest/stated_size.h"

#include "engine/core/bytes.h"
#include "engine/core/file.h"
#include "tests/support/sound.h"
#include "tests/support/temp_dir.h"

namespace ingest {
namespace {

using engine::ByteWriter;
using engine::from_ms;
using engine::MediaTime;

std::string wave(std::string_view form, std::uint32_t data_bytes) {
  ByteWriter out;
  out.put_raw(form);
  out.put(std::uint32_t{0});
  out.put_raw("WAVE");
  if (form == "RF64") {
    out.put_raw("ds64");
    out.put(std::uint32_t{28});
    out.put(std::uint64_t{0});
    out.put(std::uint64_t{176'400'000'000});  // A million seconds: beyond 32 bits.
    out.put_raw(std::string(12, '\0'));
  }
  out.put_raw("fmt ");
  out.put(std::uint32_t{16});
  out.put(std::uint16_t{1});
  out.put(std::uint16_t{2});
  out.put(std::uint32_t{44'100});
  out.put(std::uint32_t{176'400});
  out.put(std::uint16_t{4});
  out.put(std::uint16_t{16});
  out.put_raw("data");
  out.put(data_bytes);
  return std::string(out.view());
}

TEST(StatedSize, AWaveFileStatesItsLength) {
  EXPECT_EQ(read_stated_size(wave("RIFF", 17'640'000)).duration, from_ms(100'000));
}

TEST(StatedSize, ALargeWaveFileStatesItsLengthIn64Bits) {
  EXPECT_EQ(read_stated_size(wave("RF64", 0xFFFFFFFF)).duration, from_ms(1'000'000'000));
}

TEST(StatedSize, PlaceholdersOfLiveRecordingsSayNothing) {
  for (const std::uint32_t size : {0U, 0xFFFFFFFFU, 0x7FFFFFFFU, 0xFFFFF7FFU}) {
    EXPECT_EQ(read_stated_size(wave("RIFF", size)).duration, MediaTime{0}) << size;
  }
}

TEST(StatedSize, MatroskaStatesWhereItsSegmentEnds) {
  const support::TempDir folder;
  support::encode(support::make_tone(440.0, 1.0), folder / "a.mkv");
  const auto content = engine::read_file(folder / "a.mkv");
  ASSERT_TRUE(content);
  EXPECT_EQ(read_stated_size(*content).file_bytes, static_cast<std::int64_t>(content->size()));
}

TEST(StatedSize, ALiveMatroskaSaysNothing) {
  const support::TempDir folder;
  support::encode(support::make_tone(440.0, 1.0), folder / "a.mkv", {"-live", "1"});
  const auto content = engine::read_file(folder / "a.mkv");
  ASSERT_TRUE(content);
  EXPECT_EQ(read_stated_size(*content).file_bytes, 0);
}

TEST(StatedSize, AviAndAsfStateTheirSize) {
  const support::TempDir folder;
  for (const char* const name : {"a.avi", "a.wma"}) {
    support::encode(support::make_tone(440.0, 1.0), folder / name);
    const auto content = engine::read_file(folder / name);
    ASSERT_TRUE(content);
    const auto size = static_cast<std::int64_t>(content->size());
    const std::int64_t stated = read_stated_size(content->substr(0, 4096)).file_bytes;
    EXPECT_LE(std::abs(stated - size), size / 200) << name;
  }
}

TEST(StatedSize, AHeadCutAnywhereSaysTheSameOrNothing) {
  const std::string head = wave("RF64", 0xFFFFFFFF);
  for (std::size_t size = 0; size < head.size(); ++size) {
    EXPECT_EQ(read_stated_size(head.substr(0, size)).duration, MediaTime{0}) << size;
  }
}

TEST(StatedSize, NoByteOfAHeadCanMakeItReadOutside) {
  // The sanitizers are the judge; whatever comes out must not be negative.
  for (const std::string& head : {wave("RIFF", 1000), wave("RF64", 1000),
                                  std::string("\x1A\x45\xDF\xA3\x84____\x18\x53\x80\x67\x81_")}) {
    for (std::size_t at = 0; at < head.size(); ++at) {
      for (int value = 0; value < 256; ++value) {
        std::string changed = head;
        changed[at] = static_cast<char>(value);
        const StatedSize stated = read_stated_size(changed);
        ASSERT_GE(stated.duration, MediaTime{0});
        ASSERT_GE(stated.file_bytes, 0);
      }
    }
  }
}

}  // namespace
}  // namespace ingest
