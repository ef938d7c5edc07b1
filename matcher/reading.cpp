#include "matcher/reading.h"

#include "matcher/alignment.h"
#include "matcher/evidence.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <memory>
#include <span>

namespace matcher {
namespace {

/// What a jump from one place in the track to another must gain in evidence.
constexpr float kJump = 120;

std::int64_t period_of(std::int64_t frame) { return frame / kPeriodFrames; }

/// A segment with its evidence in every period of the video that it touches.
class Option {
 public:
  /// Options are compared by the same `weights`, which must outlive them.
  Option(const Segment& of, const Sound& video, const ReferenceTrack& as_it_is,
         const Weights& weights)
      : segment(&of),
        track(std::make_unique<const ReferenceTrack>(as_it_is.played(of.playing))),
        alignment_(video, *track, of.offset, nullptr),
        weights_(&weights) {
    for (std::int64_t at = of.video_first(); at < of.video_end();) {
      const std::int64_t next = std::min((period_of(at) + 1) * kPeriodFrames, of.video_end());
      by_period_.push_back(weights_->of_period(alignment_, at - of.offset, next - of.offset, 0));
      at = next;
    }
  }

  const Segment* segment;
  std::unique_ptr<const ReferenceTrack> track;  ///< As played in the segment.

  /// Log-likelihood ratio in video frames [first, end), which may lie outside of the segment.
  float evidence(std::int64_t first, std::int64_t end) const {
    float sum = 0;
    for (std::int64_t at = first; at < end; at += kPeriodFrames) {
      sum += weights_->of_period(alignment_, at - segment->offset,
                                 std::min(end, at + kPeriodFrames) - segment->offset, 0);
    }
    return sum;
  }

  std::int64_t first_period() const { return period_of(segment->video_first()); }
  bool covers(std::int64_t period) const {
    return period >= first_period() && period < first_period() + std::ssize(by_period_);
  }
  float at(std::int64_t period) const {
    return by_period_[static_cast<std::size_t>(period - first_period())];
  }

 private:
  Alignment alignment_;
  const Weights* weights_;
  std::vector<float> by_period_;
};

constexpr std::size_t kNone = 0;  // State 0 is none of the options, i + 1 is options[i].

/// The best state of each period (Viterbi): evidence adds up, and a change of state costs kJump.
std::vector<std::size_t> best_states(const std::vector<Option>& options, std::int64_t first,
                                     std::int64_t end) {
  const std::size_t states = options.size() + 1;
  std::vector<float> sums(states, 0);
  std::vector<std::vector<std::size_t>> from;
  for (std::int64_t period = first; period < end; ++period) {
    const auto best =
        static_cast<std::size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
    const float jumped = sums[best] - kJump;
    auto& came = from.emplace_back(states);
    for (std::size_t state = 0; state < states; ++state) {
      came[state] = sums[state] >= jumped ? state : best;
      sums[state] = std::max(sums[state], jumped);
      if (state == kNone) continue;
      const Option& option = options[state - 1];
      // Outside of its own ends an option is no option.
      sums[state] += option.covers(period) ? option.at(period) : -kJump;
    }
  }
  std::vector<std::size_t> path(from.size());
  auto state = static_cast<std::size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  for (std::size_t i = path.size(); i-- > 0;) {
    path[i] = state;
    state = from[i][state];
  }
  return path;
}

/// Video frame within a period of `about` at which `before` best hands over to `after`.
std::int64_t handover(const Option& before, const Option& after, std::int64_t about) {
  constexpr std::int64_t kStep = 4;
  std::int64_t best_at = about;
  float best = std::numeric_limits<float>::lowest();
  for (std::int64_t at = about - kPeriodFrames; at <= about + kPeriodFrames; at += kStep) {
    const float sum =
        before.evidence(about - kPeriodFrames, at) + after.evidence(at, about + kPeriodFrames);
    if (sum <= best) continue;
    best = sum;
    best_at = at;
  }
  return best_at;
}

/// What jumps more often is no reading: every bar of a drum loop fits somewhere.
constexpr std::int64_t kShortestPieceFrames = 125;  // Two seconds.

/// Ends moved inwards to the first and the last peak that the video holds.
Segment at_found_peaks(Segment segment, const Sound& video, const ReferenceTrack& track) {
  const auto peaks = peaks_between(track.peaks, segment.first, segment.end);
  const auto found = [&](const ReferencePeak& peak) {
    return video.fields[peak.channel]
        .find(std::int64_t{peak.frame} + segment.offset, peak.frequency)
        .has_value();
  };
  const auto first = std::find_if(peaks.begin(), peaks.end(), found);
  if (first == peaks.end()) return segment;
  const auto last = std::find_if(peaks.rbegin(), peaks.rend(), found);
  segment.first = first->frame;
  segment.end = std::int64_t{last->frame} + 1;
  return segment;
}

/// The runs of one state, as segments with the ends they have got.
std::vector<Segment> segments_of(const std::vector<std::size_t>& path, std::int64_t first_period,
                                 const std::vector<Option>& options, const Sound& video) {
  struct Run {
    const Option* option;
    Segment segment;
  };
  std::vector<Run> runs;
  for (std::size_t i = 0; i < path.size();) {
    std::size_t end = i;
    while (end < path.size() && path[end] == path[i]) ++end;
    if (path[i] != kNone) {
      const Option& option = options[path[i] - 1];
      Segment segment = *option.segment;
      const std::int64_t from = (first_period + static_cast<std::int64_t>(i)) * kPeriodFrames;
      const std::int64_t to = (first_period + static_cast<std::int64_t>(end)) * kPeriodFrames;
      segment.first = std::max(segment.first, from - segment.offset);
      segment.end = std::min(segment.end, to - segment.offset);
      const bool follows = i > 0 && path[i - 1] != kNone;
      if (follows && !runs.empty()) {
        const std::int64_t at = handover(*runs.back().option, option, from);
        Segment& before = runs.back().segment;
        before.end = std::min(runs.back().option->segment->end, at - before.offset);
        segment.first = std::max(option.segment->first, at - segment.offset);
      }
      runs.push_back({&option, segment});
    }
    i = end;
  }
  std::vector<Segment> segments;
  for (const Run& run : runs) {
    const bool whole = run.segment.first == run.option->segment->first &&
                       run.segment.end == run.option->segment->end;
    if (whole) {
      segments.push_back(run.segment);
      continue;
    }
    const Segment cut = at_found_peaks(run.segment, video, *run.option->track);
    if (cut.end - cut.first < kShortestPieceFrames) continue;
    const Verdict piece = measure_as_cut(cut, video, *run.option->track);
    if (piece.is_claim()) segments.push_back(piece.segment);
  }
  return segments;
}

/// In how many places of the track pieces begin.
std::size_t places_of(std::span<const Segment> pieces) {
  constexpr std::int64_t kSamePlaceFrames = 62;
  std::vector<std::int64_t> starts;
  for (const Segment& piece : pieces) starts.push_back(piece.first);
  std::sort(starts.begin(), starts.end());
  const auto last = std::unique(starts.begin(), starts.end(), [](std::int64_t a, std::int64_t b) {
    return b - a < kSamePlaceFrames;
  });
  return static_cast<std::size_t>(last - starts.begin());
}

/// A loop jumps back to where it began; a drum that two recordings share is found in any bar. So
/// of short pieces in a row that begin in three places and more, no one knows whether it is this
/// track.
void mark_restless(std::span<Segment> pieces) {
  constexpr std::int64_t kShortFrames = 375;  // Six seconds.
  constexpr std::int64_t kGapFrames = 125;
  constexpr std::size_t kFewestPlaces = 3;
  const auto is_short = [&](const Segment& piece) {
    return piece.end - piece.first < kShortFrames;
  };
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t end = i + 1;
    while (end < pieces.size() && is_short(pieces[end - 1]) && is_short(pieces[end]) &&
           pieces[end].video_first() - pieces[end - 1].video_end() < kGapFrames) {
      ++end;
    }
    const auto run = pieces.subspan(i, end - i);
    if (places_of(run) >= kFewestPlaces) {
      for (Segment& piece : run) piece.restless = true;
    }
    i = end;
  }
}

double place_at(const Segment& segment, std::int64_t video_frame) {
  return static_cast<double>(video_frame - segment.offset) / segment.playing.stretch;
}

/// Nobody jumps within a second of the same place: `segment` is a piece of `other`, a track that is
/// played a little faster and agrees piece by piece with itself as it is.
bool is_piece_of(const Segment& segment, const Segment& other) {
  constexpr double kSamePlaceFrames = 62;
  constexpr std::int64_t kMarginFrames = 62;
  const auto same = [&](std::int64_t frame) {
    return std::abs(place_at(segment, frame) - place_at(other, frame)) < kSamePlaceFrames;
  };
  return other.score > segment.score && same(segment.video_first()) && same(segment.video_end()) &&
         segment.video_first() > other.video_first() - kMarginFrames &&
         segment.video_end() < other.video_end() + kMarginFrames;
}

/// What peaks weigh in the segment with the most evidence.
Weights weights_of_best(std::span<const Segment> group, const Sound& video,
                        const ReferenceTrack& track) {
  const Segment& best =
      *std::max_element(group.begin(), group.end(),
                        [](const Segment& a, const Segment& b) { return a.score < b.score; });
  const ReferenceTrack played = track.played(best.playing);
  return Weights(Alignment(video, played, best.offset, nullptr).measure(best.first, best.end));
}

/// Segments that overlap one another, directly or through others; `segments` ordered by start.
std::vector<std::span<const Segment>> overlapping(const std::vector<Segment>& segments) {
  std::vector<std::span<const Segment>> groups;
  std::size_t first = 0;
  std::int64_t end = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (i > first && segments[i].video_first() >= end) {
      groups.push_back(std::span(segments).subspan(first, i - first));
      first = i;
    }
    end = i == first ? segments[i].video_end() : std::max(end, segments[i].video_end());
  }
  if (first < segments.size()) groups.push_back(std::span(segments).subspan(first));
  return groups;
}

}  // namespace

std::vector<Segment> one_reading(const std::vector<Segment>& segments, const Sound& video,
                                 const ReferenceTrack& track) {
  std::vector<Segment> ordered;
  for (const Segment& segment : segments) {
    const bool is_piece = std::any_of(segments.begin(), segments.end(), [&](const Segment& other) {
      return is_piece_of(segment, other);
    });
    if (!is_piece) ordered.push_back(segment);
  }
  std::stable_sort(ordered.begin(), ordered.end(), [](const Segment& a, const Segment& b) {
    return a.video_first() < b.video_first();
  });
  std::vector<Segment> reading;
  for (const std::span<const Segment> group : overlapping(ordered)) {
    if (group.size() == 1) {
      reading.push_back(group.front());
      continue;
    }
    const Weights weights = weights_of_best(group, video, track);
    std::vector<Option> options;
    std::int64_t end = 0;
    for (const Segment& segment : group) {
      options.emplace_back(segment, video, track, weights);
      end = std::max(end, period_of(segment.video_end() - 1) + 1);
    }
    const std::int64_t first = options.front().first_period();
    auto pieces = segments_of(best_states(options, first, end), first, options, video);
    mark_restless(pieces);
    reading.insert(reading.end(), pieces.begin(), pieces.end());
  }
  return reading;
}

}  // namespace matcher
