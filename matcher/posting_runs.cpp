#include "matcher/posting_runs.h"

#include "engine/core/bytes.h"

#include <algorithm>
#include <utility>

namespace matcher {
namespace {

using engine::ByteReader;
using engine::ByteWriter;
using engine::Errc;
using engine::fail;
using engine::Result;

constexpr std::string_view kRunsKey = "runs";
/// A commit of this size is large enough to be efficient and small enough to hold in memory.
constexpr std::size_t kBatchBytes = std::size_t{8} << 20;

/// Big-endian, so that keys sort by run, then bucket.
std::string posting_key(std::uint32_t run, std::uint32_t bucket) {
  std::string key;
  for (int shift = 24; shift >= 0; shift -= 8) key.push_back(static_cast<char>(run >> shift));
  for (int shift = 8; shift >= 0; shift -= 8) key.push_back(static_cast<char>(bucket >> shift));
  return key;
}

std::uint32_t run_of_key(std::string_view key) {
  std::uint32_t run = 0;
  for (const char byte : key.substr(0, 4)) run = run << 8 | static_cast<unsigned char>(byte);
  return run;
}

}  // namespace

Result<std::unique_ptr<PostingRuns>> PostingRuns::open(Store& store, bool mend) {
  std::unique_ptr<PostingRuns> runs(new PostingRuns(store));
  TRY_VOID(runs->read_list());
  if (mend) TRY_VOID(runs->erase_unlisted());
  return runs;
}

// list ::= varint sealed_end  varint next_number  (varint number  varint postings)*
std::string PostingRuns::encode_list() const {
  ByteWriter out;
  out.put_varint(sealed_end_);
  out.put_varint(next_number_);
  for (const Run& run : runs_) {
    out.put_varint(run.number);
    out.put_varint(run.postings);
  }
  return std::move(out).take();
}

Result<void> PostingRuns::read_list() {
  TRY(const auto list, store_.get(Family::kMeta, kRunsKey));
  if (!list) return {};
  ByteReader in(*list);
  sealed_end_ = static_cast<std::uint32_t>(in.get_varint());
  next_number_ = static_cast<std::uint32_t>(in.get_varint());
  while (!in.at_end()) {
    Run run;
    run.number = static_cast<std::uint32_t>(in.get_varint());
    run.postings = in.get_varint();
    runs_.push_back(run);
  }
  if (!in.ok()) return fail(Errc::kCorrupt, "the list of posting runs is malformed");
  return {};
}

Result<void> PostingRuns::erase_unlisted() {
  // Only numbers from next_number_ on can be unlisted: a listed run's sources go with its listing.
  std::uint32_t end = next_number_;
  TRY_VOID(store_.for_each(Family::kPosting, {}, [&](std::string_view key, std::string_view) {
    end = std::max(end, run_of_key(key) + 1);
  }));
  if (end == next_number_) return {};
  Batch batch;
  batch.erase_range(Family::kPosting, posting_key(next_number_, 0), posting_key(end, 0));
  return store_.commit(std::move(batch));
}

void PostingRuns::gather(std::uint32_t ordinal, const std::vector<HashAt>& hashes) {
  for (const HashAt& at : hashes) {
    gathered_[bucket_of(at.hash)].push_back({at.hash, ordinal, at.frame});
  }
  gathered_count_ += hashes.size();
}

Result<void> PostingRuns::seal(std::uint32_t end) {
  if (sealed_end_ == end) return {};
  // The new run takes in every run that is not at least twice its size, newest first.
  std::uint64_t postings = gathered_count_;
  std::size_t first = runs_.size();
  while (first > 0 && runs_[first - 1].postings < 2 * postings) postings += runs_[--first].postings;
  sealed_end_ = end;
  return replace(first, {}, {});
}

Result<void> PostingRuns::erase(const Ordinals& ordinals, Batch with) {
  return replace(0, ordinals, std::move(with));
}

/// Makes one run of runs_[first ..] and what is gathered, without the postings of `gone`. The
/// commit that lists it holds the changes in `with`, too.
Result<void> PostingRuns::replace(std::size_t first, const Ordinals& gone, Batch with) {
  const auto begin = runs_.begin() + static_cast<std::ptrdiff_t>(first);
  const std::vector<Run> sources(begin, runs_.end());
  Batch blocks;
  TRY(const Run merged, write_merged(sources, gone, blocks));
  TRY_VOID(store_.commit(std::move(blocks)));
  runs_.erase(begin, runs_.end());
  if (merged.postings > 0) runs_.push_back(merged);
  next_number_ = merged.number + 1;
  for (const Run& source : sources) {
    with.erase_range(Family::kPosting, posting_key(source.number, 0),
                     posting_key(source.number + 1, 0));
  }
  with.put(Family::kMeta, kRunsKey, encode_list());
  TRY_VOID(store_.commit(std::move(with)));
  for (auto& bucket : gathered_) bucket.clear();
  gathered_count_ = 0;
  tables_.clear();
  return {};
}

/// Writes the blocks of a new run; the last of them are left in `rest`.
Result<PostingRuns::Run> PostingRuns::write_merged(const std::vector<Run>& sources,
                                                   const Ordinals& gone, Batch& rest) {
  Run run{next_number_, 0};
  for (std::uint32_t bucket = 0; bucket < kBuckets; ++bucket) {
    TRY(const std::vector<Posting> postings, merged_bucket(sources, bucket, gone));
    if (postings.empty()) continue;
    run.postings += postings.size();
    rest.put(Family::kPosting, posting_key(run.number, bucket), encode_block(postings));
    if (rest.size_bytes() > kBatchBytes) {
      TRY_VOID(store_.commit(std::exchange(rest, {})));
    }
  }
  return run;
}

Result<std::vector<Posting>> PostingRuns::merged_bucket(const std::vector<Run>& sources,
                                                        std::uint32_t bucket,
                                                        const Ordinals& gone) const {
  std::vector<Posting> postings = gathered_[bucket];
  for (const Run& source : sources) {
    TRY(const auto block, store_.get(Family::kPosting, posting_key(source.number, bucket)));
    if (block) TRY_VOID(decode_block(*block, bucket, postings));
  }
  if (!gone.empty()) {
    std::erase_if(postings, [&](const Posting& p) { return gone.contains(p.ordinal); });
  }
  std::sort(postings.begin(), postings.end());
  return postings;
}

Result<std::shared_ptr<const PostingTable>> PostingRuns::table(std::size_t source,
                                                               std::uint32_t bucket) const {
  const std::uint32_t number = source < runs_.size() ? runs_[source].number : next_number_;
  const std::uint64_t key = std::uint64_t{number} << kBucketBits | bucket;
  return tables_.get(key, [&]() -> Result<PostingTable> {
    if (source >= runs_.size()) return PostingTable(gathered_[bucket]);
    TRY(const auto block, store_.get(Family::kPosting, posting_key(number, bucket)));
    std::vector<Posting> postings;
    if (block) TRY_VOID(decode_block(*block, bucket, postings));
    return PostingTable(postings);
  });
}

std::uint64_t PostingRuns::posting_count() const {
  std::uint64_t count = gathered_count_;
  for (const Run& run : runs_) count += run.postings;
  return count;
}

}  // namespace matcher
