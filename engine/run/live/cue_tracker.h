// Which music plays in a stream, told from looks at its last minute or so: what one look after the
// other finds becomes cues that open, go on and close. Arithmetic only: no streams, no ledger.
#pragma once

#include "engine/core/match.h"
#include "engine/core/media_time.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace engine::run {

/// One use of one track, as far as it is known.
struct LiveCue {
  enum class State {
    kSeen,    ///< Found, and nobody was told.
    kOpen,    ///< Told, and playing as far as is known.
    kClosed,  ///< It has ended.
  };
  std::uint64_t number = 0;  ///< From 1.
  State state = State::kSeen;
  bool told = false;  ///< That it plays, or did.
  /// From where it began to where it was heard last, on the clock of the sound; the figures are
  /// those of the last look.
  Match match;
  Match last;               ///< As the last look that saw it found it.
  int looks = 0;            ///< That saw it.
  MediaTime told_until{0};  ///< The end, when that was told last.
};

/// Whether `match` goes on with the same sound of the same track as `cue`: where the one is in the
/// track follows from where the other is.
bool goes_on(const LiveCue& cue, const Match& match);

/// How long nothing may be heard of it before a match counts as ended: it takes longer to be sure
/// of what is hardly heard.
MediaTime settle_time(const Match& match);

/// Times are on one clock that only goes forward. Threads: not safe to share.
class CueTracker {
 public:
  /// Extensions are told at least this far apart.
  static constexpr MediaTime kExtensionStep{10'000'000};
  /// A cue opens when it is a claim, and was heard for this long or in two looks.
  static constexpr MediaTime kSureLength{5'000'000};

  struct Changes {
    std::vector<LiveCue> opened;
    std::vector<LiveCue> extended;  ///< Also one that was closed and is heard again.
    std::vector<LiveCue> ended;     ///< Nothing was heard of them for their settle time.
  };
  /// Takes what was found in `window`, which ends now. Those that have ended are still as they
  /// were: `close` or `forget` them.
  Changes look(MediaSpan window, const std::vector<Match>& matches);

  /// A cue that is known another way, such as from the record, becomes one that was told and has
  /// ended.
  LiveCue add_closed(const Match& match);
  /// Says that a cue has ended, as `match`, and whether anybody was told of it.
  void close(std::uint64_t number, const Match& match, bool told = true);
  void forget(std::uint64_t number);

  const std::vector<LiveCue>& cues() const { return cues_; }
  std::vector<LiveCue> unfinished() const;  ///< Seen and open ones.

  /// The start of the earliest that is not finished; empty when all are.
  std::optional<MediaTime> earliest_unfinished() const;

  /// The latest multiple of `step` in [from, to] at which no cue plays, none of `others` either.
  std::optional<MediaTime> quiet_moment(MediaSpan between, MediaTime step,
                                        const std::vector<MediaSpan>& others) const;

  /// Forgets cues that ended before `time`.
  void drop_before(MediaTime time);

 private:
  LiveCue* continued_by(const Match& match);
  LiveCue* replaced_by(const Match& match, const std::vector<Match>& all);
  void take(LiveCue& cue, const Match& match, MediaSpan window);

  std::vector<LiveCue> cues_;  // By number.
  std::uint64_t next_number_ = 1;
};

}  // namespace engine::run
