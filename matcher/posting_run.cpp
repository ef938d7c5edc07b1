#include "matcher/posting_run.h"

#include "matcher/store_key.h"

#include <algorithm>

namespace matcher {
namespace {

using engine::Errc;
using engine::fail;
using engine::Result;

/// A block of this many is about 12 KB: the fewest bytes read for a look-up among few others, and
/// few look-ups of blocks where many are asked for (benchmarks/scale/README.md).
constexpr std::uint64_t kPostingsPerBucket = 4096;

constexpr std::size_t kRunKeyBytes = 4;

std::uint32_t bucket_of_key(std::string_view key) { return read_number(key.substr(kRunKeyBytes)); }

engine::Error outside() { return {Errc::kCorrupt, "a posting lies outside every track"}; }

}  // namespace

unsigned bucket_bits_for(std::uint64_t postings) {
  const auto bits = static_cast<unsigned>(std::bit_width(postings / kPostingsPerBucket));
  return std::clamp(bits, 1U, kHashBits - 1);
}

RunWriter::RunWriter(Store& store, Family family, const PostingRun& run)
    : run_(run), spread_(run.layout.end()), load_(store.bulk_load(family)) {}

Result<void> RunWriter::put_layout() {
  engine::ByteWriter layout;
  run_.layout.encode(layout);
  return load_.put(number_key(run_.number), layout.view());
}

Result<void> RunWriter::put(std::uint32_t bucket, std::span<const PlacedHash> postings) {
  std::string key = number_key(run_.number);
  append_number(key, bucket);
  return load_.put(key, encode_block(postings, run_.place_bits(), spread_));
}

RunReader::RunReader(const Store& store, Family family, const PostingRun& run,
                     std::uint64_t keep_end)
    : store_(store),
      family_(family),
      run_(run),
      keep_end_(keep_end),
      spread_(run.layout.end()),
      key_(number_key(run.number)) {}

Result<PostingGroup> RunReader::find(std::uint32_t hash) {
  const std::uint32_t bucket = hash >> run_.place_bits();
  if (asked_ != bucket) TRY_VOID(go_to(bucket));
  if (!block_) return PostingGroup{};
  const auto place = hash & static_cast<std::uint32_t>((1ULL << run_.place_bits()) - 1);
  return block_->find(place, spread_);
}

Result<void> RunReader::go_to(std::uint32_t bucket) {
  asked_ = bucket;
  block_.reset();
  std::string_view bytes;
  if (const std::string* kept = run_.kept->find(bucket)) {
    bytes = *kept;
  } else {
    TRY(bytes, read(bucket));
    const bool keep = std::uint64_t{bucket} << run_.place_bits() < keep_end_;
    if (keep) run_.kept->keep(bucket, bytes);
  }
  if (bytes.empty()) return {};
  TRY(block_, PostingBlock::read(bytes, run_.place_bits()));
  return {};
}

/// The block of a bucket, good until the next one is read; empty when it has none.
Result<std::string_view> RunReader::read(std::uint32_t bucket) {
  if (under_ && *under_ > bucket) return std::string_view();  // Passed over it.
  if (!cursor_) cursor_ = store_.cursor(family_);
  if (under_ && *under_ + 1 == bucket && cursor_->valid()) {
    cursor_->next();
  } else {
    key_.resize(kRunKeyBytes);
    append_number(key_, bucket);
    cursor_->seek(key_);
  }
  TRY_VOID(cursor_->status());
  key_.resize(kRunKeyBytes);
  if (!cursor_->valid() || !cursor_->key().starts_with(key_)) {
    under_ = UINT32_MAX;
    return std::string_view();
  }
  under_ = bucket_of_key(cursor_->key());
  return *under_ == bucket ? cursor_->value() : std::string_view();
}

Result<void> RunReader::append_places(const PostingGroup& group,
                                      std::vector<PostingPlace>& places) {
  bool inside = true;
  positions_.clear();
  TRY_VOID(for_positions(group, spread_, [&](std::uint64_t position) {
    inside = inside && position < run_.layout.end();
    if (inside) positions_.push_back(position);
  }));
  if (!inside) return fail(outside());
  run_.layout.append_places(positions_, places);
  return {};
}

RunScan::RunScan(const Store& store, Family family, const PostingRun& run,
                 const TrackLayout& target, const std::set<std::uint32_t>& gone)
    : run_(run), spread_(run.layout.end()), cursor_(store.cursor(family)) {
  cursor_.seek(number_key(run.number));
  std::size_t next = 0;  // Both are ordered by ordinal.
  for (const TrackLayout::Track& track : run.layout.tracks()) {
    starts_.emplace_back();
    if (gone.contains(track.ordinal)) continue;
    while (target.tracks()[next].ordinal != track.ordinal) ++next;
    starts_.back() = target.tracks()[next].start;
  }
}

Result<void> RunScan::take_below(std::uint64_t end, std::vector<PlacedHash>& postings) {
  for (;;) {
    for (; taken_ < block_.size() && block_[taken_].hash < end; ++taken_) {
      PlacedHash posting = block_[taken_];
      if (posting.position >= run_.layout.end()) return fail(outside());
      const std::size_t track = run_.layout.track_at(posting.position);
      if (!starts_[track]) continue;
      posting.position += *starts_[track] - run_.layout.tracks()[track].start;
      postings.push_back(posting);
    }
    if (taken_ < block_.size()) return {};
    TRY_VOID(read_block());
    if (block_.empty()) return {};
  }
}

/// The next block; empty at the end of the run.
Result<void> RunScan::read_block() {
  block_.clear();
  taken_ = 0;
  const std::string prefix = number_key(run_.number);
  // The layout has the run's key itself.
  if (cursor_.valid() && cursor_.key() == prefix) cursor_.next();
  TRY_VOID(cursor_.status());
  if (!cursor_.valid() || !cursor_.key().starts_with(prefix)) return {};
  const std::uint32_t bucket = bucket_of_key(cursor_.key());
  TRY(const PostingBlock block, PostingBlock::read(cursor_.value(), run_.place_bits()));
  TRY_VOID(block.decode(bucket << run_.place_bits(), spread_, block_));
  cursor_.next();
  return {};
}

}  // namespace matcher
