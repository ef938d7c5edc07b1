#include "matcher/track_layout.h"

#include <random>

namespace matcher {
namespace {

PostingPlace place_at(const TrackLayout& layout, std::uint64_t position) {
  std::vector<PostingPlace> places;
  layout.append_places(std::array{position}, places);
  return places.at(0);
}

TrackLayout layout_of(std::initializer_list<std::pair<std::uint32_t, std::uint32_t>> tracks) {
  TrackLayout layout;
  for (const auto& [ordinal, frames] : tracks) layout.append(ordinal, frames);
  layout.finish();
  return layout;
}

TEST(TrackLayout, FindsTheTrackAndFrameOfEveryPosition) {
  std::mt19937 random(2);
  TrackLayout layout;
  // Short tracks, with one of ten hours among them.
  for (std::uint32_t i = 0; i < 300; ++i) {
    layout.append(3 * i, i == 150 ? 2'250'000 : 1 + static_cast<std::uint32_t>(random() % 2000));
  }
  layout.finish();
  for (const TrackLayout::Track& track : layout.tracks()) {
    EXPECT_EQ(place_at(layout, track.start), (PostingPlace{track.ordinal, 0}));
    EXPECT_EQ(place_at(layout, track.start + track.frames - 1),
              (PostingPlace{track.ordinal, track.frames - 1}));
  }
}

TEST(TrackLayout, IsReadBackAsItWas) {
  const TrackLayout layout = layout_of({{0, 5}, {7, 2'250'000}, {8, 1}});
  engine::ByteWriter out;
  layout.encode(out);
  engine::ByteReader in(out.view());
  TrackLayout read;
  ASSERT_TRUE(read.decode(in));
  EXPECT_TRUE(in.at_end());
  EXPECT_EQ(read.end(), layout.end());
  EXPECT_EQ(place_at(read, 6), (PostingPlace{7, 1}));
}

TEST(TrackLayout, RefusesWhatCannotBe) {
  const auto decodes = [](std::initializer_list<std::uint64_t> numbers) {
    engine::ByteWriter out;
    for (const std::uint64_t number : numbers) out.put_varint(number);
    engine::ByteReader in(out.view());
    return TrackLayout().decode(in);
  };
  EXPECT_TRUE(decodes({2, 4, 10, 1, 10}));
  EXPECT_FALSE(decodes({2, 4, 10}));          // Cut off.
  EXPECT_FALSE(decodes({2, 4, 10, 0, 10}));   // The same ordinal twice.
  EXPECT_FALSE(decodes({1, 4, 0}));           // A track without a frame.
  EXPECT_FALSE(decodes({1, 4, 1ULL << 40}));  // And one with too many.
}

}  // namespace
}  // namespace matcher
