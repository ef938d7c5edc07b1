// CMX3600: "NNN REEL A|A2|AA|V|B C|D|Wnnn [ddd] SRC_IN SRC_OUT REC_IN REC_OUT", with comments after
// "*" that belong to the event before them.
#include "engine/core/text.h"
#include "reports/edit_list.h"

#include <algorithm>

namespace reports {

using engine::Errc;
using engine::fail;
using engine::Result;

namespace {

std::vector<std::string> words_of(std::string_view line) {
  std::string text(line);
  std::ranges::replace(text, '\t', ' ');
  return engine::split(text, ' ');
}

bool is_event(const std::vector<std::string>& words) {
  const std::string& number = words.front();
  return words.size() >= 8 && number.size() <= 6 &&
         number.find_first_not_of("0123456789") == std::string::npos;
}

class EdlReading {
 public:
  explicit EdlReading(const engine::FrameRate& rate) { list_.rate = rate; }

  Result<EditList> run(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      const std::string_view line = engine::trimmed(text.substr(0, end));
      text.remove_prefix(end == text.npos ? text.size() : end + 1);
      ++line_;
      TRY_VOID(take(line));
    }
    if (events_ == 0) {
      return fail(Errc::kInvalidInput,
                  "no EDL: found no event of CMX3600, such as \"001  AX  AA  C  00:00:00:00 "
                  "00:00:10:00 01:00:00:00 01:00:10:00\"");
    }
    std::erase_if(list_.clips, [](const EditClip& clip) { return clip.name.empty(); });
    tidy_clips(list_);
    return std::move(list_);
  }

 private:
  void say(const std::string& what) {
    list_.problems.push_back("line " + std::to_string(line_) + ": " + what);
  }

  Result<void> take(std::string_view line) {
    if (line.starts_with("TITLE:")) {
      list_.title = engine::clean_utf8(engine::trimmed(line.substr(6)));
    } else if (line.starts_with("FCM:")) {
      take_mode(line.substr(4));
    } else if (line.starts_with('*')) {
      take_comment(engine::trimmed(line.substr(1)));
    } else if (const auto words = words_of(line); !words.empty() && is_event(words)) {
      if (++events_ > kEventsMax) {
        return fail(Errc::kInvalidInput,
                    "more than " + std::to_string(kEventsMax) + " events; cut the list up");
      }
      take_event(words);
    }
    return {};
  }

  void take_mode(std::string_view mode) {
    const bool drops = mode.find("NON") == mode.npos;
    if (drops == list_.rate.drop_frame) return;
    const std::string name(list_.rate.name);
    say(std::string(drops ? "counts in drop frame" : "does not drop frames") +
        ", and the rate is " + name + "; give the rate that the list was made at");
  }

  void take_event(const std::vector<std::string>& words) {
    current_ = false;
    const std::string& channel = words[2];
    const bool sounds = channel.starts_with('A') || channel.starts_with('B');
    if (!sounds) return;
    EditClip clip;
    clip.line = line_;
    clip.track = channel;
    const std::string reel = words[1];
    const auto in = engine::parse_timecode(words[words.size() - 2], list_.rate);
    const auto out = engine::parse_timecode(words[words.size() - 1], list_.rate);
    if (!in || !out) return say((in ? out : in).error().message());
    clip.in = *in;
    clip.out = *out;
    if (clip.in >= clip.out) {
      if (clip.in > clip.out) say("the event ends before it starts");
      return;  // A cut of no length is where a dissolve comes from.
    }
    const bool is_silence = reel == "BL" || reel == "BLK";
    if (is_silence) return;
    clip.name = reel == "AX" ? "" : clip_name(reel);
    list_.clips.push_back(std::move(clip));
    current_ = true;
  }

  void take_comment(std::string_view comment) {
    for (const std::string_view label : {"FROM CLIP NAME:", "TO CLIP NAME:", "CLIP NAME:"}) {
      if (!comment.starts_with(label) || !current_) continue;
      list_.clips.back().name = clip_name(comment.substr(label.size()));
    }
  }

  EditList list_;
  std::uint64_t line_ = 0;
  std::size_t events_ = 0;
  bool current_ = false;  // The last event is the last clip.
};

}  // namespace

Result<EditList> read_edl(std::string_view text, const engine::FrameRate& rate) {
  return EdlReading(rate).run(text);
}

}  // namespace reports
