#include "reports/cue_roll_up.h"

#include <algorithm>

namespace reports {
namespace {

bool go_together(const Cue& a, const Cue& b) {
  return a.usage.origin == Origin::kCommissioned && a.usage == b.usage &&
         a.contributors == b.contributors && !a.contributors.empty();
}

std::string rolled_up_title(const Cue& cue, const Production& production) {
  std::string what(word(cue.usage.function));
  if (cue.usage.function == Function::kUnknown) what = "score";
  for (char& c : what) c = c == '_' ? ' ' : static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
  return production.title + " (" + what + ")";
}

void add(Cue& whole, const Cue& one) {
  whole.in_video.end = std::max(whole.in_video.end, one.in_video.end);
  whole.length += one.length;
  whole.printed_seconds += one.printed_seconds;
  whole.layered = whole.layered || one.layered;
  for (const CuePart& part : one.evidence.parts) whole.evidence.parts.push_back(part);
  whole.evidence.remarks.push_back("rolled up: \"" + one.title + "\", " +
                                   std::to_string(one.printed_seconds) + " s");
}

}  // namespace

void roll_up(std::vector<Cue>& cues, const Production& production) {
  std::vector<Cue> rolled;
  std::vector<bool> taken(cues.size(), false);
  for (std::size_t i = 0; i < cues.size(); ++i) {
    if (taken[i]) continue;
    Cue whole = cues[i];
    bool several = false;
    for (std::size_t j = i + 1; j < cues.size(); ++j) {
      if (taken[j] || !go_together(cues[i], cues[j])) continue;
      if (!several) {
        whole.evidence.remarks.push_back("rolled up: \"" + whole.title + "\", " +
                                         std::to_string(whole.printed_seconds) + " s");
      }
      several = true;
      taken[j] = true;
      add(whole, cues[j]);
    }
    if (several) {
      whole.title = rolled_up_title(whole, production);
      whole.usage.rolled_up = true;
      whole.akas.clear();
      whole.recording = {};
      whole.work_id.clear();
      whole.iswc.clear();
    }
    rolled.push_back(std::move(whole));
  }
  cues = std::move(rolled);
}

}  // namespace reports
