// First stage of matching: which tracks may play where. Hash hits vote for (track, offset); the
// best of each few seconds are proposed. Proposing is cheap and generous; verification decides.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/match.h"
#include "engine/core/result.h"
#include "matcher/index.h"
#include "matcher/landmark_hash.h"
#include "matcher/playing.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace matcher {

/// What agrees on a place. Each moment has a vote (matcher/votes.h), and often several hashes.
struct Agreement {
  static constexpr std::uint32_t kFewestVotes = 2;
  static constexpr std::uint32_t kFewestHits = 3;
  /// Played otherwise than as it is, a track has many times as many places by chance.
  static constexpr std::uint32_t kMoreWhenPlayed = 1;

  std::uint32_t votes = 0;
  std::uint32_t hits = 0;  ///< Hashes.

  static std::uint32_t fewest_votes(const Playing& playing) {
    return kFewestVotes + (playing.as_it_is() ? 0 : kMoreWhenPlayed);
  }
  /// For the place to be proposed: several moments, or one that leaves little to chance.
  bool is_enough(const Playing& playing) const {
    const std::uint32_t fewest = fewest_votes(playing);
    return votes >= fewest || hits >= kFewestHits + (fewest - kFewestVotes);
  }
  friend auto operator<=>(const Agreement&, const Agreement&) = default;
};

/// "About here, this track may play at about this offset."
struct Candidate {
  std::uint32_t ordinal = 0;
  Playing playing;          ///< Known to about half a step of the ladder.
  std::int32_t offset = 0;  ///< Video frame minus frame as played; known to +-kOffsetCellFrames.
  std::uint32_t frame = 0;  ///< In the video: first frame of the step that voted most.
  Agreement agreement;      ///< Of the step and the next.
  engine::MatchMethod method = engine::MatchMethod::kLandmark;
};

/// Votes are counted over this many frames of the track as it is (3 s), and the next.
constexpr std::uint32_t kStepFrames = 188;
/// Offsets are counted in cells of this many frames (64 ms).
constexpr std::int32_t kOffsetCellFrames = 4;
/// Votes are counted in pieces of this many steps (2 min) of a video.
constexpr std::uint32_t kChunkFrames = 40 * kStepFrames;

/// Video frames [first, end).
struct Stretch {
  std::uint32_t first = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Stretch&, const Stretch&) = default;
};

/// What is asked of the index about a video.
struct Question {
  QueryDensity density;
  std::span<const Playing> playings;  ///< Ways in which tracks may be played, below 64 of them.
  std::size_t candidates_per_step = 0;
  /// Hashes with more postings are passed over: they cost most and tell no more than others.
  std::uint32_t fullest_group = 400;
  /// A track that is not asked for, where what it holds is compared with the rest.
  std::optional<std::uint32_t> all_but = std::nullopt;
};

/// The candidates in stretches of at most kChunkFrames each: those of each stretch and step in
/// turn, most votes first. Independent of the order in which tracks were added.
///
/// All stretches are looked up in one sweep over the index, as far as memory allows: most of a
/// sweep is reading posting blocks, and a block of a large index has an answer for most stretches.
/// Errors: kCorrupt, kUnavailable.
engine::Result<std::vector<Candidate>> propose(const Index& index, const engine::Fingerprint& video,
                                               std::span<const Stretch> stretches,
                                               const Question& question);

/// Every place of one track that has any vote in a stretch, however few; in no useful order. The
/// votes are those that `propose` counts. Errors: as `propose`.
engine::Result<std::vector<Candidate>> places_of(std::uint32_t ordinal, const Index& index,
                                                 const engine::Fingerprint& video, Stretch stretch,
                                                 const Question& question);

}  // namespace matcher
