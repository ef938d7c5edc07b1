#include "matcher/kinship.h"

#include "engine/core/parallel.h"
#include "matcher/alignment.h"
#include "matcher/candidates.h"
#include "matcher/index_state.h"
#include "matcher/landmark_hash.h"
#include "matcher/played_segment.h"
#include "matcher/questions.h"
#include "matcher/reading.h"
#include "matcher/shared_hashes.h"
#include "matcher/sound.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <tuple>
#include <utility>

namespace matcher {
namespace {

using engine::Kinship;
using engine::KinshipKind;
using engine::MediaSpan;
using engine::MediaTime;
using engine::Result;
using engine::SharedRegion;
using engine::TrackId;
namespace grid = engine::landmark_grid;

/// Weaker ones among the proposed are compared as well, but so few of them: what every track has in
/// common with any other by chance must not cost most.
constexpr std::uint32_t kClearHits = 6;
constexpr std::size_t kMostWeak = 16;

constexpr std::int64_t kShortestSharedFrames = 125;  // Two seconds.

/// A track on either side of a comparison.
struct Side {
  explicit Side(const KinTrack& of)
      : id(of.id), fingerprint(of.fingerprint), sound(of.fingerprint), track(of.fingerprint) {}

  TrackId id;
  const engine::Fingerprint& fingerprint;
  Sound sound;
  ReferenceTrack track;
};

/// Share of `peaks` that are found at `offset`, of the channel in which it is larger.
double found_share(std::span<const ReferencePeak> peaks, std::int64_t offset, const Sound& sound) {
  constexpr double kPriorPeaks = 10;  // A channel with hardly a peak says little.
  std::array<double, kChannels> expected{};
  std::array<double, kChannels> found{};
  for (const ReferencePeak& peak : peaks) {
    expected[peak.channel] += 1;
    if (sound.fields[peak.channel].find(peak.frame + offset, peak.frequency)) {
      found[peak.channel] += 1;
    }
  }
  double best = 0;
  for (std::size_t c = 0; c < kChannels; ++c) {
    best = std::max(best, found[c] / (expected[c] + kPriorPeaks));
  }
  return best;
}

std::int32_t ppm(double share) { return static_cast<std::int32_t>(std::lround(1e6 * share)); }

/// A segment that was found answers for candidates at its place; and the few that most hashes voted
/// for answer for the rest: a track that repeats itself agrees with its copy at every repeat.
bool answered(const Candidate& candidate, const std::vector<Segment>& found) {
  constexpr std::ptrdiff_t kMostPlaces = 3;
  const auto same_time = [&](const Segment& segment) {
    return candidate.frame + kStepFrames >= segment.video_first() &&
           candidate.frame < segment.video_end();
  };
  const auto same_place = [&](const Segment& segment) {
    return std::abs(candidate.offset - segment.offset) <= 2 * kOffsetCellFrames;
  };
  return std::count_if(found.begin(), found.end(), same_time) >= kMostPlaces ||
         std::any_of(found.begin(), found.end(), [&](const Segment& segment) {
           return same_time(segment) && same_place(segment);
         });
}

/// Where `track` plays in `video`.
std::vector<Segment> shared_segments(const Side& video, const Side& track) {
  std::vector<Segment> found;
  for (const Candidate& candidate : shared_hashes(video.fingerprint, track.fingerprint)) {
    if (answered(candidate, found)) continue;
    const Verdict verdict = verify(candidate, video.sound, track.track);
    if (verdict.is_claim()) found.push_back(fitted(verdict.segment, video.sound, track.track));
  }
  std::vector<Segment> reading = one_reading(found, video.sound, track.track);
  // A stroke and a chord are no family.
  std::erase_if(reading, [](const Segment& segment) {
    return segment.end - segment.first < kShortestSharedFrames;
  });
  return reading;
}

MediaSpan frames_to_time(std::int64_t first, std::int64_t end, double stretch) {
  const auto time = [&](std::int64_t frame) {
    const auto period = static_cast<double>(grid::kFramePeriod.count());
    return MediaTime{
        std::llround(static_cast<double>(std::max<std::int64_t>(0, frame)) * period / stretch)};
  };
  return {time(first), time(end)};
}

/// As if the video were the first of the two.
SharedRegion region_of(const Segment& segment, const Side& video, const Side& other) {
  const Playing& playing = segment.playing;
  const Playing undone{1 / playing.stretch, 1 / playing.pitch};
  const MediaSpan in_video = frames_to_time(segment.video_first(), segment.video_end(), 1);
  const MediaSpan in_other = frames_to_time(segment.first, segment.end, playing.stretch);
  const auto peaks_of = [](const Side& side, const MediaSpan& span) {
    return peaks_between(side.track.peaks, span.start / grid::kFramePeriod,
                         span.end / grid::kFramePeriod);
  };
  const auto back = std::llround(-segment.offset / playing.stretch);
  return {.in_first = in_video,
          .in_second = in_other,
          .speed_ppm = ppm(1 / playing.stretch),
          .pitch_cents = static_cast<std::int32_t>(std::lround(1200 * std::log2(playing.pitch))),
          .found_in_first_ppm = ppm(
              found_share(played(peaks_of(other, in_other), playing), segment.offset, video.sound)),
          .found_in_second_ppm =
              ppm(found_share(played(peaks_of(video, in_video), undone), back, other.sound)),
          .score_milli = static_cast<std::int32_t>(std::lround(1000 * segment.score))};
}

/// The same as the other of the two has it.
SharedRegion turned_round(const SharedRegion& region) {
  SharedRegion turned = region;
  std::swap(turned.in_first, turned.in_second);
  std::swap(turned.found_in_first_ppm, turned.found_in_second_ppm);
  turned.speed_ppm = ppm(1e6 / region.speed_ppm);
  turned.pitch_cents = -region.pitch_cents;
  return turned;
}

/// How long the spans are together, where they overlap counted once.
MediaTime covered(std::vector<MediaSpan> spans) {
  std::sort(spans.begin(), spans.end(),
            [](const MediaSpan& a, const MediaSpan& b) { return a.start < b.start; });
  MediaTime sum{0};
  MediaTime at{0};
  for (const MediaSpan& span : spans) {
    sum += std::max(MediaTime{0}, span.end - std::max(span.start, at));
    at = std::max(at, span.end);
  }
  return sum;
}

/// From the first peak to the last: recordings begin and end with silence of their own.
MediaTime sounding(const ReferenceTrack& track) {
  if (track.peaks.empty()) return MediaTime{0};
  return (track.peaks.back().frame + 1 - track.peaks.front().frame) * grid::kFramePeriod;
}

/// What the regions cover of a track.
double share_of(const std::vector<SharedRegion>& regions, MediaSpan SharedRegion::*side,
                MediaTime whole) {
  std::vector<MediaSpan> spans;
  for (const SharedRegion& region : regions) spans.push_back(region.*side);
  return static_cast<double>(covered(std::move(spans)).count()) /
         std::max(1.0, static_cast<double>(whole.count()));
}

/// Average over the regions, each counted by its length.
double average(const std::vector<SharedRegion>& regions, std::int32_t SharedRegion::*found_ppm) {
  double sum = 0;
  double lengths = 0;
  for (const SharedRegion& region : regions) {
    const auto length = static_cast<double>(region.in_first.length().count());
    sum += length * region.*found_ppm / 1e6;
    lengths += length;
  }
  return lengths > 0 ? sum / lengths : 0;
}

/// The bounds stand in the gaps seen on real music: copies of a recording in another codec have
/// 0.8 of its peaks and more, what was mixed or filtered anew below 0.7 in one direction.
KinshipKind kind_of(const std::vector<SharedRegion>& regions, const Side& first,
                    const Side& second) {
  constexpr double kWhole = 0.9;
  constexpr double kWholeButRepeats = 0.75;  // Of what repeats, one place stands for another.
  constexpr double kSameSound = 0.75;
  constexpr double kMost = 0.6;
  const MediaTime first_length = sounding(first.track);
  const MediaTime second_length = sounding(second.track);
  const double of_first = share_of(regions, &SharedRegion::in_first, first_length);
  const double of_second = share_of(regions, &SharedRegion::in_second, second_length);
  const double lengths = static_cast<double>(std::min(first_length, second_length).count()) /
                         static_cast<double>(std::max(first_length, second_length).count());
  const double same = std::min(average(regions, &SharedRegion::found_in_first_ppm),
                               average(regions, &SharedRegion::found_in_second_ppm));
  if (lengths >= kWhole && of_first >= kWhole && of_second >= kWholeButRepeats &&
      same >= kSameSound) {
    return KinshipKind::kDuplicate;
  }
  const double of_shorter = first_length < second_length ? of_first : of_second;
  return of_shorter >= kMost ? KinshipKind::kVersion : KinshipKind::kSharedMaterial;
}

/// A track that the index proposes.
struct Proposed {
  std::uint32_t ordinal = 0;
  std::uint32_t most_hits = 0;  // Of a step: a short loop is all in one.
  std::uint32_t hits = 0;       // Of all steps.
};

/// Tracks that share hashes with `fingerprint`, those first that share most at one place.
Result<std::vector<Proposed>> worth_comparing(const Index& index, std::uint32_t ordinal,
                                              const engine::Fingerprint& fingerprint) {
  // Of what it repeats itself, it would be its own best candidate.
  Question asked = question(QuestionKind::kFaint, index.state().runs->posting_count());
  asked.all_but = ordinal;
  std::map<TrackId, Proposed> by_track;
  const std::uint32_t frames = frame_count(fingerprint);
  std::vector<Stretch> chunks;
  for (std::uint32_t at = 0; at < frames; at += kChunkFrames) {
    chunks.push_back({at, std::min(frames, at + kChunkFrames)});
  }
  TRY(const auto candidates, propose(index, fingerprint, chunks, asked));
  for (const Candidate& candidate : candidates) {
    Proposed& proposed = by_track[index.state().ids.at(candidate.ordinal)];
    proposed.ordinal = candidate.ordinal;
    proposed.most_hits = std::max(proposed.most_hits, candidate.agreement.hits);
    proposed.hits += candidate.agreement.hits;
  }
  std::vector<Proposed> ranked;
  for (const auto& [id, proposed] : by_track) ranked.push_back(proposed);
  std::stable_sort(ranked.begin(), ranked.end(), [](const Proposed& a, const Proposed& b) {
    return std::tie(a.most_hits, a.hits) > std::tie(b.most_hits, b.hits);
  });
  const auto clear =
      static_cast<std::size_t>(std::count_if(ranked.begin(), ranked.end(), [](const Proposed& one) {
        return one.most_hits >= kClearHits;
      }));
  ranked.resize(std::min({ranked.size(), kMostKin, clear + kMostWeak}));
  return ranked;
}

/// Appends what `track` has in common with each of `others`, in their order.
Result<void> compare(const KinTrack& track, std::span<const Proposed> others,
                     const Index::State& index, std::vector<Kinship>& kin) {
  using Compared = Result<std::optional<Kinship>>;
  std::vector<std::optional<Compared>> compared(others.size());
  engine::run_each(others.size(), [&](std::size_t i) {
    compared[i] = engine::guarded([&]() -> Compared {
      TRY(const auto other, index.read_track(others[i].ordinal));
      return kinship_of(track, {index.ids.at(others[i].ordinal), other.fingerprint});
    });
  });
  for (auto& one : compared) {
    TRY(std::optional<Kinship> kinship, *std::move(one));
    if (kinship) kin.push_back(*std::move(kinship));
  }
  return {};
}

std::size_t copies_in(const std::vector<Kinship>& kin) {
  return static_cast<std::size_t>(std::count_if(kin.begin(), kin.end(), [](const Kinship& one) {
    return one.kind == KinshipKind::kDuplicate;
  }));
}

}  // namespace

std::optional<Kinship> kinship_of(const KinTrack& a, const KinTrack& b) {
  const Side first(a.id < b.id ? a : b);
  const Side second(a.id < b.id ? b : a);
  // The longer one stands for the track: of a video all hashes are asked for, of a track a few.
  const bool as_they_are = first.sound.frames <= second.sound.frames;
  const Side& video = as_they_are ? first : second;
  const Side& track = as_they_are ? second : first;
  Kinship kinship{.first = first.id, .second = second.id, .kind = {}, .regions = {}};
  for (const Segment& segment : shared_segments(video, track)) {
    const SharedRegion region = region_of(segment, video, track);
    kinship.regions.push_back(as_they_are ? region : turned_round(region));
  }
  if (kinship.regions.empty()) return std::nullopt;
  std::sort(kinship.regions.begin(), kinship.regions.end(),
            [](const SharedRegion& one, const SharedRegion& other) {
              return std::tuple(one.in_first.start, one.in_second.start) <
                     std::tuple(other.in_first.start, other.in_second.start);
            });
  kinship.kind = kind_of(kinship.regions, first, second);
  return kinship;
}

Result<std::vector<Kinship>> kin_of(const Index& index, const TrackId& track) {
  const auto ordinal = index.state().ordinals.find(track);
  if (ordinal == index.state().ordinals.end()) {
    return engine::fail(engine::Errc::kNotFound, to_string(track) + ": no such track in the index");
  }
  TRY(const auto media, index.state().read_track(ordinal->second));
  TRY(const auto others, worth_comparing(index, ordinal->second, media.fingerprint));
  const std::span<const Proposed> ranked(others);
  std::vector<Kinship> kin;
  for (std::size_t at = 0; at < ranked.size() && copies_in(kin) < kMostCopies; at += kMostCopies) {
    const auto some = ranked.subspan(at, std::min(kMostCopies, ranked.size() - at));
    TRY_VOID(compare({track, media.fingerprint}, some, index.state(), kin));
  }
  std::sort(kin.begin(), kin.end(), [](const Kinship& a, const Kinship& b) {
    return std::tie(a.first, a.second) < std::tie(b.first, b.second);
  });
  return kin;
}

}  // namespace matcher
