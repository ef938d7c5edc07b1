#include "reports/cue_review.h"

#include "engine/core/digest.h"
#include "engine/core/text.h"
#include "reports/sheet_clock.h"

#include <algorithm>
#include <set>

namespace reports {
namespace {

using engine::Errc;
using engine::fail;
using engine::MediaSpan;
using engine::MediaTime;
using engine::Result;

using Corrections = std::map<std::string, CueCorrection>;

Corrections by_cue(const std::vector<CueCorrection>& corrections) {
  Corrections map;
  for (const CueCorrection& one : corrections) map.emplace(one.cue, one);
  return map;
}

std::string candidate_of(const Cue& cue) {
  if (cue.evidence.logo_candidate) return "logo";
  return cue.evidence.theme_candidate ? "theme" : "";
}

std::string writers_of(const Cue& cue) {
  std::vector<std::string> names;
  for (const Contributor& one : cue.contributors) {
    if (!one.is_publisher) names.push_back(one.name);
  }
  return engine::joined(names, "|");
}

/// Where the engine found it; of what it did not find, where it stands.
MediaSpan found_at(const Cue& cue) {
  if (cue.evidence.parts.empty()) return cue.in_video;
  MediaSpan span = cue.evidence.parts.front().in_video;
  for (const CuePart& part : cue.evidence.parts) span.end = std::max(span.end, part.in_video.end);
  return span;
}

ReviewRow row_of(const Cue& cue, bool struck_out, const SheetClock& clock,
                 const Corrections& corrections) {
  const auto found = corrections.find(cue.id);
  const CueCorrection correction = found == corrections.end() ? CueCorrection{} : found->second;
  const MediaSpan place = found_at(cue);
  ReviewRow row;
  auto& cells = row.cells;
  cells["id"] = cue.id;
  cells["strike"] = struck_out ? "yes" : "";
  cells["order"] = correction.order ? std::to_string(*correction.order) : "";
  cells["in"] = clock.text(cue.in_video.start);
  cells["out"] = clock.text(cue.in_video.end);
  cells["title"] = cue.title;
  cells["function"] = word(cue.usage.function);
  cells["perception"] = word(cue.usage.perception);
  cells["vocality"] = word(cue.usage.vocality);
  cells["position"] = word(cue.usage.position);
  cells["origin"] = word(cue.usage.origin);
  cells["notes"] = cue.notes;
  cells["cue"] = struck_out ? "" : std::to_string(cue.number);
  cells["duration_s"] = struck_out ? "" : std::to_string(cue.printed_seconds);
  cells["track"] = cue.recording.title;
  cells["writers"] = writers_of(cue);
  cells["candidate"] = candidate_of(cue);
  if (!cue.evidence.parts.empty()) {
    cells["confidence"] = engine::fixed_point(cue.evidence.parts.front().confidence_ppm / 1000, 3);
  }
  cells["split_from"] = correction.split_from;
  cells["found_in"] = engine::to_timecode(place.start);
  cells["found_out"] = engine::to_timecode(place.end);
  cells["track_id"] = cue.recording.track_id;
  return row;
}

bool says_yes(const std::string& cell) {
  const std::string text = engine::to_lower_ascii(cell);
  return text == "yes" || text == "y" || text == "true" || text == "x" || text == "1";
}

/// Rows against the cues as the engine found them.
class Reading {
 public:
  Reading(const SheetMatter& matter, const CueSheetPolicy& policy)
      : video_(matter.video),
        clock_(matter.metadata.production),
        recording_of_(matter.recording_of),
        kept_(by_cue(matter.corrections)) {
    const CueSheet today = make_cue_sheet(matter, policy);
    for (const std::vector<Cue>* cues : {&today.cues, &today.left_out, &today.struck_out}) {
      for (const Cue& cue : *cues) today_.emplace(cue.id, cue.in_video);
    }
    // Cues that moved since they were corrected go by the ids that they were corrected under.
    std::vector<CueCorrection> places;
    for (const CueCorrection& one : matter.corrections) {
      if (one.by_hand || !one.split_from.empty()) continue;
      CueCorrection place;
      place.cue = one.cue;
      place.track_id = one.track_id;
      place.found = one.found;
      places.push_back(place);
    }
    for (Cue& cue : corrected(found_cues(matter, policy), places, {}).cues) {
      std::string id = cue.id;
      found_.emplace(std::move(id), std::move(cue));
    }
  }

  Result<std::vector<engine::ledger::Amendment>> run(const std::vector<ReviewRow>& rows) {
    for (const ReviewRow& row : rows) take(row);
    for (std::size_t i = 0; i < merges_.size(); ++i) resolve(merges_[i], rows);
    if (!problems_.empty()) return fail(Errc::kInvalidInput, problems_);
    std::vector<engine::ledger::Amendment> amendments;
    for (CueCorrection& one : wanted_) {
      // Where the cue was found at the time is no news by itself.
      const auto kept = kept_.find(one.cue);
      const engine::MediaSpan found = one.found;
      if (kept != kept_.end() && is_of_a_found_cue(one)) one.found = kept->second.found;
      if (kept != kept_.end() && one != kept->second) one.found = found;
      amendments.push_back(amendment_of(one));
    }
    return amendments;
  }

 private:
  static bool is_of_a_found_cue(const CueCorrection& one) {
    return !one.by_hand && one.split_from.empty();
  }

  struct Merge {
    std::size_t correction;
    std::string into;
    std::uint64_t line;
  };

  void say(const ReviewRow& row, const std::string& what) {
    const bool on_sheet = row.line == 0 && !row["cue"].empty();
    say(row.line, (on_sheet ? "cue " + row["cue"] + ": " : "") + what);
  }
  void say(std::uint64_t line, const std::string& what) {
    constexpr std::size_t kShown = 20;
    ++problem_count_;
    if (problem_count_ == kShown + 1) problems_ += "; and more";
    if (problem_count_ > kShown) return;
    if (!problems_.empty()) problems_ += "; ";
    problems_ += (line > 0 ? "line " + std::to_string(line) + ": " : "") + what;
  }

  /// The cue that the row is about, as it was found; null when it is not found any more.
  const Cue* find(const ReviewRow& row) const {
    const auto by_id = found_.find(row["id"]);
    if (by_id != found_.end()) return &by_id->second;
    const SheetClock plain{engine::ledger::Production{}};
    const auto start = plain.parse(row["found_in"]);
    const auto end = plain.parse(row["found_out"]);
    if (!start || !end) return nullptr;
    const Cue* best = nullptr;
    MediaTime most{0};
    for (const auto& [id, cue] : found_) {
      if (cue.recording.track_id != row["track_id"]) continue;
      const MediaSpan place{*start, *end};
      const MediaTime common = engine::in_common(cue.in_video, place);
      if (!engine::share_half(cue.in_video, place) || common <= most) continue;
      best = &cue;
      most = common;
    }
    return best;
  }

  void take(const ReviewRow& row) {
    const std::string& id = row["id"];
    const auto kept = kept_.find(id);
    if (id.empty()) return take_by_hand(row);
    if (kept != kept_.end() && kept->second.by_hand) return take_extra(row, kept->second, nullptr);
    if (kept != kept_.end() && !kept->second.split_from.empty()) {
      const auto whole = found_.find(kept->second.split_from);
      return take_extra(row, kept->second, whole == found_.end() ? nullptr : &whole->second);
    }
    const Cue* const cue = find(row);
    if (cue == nullptr) {
      return say(row, "no cue " + id + " is found in the video; export the review again");
    }
    CueCorrection one;
    one.track_id = cue->recording.track_id;
    one.found = cue->in_video;
    if (seen_.insert(cue->id).second) {
      one.cue = cue->id;
    } else {
      one.split_from = cue->id;
      one.cue = extra_id("part", cue->id + row["in"]);
      const auto known = kept_.find(one.cue);
      if (known != kept_.end()) return take_extra(row, known->second, cue);
    }
    fill(one, row, *cue);
    if (!one.split_from.empty()) place_at(one, row);
  }

  /// A cue by hand, or a part of a cue, that is on record already.
  void take_extra(const ReviewRow& row, const CueCorrection& kept, const Cue* whole) {
    CueCorrection one;
    one.cue = kept.cue;
    one.track_id = kept.track_id;
    one.found = kept.found;
    one.by_hand = kept.by_hand;
    one.split_from = kept.split_from;
    Cue base = whole == nullptr ? Cue{} : *whole;
    base.in_video = kept.found;
    fill(one, row, base);
    place_at(one, row);
  }

  void take_by_hand(const ReviewRow& row) {
    CueCorrection one;
    one.by_hand = true;
    one.track_id = row["track_id"];
    one.cue = extra_id("by hand", row["in"] + "\n" + row["title"] + "\n" + one.track_id);
    if (row["title"].empty() && one.track_id.empty()) {
      return say(row, "a cue without an id needs a title, or the track_id of a track");
    }
    if (!one.track_id.empty() && (!recording_of_ || !recording_of_(one.track_id))) {
      return say(row, "no track " + one.track_id + " in the catalogue; see cuetrace catalog ls");
    }
    if (row["in"].empty() || row["out"].empty()) {
      return say(row, "a cue without an id needs in and out");
    }
    fill(one, row, Cue{});
    place_at(one, row);
  }

  std::string extra_id(std::string_view kind, const std::string& what) const {
    return cue_id_of(video_.id, std::string(kind) + "\n" + what, MediaTime{0});
  }

  /// Of what the engine has not found like this, the place is that of the row.
  void place_at(CueCorrection& one, const ReviewRow& row) {
    if (wanted_.empty() || wanted_.back().cue != one.cue) return;  // The row was wrong.
    CueCorrection& last = wanted_.back();
    last.found = {last.start.value_or(last.found.start), last.end.value_or(last.found.end)};
    last.start.reset();
    last.end.reset();
    if (last.found.start >= last.found.end) say(row, "the cue ends before it starts");
  }

  template <class Axis>
  void axis(const ReviewRow& row, std::string_view column, Axis base, std::optional<Axis>& wanted) {
    const std::string text = engine::to_lower_ascii(row[column]);
    if (text.empty() || text == word(base)) return;
    wanted = axis_named<Axis>(text);
    if (wanted) return;
    std::string words;
    for (const std::string_view one : axis_words<Axis>()) {
      words += (words.empty() ? "" : ", ") + std::string(one);
    }
    say(row, std::string(column) + ": '" + row[column] + "' is none of " + words);
  }

  /// A time that reads as today's leaves today's as it is, to the last microsecond, and one that
  /// reads as what was found when the file was written says nothing.
  void time(const ReviewRow& row, std::string_view column, MediaTime base,
            const std::optional<MediaTime>& today, const std::optional<MediaTime>& kept,
            std::optional<MediaTime>& wanted) {
    const std::string& text = row[column];
    if (today && text == clock_.text(*today)) {
      wanted = kept;
      return;
    }
    if (text.empty() || text == clock_.text(base) || reads_as_found(row, column)) return;
    const auto parsed = clock_.parse(text);
    if (!parsed) return say(row, std::string(column) + ": " + parsed.error().message());
    if (*parsed != base) wanted = *parsed;
  }

  bool reads_as_found(const ReviewRow& row, std::string_view column) const {
    const auto kept = kept_.find(row["id"]);
    const bool extra =
        kept != kept_.end() && (kept->second.by_hand || !kept->second.split_from.empty());
    if (extra) return false;
    const SheetClock plain{engine::ledger::Production{}};
    const auto found = plain.parse(row["found_" + std::string(column)]);
    return found && row[column] == clock_.text(*found);
  }

  void fill(CueCorrection& one, const ReviewRow& row, const Cue& base) {
    const std::size_t problems = problem_count_;
    const auto kept = kept_.find(one.cue);
    const CueCorrection before = kept == kept_.end() ? CueCorrection{} : kept->second;
    if (!row["title"].empty() && row["title"] != base.title) one.title = row["title"];
    if (!row["notes"].empty()) one.notes = row["notes"];
    const auto now = today_.find(one.cue);
    const bool there = now != today_.end();
    time(row, "in", base.in_video.start, there ? std::optional(now->second.start) : std::nullopt,
         before.start, one.start);
    time(row, "out", base.in_video.end, there ? std::optional(now->second.end) : std::nullopt,
         before.end, one.end);
    axis(row, "function", base.usage.function, one.function);
    axis(row, "perception", base.usage.perception, one.perception);
    axis(row, "vocality", base.usage.vocality, one.vocality);
    axis(row, "position", base.usage.position, one.position);
    axis(row, "origin", base.usage.origin, one.origin);
    one.struck_out = says_yes(row["strike"]);
    if (!row["order"].empty() && row["order"] != "0") {
      one.order = engine::parse_fixed_point(row["order"], 0);
      if (!one.order || *one.order < 1) {
        say(row, "order: '" + row["order"] + "': expected a number from 1, or nothing");
      }
    }
    const MediaTime start = one.start.value_or(base.in_video.start);
    const MediaTime end = one.end.value_or(base.in_video.end);
    if (problems == problem_count_ && start >= end) say(row, "the cue ends before it starts");
    if (problems != problem_count_) return;
    if (!row["merge_into"].empty())
      merges_.push_back({wanted_.size(), row["merge_into"], row.line});
    wanted_.push_back(one);
  }

  /// `merge_into` names a cue by its id or by its number on the sheet.
  void resolve(const Merge& merge, const std::vector<ReviewRow>& rows) {
    const auto target = std::ranges::find_if(rows, [&](const ReviewRow& row) {
      return row["id"] == merge.into || row["cue"] == merge.into;
    });
    std::string id = target == rows.end() ? merge.into : (*target)["id"];
    if (target == rows.end() && !found_.contains(id) && !kept_.contains(id)) {
      return say(merge.line, "merge_into: there is no cue '" + merge.into + "'");
    }
    if (id == wanted_[merge.correction].cue) {
      return say(merge.line, "merge_into: a cue cannot be merged into itself");
    }
    wanted_[merge.correction].merged_into = std::move(id);
  }

  engine::VideoFacts video_;
  SheetClock clock_;
  decltype(SheetMatter::recording_of) recording_of_;
  Corrections kept_;
  std::map<std::string, MediaSpan> today_;
  std::map<std::string, Cue> found_;
  std::set<std::string> seen_;
  std::vector<CueCorrection> wanted_;
  std::vector<Merge> merges_;
  std::string problems_;
  std::size_t problem_count_ = 0;
};

}  // namespace

std::vector<ReviewRow> review_rows(const CueSheet& sheet,
                                   const std::vector<CueCorrection>& corrections) {
  const SheetClock clock(sheet.production);
  const Corrections map = by_cue(corrections);
  std::vector<ReviewRow> rows;
  for (const Cue& cue : sheet.cues) rows.push_back(row_of(cue, false, clock, map));
  for (const Cue& cue : sheet.struck_out) rows.push_back(row_of(cue, true, clock, map));
  return rows;
}

Result<std::vector<engine::ledger::Amendment>> amendments_of(const std::vector<ReviewRow>& rows,
                                                             const SheetMatter& matter,
                                                             const CueSheetPolicy& policy) {
  return Reading(matter, policy).run(rows);
}

}  // namespace reports
