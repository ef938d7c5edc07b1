#include "matcher/posting_block.h"

#include "engine/core/bytes.h"

#include <algorithm>

namespace matcher {
namespace {

using engine::Errc;
using engine::fail;
using engine::Result;

constexpr std::size_t kShapeBytes = 3;
constexpr std::size_t kPostingsPerLane = 24;

engine::Error malformed() { return {Errc::kCorrupt, "posting block is malformed"}; }

std::size_t group_end(std::span<const PlacedHash> postings, std::size_t i) {
  std::size_t end = i + 1;
  while (end < postings.size() && postings[end].hash == postings[i].hash) ++end;
  return end;
}

std::size_t count_groups(std::span<const PlacedHash> postings) {
  std::size_t groups = 0;
  for (std::size_t i = 0; i < postings.size(); i = group_end(postings, i)) ++groups;
  return groups;
}

/// Writes the groups of a block.
class GroupWriter {
 public:
  GroupWriter(std::uint32_t place_mask, unsigned step_bits, const Spread& spread)
      : place_mask_(place_mask), step_bits_(step_bits), spread_(spread) {}

  /// `postings` are those of one lane, `expected` is its first place.
  void put_lane(std::span<const PlacedHash> postings, std::uint32_t expected) {
    out_.put_gamma(count_groups(postings) + 1);
    for (std::size_t i = 0; i < postings.size();) {
      const std::size_t end = group_end(postings, i);
      const std::uint32_t place = postings[i].hash & place_mask_;
      out_.put_rice(place - expected, step_bits_);
      put_group(postings.subspan(i, end - i));
      expected = place + 1;
      i = end;
    }
    out_.align();
  }

  std::size_t bytes() const { return out_.bytes(); }
  std::string take() && { return std::move(out_).take(); }

 private:
  void put_group(std::span<const PlacedHash> group) {
    if (group.size() == 1) {
      out_.put_gamma(1);
      return out_.put(group.front().position, spread_.alone());
    }
    const unsigned bits = spread_.of(group.size());
    const auto for_steps = [&](const auto& visit) {
      std::uint64_t before = 0;
      for (const PlacedHash& posting : group) {
        visit(posting.position - before);
        before = posting.position;
      }
    };
    out_.put_gamma(group.size());
    if (group.size() >= kLongGroup) {
      std::size_t body = 0;
      for_steps([&](std::uint64_t step) { body += rice_bits(step, bits); });
      out_.put_gamma(body);
    }
    for_steps([&](std::uint64_t step) { out_.put_rice(step, bits); });
  }

  std::uint32_t place_mask_;
  unsigned step_bits_;
  const Spread& spread_;
  BitWriter out_;
};

unsigned log2_of(std::uint64_t number) {
  return number == 0 ? 0 : static_cast<unsigned>(std::bit_width(number)) - 1;
}

std::string assemble(unsigned lane_bits, unsigned step_bits, const std::vector<std::size_t>& starts,
                     std::string_view lanes) {
  const bool wide = lanes.size() > UINT16_MAX;
  engine::ByteWriter out;
  out.reserve(kShapeBytes + starts.size() * 4 + lanes.size() + kBitPaddingBytes);
  out.put(static_cast<std::uint8_t>(lane_bits));
  out.put(static_cast<std::uint8_t>(step_bits));
  out.put(static_cast<std::uint8_t>(wide ? 4 : 2));
  for (const std::size_t start : starts) {
    if (wide) {
      out.put(static_cast<std::uint32_t>(start));
    } else {
      out.put(static_cast<std::uint16_t>(start));
    }
  }
  out.put_raw(lanes);
  out.put_raw(std::string(kBitPaddingBytes, '\0'));
  return std::move(out).take();
}

}  // namespace

Spread::Spread(std::uint64_t positions)
    : positions_(positions),
      alone_(static_cast<unsigned>(std::bit_width(std::max<std::uint64_t>(positions, 1) - 1))) {
  for (std::size_t count = 1; count < of_few_.size(); ++count) {
    of_few_[count] = static_cast<std::uint8_t>(of_many(positions, count));
  }
}

std::string encode_block(std::span<const PlacedHash> postings, unsigned place_bits,
                         const Spread& spread) {
  const auto place_mask = static_cast<std::uint32_t>((std::uint64_t{1} << place_bits) - 1);
  const unsigned lane_bits = std::min(place_bits, log2_of(postings.size() / kPostingsPerLane));
  const unsigned shift = place_bits - lane_bits;
  const unsigned step_bits =
      log2_of((std::uint64_t{1} << place_bits) / count_groups(postings) * 7 / 10);

  GroupWriter lanes(place_mask, step_bits, spread);
  std::vector<std::size_t> starts;
  std::size_t begin = 0;
  for (std::uint32_t lane = 0; lane < 1U << lane_bits; ++lane) {
    std::size_t end = begin;
    while (end < postings.size() && (postings[end].hash & place_mask) >> shift == lane) ++end;
    starts.push_back(lanes.bytes());
    lanes.put_lane(postings.subspan(begin, end - begin), lane << shift);
    begin = end;
  }
  return assemble(lane_bits, step_bits, starts, std::move(lanes).take());
}

Result<PostingBlock> PostingBlock::read(std::string_view bytes, unsigned place_bits) {
  PostingBlock block;
  engine::ByteReader in(bytes);
  block.bytes_ = bytes;
  block.place_bits_ = place_bits;
  block.lane_bits_ = in.get<std::uint8_t>();
  block.step_bits_ = in.get<std::uint8_t>();
  block.width_ = in.get<std::uint8_t>();
  if (!in.ok() || block.lane_bits_ > place_bits || block.step_bits_ > 32 ||
      (block.width_ != 2 && block.width_ != 4) ||
      in.remaining() < (std::size_t{block.width_} << block.lane_bits_) + kBitPaddingBytes) {
    return fail(malformed());
  }
  return block;
}

BitReader PostingBlock::lane(std::uint32_t index) const {
  std::uint32_t start = 0;
  std::memcpy(&start, bytes_.data() + kShapeBytes + std::size_t{index} * width_, width_);
  return BitReader(bytes_, kShapeBytes + (std::size_t{width_} << lane_bits_) + start);
}

Result<PostingGroup> PostingBlock::find(std::uint32_t place, const Spread& spread) const {
  const unsigned shift = place_bits_ - lane_bits_;
  const std::uint32_t index = place >> shift;
  BitReader in = lane(index);
  std::uint64_t at = std::uint64_t{index} << shift;
  for (std::uint64_t groups = in.get_gamma() - 1; groups > 0 && in.ok(); --groups) {
    const auto [step, count] = in.get_rice_and_gamma(step_bits_);
    at += step;
    const std::uint64_t body_bits = count >= kLongGroup ? in.get_gamma() : 0;
    if (at == place && in.ok()) return PostingGroup{count, in};
    if (at > place) return PostingGroup{};
    ++at;
    if (count == 1) {
      in.skip(spread.alone());
    } else if (count >= kLongGroup) {
      in.skip(body_bits);
    } else {
      const unsigned bits = spread.of(count);
      for (std::uint64_t i = 0; i < count; ++i) in.skip_rice(bits);
    }
  }
  if (!in.ok()) return fail(malformed());
  return PostingGroup{};
}

Result<void> PostingBlock::decode(std::uint32_t first_hash, const Spread& spread,
                                  std::vector<PlacedHash>& postings) const {
  const unsigned shift = place_bits_ - lane_bits_;
  for (std::uint32_t index = 0; index < 1U << lane_bits_; ++index) {
    BitReader in = lane(index);
    std::uint64_t at = std::uint64_t{index} << shift;
    for (std::uint64_t groups = in.get_gamma() - 1; groups > 0 && in.ok(); --groups) {
      at += in.get_rice(step_bits_);
      if (at >> place_bits_ != 0) return fail(malformed());
      PostingGroup group{in.get_gamma(), {}};
      if (group.count >= kLongGroup) in.get_gamma();
      group.body = in;
      const auto hash = first_hash | static_cast<std::uint32_t>(at);
      TRY(in, for_positions(group, spread, [&](std::uint64_t position) {
            postings.push_back({hash, position});
          }));
      ++at;
    }
    if (!in.ok()) return fail(malformed());
  }
  return {};
}

}  // namespace matcher
