// The index of licensed tracks, and the archive of every scanned video's fingerprint, in RocksDB.
//
// Writing is atomic per track and per video: after a crash at any moment each is there whole or not
// at all, and opening again mends the rest. Everything but the fingerprints themselves is derived
// from them and can be built anew.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace matcher {

enum class Access { kRead, kWrite };
enum class AddOutcome { kAdded, kAlreadyThere };

/// Threads: reading functions may be called at once from many threads; writing functions
/// (add, remove, seal, archive) one at a time, and not while others read; but `archive` beside
/// matching and `archived`, which do not look at what it changes.
class Index {
 public:
  /// A track needs at least this much sound.
  static constexpr engine::MediaTime kShortestTrack{3'000'000};

  /// Access::kWrite creates the index when there is none, and finishes or undoes what a crash left.
  /// Errors: kLocked (another writer), kNoWorkspace (reading, none there), kNewerFormat, kCorrupt,
  /// kNotPermitted, kUnavailable.
  static engine::Result<Index> open(const std::filesystem::path& folder, Access access);

  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;
  ~Index();

  /// Puts a track in; `seal` makes the postings of a batch compact, but a track is found from here
  /// on. Adding the same sound again changes nothing.
  /// Errors: kTooShort, kSilent (nothing to index), kTruncated, kUnavailable.
  engine::Result<AddOutcome> add(const engine::FingerprintedMedia& media);

  /// Takes tracks out; those not there are passed over. Nothing of them is found any more; their
  /// postings leave the disk when their run is written anew. Returns how many were there. Ends with
  /// the index sealed.
  engine::Result<std::size_t> remove(const std::vector<engine::TrackId>& tracks);

  /// Moves the postings of tracks added and videos archived since into sorted runs. Call at the end
  /// of a batch; a crash before it costs time at the next opening, nothing else.
  engine::Result<void> seal();

  /// Reads what questions about videos are answered from into memory, as far as it may stay there,
  /// so that the first is answered as quickly as those that follow: part `part` of `parts`, since a
  /// large index takes a while. Errors: kCorrupt, kUnavailable.
  engine::Result<void> warm(std::size_t part, std::size_t parts) const;

  bool contains(const engine::TrackId& track) const;
  std::vector<engine::TrackId> tracks() const;  ///< Ordered by id.

  /// What was given to `add`, as far as matching needs it: facts, duration, Chromaprint words and
  /// levels whole, peaks and their levels as kKeptOfTrack says (matcher/packed_record.h). Its id is
  /// `track`; one computed from it would differ. Errors: kNotFound, kCorrupt.
  engine::Result<engine::FingerprintedMedia> track(const engine::TrackId& track) const;

  /// Hex digest of the set of tracks: equal for equal sets, however they came about.
  std::string content_digest() const;

  /// Keeps a scanned video's fingerprint whole, replacing an earlier one, and a sample of its
  /// hashes among the archive's postings (matcher/video_archive.h). Errors: kCorrupt, kUnavailable.
  engine::Result<void> archive(const engine::VideoId& video,
                               const engine::FingerprintedMedia& media);
  /// Empty when the video was never archived. Errors: kCorrupt, kUnavailable.
  engine::Result<std::optional<engine::FingerprintedMedia>> archived(
      const engine::VideoId& video) const;
  std::vector<engine::VideoId> archived_videos() const;  ///< Ordered by id.

  /// An index of its own with what is in this one now, in a folder that is not there yet. Also
  /// beside writing. Errors: kUnavailable.
  engine::Result<void> copy_to(const std::filesystem::path& folder) const;

  struct State;  // Shared with the look-up side, see matcher/index_state.h.
  const State& state() const { return *state_; }

 private:
  explicit Index(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace matcher
