#include "matcher/index.h"

#include "engine/core/bytes.h"
#include "engine/core/digest.h"
#include "engine/core/fingerprint_record.h"
#include "matcher/index_state.h"
#include "matcher/landmark_hash.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace matcher {
namespace {

using engine::Errc;
using engine::fail;
using engine::FingerprintedMedia;
using engine::Result;
using engine::TrackId;
using engine::VideoId;

/// Version of everything under Family::kMeta, kOrdinal and kPosting, and of the hashes there.
/// Version 1: pairs of peaks. Version 2: posting blocks of positions.
constexpr std::string_view kFormatKey = "format";
constexpr std::string_view kFormat = "2";
/// Formats whose postings are built anew.
constexpr std::array<std::string_view, 1> kEarlierFormats = {"1"};
constexpr PostingRuns::Place kTrackPostings{Family::kPosting, "runs"};
constexpr std::string_view kNextOrdinalKey = "next_ordinal";

/// Postings gathered in memory before a run is written without being asked for: about 100 MB.
constexpr std::uint64_t kGatheredMax = std::uint64_t{8} << 20;

/// A track with fewer landmarks than this a second, over all of it, is silence or hardly more.
constexpr std::int64_t kFewestLandmarksPerSecond = 2;

std::string ordinal_key(std::uint32_t ordinal) {
  std::string key;
  for (int shift = 24; shift >= 0; shift -= 8) key.push_back(static_cast<char>(ordinal >> shift));
  return key;
}

std::uint32_t read_ordinal(std::string_view key) {
  std::uint32_t ordinal = 0;
  for (const char byte : key) ordinal = ordinal << 8 | static_cast<unsigned char>(byte);
  return ordinal;
}

template <class Id>
std::string_view id_key(const Id& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

/// An index of an earlier format loses its postings, which are gathered again from the tracks.
Result<void> check_format(Store& store, Access access) {
  TRY(const auto format, store.get(Family::kMeta, kFormatKey));
  if (format == kFormat) return {};
  const bool earlier = format && std::find(kEarlierFormats.begin(), kEarlierFormats.end(),
                                           *format) != kEarlierFormats.end();
  if (format && (!earlier || access == Access::kRead)) {
    return fail(Errc::kNewerFormat,
                "the index has format " + *format + ", this cuetrace reads " +
                    std::string(kFormat) + "; " +
                    (earlier ? "the next `cuetrace scan` or `catalog add` brings it up to date"
                             : "upgrade cuetrace"));
  }
  if (access == Access::kRead) return {};
  Batch batch;
  if (earlier) {
    TRY_VOID(store.drop_range(Family::kPosting, run_key(0), run_key(UINT32_MAX)));
    batch.erase(Family::kMeta, kTrackPostings.list_key);
  }
  batch.put(Family::kMeta, kFormatKey, std::string(kFormat));
  return store.commit(std::move(batch));
}

Result<void> check_sound(const FingerprintedMedia& media) {
  const auto& [facts, sound] = media;
  const std::string& name = facts.location;
  if (!facts.complete) {
    return fail(Errc::kTruncated,
                name + ": ends at " + engine::to_timecode(sound.duration) + " of a declared " +
                    engine::to_timecode(facts.declared_duration) + "; export the track again");
  }
  if (sound.duration < Index::kShortestTrack) {
    return fail(Errc::kTooShort, name + ": " + engine::to_timecode(sound.duration) +
                                     " of sound; a track needs at least 3 seconds");
  }
  const auto seconds = sound.duration / engine::MediaTime{1'000'000};
  if (static_cast<std::int64_t>(sound.mid.peaks.size() + sound.side.peaks.size()) <
      seconds * kFewestLandmarksPerSecond) {
    return fail(Errc::kSilent, name + ": nothing but silence, or hardly more; check the export");
  }
  return {};
}

}  // namespace

Index::Index(std::unique_ptr<State> state) : state_(std::move(state)) {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

Result<FingerprintedMedia> Index::State::read_track(std::uint32_t ordinal) const {
  TRY(const auto record, store.get(Family::kTrack, ordinal_key(ordinal)));
  if (!record) return fail(Errc::kCorrupt, "the index lacks a track it lists; restore a copy");
  return engine::decode_fingerprint(*record);
}

/// Seals when much is gathered.
Result<void> Index::State::gather(std::uint32_t ordinal, const engine::Fingerprint& fingerprint,
                                  Access access) {
  runs->gather(ordinal, reference_hashes(fingerprint));
  if (access == Access::kRead || runs->gathered_count() < kGatheredMax) return {};
  return runs->seal(ordinal + 1);
}

Result<Index> Index::open(const std::filesystem::path& folder, Access access) {
  TRY(Store store, Store::open(folder, access));
  TRY_VOID(check_format(store, access));
  auto state = std::make_unique<State>(std::move(store));
  TRY(const auto next, state->store.get(Family::kMeta, kNextOrdinalKey));
  if (next) state->next_ordinal = read_ordinal(*next);
  TRY_VOID(state->store.for_each(
      Family::kOrdinal, {}, [&](std::string_view key, std::string_view value) {
        TrackId id;
        std::copy_n(key.begin(), std::min(key.size(), id.bytes.size()), id.bytes.begin());
        state->ordinals.emplace(id, read_ordinal(value));
        state->ids.emplace(read_ordinal(value), id);
      }));
  TRY(state->runs, PostingRuns::open(state->store, kTrackPostings, access == Access::kWrite));
  for (auto it = state->ids.lower_bound(state->runs->sealed_end()); it != state->ids.end(); ++it) {
    TRY(const FingerprintedMedia media, state->read_track(it->first));
    TRY_VOID(state->gather(it->first, media.fingerprint, access));
  }
  return Index(std::move(state));
}

Result<AddOutcome> Index::add(const FingerprintedMedia& media) {
  TRY_VOID(check_sound(media));
  const TrackId id = engine::track_id_of(media.fingerprint);
  if (contains(id)) return AddOutcome::kAlreadyThere;

  const std::uint32_t ordinal = state_->next_ordinal;
  Batch batch;
  batch.put(Family::kTrack, ordinal_key(ordinal), engine::encode(media));
  batch.put(Family::kOrdinal, id_key(id), ordinal_key(ordinal));
  batch.put(Family::kMeta, kNextOrdinalKey, ordinal_key(ordinal + 1));
  TRY_VOID(state_->store.commit(std::move(batch)));

  state_->next_ordinal = ordinal + 1;
  state_->ordinals.emplace(id, ordinal);
  state_->ids.emplace(ordinal, id);
  TRY_VOID(state_->gather(ordinal, media.fingerprint, Access::kWrite));
  return AddOutcome::kAdded;
}

Result<std::size_t> Index::remove(const std::vector<TrackId>& tracks) {
  TRY_VOID(seal());
  std::set<std::uint32_t> gone;
  Batch batch;
  for (const TrackId& track : tracks) {
    const auto it = state_->ordinals.find(track);
    if (it == state_->ordinals.end()) continue;
    gone.insert(it->second);
    batch.erase(Family::kTrack, ordinal_key(it->second));
    batch.erase(Family::kOrdinal, id_key(track));
  }
  if (gone.empty()) return 0;
  TRY_VOID(state_->runs->erase(gone, std::move(batch)));
  for (const std::uint32_t ordinal : gone) {
    state_->ordinals.erase(state_->ids.at(ordinal));
    state_->ids.erase(ordinal);
  }
  return gone.size();
}

Result<void> Index::seal() { return state_->runs->seal(state_->next_ordinal); }

bool Index::contains(const TrackId& track) const { return state_->ordinals.contains(track); }

std::vector<TrackId> Index::tracks() const {
  std::vector<TrackId> tracks;
  for (const auto& [id, ordinal] : state_->ordinals) tracks.push_back(id);
  return tracks;
}

Result<FingerprintedMedia> Index::track(const TrackId& track) const {
  const auto it = state_->ordinals.find(track);
  if (it == state_->ordinals.end()) {
    return fail(Errc::kNotFound, to_string(track) + ": no such track in the index");
  }
  return state_->read_track(it->second);
}

std::string Index::content_digest() const {
  engine::Sha256 digest;
  for (const auto& [id, ordinal] : state_->ordinals) digest.add(id_key(id));
  return engine::to_hex(digest.finish_id());
}

Result<void> Index::archive(const VideoId& video, const FingerprintedMedia& media) {
  Batch batch;
  batch.put(Family::kArchive, id_key(video), engine::encode(media));
  return state_->store.commit(std::move(batch));
}

Result<std::optional<FingerprintedMedia>> Index::archived(const VideoId& video) const {
  TRY(const auto record, state_->store.get(Family::kArchive, id_key(video)));
  if (!record) return std::nullopt;
  TRY(auto media, engine::decode_fingerprint(*record));
  return media;
}

}  // namespace matcher
