#include "engine/catalogue/catalogue_row.h"

#include "engine/catalogue/catalogue_cells.h"
#include "engine/catalogue/party_cells.h"
#include "engine/catalogue/recording_fields.h"
#include "engine/catalogue/share_text.h"
#include "engine/core/text.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace engine::catalogue {
namespace {

/// "a | b||c" becomes "a|b|c".
std::string tidy_list(std::string_view text) {
  std::string list;
  for (const std::string& item : split(text, '|')) list += (list.empty() ? "" : "|") + item;
  return list;
}

/// "No Melody" becomes "no-melody".
std::string tidy_version(std::string_view text) {
  std::string version = to_lower_ascii(text);
  std::replace_if(
      version.begin(), version.end(), [](char c) { return c == ' ' || c == '_'; }, '-');
  return version;
}

/// A spreadsheet is a stranger's: it names files inside the folder it was given, and no others.
Result<std::filesystem::path> audio_path(const Cells& cells,
                                         const std::filesystem::path& media_root) {
  const std::string_view cell = cells.raw("audio");
  const auto wrong = [&](std::string_view what) { return fail(cells.wrong("audio", what)); };
  if (cell.empty()) return std::filesystem::path();
  const std::filesystem::path path = std::filesystem::path(cell).lexically_normal();
  if (media_root.empty()) {
    std::error_code error;
    const auto absolute = std::filesystem::absolute(path, error);
    if (error) return wrong("the current folder is gone; give --media-root");
    return absolute.lexically_normal();
  }
  if (path.is_absolute()) {
    return wrong("an absolute path; with --media-root, give it relative to that folder");
  }
  if (*path.begin() == "..") return wrong("leads out of --media-root; name a file in that folder");
  return (media_root / path).lexically_normal();
}

/// "3:05", "1:02:03" or "185" (seconds), each with at most three decimals.
std::optional<MediaTime> parse_duration(std::string_view text) {
  constexpr std::int64_t kPartMax = 60;
  constexpr std::int64_t kMsPerSecond = 1'000;
  constexpr std::int64_t kLongestMs = 1'000'000 * kMsPerSecond;
  std::int64_t whole_ms = 0;
  bool first = true;
  while (true) {
    const std::size_t colon = text.find(':');
    const bool last = colon == text.npos;
    const auto part = parse_fixed_point(text.substr(0, colon), last ? 3 : 0);
    if (!part || *part < 0) return std::nullopt;
    const std::int64_t part_ms = last ? *part : *part * kMsPerSecond;
    if (!first && part_ms >= kPartMax * kMsPerSecond) return std::nullopt;
    whole_ms = whole_ms * kPartMax + part_ms;
    if (whole_ms > kLongestMs) return std::nullopt;
    if (last) break;
    text.remove_prefix(colon + 1);
    first = false;
  }
  return MediaTime{whole_ms * 1'000};
}

Result<void> read_recording_fields(const Cells& cells, Recording& recording) {
  for (const RecordingField& field : kRecordingFields) {
    if (!field.in_csv) continue;
    TRY(recording.*field.text, cells.text(field.column));
  }
  recording.version = tidy_version(recording.version);
  for (const auto list : {&Recording::moods, &Recording::instruments, &Recording::uses,
                          &Recording::genres, &Recording::keywords}) {
    recording.*list = tidy_list(recording.*list);
  }
  for (const std::string_view part : {"artist_first", "artist_last"}) {
    TRY(const std::string word, cells.text(part));
    if (!word.empty()) recording.artist += (recording.artist.empty() ? "" : " ") + word;
  }
  TRY(const std::string duration, cells.text("duration"));
  if (duration.empty()) return {};
  const auto length = parse_duration(duration);
  if (!length) {
    return fail(
        cells.wrong("duration", "'" + duration + "' is no length; give 3:05, 1:02:03 or seconds"));
  }
  recording.duration = *length;
  return {};
}

Result<void> read_titles(const Cells& cells, const CataloguePlaces& places, Work& work) {
  TRY(const std::string titles, cells.text("alternative_titles"));
  for (const std::string& title : split(titles, '|')) {
    work.titles.push_back({.title = title, .type = "AT", .language = {}});
  }
  for (const unsigned n : places.alternatives) {
    const std::string prefix = "alternative_" + std::to_string(n) + "_";
    WorkTitle title;
    TRY(title.title, cells.text(prefix + "title"));
    TRY(title.type, cells.text(prefix + "type"));
    TRY(title.language, cells.text(prefix + "language"));
    if (!title.title.empty()) work.titles.push_back(std::move(title));
  }
  for (const unsigned n : places.work_numbers) {
    const std::string prefix = "work_number_" + std::to_string(n) + "_";
    SocietyNumber number;
    TRY(number.society, cells.text(prefix + "society"));
    TRY(number.number, cells.text(prefix + "number"));
    if (!number.number.empty()) work.numbers.push_back(std::move(number));
  }
  return {};
}

Result<void> read_work(const Cells& cells, const CataloguePlaces& places, Work& work) {
  for (const WorkField& field : kWorkFields) {
    TRY(work.*field.text, cells.text(field.csv_column));
  }
  TRY_VOID(read_titles(cells, places, work));
  TRY(const std::string text, cells.text("work_details"));
  auto details = parse_details(text);
  if (!details) {
    return fail(cells.wrong("work_details", "has a part without a name; give name=text|..."));
  }
  work.details = *std::move(details);
  TRY(work.contributions, read_contributions(cells, places));
  return {};
}

/// Ids that a layout makes of album code and cut, and what follows from the parent.
Result<void> complete_ids(const Cells& cells, const Layout& layout, Recording& recording) {
  TRY(const std::string parent_cut, cells.text("parent_cut"));
  if (layout.ids_of_cuts && !recording.album_code.empty() && !recording.cut.empty()) {
    const std::string album = recording.album_code + "-";
    if (recording.id.empty()) recording.id = album + recording.cut;
    if (recording.parent_id.empty() && !parent_cut.empty() && parent_cut != recording.cut) {
      recording.parent_id = album + parent_cut;
    }
  }
  if (recording.parent_id == recording.id) recording.parent_id.clear();
  if (layout.works_of_parents && recording.work.id.empty()) {
    recording.work.id = recording.parent_id.empty() ? recording.id : recording.parent_id;
  }
  return {};
}

Result<ImportRow> row_of(const Cells& cells, const CataloguePlaces& places, const Layout& layout,
                         const std::filesystem::path& media_root) {
  ImportRow row;
  Recording& recording = row.recording;
  TRY_VOID(read_recording_fields(cells, recording));
  TRY_VOID(read_work(cells, places, recording.work));
  if (recording.title.empty()) recording.title = recording.work.title;
  if (recording.title.empty()) {
    return fail(cells.wrong("title", "empty; every recording needs one"));
  }
  TRY_VOID(complete_ids(cells, layout, recording));
  TRY(row.audio, audio_path(cells, media_root));
  return row;
}

/// Whether any cell of the n-th recording of a row says something.
bool says_anything(const CellSources& recording, const std::vector<std::string>& fields) {
  return std::any_of(recording.begin(), recording.end(), [&](const auto& entry) {
    return std::any_of(entry.second.begin(), entry.second.end(), [&](const CellSource& source) {
      return !trimmed(fields[source.place]).empty();
    });
  });
}

}  // namespace

Result<std::vector<ImportRow>> rows_of(const std::vector<std::string>& fields,
                                       const CataloguePlaces& places, const Layout& layout,
                                       const std::filesystem::path& media_root) {
  std::vector<ImportRow> rows;
  for (const CellSources& recording : places.recordings) {
    if (!says_anything(recording, fields)) continue;
    const Cells cells(places.cells, &recording, fields);
    TRY(ImportRow row, row_of(cells, places, layout, media_root));
    rows.push_back(std::move(row));
  }
  if (!rows.empty()) return rows;
  const Cells cells(places.cells, nullptr, fields);
  TRY(ImportRow row, row_of(cells, places, layout, media_root));
  rows.push_back(std::move(row));
  return rows;
}

}  // namespace engine::catalogue
