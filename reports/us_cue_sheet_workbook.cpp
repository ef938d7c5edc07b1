#include "engine/core/text.h"
#include "reports/us_cue_sheet.h"

#include <algorithm>

namespace reports::us_cue_sheet {
namespace {

using documents::CellStyle;
using documents::Filling;
using documents::Place;
using documents::place_of;
using documents::Sheet;
using documents::Workbook;
using engine::joined;
using engine::Result;
using engine::to_ms;

const CellStyle kHeading{.heading = true};
const CellStyle kLabel{.faint = true};

constexpr std::array<std::string_view, 18> kTitles{"Seq. #",
                                                   "Cue Title",
                                                   "Usage",
                                                   "Time In h",
                                                   "mm",
                                                   "ss",
                                                   "Time Out h",
                                                   "mm",
                                                   "ss",
                                                   "Duration min.",
                                                   "sec.",
                                                   "Role",
                                                   "First (and Middle) Name",
                                                   "Last Name",
                                                   "Publisher Name",
                                                   "Publisher IPI #",
                                                   "PRO Affiliation",
                                                   "% Shares"};
constexpr std::array<double, 18> kWidths{7,  34, 8,  10, 5,  5,  11, 5,  5,
                                         13, 6,  16, 24, 20, 28, 16, 16, 10};

std::string number_format(Place place) {
  switch (static_cast<Column>(place.column)) {
    case Column::kInMinutes:
    case Column::kInSeconds:
    case Column::kOutMinutes:
    case Column::kOutSeconds:
    case Column::kSeconds: return place.row >= kFirstCueRow ? "00" : "0";
    case Column::kShare: return "0.00%";
    default: return "0";
  }
}

void put_form(const CueSheet& sheet, Workbook& book) {
  Sheet form = book.add_sheet(kSheetName);
  for (std::uint16_t column = 0; column < kTitles.size(); ++column) {
    form.set_width(column, column, kWidths[column]);
    form.text({kFirstCueRow - 1, column}, kTitles[column], kHeading);
  }
  const std::string& episode = sheet.production.episode_title;
  form.text(place_of("A1"), programme_name(sheet) + (episode.empty() ? "" : ", " + episode),
            {.bold = true, .large = true});
  const std::string mark = sheet.is_draft() ? " – DRAFT" : "";
  form.text(place_of("A2"), "Music Cue Sheet" + mark, {.bold = true});
  for (const HeadCell& head : kHead) form.text(place_of(head.label_cell), head.label, kLabel);
  form.text(place_of("A16"),
            "BI background instrumental | BV background vocal | VI visual instrumental | "
            "VV visual vocal | MT main title theme | ET end title theme | Logo",
            kLabel);
  for (const Filling& cell : cells_of(sheet)) {
    if (!cell.is_number) {
      form.text(cell.place, cell.text);
      continue;
    }
    constexpr unsigned kPlaces = 4;
    form.number(cell.place, engine::parse_fixed_point(cell.text, kPlaces).value_or(0), kPlaces,
                {.number_format = number_format(cell.place)});
  }
  const std::string last =
      std::to_string(kFirstCueRow + std::max<std::size_t>(row_count(sheet), 1));
  const std::string seconds = "(SUM(J20:J" + last + ")*60+SUM(K20:K" + last + "))";
  form.formula(place_of(kTotalMinutes), "=INT(" + seconds + "/60)", sheet.total_seconds / 60);
  form.formula(place_of(kTotalSeconds), "=MOD(" + seconds + ",60)", sheet.total_seconds % 60);
  form.freeze({kFirstCueRow, 2});
  form.set_print(kFirstCueRow - 1, kFirstCueRow - 1);
}

constexpr std::array<std::string_view, 40> kDetailTitles{
    "Cue",       "Cue id",       "Title",      "Also known as", "Time in",    "Time out",
    "In (ms)",   "Out (ms)",     "Exact (ms)", "Printed (s)",   "Function",   "Perception",
    "Vocality",  "Position",     "Origin",     "Rolled up",     "Layered",    "Artist",
    "Album",     "Version",      "ISRC",       "ISWC",          "Library",    "Album code",
    "Cut",       "Label",        "Work id",    "Track id",      "Confidence", "May also be",
    "Theme?",    "Logo?",        "Remarks",    "Notes",         "Role",       "Name",
    "Last name", "IPI name no.", "Society",    "Share (%)"};
constexpr std::uint16_t kFirstOfContributor = 34;

/// The lowest of its parts, since that is the one to look at.
std::optional<std::int32_t> confidence_ppm(const Cue& cue) {
  std::optional<std::int32_t> lowest;
  for (const CuePart& part : cue.evidence.parts) {
    if (!lowest || part.confidence_ppm < *lowest) lowest = part.confidence_ppm;
  }
  return lowest;
}

/// Writes along a row, cell by cell.
class RowWriter {
 public:
  RowWriter(Sheet& sheet, Place at) : sheet_(sheet), at_(at) {}
  RowWriter& text(std::string_view text) {
    if (!text.empty()) sheet_.text(at_, text);
    ++at_.column;
    return *this;
  }
  RowWriter& number(std::optional<std::int64_t> number, unsigned places = 0) {
    if (number) sheet_.number(at_, *number, places);
    ++at_.column;
    return *this;
  }
  RowWriter& flag(bool is_so) { return text(is_so ? "yes" : "no"); }

 private:
  Sheet& sheet_;
  Place at_;
};

void put_detail_of_cue(const Cue& cue, RowWriter row) {
  const CueRecording& recording = cue.recording;
  row.text(cue.id)
      .text(cue.title)
      .text(joined(cue.akas, "; "))
      .text(cue.time_in)
      .text(cue.time_out);
  row.number(to_ms(cue.in_video.start)).number(to_ms(cue.in_video.end)).number(to_ms(cue.length));
  row.number(cue.printed_seconds);
  row.text(word(cue.usage.function)).text(word(cue.usage.perception));
  row.text(word(cue.usage.vocality)).text(word(cue.usage.position)).text(word(cue.usage.origin));
  row.flag(cue.usage.rolled_up).flag(cue.layered);
  row.text(recording.artist).text(recording.album).text(recording.version).text(recording.isrc);
  row.text(cue.iswc).text(recording.library).text(recording.album_code).text(recording.cut);
  row.text(recording.label).text(cue.work_id).text(recording.track_id);
  row.number(confidence_ppm(cue), 6).text(joined(cue.evidence.ambiguous_among, "; "));
  row.flag(cue.evidence.theme_candidate).flag(cue.evidence.logo_candidate);
  row.text(joined(cue.evidence.remarks, "; ")).text(cue.notes);
}

void put_detail(const CueSheet& sheet, Workbook& book) {
  Sheet detail = book.add_sheet("Detail");
  for (std::uint16_t column = 0; column < kDetailTitles.size(); ++column) {
    detail.text({0, column}, kDetailTitles[column], kHeading);
  }
  detail.set_width(0, kDetailTitles.size() - 1, 14);
  detail.set_width(2, 2, 34);
  std::uint32_t at = 1;
  for (const Cue& cue : sheet.cues) {
    put_detail_of_cue(cue, RowWriter(detail, {at, 1}));
    const std::uint32_t first = at;
    for (const Contributor& who : cue.contributors) {
      detail.number({at, 0}, static_cast<std::int64_t>(cue.number), 0);
      RowWriter(detail, {at, kFirstOfContributor})
          .text(who.role)
          .text(who.name)
          .text(who.is_publisher ? "" : last_name(who))
          .text(who.ipi)
          .text(who.society)
          .number(who.share_bp, 2);
      ++at;
    }
    if (at == first) detail.number({at++, 0}, static_cast<std::int64_t>(cue.number), 0);
  }
  detail.freeze({1, 3});
  detail.set_print(0, 0);
}

void put_findings(const CueSheet& sheet, Workbook& book) {
  if (sheet.findings.empty()) return;
  Sheet list = book.add_sheet("To resolve");
  constexpr std::array<std::string_view, 5> kColumns{"Cue", "What", "How", "Field", "Rule"};
  constexpr std::array<double, 5> kListWidths{6, 60, 60, 18, 22};
  for (std::uint16_t column = 0; column < kColumns.size(); ++column) {
    list.text({0, column}, kColumns[column], kHeading);
    list.set_width(column, column, kListWidths[column]);
  }
  std::uint32_t at = 0;
  for (const Finding& finding : sheet.findings) {
    RowWriter row(list, {++at, 0});
    if (finding.cue > 0) {
      row.number(static_cast<std::int64_t>(finding.cue));
    } else {
      row.text("");
    }
    row.text(finding.message).text(finding.remedy).text(finding.field).text(finding.rule);
  }
  list.freeze({1, 0});
}

}  // namespace

Result<std::string> workbook(const CueSheet& sheet) {
  TRY(Workbook book, Workbook::create({programme_name(sheet) + " – Music Cue Sheet",
                                       sheet.production.preparer.date}));
  put_form(sheet, book);
  put_detail(sheet, book);
  put_findings(sheet, book);
  return book.finish();
}

}  // namespace reports::us_cue_sheet
