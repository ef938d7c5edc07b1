#include "matcher/index.h"

#include "engine/core/digest.h"
#include "engine/core/fingerprint_record.h"
#include "matcher/index_state.h"
#include "matcher/landmark_hash.h"
#include "matcher/packed_record.h"
#include "matcher/store_key.h"

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
/// Version 1: pairs of peaks. Version 2: posting blocks of positions, packed records, postings of
/// the archive. Version 3: triplets of peaks. A change of the hashes is a new version, too.
constexpr std::string_view kFormatKey = "format";
constexpr std::string_view kFormat = "3";
/// Formats from which everything that is derived is built anew.
constexpr std::array<std::string_view, 2> kEarlierFormats = {"1", "2"};
/// Memory holds what the first question about 100,000 tracks asks for.
constexpr PostingRuns::Place kTrackPostings{Family::kPosting, "runs", std::size_t{1} << 30};
constexpr std::string_view kNextOrdinalKey = "next_ordinal";

/// A track with fewer landmarks than this a second, over all of it, is silence or hardly more.
constexpr std::int64_t kFewestLandmarksPerSecond = 2;

/// What is under a track's id.
std::string encode_place(std::uint32_t ordinal, std::uint32_t frames) {
  return number_key(ordinal) + number_key(frames);
}

enum class FormatState { kCurrent, kEarlier };

Result<FormatState> check_format(const Store& store, Access access) {
  TRY(const auto format, store.get(Family::kMeta, kFormatKey));
  if (!format || format == kFormat) return FormatState::kCurrent;
  const bool earlier =
      std::find(kEarlierFormats.begin(), kEarlierFormats.end(), *format) != kEarlierFormats.end();
  if (earlier && access == Access::kWrite) return FormatState::kEarlier;
  const char* const way_out = earlier
                                  ? "the next `cuetrace scan` or `catalog add` brings it up to date"
                                  : "upgrade cuetrace";
  return fail(Errc::kNewerFormat, "the index has format " + *format + ", this cuetrace reads " +
                                      std::string(kFormat) + "; " + way_out);
}

Result<void> drop_derived(Store& store) {
  TRY_VOID(store.drop_range(Family::kPosting, number_key(0), number_key(UINT32_MAX)));
  TRY_VOID(VideoArchive::drop_derived(store));
  Batch batch;
  batch.erase(Family::kMeta, kTrackPostings.list_key);
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

void Index::State::remember(const TrackId& id, std::uint32_t ordinal, std::uint32_t track_frames) {
  if (ordinal >= ids.size()) {
    ids.resize(ordinal + 1);
    frames.resize(ordinal + 1);
  }
  ids[ordinal] = id;
  frames[ordinal] = std::max<std::uint32_t>(track_frames, 1);
  ordinals.emplace(id, ordinal);
}

Result<FingerprintedMedia> Index::State::read_track(std::uint32_t ordinal) const {
  TRY(const auto record, store.get(Family::kTrack, number_key(ordinal)));
  if (!record) return fail(Errc::kCorrupt, "the index lacks a track it lists; restore a copy");
  return decode_packed(*record);
}

Result<void> Index::State::gather(std::uint32_t ordinal, const engine::Fingerprint& fingerprint,
                                  Access access) {
  runs->gather(ordinal, reference_hashes(fingerprint));
  if (access == Access::kRead || runs->gathered_count() < kGatheredMax) return {};
  return runs->seal(ordinal + 1);
}

Result<void> Index::State::read_ordinals() {
  TRY(const auto next, store.get(Family::kMeta, kNextOrdinalKey));
  if (next) {
    ids.resize(read_number(*next));
    frames.resize(read_number(*next));
  }
  return store.for_each(Family::kOrdinal, {}, [&](std::string_view key, std::string_view value) {
    // Format 1 had no frames there.
    const std::uint32_t track_frames = value.size() < 8 ? 1 : read_number(value.substr(4));
    remember(read_id<TrackId>(key), read_number(value), track_frames);
  });
}

/// Everything that is derived, from the fingerprints; these, too, in the form of today.
Result<void> Index::State::build_anew() {
  for (std::uint32_t ordinal = 0; ordinal < next_ordinal(); ++ordinal) {
    if (frames[ordinal] == 0) continue;
    TRY(const FingerprintedMedia media, read_track(ordinal));
    frames[ordinal] = frame_count(media.fingerprint);
    Batch batch;
    batch.put(Family::kTrack, number_key(ordinal), encode_packed(media, kKeptOfTrack));
    batch.put(Family::kOrdinal, id_key(ids[ordinal]), encode_place(ordinal, frames[ordinal]));
    TRY_VOID(store.commit(std::move(batch)));
    TRY_VOID(gather(ordinal, media.fingerprint, Access::kWrite));
  }
  TRY_VOID(runs->seal(next_ordinal()));
  return archive->put_again();
}

Result<Index> Index::open(const std::filesystem::path& folder, Access access) {
  TRY(Store store, Store::open(folder, access));
  TRY(const FormatState format, check_format(store, access));
  if (format == FormatState::kEarlier) TRY_VOID(drop_derived(store));
  auto state = std::make_unique<State>(std::move(store));
  TRY_VOID(state->read_ordinals());
  TRY(state->runs, PostingRuns::open(state->store, kTrackPostings, access == Access::kWrite));
  TRY(state->archive, VideoArchive::open(state->store, access));
  if (format == FormatState::kEarlier) {
    TRY_VOID(state->build_anew());
  } else {
    for (auto at = state->runs->sealed_end(); at < state->next_ordinal(); ++at) {
      if (state->frames[at] == 0) continue;
      TRY(const FingerprintedMedia media, state->read_track(at));
      TRY_VOID(state->gather(at, media.fingerprint, access));
    }
  }
  if (access == Access::kWrite) {
    Batch batch;
    batch.put(Family::kMeta, kFormatKey, std::string(kFormat));
    TRY_VOID(state->store.commit(std::move(batch)));
  }
  return Index(std::move(state));
}

Result<AddOutcome> Index::add(const FingerprintedMedia& media) {
  TRY_VOID(check_sound(media));
  const TrackId id = engine::track_id_of(media.fingerprint);
  if (contains(id)) return AddOutcome::kAlreadyThere;

  const std::uint32_t ordinal = state_->next_ordinal();
  if (ordinal >= kOrdinalEnd) {
    return fail(Errc::kUnsupported, media.facts.location +
                                        ": the index has numbered 16,777,216 tracks, the most it "
                                        "can; add to a new workspace");
  }
  const std::uint32_t frames = frame_count(media.fingerprint);
  Batch batch;
  batch.put(Family::kTrack, number_key(ordinal), encode_packed(media, kKeptOfTrack));
  batch.put(Family::kOrdinal, id_key(id), encode_place(ordinal, frames));
  batch.put(Family::kMeta, kNextOrdinalKey, number_key(ordinal + 1));
  TRY_VOID(state_->store.commit(std::move(batch)));

  state_->remember(id, ordinal, frames);
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
    batch.erase(Family::kTrack, number_key(it->second));
    batch.erase(Family::kOrdinal, id_key(track));
  }
  if (gone.empty()) return 0;
  TRY_VOID(state_->runs->erase(gone, std::move(batch)));
  for (const std::uint32_t ordinal : gone) {
    state_->ordinals.erase(state_->ids[ordinal]);
    state_->ids[ordinal] = {};
    state_->frames[ordinal] = 0;
  }
  return gone.size();
}

Result<void> Index::seal() {
  TRY_VOID(state_->runs->seal(state_->next_ordinal()));
  return state_->archive->seal();
}

Result<void> Index::warm(std::size_t part, std::size_t parts) const {
  return state_->runs->warm(part, parts);
}

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
  return state_->archive->put(video, media);
}

Result<std::optional<FingerprintedMedia>> Index::archived(const VideoId& video) const {
  return state_->archive->find(video);
}

std::vector<VideoId> Index::archived_videos() const { return state_->archive->videos(); }

Result<void> Index::copy_to(const std::filesystem::path& folder) const {
  return state_->store.copy_to(folder);
}

}  // namespace matcher
