#include "reports/listed_rows.h"

#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "reports/cue_sheet_checks.h"

#include <algorithm>
#include <array>
#include <map>

namespace reports {
namespace {

using engine::MediaTime;

std::string cell(const std::vector<std::string>& row, std::optional<std::size_t> column) {
  if (!column || *column >= row.size()) return {};
  return engine::clean_utf8(engine::without_formula_guard(engine::trimmed(row[*column])));
}

/// Letters, digits and '%' alone: "Cue Title (Song/Track Name)" is "cuetitlesongtrackname".
std::string head(std::string_view text) {
  std::string kept;
  for (const char c : engine::to_lower_ascii(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '%') kept += c;
  }
  return kept;
}

std::optional<std::int64_t> whole(const std::string& text) {
  if (text.empty()) return std::nullopt;
  constexpr std::int64_t kUnit = 1'000'000;
  constexpr std::int64_t kLargest = 100'000;               // Seconds of more than a day.
  const auto number = engine::parse_fixed_point(text, 6);  // "7", and "7.0" of spreadsheets.
  const bool sound = number && *number >= 0 && *number <= kLargest * kUnit && *number % kUnit == 0;
  return sound ? std::optional(*number / kUnit) : std::nullopt;
}

/// "50", "50.00", "50 %" and, of spreadsheets that keep percentages as fractions, "0.5" are half.
std::optional<std::int32_t> share_bp(std::string text, bool fractions) {
  constexpr std::int64_t kUnit = 100'000'000'000'000;  // 1 with 14 decimals.
  const bool percent = text.ends_with('%');
  if (percent) text = engine::trimmed(std::string_view(text).substr(0, text.size() - 1));
  if (text.size() > 14) text.resize(14);  // 0.33333333333333331, as spreadsheets keep a third.
  const auto number = engine::parse_fixed_point(text, 14);
  if (!number || *number < 0 || *number > 100 * kUnit) return std::nullopt;
  const std::int64_t of_bp = kUnit / (fractions && !percent ? 10'000 : 100);
  const std::int64_t bp = (*number + of_bp / 2) / of_bp;
  if (bp > 10'000) return std::nullopt;
  return static_cast<std::int32_t>(bp);
}

/// Collects cues and what is wrong with their rows.
class Cues {
 public:
  Cue& begin(std::size_t row) {
    row_ = row;
    Cue& cue = listed.sheet.cues.emplace_back();
    cue.number = listed.sheet.cues.size();
    return cue;
  }
  void say(std::size_t row, const std::string& what) {
    listed.problems.push_back("row " + std::to_string(row + 1) + ": " + what);
  }

  /// Times against each other, once the cue is read.
  void end(const std::optional<std::int64_t>& seconds) {
    Cue& cue = listed.sheet.cues.back();
    const bool has_times = cue.in_video != engine::MediaSpan{};
    if (has_times && cue.in_video.end <= cue.in_video.start) {
      say(row_, "\"" + cue.title + "\" ends at " + engine::to_timecode(cue.in_video.end) +
                    ", before it starts at " + engine::to_timecode(cue.in_video.start));
      cue.in_video = {};
    }
    cue.length = cue.in_video.length();
    cue.printed_seconds = seconds.value_or(engine::to_seconds(cue.length));
    if (seconds && *seconds == 0) say(row_, "\"" + cue.title + "\" lasts no second");
    const std::int64_t differ = cue.printed_seconds - cue.length.count() / 1'000'000;
    if (seconds && cue.length > MediaTime{0} && std::abs(differ) > 1) {
      say(row_, "\"" + cue.title + "\" is said to last " + std::to_string(*seconds) +
                    " s, and its times are " + std::to_string(cue.length.count() / 1'000'000) +
                    " s apart");
    }
    if (cue.title.empty()) say(row_, "the cue has no title");
  }

  /// After the last row: the total against the sum of the cues, which it is where none is stated.
  ListedSheet finish(std::optional<std::int64_t> total) {
    std::int64_t sum = 0;
    for (const Cue& cue : listed.sheet.cues) sum += cue.printed_seconds;
    listed.sheet.total_seconds = total.value_or(sum);
    if (total && *total != sum) {
      listed.problems.push_back("the total says " + std::to_string(*total) +
                                " s, and the cues add up to " + std::to_string(sum) + " s");
    }
    return std::move(listed);
  }

  ListedSheet listed;

 private:
  std::size_t row_ = 0;
};

using Columns = std::map<std::string, std::size_t>;

std::optional<std::size_t> find(const Columns& columns, const char* name) {
  const auto found = columns.find(name);
  if (found == columns.end()) return std::nullopt;
  return found->second;
}

template <class Axis>
Axis axis(const std::string& text) {
  return axis_named<Axis>(text).value_or(Axis{});
}

}  // namespace

UsageAxes usage_of_code(std::string_view given) {
  const std::string code = engine::to_lower_ascii(engine::trimmed(given));
  UsageAxes usage;
  if (code == "mt" || code == "et" || code == "ot" || code == "ct") {
    usage.function = Function::kTheme;
    usage.position = code == "mt"   ? Position::kMain
                     : code == "ot" ? Position::kOpening
                                    : Position::kClosing;
  } else if (code == "logo") {
    usage.function = Function::kLogo;
  } else if (code.size() == 2 && (code[1] == 'i' || code[1] == 'v')) {
    if (code[0] == 'v') usage.perception = Perception::kVisual;
    if (code[0] == 'b') usage.perception = Perception::kBackground;
    if (code[0] == 'b' || code[0] == 'v') {
      usage.vocality = code[1] == 'v' ? Vocality::kVocal : Vocality::kInstrumental;
    }
  }
  return usage;
}

std::optional<ListedSheet> own_rows(const CellGrid& grid, const SheetClock& clock) {
  if (grid.empty()) return std::nullopt;
  Columns columns;
  for (std::size_t i = 0; i < grid[0].size(); ++i) {
    columns.emplace(engine::to_lower_ascii(engine::trimmed(grid[0][i])), i);
  }
  for (const char* name : {"cue", "title", "time_in", "time_out", "duration_s"}) {
    if (!columns.contains(name)) return std::nullopt;
  }
  Cues cues;
  std::string last;
  for (std::size_t r = 1; r < grid.size(); ++r) {
    const auto at = [&](const char* name) { return cell(grid[r], find(columns, name)); };
    const std::string number = at("cue");
    if (number.empty() && at("title").empty() && at("name").empty()) continue;
    if (cues.listed.sheet.cues.empty() || number != last) {
      last = number;
      Cue& cue = cues.begin(r);
      cue.title = at("title");
      cue.usage.function = axis<Function>(at("function"));
      cue.usage.perception = axis<Perception>(at("perception"));
      cue.usage.vocality = axis<Vocality>(at("vocality"));
      cue.usage.position = axis<Position>(at("position"));
      cue.usage.origin = axis<Origin>(at("origin"));
      cue.recording.isrc = at("isrc");
      cue.iswc = at("iswc");
      if (!at("time_in").empty() && !at("time_out").empty()) {
        const auto in = clock.parse(at("time_in"));
        const auto out = clock.parse(at("time_out"));
        if (in && out) cue.in_video = {*in, *out};
        if (!in || !out) cues.say(r, (in ? out : in).error().message());
      }
      cues.end(whole(at("duration_s")));
    }
    if (at("name").empty()) continue;
    Contributor one;
    one.name = at("name");
    one.role = at("role");
    one.is_publisher = is_publisher_role(one.role) && one.role != "PA";
    one.ipi = engine::identifiers::kept(engine::identifiers::read_ipi_name(at("ipi")));
    one.society = at("society");
    one.share_bp = share_bp(at("share_percent"), false);
    cues.listed.sheet.cues.back().contributors.push_back(std::move(one));
  }
  cues.listed.layout = "cuetrace csv";
  return cues.finish(std::nullopt);
}

namespace {

/// Where the template has what; times are one column, or hours, minutes and seconds from there.
struct TemplateColumns {
  std::size_t row = 0;  ///< Of the column titles.
  std::optional<std::size_t> seq, title, usage, in, out, duration, role, first, last, publisher,
      ipi, society, share;
  bool apart = false;  ///< Times take a cell for each unit.
};

std::optional<TemplateColumns> columns_of(const CellGrid& grid) {
  for (std::size_t r = 0; r < std::min<std::size_t>(grid.size(), 60); ++r) {
    TemplateColumns columns;
    columns.row = r;
    for (std::size_t c = 0; c < grid[r].size(); ++c) {
      const std::string name = head(grid[r][c]);
      const auto is = [&](std::optional<std::size_t>& column, std::string_view start) {
        if (!column && name.starts_with(start)) column = c;
      };
      is(columns.seq, "seq");
      is(columns.title, "cuetitle");
      is(columns.usage, "usage");
      is(columns.in, "timein");
      is(columns.out, "timeout");
      is(columns.duration, "duration");
      is(columns.role, "role");
      is(columns.first, "composerwriterfirst");
      is(columns.first, "first");
      is(columns.last, "lastname");
      is(columns.last, "composerwriterlast");
      is(columns.publisher, "publishername");
      is(columns.ipi, "publisheripi");
      is(columns.society, "proaffiliation");
      is(columns.share, "%share");
    }
    if (!columns.title || !columns.duration || !columns.role) continue;
    if (!columns.last && columns.first) columns.last = *columns.first + 1;
    for (std::size_t below = r; below <= r + 1 && below < grid.size(); ++below) {
      for (const std::string& text : grid[below]) {
        const std::string name = head(text);
        columns.apart = columns.apart || name == "min" || name == "mm" || name == "hmmss" ||
                        name.starts_with("durationmin");
      }
    }
    return columns;
  }
  return std::nullopt;
}

/// Whether a cell of the head is the name of a field; two of them may stand in one row.
bool is_label(std::string_view text) {
  constexpr std::array<std::string_view, 14> kLabels{
      "programseries",  "programtitle",   "programshowdur",   "episodetitle",  "episodenumber",
      "productionnumb", "productioncomp", "mailingaddress",   "cuesheetprepa", "emailaddress",
      "networksource",  "initialairdate", "totalmusicdurati", "dateprepared"};
  const std::string name = head(text);
  return std::ranges::any_of(kLabels,
                             [&](std::string_view label) { return name.starts_with(label); });
}

class TemplateReading {
 public:
  TemplateReading(const CellGrid& grid, const TemplateColumns& columns, const SheetClock& clock)
      : grid_(grid), columns_(columns), clock_(clock) {
    // Percentages are fractions when none is above 1.
    for (std::size_t r = columns.row + 1; r < grid.size(); ++r) {
      const auto number = engine::parse_fixed_point(cell(grid[r], columns.share).substr(0, 8), 6);
      if (number && *number > 1'000'000) fractions_ = false;
    }
  }

  ListedSheet run() {
    read_head();
    for (std::size_t r = columns_.row + 1; r < grid_.size(); ++r) read_row(r);
    cues_.listed.layout = "template of ASCAP and BMI";
    return cues_.finish(total_);
  }

 private:
  std::string at(std::size_t row, std::optional<std::size_t> column, std::size_t more = 0) const {
    if (!column) return {};
    return cell(grid_[row], *column + more);
  }

  /// Hours, minutes and seconds from the first of `units` cells, or one text.
  std::optional<std::int64_t> seconds(std::size_t row, std::optional<std::size_t> column,
                                      std::size_t units) {
    if (!column) return std::nullopt;
    if (!columns_.apart) {
      const std::string text = at(row, column);
      if (text.empty()) return std::nullopt;
      const auto time = clock_.parse(text);
      if (time) return engine::to_seconds(*time);
      cues_.say(row, time.error().message());
      return std::nullopt;
    }
    std::int64_t total = 0;
    bool any = false;
    for (std::size_t i = 0; i < units; ++i) {
      const std::string text = at(row, column, i);
      const auto number = whole(text);
      if (!text.empty() && (!number || (i > 0 && *number > 59))) {
        cues_.say(row,
                  "'" + text + "' is no number of " + (i + 1 == units ? "seconds" : "minutes"));
      }
      any = any || number.has_value();
      total = total * 60 + number.value_or(0);
    }
    return any ? std::optional(total) : std::nullopt;
  }

  void read_row(std::size_t r) {
    const std::string title = at(r, columns_.title);
    const bool is_heading = head(title).starts_with("cuetitle");
    const std::string name = at(r, columns_.publisher) + at(r, columns_.last);
    if (is_heading || (title.empty() && name.empty())) return;
    // Some programs repeat what belongs to the cue on every row.
    const std::string number = at(r, columns_.seq);
    const auto& known = cues_.listed.sheet.cues;
    const bool repeated =
        !number.empty() && number == number_ && !known.empty() && known.back().title == title;
    if (!number.empty()) number_ = number;
    if (!title.empty() && !repeated) {
      Cue& cue = cues_.begin(r);
      cue.title = title;
      cue.usage = usage_of_code(at(r, columns_.usage));
      const auto in = seconds(r, columns_.in, 3);
      const auto out = seconds(r, columns_.out, 3);
      if (in && out) {
        cue.in_video = {engine::from_ms(*in * 1000), engine::from_ms(*out * 1000)};
      }
      auto length = seconds(r, columns_.duration, 2);
      // A formula whose value was not stored leaves zeros.
      if (length.value_or(0) == 0 && in && out && *out > *in) length.reset();
      cues_.end(length);
    }
    if (name.empty()) return;
    if (cues_.listed.sheet.cues.empty()) return cues_.say(r, "names " + name + " before any cue");
    read_contributor(r);
  }

  void read_contributor(std::size_t r) {
    Contributor one;
    one.is_publisher = !at(r, columns_.publisher).empty();
    const std::string first = at(r, columns_.first);
    one.family_name = one.is_publisher ? "" : at(r, columns_.last);
    one.name = one.is_publisher ? at(r, columns_.publisher)
                                : first + (first.empty() ? "" : " ") + one.family_name;
    one.ipi = engine::identifiers::kept(engine::identifiers::read_ipi_name(at(r, columns_.ipi)));
    one.society = at(r, columns_.society);
    one.share_bp = share_bp(at(r, columns_.share), fractions_);
    cues_.listed.sheet.cues.back().contributors.push_back(std::move(one));
  }

  /// The value of a head's field is the next cell that holds something.
  void read_head() {
    Production& production = cues_.listed.sheet.production;
    for (std::size_t r = 0; r < columns_.row; ++r) {
      for (std::size_t c = 0; c < grid_[r].size(); ++c) {
        const std::string label = head(grid_[r][c]);
        const auto value = [&] {
          for (std::size_t next = c + 1; next < grid_[r].size(); ++next) {
            std::string text = cell(grid_[r], next);
            if (!text.empty()) return is_label(text) ? std::string() : text;
          }
          return std::string();
        };
        if (label.starts_with("programseries") || label == "programtitle") {
          production.title = value();
        }
        if (label == "episodetitle") production.episode_title = value();
        if (label == "episodenumber") production.episode_number = value();
        if (label == "productioncompany") production.company = value();
        if (label.starts_with("networksource")) production.network = value();
        if (label.starts_with("totalmusicduration")) read_total(r, c);
      }
    }
  }

  /// Minutes and seconds stand in two cells with their units between.
  void read_total(std::size_t row, std::size_t label) {
    std::vector<std::int64_t> numbers;
    for (std::size_t c = label + 1; c < grid_[row].size() && numbers.size() < 2; ++c) {
      if (const auto number = whole(cell(grid_[row], c))) numbers.push_back(*number);
    }
    if (numbers.size() == 2 && numbers[0] + numbers[1] > 0) total_ = numbers[0] * 60 + numbers[1];
  }

  const CellGrid& grid_;
  const TemplateColumns& columns_;
  const SheetClock& clock_;
  bool fractions_ = true;
  std::string number_;  // Of the last row that had one.
  std::optional<std::int64_t> total_;
  Cues cues_;
};

}  // namespace

std::optional<ListedSheet> template_rows(const CellGrid& grid, const SheetClock& clock) {
  const auto columns = columns_of(grid);
  if (!columns) return std::nullopt;
  return TemplateReading(grid, *columns, clock).run();
}

}  // namespace reports
