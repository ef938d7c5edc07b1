#include "engine/core/musical_key.h"

namespace engine {
namespace {

MusicalKey major(int tonic) { return {static_cast<std::uint8_t>(tonic), false}; }
MusicalKey minor(int tonic) { return {static_cast<std::uint8_t>(tonic), true}; }

TEST(MusicalKey, IsReadAsPeopleWriteIt) {
  using testing::Optional;
  for (const char* text : {"C", "c", "C major", "C maj", "Cmaj", "CM", "C-Dur", "8B", " c "}) {
    EXPECT_THAT(parse_key(text), Optional(major(0))) << text;
  }
  for (const char* text : {"Am", "am", "A minor", "A min", "a-moll", "8A"}) {
    EXPECT_THAT(parse_key(text), Optional(minor(9))) << text;
  }
  for (const char* text : {"Bb", "A#", "B flat major", "Bb maj", "B\u266d", "6B"}) {
    EXPECT_THAT(parse_key(text), Optional(major(10))) << text;
  }
  for (const char* text : {"F#m", "Gb minor", "f# moll", "F\u266f minor", "11A"}) {
    EXPECT_THAT(parse_key(text), Optional(minor(6))) << text;
  }
  EXPECT_THAT(parse_key("Cb"), Optional(major(11)));
}

TEST(MusicalKey, IsNotReadFromOtherText) {
  for (const char* text : {"", "H", "atonal", "C dorian", "13A", "0B", "8C", "8", "Cmm", "-"}) {
    EXPECT_EQ(parse_key(text), std::nullopt) << text;
  }
}

TEST(MusicalKey, IsReadAsItIsWritten) {
  for (int tonic = 0; tonic < 12; ++tonic) {
    for (const MusicalKey& key : {major(tonic), minor(tonic)}) {
      EXPECT_EQ(parse_key(to_string(key)), key) << to_string(key);
    }
  }
}

TEST(MusicalKey, IsNearItsRelativeItsParallelAndItsFifths) {
  for (const MusicalKey& near :
       {major(0), minor(9), minor(0), major(7), major(5), minor(4), minor(2)}) {
    EXPECT_TRUE(are_near(major(0), near)) << to_string(near);
    EXPECT_TRUE(are_near(near, major(0))) << to_string(near);
  }
  int near = 0;
  for (int tonic = 0; tonic < 12; ++tonic) {
    near += are_near(major(0), major(tonic)) ? 1 : 0;
    near += are_near(major(0), minor(tonic)) ? 1 : 0;
  }
  EXPECT_EQ(near, 7);
}

}  // namespace
}  // namespace engine
