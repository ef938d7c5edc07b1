#include "reports/cue_sheet_making.h"

#include "engine/catalogue/societies.h"
#include "engine/core/digest.h"
#include "reports/cue_sheet_checks.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace reports {
namespace {

using engine::MediaSpan;
using engine::MediaTime;

constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;

/// Half up, as the sheets of societies are; a cue that is printed lasts a second at least.
std::int64_t seconds_to_print(MediaTime length) {
  const std::int64_t rounded =
      (length.count() + kMicrosecondsPerSecond / 2) / kMicrosecondsPerSecond;
  return std::max<std::int64_t>(1, rounded);
}

/// The catalogue's version says whether there can be a voice; a full mix may or may not have one.
Vocality vocality_of(const std::string& version) {
  static const std::map<std::string, Vocality, std::less<>> kKnown{
      {"instrumental", Vocality::kInstrumental},
      {"karaoke", Vocality::kInstrumental},
      {"no-vocal", Vocality::kInstrumental},
      {"vocal", Vocality::kVocal},
      {"acapella", Vocality::kVocal}};
  const auto found = kKnown.find(version);
  return found == kKnown.end() ? Vocality::kUnknown : found->second;
}

Contributor contributor_of(const Contribution& contribution,
                           const std::optional<engine::Day>& day) {
  using engine::catalogue::society_name;
  using engine::catalogue::society_on;
  const engine::catalogue::Party& party = contribution.party;
  Contributor contributor;
  contributor.is_publisher = is_publisher(contribution);
  contributor.name = party.name;
  contributor.family_name = party.family_name;
  contributor.role = contribution.role;
  if (contributor.role.empty() && contributor.is_publisher) contributor.role = "E";  // CISAC's.
  contributor.ipi = party.ipi;
  contributor.society = society_name(society_on(party.society, day));
  contributor.share_bp = contribution.share_bp;
  return contributor;
}

std::vector<Contributor> contributors_of(const engine::catalogue::Work& work,
                                         const std::optional<engine::Day>& day) {
  std::vector<Contributor> contributors;
  for (const Contribution& one : work.contributions) {
    contributors.push_back(contributor_of(one, day));
  }
  const auto key = [](const Contributor& c) {
    return std::tuple(c.is_publisher, -c.share_bp.value_or(0), c.name);
  };
  std::stable_sort(contributors.begin(), contributors.end(),
                   [&](const Contributor& a, const Contributor& b) { return key(a) < key(b); });
  return contributors;
}

CueRecording recording_of(const Use& use) {
  const engine::catalogue::Recording& recording = use.recording;
  return {.track_id = to_string(use.match.track),
          .recording_id = recording.id,
          .title = recording.title,
          .artist = recording.artist,
          .album = recording.album,
          .version = recording.version,
          .isrc = recording.isrc,
          .library = recording.library,
          .album_code = recording.album_code,
          .cut = recording.cut,
          .label = recording.label,
          .duration = recording.duration};
}

CuePart part_of(const Use& use) {
  return {use.id, use.match.in_video, use.match.in_track, use.match.confidence_ppm};
}

Cue begin_cue(const Use& use, const Production& production) {
  const engine::catalogue::Work& work = use.recording.work;
  Cue cue;
  cue.title = work.title.empty() ? use.recording.title : work.title;
  for (const engine::catalogue::WorkTitle& other : work.titles) cue.akas.push_back(other.title);
  cue.usage.vocality = vocality_of(use.recording.version);
  if (!use.recording.library.empty()) cue.usage.origin = Origin::kLibrary;
  cue.in_video = use.match.in_video;
  cue.recording = recording_of(use);
  cue.work_id = work.id;
  cue.iswc = work.iswc;
  cue.contributors = contributors_of(work, production.first_date);
  cue.evidence.parts = {part_of(use)};
  for (const engine::TrackId& track : ambiguous_among(use.match)) {
    cue.evidence.ambiguous_among.push_back(to_string(track));
  }
  return cue;
}

/// Uses of one track that touch, overlap or nearly touch become one cue.
std::vector<Cue> merged(const std::vector<Use>& uses, MediaTime gap, const Production& production) {
  std::vector<Cue> cues;
  std::map<engine::TrackId, std::size_t> latest;  // Where in `cues` a track was heard last.
  for (const Use& use : uses) {
    const auto found = latest.find(use.match.track);
    if (found != latest.end() &&
        use.match.in_video.start - cues[found->second].in_video.end <= gap) {
      Cue& cue = cues[found->second];
      cue.evidence.parts.push_back(part_of(use));
      cue.in_video.end = std::max(cue.in_video.end, use.match.in_video.end);
      continue;
    }
    latest[use.match.track] = cues.size();
    cues.push_back(begin_cue(use, production));
  }
  return cues;
}

void mark_layers(std::vector<Cue>& cues) {
  for (std::size_t i = 0; i < cues.size(); ++i) {
    for (std::size_t j = i + 1; j < cues.size(); ++j) {
      if (cues[j].in_video.start >= cues[i].in_video.end) break;  // Ordered by start.
      cues[i].layered = true;
      cues[j].layered = true;
    }
  }
}

/// What the file says where nobody has said more.
Production completed(Production production, const engine::VideoFacts& video) {
  if (production.title.empty()) production.title = video.title;
  if (!production.duration && video.duration > MediaTime{0}) production.duration = video.duration;
  return production;
}

}  // namespace

CueSheet make_cue_sheet(const engine::VideoFacts& video, std::vector<Use> uses,
                        const CueSheetPolicy& policy,
                        const engine::ledger::VideoMetadata& metadata) {
  std::sort(uses.begin(), uses.end(), [](const Use& a, const Use& b) {
    return std::tie(a.match.in_video.start, a.match.in_video.end, a.match.track) <
           std::tie(b.match.in_video.start, b.match.in_video.end, b.match.track);
  });
  CueSheet sheet;
  sheet.video = video;
  sheet.production = completed(metadata.production, video);
  sheet.policy = policy;
  for (Cue& cue : merged(uses, policy.merge_gap, sheet.production)) {
    cue.length = cue.in_video.length();
    (cue.length >= policy.shortest_cue ? sheet.cues : sheet.left_out).push_back(std::move(cue));
  }
  std::stable_sort(sheet.cues.begin(), sheet.cues.end(), [](const Cue& a, const Cue& b) {
    return std::tie(a.in_video.start, a.in_video.end) < std::tie(b.in_video.start, b.in_video.end);
  });
  mark_layers(sheet.cues);
  for (Cue& cue : sheet.cues) {
    cue.number = static_cast<std::size_t>(&cue - sheet.cues.data()) + 1;
    cue.time_in = engine::to_timecode(cue.in_video.start);
    cue.time_out = engine::to_timecode(cue.in_video.end);
    cue.printed_seconds = seconds_to_print(cue.length);
    sheet.total_seconds += cue.printed_seconds;
  }
  sheet.findings = findings_of(sheet);
  return sheet;
}

}  // namespace reports
