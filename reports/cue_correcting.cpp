// Corrections laid over cues: each finds its cue, then overrides, splits, merges and strike-outs
// are applied in this order, and last the order of the sheet.
#include "reports/cue_correction.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace reports {
namespace {

using engine::MediaSpan;
using engine::MediaTime;

class Correcting {
 public:
  Correcting(std::vector<Cue> cues, std::vector<CueCorrection> corrections)
      : cues_(std::move(cues)), corrections_(std::move(corrections)) {}

  CorrectedCues run(const CueOfTrack& cue_of_track) {
    anchor();
    add_by_hand(cue_of_track);
    split();
    for (const CueCorrection& one : corrections_) override_cue(one);
    merge();
    strike_out();
    put_in_order();
    result_.cues = std::move(cues_);
    return std::move(result_);
  }

 private:
  Cue* find(const std::string& id) {
    const auto found = std::ranges::find(cues_, id, &Cue::id);
    return found == cues_.end() ? nullptr : &*found;
  }

  static bool is_of_a_found_cue(const CueCorrection& one) {
    return !one.by_hand && one.split_from.empty();
  }

  /// Ids of cues that moved with another scan become those that they were corrected under.
  void anchor() {
    std::vector<const CueCorrection*> lost;
    for (const CueCorrection& one : corrections_) {
      if (is_of_a_found_cue(one) && find(one.cue) == nullptr) lost.push_back(&one);
    }
    for (const CueCorrection* one : lost) {
      Cue* best = nullptr;
      MediaTime most{0};
      for (Cue& cue : cues_) {
        const MediaTime shared = engine::in_common(cue.in_video, one->found);
        if (cue.recording.track_id != one->track_id) continue;
        if (!engine::share_half(cue.in_video, one->found)) continue;
        if (shared > most && !is_corrected(cue.id)) {
          best = &cue;
          most = shared;
        }
      }
      if (best == nullptr) {
        result_.without_cue.push_back(*one);
      } else {
        best->id = one->cue;
      }
    }
  }

  bool is_corrected(const std::string& id) const {
    return std::ranges::find(corrections_, id, &CueCorrection::cue) != corrections_.end();
  }

  void add_by_hand(const CueOfTrack& cue_of_track) {
    for (const CueCorrection& one : corrections_) {
      if (!one.by_hand) continue;
      std::optional<Cue> cue = cue_of_track(one.track_id);
      if (!cue) {
        result_.without_cue.push_back(one);
        continue;
      }
      cue->id = one.cue;
      cue->in_video = one.found;
      cue->evidence.remarks.push_back("put on the sheet by a person");
      cues_.push_back(*std::move(cue));
    }
  }

  void split() {
    for (const CueCorrection& one : corrections_) {
      if (one.split_from.empty()) continue;
      const Cue* const whole = find(one.split_from);
      if (whole == nullptr) {
        result_.without_cue.push_back(one);
        continue;
      }
      Cue part = *whole;
      part.id = one.cue;
      part.in_video = one.found;
      part.evidence.remarks.push_back("split from another cue by a person");
      cues_.push_back(std::move(part));
    }
  }

  void override_cue(const CueCorrection& one) {
    Cue* const cue = find(one.cue);
    if (cue == nullptr) return;
    if (one.title && *one.title != cue->title) {
      cue->evidence.remarks.push_back("titled by a person; was \"" + cue->title + "\"");
      cue->title = *one.title;
    }
    if (one.notes) cue->notes = *one.notes;
    if (one.start) cue->in_video.start = *one.start;
    if (one.end) cue->in_video.end = *one.end;
    if (one.start || one.end) cue->evidence.remarks.push_back("timed by a person");
    if (one.function) cue->usage.function = *one.function;
    if (one.perception) cue->usage.perception = *one.perception;
    if (one.vocality) cue->usage.vocality = *one.vocality;
    if (one.position) cue->usage.position = *one.position;
    if (one.origin) cue->usage.origin = *one.origin;
  }

  /// Where what is merged into `id` ends up, when that one is merged into another.
  std::string last_of_chain(std::string id) const {
    for (std::size_t steps = 0; steps < corrections_.size(); ++steps) {
      const auto next = std::ranges::find(corrections_, id, &CueCorrection::cue);
      if (next == corrections_.end() || next->merged_into.empty()) break;
      id = next->merged_into;
    }
    return id;
  }

  void merge() {
    for (const CueCorrection& one : corrections_) {
      if (one.merged_into.empty() || one.merged_into == one.cue) continue;
      Cue* const source = find(one.cue);
      Cue* const target = find(last_of_chain(one.merged_into));
      if (source == nullptr || target == nullptr || source == target) continue;
      target->in_video.start = std::min(target->in_video.start, source->in_video.start);
      target->in_video.end = std::max(target->in_video.end, source->in_video.end);
      for (const CuePart& part : source->evidence.parts) target->evidence.parts.push_back(part);
      std::ranges::sort(target->evidence.parts, {}, [](const CuePart& part) {
        return std::tuple(part.in_video.start, part.in_video.end, part.usage_id);
      });
      target->evidence.remarks.push_back("merged with \"" + source->title + "\" by a person");
      cues_.erase(cues_.begin() + (source - cues_.data()));
    }
  }

  void strike_out() {
    for (const CueCorrection& one : corrections_) {
      Cue* const cue = one.struck_out ? find(one.cue) : nullptr;
      if (cue == nullptr) continue;
      result_.struck_out.push_back(std::move(*cue));
      cues_.erase(cues_.begin() + (cue - cues_.data()));
    }
    std::ranges::sort(result_.struck_out, {}, [](const Cue& cue) { return cue.in_video.start; });
  }

  void put_in_order() {
    std::ranges::stable_sort(
        cues_, {}, [](const Cue& cue) { return std::tuple(cue.in_video.start, cue.in_video.end); });
    std::map<std::int64_t, std::string> wanted;
    for (const CueCorrection& one : corrections_) {
      if (one.order) wanted.emplace(*one.order, one.cue);
    }
    for (const auto& [place, id] : wanted) {
      Cue* const cue = find(id);
      if (cue == nullptr) continue;
      Cue moved = std::move(*cue);
      cues_.erase(cues_.begin() + (cue - cues_.data()));
      const auto last = static_cast<std::int64_t>(cues_.size());
      cues_.insert(cues_.begin() + std::clamp<std::int64_t>(place - 1, 0, last), std::move(moved));
    }
  }

  std::vector<Cue> cues_;
  std::vector<CueCorrection> corrections_;
  CorrectedCues result_;
};

}  // namespace

CorrectedCues corrected(std::vector<Cue> cues, std::vector<CueCorrection> corrections,
                        const CueOfTrack& cue_of_track) {
  return Correcting(std::move(cues), std::move(corrections)).run(cue_of_track);
}

}  // namespace reports
