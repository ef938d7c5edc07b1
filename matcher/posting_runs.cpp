#include "matcher/posting_runs.h"

#include "engine/core/bytes.h"
#include "matcher/store_key.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace matcher {
namespace {

using engine::ByteReader;
using engine::ByteWriter;
using engine::Errc;
using engine::fail;
using engine::Result;

/// Postings of an index whose blocks are all kept in memory.
constexpr std::uint64_t kAllKeptPostings = 200'000'000;

/// The postings in memory of one part, asked for in ascending order.
class GatheredReader {
 public:
  explicit GatheredReader(std::span<const Posting> part) : rest_(part) {}

  std::span<const Posting> find(std::uint32_t hash) {
    // Ever longer steps, then back by halves: short ways are short.
    std::size_t step = 1;
    while (step < rest_.size() && rest_[step].hash < hash) step *= 2;
    const auto reach = rest_.first(std::min(step + 1, rest_.size()));
    const auto begin = std::partition_point(reach.begin(), reach.end(),
                                            [&](const Posting& p) { return p.hash < hash; });
    rest_ = rest_.subspan(static_cast<std::size_t>(begin - reach.begin()));
    std::size_t count = 0;
    while (count < rest_.size() && rest_[count].hash == hash) ++count;
    return rest_.first(count);
  }

 private:
  std::span<const Posting> rest_;
};

/// Gives the gathered postings to a merge. Their tracks are the last of the target.
class GatheredScan {
 public:
  GatheredScan(std::span<const Posting> postings, const TrackLayout& target) : rest_(postings) {
    for (const TrackLayout::Track& track : target.tracks()) {
      if (!postings.empty()) starts_.emplace(track.ordinal, track.start);
    }
  }

  void take_below(std::uint64_t end, std::vector<PlacedHash>& postings) {
    std::size_t count = 0;
    for (; count < rest_.size() && rest_[count].hash < end; ++count) {
      const Posting& posting = rest_[count];
      postings.push_back({posting.hash, starts_.at(posting.ordinal) + posting.frame});
    }
    rest_ = rest_.subspan(count);
  }

 private:
  std::span<const Posting> rest_;
  std::unordered_map<std::uint32_t, std::uint64_t> starts_;
};

/// One hash in all sources.
class Finder {
 public:
  explicit Finder(std::vector<RunReader> runs, std::vector<GatheredReader> parts)
      : runs_(std::move(runs)),
        parts_(std::move(parts)),
        groups_(runs_.size()),
        gathered_(parts_.size()) {}

  /// How many postings it has. Hashes ascend.
  Result<std::uint64_t> find(std::uint32_t hash) {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      TRY(groups_[i], runs_[i].find(hash));
      count += groups_[i].count;
    }
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      gathered_[i] = parts_[i].find(hash);
      count += gathered_[i].size();
    }
    return count;
  }

  /// The postings of the hash found last, in order.
  Result<void> read(std::vector<PostingPlace>& places) {
    places.clear();
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (groups_[i].count > 0) TRY_VOID(runs_[i].append_places(groups_[i], places));
    }
    for (const std::span<const Posting> part : gathered_) {
      for (const Posting& posting : part) places.push_back({posting.ordinal, posting.frame});
    }
    return {};
  }

 private:
  std::vector<RunReader> runs_;
  std::vector<GatheredReader> parts_;
  std::vector<PostingGroup> groups_;
  std::vector<std::span<const Posting>> gathered_;
};

}  // namespace

Result<std::unique_ptr<PostingRuns>> PostingRuns::open(Store& store, Place place, bool mend) {
  std::unique_ptr<PostingRuns> runs(new PostingRuns(store, place));
  TRY_VOID(runs->read_list());
  if (mend) TRY_VOID(runs->erase_unlisted());
  return runs;
}

// list ::= varint sealed_end  varint next_number  varint gone  (varint ordinal)*
//          (varint number  varint postings  varint bucket_bits)*
std::string PostingRuns::encode_list() const {
  ByteWriter out;
  out.put_varint(sealed_end_);
  out.put_varint(next_number_);
  out.put_varint(gone_.size());
  for (const std::uint32_t ordinal : gone_) out.put_varint(ordinal);
  for (const PostingRun& run : runs_) {
    out.put_varint(run.number);
    out.put_varint(run.postings);
    out.put_varint(run.bucket_bits);
  }
  return std::move(out).take();
}

Result<void> PostingRuns::read_list() {
  TRY(const auto list, store_.get(Family::kMeta, place_.list_key));
  if (!list) return {};
  ByteReader in(*list);
  sealed_end_ = static_cast<std::uint32_t>(in.get_varint());
  next_number_ = static_cast<std::uint32_t>(in.get_varint());
  for (std::uint64_t left = in.get_varint(); left > 0 && in.ok(); --left) {
    gone_.insert(static_cast<std::uint32_t>(in.get_varint()));
  }
  while (!in.at_end()) {
    PostingRun run;
    run.number = static_cast<std::uint32_t>(in.get_varint());
    run.postings = in.get_varint();
    run.bucket_bits = static_cast<unsigned>(in.get_varint());
    TRY(const auto layout, store_.get(place_.blocks, number_key(run.number)));
    ByteReader layout_in(layout ? *layout : std::string_view());
    if (!run.layout.decode(layout_in) || run.bucket_bits == 0 || run.bucket_bits >= kHashBits) {
      return fail(Errc::kCorrupt, "a posting run is missing or malformed; restore a copy");
    }
    run.kept = std::make_unique<KeptBlocks>(run.buckets(), kept_bytes_);
    runs_.push_back(std::move(run));
  }
  if (!in.ok()) return fail(Errc::kCorrupt, "the list of posting runs is malformed");
  return {};
}

Result<void> PostingRuns::erase_unlisted() {
  std::set<std::uint32_t> listed;
  for (const PostingRun& run : runs_) listed.insert(run.number);
  std::uint32_t first = 0;
  for (const std::uint32_t number : listed) {
    TRY_VOID(store_.drop_range(place_.blocks, number_key(first), number_key(number)));
    first = number + 1;
  }
  return store_.drop_range(place_.blocks, number_key(first), number_key(UINT32_MAX));
}

void PostingRuns::gather(std::uint32_t ordinal, std::span<const HashAt> hashes) {
  gathered_.add(ordinal, hashes);
}

Result<void> PostingRuns::seal(std::uint32_t end) {
  if (sealed_end_ == end) return {};
  // The new run takes in every run that is not at least twice its size, newest first.
  std::uint64_t postings = gathered_.count();
  std::size_t first = runs_.size();
  while (first > 0 && runs_[first - 1].postings < 2 * postings) postings += runs_[--first].postings;
  return replace(first, runs_.size(), end);
}

Result<void> PostingRuns::erase(const Ordinals& ordinals, Batch with) {
  gone_.insert(ordinals.begin(), ordinals.end());
  with.put(Family::kMeta, place_.list_key, encode_list());
  TRY_VOID(store_.commit(std::move(with)));
  for (std::size_t i = runs_.size(); i > 0; --i) {
    if (mostly_gone(runs_[i - 1])) TRY_VOID(replace(i - 1, i, sealed_end_));
  }
  return {};
}

/// Whether writing it anew pays.
bool PostingRuns::mostly_gone(const PostingRun& run) const {
  if (gone_.empty()) return false;
  std::uint64_t frames = 0;
  for (const TrackLayout::Track& track : run.layout.tracks()) {
    if (gone_.contains(track.ordinal)) frames += track.frames;
  }
  return frames * 4 > run.layout.end();
}

/// Makes one run of runs_[first, end) and, after the last, of what is gathered; without the
/// postings of tracks that are gone.
Result<void> PostingRuns::replace(std::size_t first, std::size_t end, std::uint32_t sealed_end) {
  const auto begin = runs_.begin() + static_cast<std::ptrdiff_t>(first);
  const auto stop = runs_.begin() + static_cast<std::ptrdiff_t>(end);
  TRY(PostingRun merged, write_merged({begin, stop}));
  const std::vector<PostingRun> sources(std::make_move_iterator(begin),
                                        std::make_move_iterator(stop));
  const auto at = runs_.erase(begin, stop);
  next_number_ = merged.number + 1;
  sealed_end_ = sealed_end;
  for (const PostingRun& source : sources) {
    for (const TrackLayout::Track& track : source.layout.tracks()) gone_.erase(track.ordinal);
  }
  if (merged.postings > 0) {
    merged.kept = std::make_unique<KeptBlocks>(merged.buckets(), kept_bytes_);
    runs_.insert(at, std::move(merged));
  }
  Batch list;
  list.put(Family::kMeta, place_.list_key, encode_list());
  TRY_VOID(store_.commit(std::move(list)));
  gathered_.clear();
  for (const PostingRun& source : sources) {
    TRY_VOID(
        store_.drop_range(place_.blocks, number_key(source.number), number_key(source.number + 1)));
  }
  return {};
}

TrackLayout PostingRuns::merged_layout(std::span<const PostingRun> sources) const {
  TrackLayout layout;
  for (const PostingRun& source : sources) {
    for (const TrackLayout::Track& track : source.layout.tracks()) {
      if (!gone_.contains(track.ordinal)) layout.append(track.ordinal, track.frames);
    }
  }
  for (const auto& track : gathered_.tracks()) layout.append(track.ordinal, track.frames);
  layout.finish();
  return layout;
}

/// Memory: a bucket of the new run, and a block of each source.
Result<PostingRun> PostingRuns::write_merged(std::span<const PostingRun> sources) {
  PostingRun run;
  run.number = next_number_;
  run.layout = merged_layout(sources);
  std::uint64_t expected = gathered_.count();
  for (const PostingRun& source : sources) expected += source.postings;
  run.bucket_bits = bucket_bits_for(expected);

  RunWriter writer(store_, place_.blocks, run);
  TRY_VOID(writer.put_layout());
  std::vector<RunScan> scans;
  for (const PostingRun& source : sources) {
    scans.emplace_back(store_, place_.blocks, source, run.layout, gone_);
  }
  GatheredScan gathered(gathered_.merged(), run.layout);
  std::vector<PlacedHash> postings;
  for (std::uint32_t bucket = 0; bucket < run.buckets(); ++bucket) {
    postings.clear();
    const std::uint64_t end = (std::uint64_t{bucket} + 1) << run.place_bits();
    auto merge_in = [&, middle = std::size_t{0}]() mutable {
      std::inplace_merge(postings.begin(), postings.begin() + static_cast<std::ptrdiff_t>(middle),
                         postings.end());
      middle = postings.size();
    };
    for (RunScan& scan : scans) {
      TRY_VOID(scan.take_below(end, postings));
      merge_in();
    }
    gathered.take_below(end, postings);
    merge_in();
    if (postings.empty()) continue;
    run.postings += postings.size();
    TRY_VOID(writer.put(bucket, postings));
  }
  if (run.postings > 0) TRY_VOID(writer.finish());
  return run;
}

/// Blocks of hashes below this stay in memory.
std::uint64_t PostingRuns::keep_end() const {
  return posting_count() <= kAllKeptPostings ? std::uint64_t{1} << kHashBits : kFirstHashes;
}

Result<void> PostingRuns::warm(std::size_t part, std::size_t parts) const {
  for (const PostingRun& run : runs_) {
    RunReader reader(store_, place_.blocks, run, keep_end());
    const std::uint64_t buckets = keep_end() >> run.place_bits();
    const std::uint64_t end = buckets * (part + 1) / parts;
    for (std::uint64_t bucket = buckets * part / parts; bucket < end; ++bucket) {
      if (kept_bytes_.is_spent()) return {};
      const auto first_hash = static_cast<std::uint32_t>(bucket << run.place_bits());
      TRY_VOID(reader.find(first_hash));
    }
  }
  return {};
}

Result<void> PostingRuns::look_up(std::span<const std::uint32_t> hashes, std::uint32_t fullest,
                                  const Visit& visit) const {
  if (hashes.empty()) return {};
  std::vector<RunReader> runs;
  for (const PostingRun& run : runs_) {
    runs.emplace_back(store_, place_.blocks, run, keep_end());
  }
  std::vector<GatheredReader> parts;
  for (const auto& part : gathered_.parts()) parts.emplace_back(part);
  Finder finder(std::move(runs), std::move(parts));

  std::vector<PostingPlace> places;
  for (std::size_t i = 0; i < hashes.size();) {
    const std::uint32_t hash = hashes[i];
    TRY(const std::uint64_t count, finder.find(hash));
    places.clear();
    // With some of them gone, whether there are too many is known only after reading.
    if (count <= fullest || !gone_.empty()) {
      TRY_VOID(finder.read(places));
      if (!gone_.empty()) {
        std::erase_if(places, [&](const PostingPlace& p) { return gone_.contains(p.ordinal); });
      }
      if (places.size() > fullest) places.clear();
    }
    for (; i < hashes.size() && hashes[i] == hash; ++i) {
      if (!places.empty()) visit(i, places);
    }
  }
  return {};
}

std::vector<std::uint32_t> PostingRuns::sealed_ordinals() const {
  std::vector<std::uint32_t> ordinals;
  for (const PostingRun& run : runs_) {
    for (const TrackLayout::Track& track : run.layout.tracks()) {
      if (!gone_.contains(track.ordinal)) ordinals.push_back(track.ordinal);
    }
  }
  return ordinals;
}

std::uint64_t PostingRuns::posting_count() const {
  std::uint64_t count = gathered_.count();
  for (const PostingRun& run : runs_) count += run.postings;
  return count;
}

}  // namespace matcher
