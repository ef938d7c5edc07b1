#include "engine/run/live/cue_tracker.h"

#include <algorithm>
#include <cstdlib>

namespace engine::run {
namespace {

/// Where in the track `match` would be at `time` of the video.
MediaTime track_time_at(const Match& match, MediaTime time) {
  const MediaTime since = time - match.in_video.start;
  return match.in_track.start + MediaTime{since.count() * match.speed_ppm / 1'000'000};
}

/// Music under a voice is lost to hearing for a while, and is the same cue behind it.
constexpr MediaTime kLongestPause{15'000'000};

/// Of a match at the edge of a window it is not known where it began.
constexpr MediaTime kEdge{2'000'000};

bool is_active(const LiveCue& cue) { return cue.state != LiveCue::State::kClosed; }

}  // namespace

bool goes_on(const LiveCue& cue, const Match& match) {
  constexpr std::int64_t kSamePlaceUs = 500'000;
  if (cue.match.track != match.track) return false;
  const bool near = match.in_video.start <= cue.match.in_video.end + kLongestPause &&
                    cue.match.in_video.start <= match.in_video.end + kLongestPause;
  const MediaTime expected = track_time_at(cue.last, match.in_video.start);
  return near && std::abs((expected - match.in_track.start).count()) <= kSamePlaceUs;
}

MediaTime settle_time(const Match& match) {
  constexpr MediaTime kWellHeard{3'000'000};
  constexpr MediaTime kHardlyHeard{6'000'000};
  const bool well =
      match.confident() && 2 * match.evidence.peaks_found >= match.evidence.peaks_expected;
  return well ? kWellHeard : kHardlyHeard;
}

LiveCue* CueTracker::continued_by(const Match& match) {
  const auto found = std::find_if(cues_.rbegin(), cues_.rend(),
                                  [&](const LiveCue& cue) { return goes_on(cue, match); });
  return found == cues_.rend() ? nullptr : &*found;
}

/// Of two versions of a work, a longer stretch may show that it is the other one.
LiveCue* CueTracker::replaced_by(const Match& match, const std::vector<Match>& all) {
  const auto found = std::find_if(cues_.begin(), cues_.end(), [&](const LiveCue& cue) {
    const bool stands = std::any_of(all.begin(), all.end(),
                                    [&](const Match& other) { return goes_on(cue, other); });
    return is_active(cue) && !stands && share_half(cue.match.in_video, match.in_video);
  });
  return found == cues_.end() ? nullptr : &*found;
}

void CueTracker::take(LiveCue& cue, const Match& match, MediaSpan window) {
  const bool start_seen = match.in_video.start > window.start + kEdge;
  const bool other_track = cue.match.track != match.track;
  const MediaSpan before = cue.match.in_video;
  const MediaTime track_start = cue.match.in_track.start;
  cue.last = match;
  cue.match = match;
  const bool keeps_start = cue.looks > 0 && !other_track && before.start < match.in_video.start &&
                           (!start_seen || before.start < window.start + kEdge);
  if (keeps_start) {
    cue.match.in_video.start = before.start;
    cue.match.in_track.start = track_start;
  } else if (other_track && before.start < match.in_video.start && !start_seen) {
    cue.match.in_video.start = before.start;
    cue.match.in_track.start = std::max(MediaTime{0}, track_time_at(match, before.start));
  }
  ++cue.looks;
}

CueTracker::Changes CueTracker::look(MediaSpan window, const std::vector<Match>& matches) {
  for (const Match& match : matches) {
    LiveCue* cue = continued_by(match);
    const bool again = cue != nullptr && cue->state == LiveCue::State::kClosed;
    // What has ended stays in sight for as long as the window; that is nothing new.
    if (again && match.in_video.end <= cue->match.in_video.end + kEdge) continue;
    if (cue == nullptr) cue = replaced_by(match, matches);
    if (cue == nullptr) {
      cue = &cues_.emplace_back();
      cue->number = next_number_++;
    }
    take(*cue, match, window);
    if (again) {
      cue->state = cue->told ? LiveCue::State::kOpen : LiveCue::State::kSeen;
      cue->told_until = MediaTime{0};
    }
  }
  Changes changes;
  for (LiveCue& cue : cues_) {
    if (!is_active(cue)) continue;
    const MediaSpan& span = cue.match.in_video;
    const bool sure = cue.match.confident() && (span.length() >= kSureLength || cue.looks >= 2);
    if (cue.state == LiveCue::State::kSeen && sure) {
      cue.state = LiveCue::State::kOpen;
      cue.told = true;
      cue.told_until = span.end;
      changes.opened.push_back(cue);
    } else if (cue.state == LiveCue::State::kOpen && span.end >= cue.told_until + kExtensionStep) {
      cue.told_until = span.end;
      changes.extended.push_back(cue);
    }
    if (span.end + settle_time(cue.last) <= window.end) changes.ended.push_back(cue);
  }
  return changes;
}

LiveCue CueTracker::add_closed(const Match& match) {
  LiveCue& cue = cues_.emplace_back();
  cue.number = next_number_++;
  cue.state = LiveCue::State::kClosed;
  cue.told = true;
  cue.match = match;
  cue.last = match;
  return cue;
}

void CueTracker::close(std::uint64_t number, const Match& match, bool told) {
  for (LiveCue& cue : cues_) {
    if (cue.number != number) continue;
    cue.state = LiveCue::State::kClosed;
    cue.told = told;
    cue.match = match;
    cue.last = match;
  }
}

void CueTracker::forget(std::uint64_t number) {
  std::erase_if(cues_, [&](const LiveCue& cue) { return cue.number == number; });
}

std::vector<LiveCue> CueTracker::unfinished() const {
  std::vector<LiveCue> active;
  std::copy_if(cues_.begin(), cues_.end(), std::back_inserter(active), is_active);
  return active;
}

std::optional<MediaTime> CueTracker::earliest_unfinished() const {
  std::optional<MediaTime> earliest;
  for (const LiveCue& cue : cues_) {
    if (!is_active(cue)) continue;
    const MediaTime start = cue.match.in_video.start;
    earliest = earliest ? std::min(*earliest, start) : start;
  }
  return earliest;
}

std::optional<MediaTime> CueTracker::quiet_moment(MediaSpan between, MediaTime step,
                                                  const std::vector<MediaSpan>& others) const {
  constexpr MediaTime kMargin{250'000};
  std::vector<MediaSpan> busy = others;
  for (const LiveCue& cue : cues_) busy.push_back(cue.match.in_video);
  for (MediaTime time = between.end / step * step; time >= between.start; time -= step) {
    const bool quiet = std::none_of(busy.begin(), busy.end(), [&](const MediaSpan& span) {
      return span.start < time + kMargin && time - kMargin < span.end;
    });
    if (quiet) return time;
  }
  return std::nullopt;
}

void CueTracker::drop_before(MediaTime time) {
  std::erase_if(
      cues_, [&](const LiveCue& cue) { return !is_active(cue) && cue.match.in_video.end <= time; });
}

}  // namespace engine::run
