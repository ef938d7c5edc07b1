// What Pro Tools writes under "Export Session Info as Text": a head of "NAME:<tab>value", and for
// each track a table, tab between the cells.
#include "engine/core/text.h"
#include "reports/edit_list.h"

#include <algorithm>
#include <map>

namespace reports {

using engine::Errc;
using engine::fail;
using engine::Result;

namespace {

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  while (true) {
    const std::size_t tab = line.find('\t');
    cells.emplace_back(engine::trimmed(line.substr(0, tab)));
    if (tab == line.npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

class SessionReading {
 public:
  Result<EditList> run(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      const std::string_view line = text.substr(0, end);
      text.remove_prefix(end == text.npos ? text.size() : end + 1);
      ++line_;
      TRY_VOID(take(line));
    }
    if (!has_rate_) {
      return fail(Errc::kInvalidInput, "no session of Pro Tools: it has no TIMECODE FORMAT");
    }
    tidy_clips(list_);
    return std::move(list_);
  }

 private:
  void say(const std::string& what) {
    list_.problems.push_back("line " + std::to_string(line_) + ": " + what);
  }

  Result<void> take(std::string_view given) {
    const std::string_view line = engine::trimmed(given);
    const std::vector<std::string> cells = cells_of(given);
    const auto value = [&] { return cells.size() > 1 ? cells[1] : std::string(); };
    if (line.starts_with("SESSION NAME:")) {
      list_.title = engine::clean_utf8(value());
    } else if (line.starts_with("SESSION START TIMECODE:")) {
      start_ = value();
    } else if (line.starts_with("TIMECODE FORMAT:")) {
      return take_rate(value());
    } else if (line.starts_with("TRACK NAME:")) {
      track_ = engine::clean_utf8(value());
      columns_.clear();
    } else if (line.starts_with("CHANNEL")) {
      for (std::size_t i = 0; i < cells.size(); ++i) columns_[cells[i]] = i;
    } else if (!columns_.empty() && cells.size() >= 6) {
      return take_event(cells);
    }
    return {};
  }

  Result<void> take_rate(const std::string& name) {
    const auto rate = engine::frame_rate_named(name);
    if (!rate) {
      return fail(Errc::kInvalidInput, "the session's TIMECODE FORMAT is '" +
                                           engine::clean_utf8(name) +
                                           "', which is no frame rate that is known");
    }
    list_.rate = *rate;
    has_rate_ = true;
    const auto start = engine::parse_timecode(start_, *rate);
    if (start) list_.start = *start;
    return {};
  }

  std::string cell(const std::vector<std::string>& cells, const char* column) const {
    const auto found = columns_.find(column);
    return found == columns_.end() || found->second >= cells.size() ? "" : cells[found->second];
  }

  Result<void> take_event(const std::vector<std::string>& cells) {
    const std::string name = clip_name(cell(cells, "CLIP NAME"));
    const std::string state = engine::to_lower_ascii(cell(cells, "STATE"));
    if (name.empty() || state == "muted" || name.starts_with("(cross fade") ||
        name.starts_with("(fade ")) {
      return {};
    }
    if (++events_ > kEventsMax) {
      return fail(Errc::kInvalidInput, "more than " + std::to_string(kEventsMax) + " clips");
    }
    const auto in = engine::parse_timecode(cell(cells, "START TIME"), list_.rate);
    const auto out = engine::parse_timecode(cell(cells, "END TIME"), list_.rate);
    if (!in || !out) {
      say((in ? out : in).error().message());
    } else if (*in >= *out) {
      say("\"" + name + "\" ends before it starts");
    } else {
      list_.clips.push_back({name, track_, *in, *out, line_});
    }
    return {};
  }

  EditList list_;
  std::string start_;
  std::string track_;
  std::map<std::string, std::size_t> columns_;
  std::uint64_t line_ = 0;
  std::size_t events_ = 0;
  bool has_rate_ = false;
};

}  // namespace

Result<EditList> read_pro_tools(std::string_view text) { return SessionReading().run(text); }

}  // namespace reports
