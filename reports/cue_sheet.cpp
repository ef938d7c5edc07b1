#include "reports/cue_sheet.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace reports {
namespace {

using engine::MediaSpan;
using engine::MediaTime;

constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::int32_t kWholeBp = 10'000;

/// Half up, as the sheets of societies are; a cue that is printed lasts a second at least.
std::int64_t printed_seconds(MediaTime length) {
  const std::int64_t rounded =
      (length.count() + kMicrosecondsPerSecond / 2) / kMicrosecondsPerSecond;
  return std::max<std::int64_t>(1, rounded);
}

/// The catalogue's version says whether there can be a voice; a full mix may or may not have one.
std::string vocality_of(const std::string& version) {
  static const std::map<std::string, std::string, std::less<>> kKnown{
      {"instrumental", "instrumental"},
      {"karaoke", "instrumental"},
      {"no-vocal", "instrumental"},
      {"vocal", "vocal"},
      {"acapella", "vocal"}};
  const auto found = kKnown.find(version);
  return found == kKnown.end() ? "unknown" : found->second;
}

std::vector<Contribution> in_sheet_order(std::vector<Contribution> contributors) {
  std::stable_sort(contributors.begin(), contributors.end(),
                   [](const Contribution& a, const Contribution& b) {
                     const auto key = [](const Contribution& c) {
                       return std::tuple(is_publisher(c), -c.share_bp.value_or(0), c.party.name);
                     };
                     return key(a) < key(b);
                   });
  return contributors;
}

Cue begin_cue(const Use& use) {
  Cue cue;
  cue.use = use;
  cue.parts = {use.match.in_video};
  cue.in_video = use.match.in_video;
  cue.usage.vocality = vocality_of(use.recording.version);
  if (!use.recording.library.empty()) cue.usage.origin = "library";
  cue.contributors = in_sheet_order(use.recording.work.contributions);
  return cue;
}

bool starts_before(const MediaSpan& a, const MediaSpan& b) {
  return std::tie(a.start, a.end) < std::tie(b.start, b.end);
}

/// Uses of one track that touch, overlap or nearly touch become one cue.
std::vector<Cue> merged(const std::vector<Use>& uses, MediaTime gap) {
  std::vector<Cue> cues;
  std::map<engine::TrackId, std::size_t> latest;  // Where in `cues` a track was heard last.
  for (const Use& use : uses) {
    const auto found = latest.find(use.match.track);
    if (found != latest.end() &&
        use.match.in_video.start - cues[found->second].in_video.end <= gap) {
      Cue& cue = cues[found->second];
      cue.parts.push_back(use.match.in_video);
      cue.in_video.end = std::max(cue.in_video.end, use.match.in_video.end);
      continue;
    }
    latest[use.match.track] = cues.size();
    cues.push_back(begin_cue(use));
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

/// Collects what is to be resolved about one cue, or with cue 0 about the sheet.
class Questions {
 public:
  Questions(std::vector<Unresolved>& list, std::size_t cue) : list_(list), cue_(cue) {}

  void ask(std::string field, std::string reason) {
    list_.push_back({cue_, std::move(field), std::move(reason)});
  }
  void ask_if_empty(const std::string& value, std::string field, std::string reason) {
    if (value.empty()) ask(std::move(field), std::move(reason));
  }

 private:
  std::vector<Unresolved>& list_;
  std::size_t cue_;
};

void question_shares(const Cue& cue, bool publishers, Questions& questions) {
  const std::string who = publishers ? "publisher" : "writer";
  std::int64_t sum_bp = 0;
  std::size_t count = 0;
  bool all_known = true;
  for (const Contribution& contributor : cue.contributors) {
    if (is_publisher(contributor) != publishers) continue;
    ++count;
    if (!contributor.share_bp) questions.ask(who + "_share", contributor.party.name + ": unknown");
    all_known = all_known && contributor.share_bp.has_value();
    sum_bp += contributor.share_bp.value_or(0);
    questions.ask_if_empty(contributor.party.society, who + "_society",
                           contributor.party.name + ": unknown; NS when there is none");
    if (!publishers) {
      questions.ask_if_empty(contributor.role, "role", contributor.party.name + ": unknown");
    }
  }
  if (count == 0 && !publishers) questions.ask("writer", "the catalogue names none");
  if (count > 0 && all_known && sum_bp != kWholeBp) {
    questions.ask(who + "_share", "do not add up to 100 percent");
  }
}

void question_cue(const Cue& cue, std::vector<Unresolved>& list) {
  Questions questions(list, cue.number);
  const engine::catalogue::Recording& track = cue.use.recording;
  questions.ask_if_empty(cue_title(cue), "title", "the catalogue has none");
  questions.ask("function", "sound does not show what the music is for");
  questions.ask("perception", "sound does not show whether the music is seen");
  if (cue.usage.vocality == "unknown") {
    questions.ask("vocality", "the catalogue's version does not tell");
  }
  if (cue.usage.origin == "unknown") questions.ask("origin", "the catalogue names no library");
  if (cue.usage.origin == "library") {
    questions.ask_if_empty(track.label, "label", "library music needs it");
    questions.ask_if_empty(track.album_code, "album_code", "library music needs it");
    questions.ask_if_empty(track.cut, "cut", "library music needs it");
  }
  question_shares(cue, false, questions);
  question_shares(cue, true, questions);
}

void question_sheet(CueSheet& sheet) {
  Questions questions(sheet.unresolved, 0);
  questions.ask_if_empty(sheet.video.title, "programme_title", "the video has no title tag");
  questions.ask("production_company", "not known");
  questions.ask("network", "not known");
  questions.ask("first_date", "not known");
  questions.ask("preparer", "not known");
  if (sheet.video.duration == MediaTime{0}) questions.ask("programme_duration", "not known");
  for (const Cue& cue : sheet.cues) question_cue(cue, sheet.unresolved);
}

}  // namespace

std::string cue_title(const Cue& cue) {
  const engine::catalogue::Recording& recording = cue.use.recording;
  return recording.work.title.empty() ? recording.title : recording.work.title;
}

CueSheet make_cue_sheet(const engine::VideoFacts& video, std::vector<Use> uses,
                        const CueSheetPolicy& policy) {
  std::sort(uses.begin(), uses.end(), [](const Use& a, const Use& b) {
    return std::tie(a.match.in_video.start, a.match.in_video.end, a.match.track) <
           std::tie(b.match.in_video.start, b.match.in_video.end, b.match.track);
  });
  CueSheet sheet;
  sheet.video = video;
  sheet.policy = policy;
  for (Cue& cue : merged(uses, policy.merge_gap)) {
    const bool long_enough = cue.in_video.length() >= policy.shortest_cue;
    (long_enough ? sheet.cues : sheet.left_out).push_back(std::move(cue));
  }
  std::stable_sort(sheet.cues.begin(), sheet.cues.end(), [](const Cue& a, const Cue& b) {
    return starts_before(a.in_video, b.in_video);
  });
  mark_layers(sheet.cues);
  for (Cue& cue : sheet.cues) {
    cue.number = static_cast<std::size_t>(&cue - sheet.cues.data()) + 1;
    cue.printed_seconds = printed_seconds(cue.in_video.length());
    sheet.total_seconds += cue.printed_seconds;
  }
  question_sheet(sheet);
  return sheet;
}

}  // namespace reports
