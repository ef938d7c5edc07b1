#include "reports/edit_list.h"

#include "engine/core/text.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace reports {

using engine::Errc;
using engine::fail;
using engine::FrameNumber;
using engine::MediaTime;
using engine::Result;

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes off one ending of the kind that programs add; false when there is none.
bool take_ending(std::string& name) {
  const std::string lower = engine::to_lower_ascii(name);
  for (const std::string_view ending :
       {".wav", ".aif", ".aiff", ".mp3", ".l", ".r", ".new", " (l)", " (r)", "_l", "_r"}) {
    if (lower.size() > ending.size() && lower.ends_with(ending)) {
      name.resize(name.size() - ending.size());
      return true;
    }
  }
  std::size_t digits = name.size();
  while (digits > 0 && is_digit(name[digits - 1])) --digits;
  const std::size_t count = name.size() - digits;
  const bool numbered = count >= 2 && count <= 3 && digits > 1 &&
                        (name[digits - 1] == '.' || name[digits - 1] == '-');
  if (numbered) name.resize(digits - 1);
  return numbered;
}

}  // namespace

std::string clip_name(std::string_view given) {
  std::string name = engine::clean_utf8(engine::trimmed(given));
  while (take_ending(name)) {}
  return std::string(engine::trimmed(name));
}

void tidy_clips(EditList& list, MediaTime gap) {
  const auto order = [](const EditClip& clip) {
    return std::tuple(clip.in, clip.out, clip.name, clip.line);
  };
  std::ranges::sort(list.clips, {}, order);
  std::map<std::string, const EditClip*> latest;  // By track.
  for (const EditClip& clip : list.clips) {
    const EditClip*& before = latest[clip.track];
    if (before != nullptr && clip.in < before->out && clip.name != before->name) {
      list.problems.push_back("line " + std::to_string(clip.line) + ": \"" + clip.name +
                              "\" starts at " + engine::frame_label(clip.in, list.rate) + " on " +
                              clip.track + ", where \"" + before->name + "\" plays until " +
                              engine::frame_label(before->out, list.rate));
    }
    if (before == nullptr || clip.out > before->out) before = &clip;
  }
  std::vector<EditClip> merged;
  std::map<std::string, std::size_t> by_name;
  for (const EditClip& clip : list.clips) {
    const auto found = by_name.find(clip.name);
    if (found != by_name.end()) {
      EditClip& before = merged[found->second];
      const MediaTime between =
          engine::time_of_frame(clip.in, list.rate) - engine::time_of_frame(before.out, list.rate);
      if (between <= gap) {
        before.out = std::max(before.out, clip.out);
        continue;
      }
    }
    by_name[clip.name] = merged.size();
    merged.push_back(clip);
  }
  list.clips = std::move(merged);
}

Result<EditList> read_edit_list(std::string_view text,
                                const std::optional<engine::FrameRate>& rate) {
  if (text.find("SESSION NAME:") != text.npos) return read_pro_tools(text);
  if (!rate) {
    return fail(Errc::kInvalidInput,
                "an EDL does not say its frame rate; give it with --frame-rate, or set that of "
                "the video: cuetrace video set VIDEO --frame-rate RATE");
  }
  return read_edl(text, *rate);
}

CueSheet hypotheses_of(EditList& list, FrameNumber start) {
  CueSheet sheet;
  for (const EditClip& clip : list.clips) {
    if (clip.in < start) {
      list.problems.push_back("line " + std::to_string(clip.line) + ": \"" + clip.name +
                              "\" starts at " + engine::frame_label(clip.in, list.rate) +
                              ", before the programme, " + engine::frame_label(start, list.rate));
      continue;
    }
    Cue& cue = sheet.cues.emplace_back();
    cue.number = sheet.cues.size();
    cue.title = clip.name;
    cue.in_video = {engine::time_of_frame(clip.in - start, list.rate),
                    engine::time_of_frame(clip.out - start, list.rate)};
    cue.length = cue.in_video.length();
    cue.printed_seconds = std::max<std::int64_t>(1, engine::to_seconds(cue.length));
    cue.time_in = engine::frame_label(clip.in, list.rate);
    cue.time_out = engine::frame_label(clip.out, list.rate);
    sheet.total_seconds += cue.printed_seconds;
  }
  return sheet;
}

}  // namespace reports
