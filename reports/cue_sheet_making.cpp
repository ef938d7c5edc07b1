#include "reports/cue_sheet_making.h"

#include "engine/catalogue/societies.h"
#include "reports/cue_roll_up.h"
#include "reports/cue_sheet_checks.h"
#include "reports/sheet_clock.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace reports {
namespace {

using engine::MediaSpan;
using engine::MediaTime;


/// Half up, as the sheets of societies are; a cue that is printed lasts a second at least.
std::int64_t seconds_to_print(MediaTime length) {
  return std::max<std::int64_t>(1, engine::to_seconds(length));
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

CueRecording recording_of(const engine::catalogue::Recording& recording) {
  return {.track_id = recording.track ? to_string(*recording.track) : std::string(),
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

Cue cue_of(const engine::catalogue::Recording& recording, const Production& production) {
  const engine::catalogue::Work& work = recording.work;
  Cue cue;
  cue.title = work.title.empty() ? recording.title : work.title;
  for (const engine::catalogue::WorkTitle& other : work.titles) cue.akas.push_back(other.title);
  cue.usage.vocality = vocality_of(recording.version);
  if (!recording.library.empty()) cue.usage.origin = Origin::kLibrary;
  cue.recording = recording_of(recording);
  cue.work_id = work.id;
  cue.iswc = work.iswc;
  cue.contributors = contributors_of(work, production.first_date);
  return cue;
}

Cue begin_cue(const Use& use, const Production& production) {
  Cue cue = cue_of(*use.recording, production);
  cue.recording.track_id = to_string(use.match.track);
  cue.in_video = use.match.in_video;
  cue.id = cue_id_of(use.video->id, cue.recording.track_id, cue.in_video.start);
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
      const MediaTime between = use.match.in_video.start - cue.in_video.end;
      cue.evidence.remarks.push_back(
          "merged with a use that starts at " + engine::to_timecode(use.match.in_video.start) +
          ", " +
          (between > MediaTime{0} ? engine::to_timecode(between) + " later" : "without a gap"));
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
      const bool apart = cues[j].in_video.start >= cues[i].in_video.end ||
                         cues[i].in_video.start >= cues[j].in_video.end;
      if (apart) continue;
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

std::string in_programmes(int others, const char* what) {
  return std::to_string(others) + " other " + what + (others == 1 ? "" : "s");
}

void mark_candidates(Cue& cue, const Recurrence& recurrence, MediaTime video_length) {
  const auto others = [&](const std::map<std::string, int>& heard) {
    const auto found = heard.find(cue.recording.track_id);
    return found == heard.end() ? 0 : found->second;
  };
  const RecurrencePolicy& policy = recurrence.policy;
  CueEvidence& evidence = cue.evidence;
  const int opening = is_opening(cue.in_video, policy) ? others(recurrence.opening) : 0;
  const int closing =
      is_closing(cue.in_video, video_length, policy) ? others(recurrence.closing) : 0;
  const int logo = is_logo_like(cue.in_video, video_length, policy) ? others(recurrence.logo) : 0;
  if (opening > 0) {
    evidence.remarks.push_back("may be the opening theme: it is also near the start of " +
                               in_programmes(opening, "episode"));
  }
  if (closing > 0) {
    evidence.remarks.push_back("may be the closing theme: it is also near the end of " +
                               in_programmes(closing, "episode"));
  }
  if (logo > 0) {
    evidence.remarks.push_back("may be a logo: it is short, and also at the edge of " +
                               in_programmes(logo, "programme") + " of the company");
  }
  evidence.theme_candidate = opening > 0 || closing > 0;
  evidence.logo_candidate = logo > 0;
}

void number_cues(CueSheet& sheet) {
  const SheetClock clock(sheet.production);
  for (Cue& cue : sheet.cues) {
    cue.number = static_cast<std::size_t>(&cue - sheet.cues.data()) + 1;
    sheet.total_seconds += cue.printed_seconds;
    if (cue.usage.rolled_up) continue;
    cue.time_in = clock.text(cue.in_video.start);
    cue.time_out = clock.text(cue.in_video.end);
  }
}

void put_in_order(std::vector<Use>& uses) {
  std::sort(uses.begin(), uses.end(), [](const Use& a, const Use& b) {
    return std::tie(a.match.in_video.start, a.match.in_video.end, a.match.track) <
           std::tie(b.match.in_video.start, b.match.in_video.end, b.match.track);
  });
}

}  // namespace

std::vector<Cue> found_cues(SheetMatter matter, const CueSheetPolicy& policy) {
  put_in_order(matter.uses);
  return merged(matter.uses, policy.merge_gap, completed(matter.metadata.production, matter.video));
}

CueSheet make_cue_sheet(SheetMatter matter, const CueSheetPolicy& policy) {
  put_in_order(matter.uses);
  CueSheet sheet;
  sheet.video = matter.video;
  sheet.production = completed(matter.metadata.production, matter.video);
  sheet.policy = policy;
  const auto by_hand = [&](const std::string& track_id) -> std::optional<Cue> {
    if (track_id.empty()) return Cue{};
    const auto recording = matter.recording_of ? matter.recording_of(track_id) : std::nullopt;
    if (!recording) return std::nullopt;
    return cue_of(*recording, sheet.production);
  };
  CorrectedCues all = corrected(merged(matter.uses, policy.merge_gap, sheet.production),
                                std::move(matter.corrections), by_hand);
  for (Cue& cue : all.cues) {
    cue.length = cue.in_video.length();
    cue.printed_seconds = seconds_to_print(cue.length);
    mark_candidates(cue, matter.recurrence, sheet.video.duration);
    (cue.length >= policy.shortest_cue ? sheet.cues : sheet.left_out).push_back(std::move(cue));
  }
  sheet.struck_out = std::move(all.struck_out);
  for (Cue& cue : sheet.struck_out) cue.length = cue.in_video.length();
  mark_layers(sheet.cues);
  if (policy.roll_up) roll_up(sheet.cues, sheet.production);
  number_cues(sheet);
  sheet.findings = findings_of(sheet);
  for (const CueCorrection& one : all.without_cue) {
    sheet.findings.push_back(finding_of_lost_correction(one));
  }
  return sheet;
}

CueSheet make_cue_sheet(const engine::VideoFacts& video, std::vector<Use> uses,
                        const CueSheetPolicy& policy,
                        const engine::ledger::VideoMetadata& metadata) {
  SheetMatter matter;
  matter.video = video;
  matter.uses = std::move(uses);
  matter.metadata = metadata;
  return make_cue_sheet(std::move(matter), policy);
}

}  // namespace reports
