#include "matcher/posting_block.h"

#include "engine/core/bytes.h"

namespace matcher {

using engine::ByteReader;
using engine::ByteWriter;
using engine::Errc;
using engine::fail;
using engine::Result;

std::string encode_block(std::span<const Posting> postings) {
  ByteWriter out;
  std::uint32_t place_before = 0;
  for (std::size_t i = 0; i < postings.size();) {
    std::size_t end = i;
    while (end < postings.size() && postings[end].hash == postings[i].hash) ++end;
    out.put_varint(place_of(postings[i].hash) - place_before);
    out.put_varint(end - i);
    place_before = place_of(postings[i].hash);
    Posting before;
    for (; i < end; ++i) {
      const bool same_track = postings[i].ordinal == before.ordinal;
      out.put_varint(postings[i].ordinal - before.ordinal);
      out.put_varint(postings[i].frame - (same_track ? before.frame : 0));
      before = postings[i];
    }
  }
  return std::move(out).take();
}

Result<void> decode_block(std::string_view block, std::uint32_t bucket,
                          std::vector<Posting>& postings) {
  ByteReader in(block);
  std::uint64_t place = 0;
  while (!in.at_end()) {
    place += in.get_varint();
    std::uint64_t count = in.get_varint();
    if (place >= kPlaces || count > in.remaining() / 2) {
      return fail(Errc::kCorrupt, "posting block is malformed");
    }
    Posting before;
    before.hash = bucket << kPlaceBits | static_cast<std::uint32_t>(place);
    for (; count > 0; --count) {
      const auto step = static_cast<std::uint32_t>(in.get_varint());
      const auto frame = static_cast<std::uint32_t>(in.get_varint());
      before.frame = step == 0 ? before.frame + frame : frame;
      before.ordinal += step;
      postings.push_back(before);
    }
  }
  if (!in.ok()) return fail(Errc::kCorrupt, "posting block is malformed");
  return {};
}

PostingTable::PostingTable(std::span<const Posting> postings) {
  if (postings.empty()) return;
  std::vector<std::uint32_t> starts(kPlaces + 1, 0);
  for (const Posting& posting : postings) ++starts[place_of(posting.hash) + 1];
  for (std::size_t place = 0; place < kPlaces; ++place) starts[place + 1] += starts[place];
  if (postings.size() <= UINT16_MAX) {
    short_starts_.assign(starts.begin(), starts.end());
  } else {
    starts_ = starts;
  }
  places_.resize(postings.size());
  for (const Posting& posting : postings) {
    places_[starts[place_of(posting.hash)]++] = {posting.ordinal, posting.frame};
  }
}

std::size_t PostingTable::size_bytes() const {
  return sizeof(*this) + short_starts_.capacity() * sizeof(std::uint16_t) +
         starts_.capacity() * sizeof(std::uint32_t) + places_.capacity() * sizeof(Place);
}

}  // namespace matcher
