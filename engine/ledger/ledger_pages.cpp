#include "engine/ledger/ledger_pages.h"

#include "engine/core/text.h"
#include "engine/ledger/ledger_rows.h"

namespace engine::ledger {
namespace {

using storage::Row;
using storage::Value;
using storage::Values;

/// Where a page ends: the scan, and for uses the place in it.
struct Place {
  std::string posted_at;
  std::string scan;
  std::int64_t position = -1;
};

std::string cursor_of(const Place& place) {
  return place.posted_at + "_" + place.scan + "_" + std::to_string(place.position);
}

Result<std::optional<Place>> place_of(const std::string& cursor) {
  if (cursor.empty()) return std::nullopt;
  const std::vector<std::string> parts = split(cursor, '_');
  const auto position = parts.size() == 3 ? parse_fixed_point(parts[2], 0) : std::nullopt;
  if (!position || !parse_id<ScanId>(parts[1])) {
    return fail(Errc::kUsage, "\"" + cursor + "\" is no cursor; give `next` of the page before");
  }
  return Place{parts[0], parts[1], *position};
}

/// "%part%" with the signs of LIKE taken as they are; NULL for no words.
Value like(const std::string& words) {
  if (words.empty()) return {};
  std::string pattern = "%";
  for (const char letter : words) {
    if (letter == '%' || letter == '_' || letter == '\\') pattern += '\\';
    pattern += letter;
  }
  return pattern + "%";
}

/// Of a party alone where ?5 names one: then what is for review is nobody's business yet.
const std::string& counts_sql() {
  static const std::string kConfident = std::to_string(kConfidentPpm);
  static const std::string kOwnUses =
      text({" FROM usage AS u WHERE u.scan_id = scan.scan_id AND u.confidence_ppm >= ", kConfident,
            " AND ", sql_of_party("u.track_id"), ")"});
  static const std::string kSql = text(
      {", scan.scan_id, scan.posted_at, scan.complete, coalesce(scan.error_message, ''), "
       "coalesce(scan.note, ''), (SELECT count(*)",
       kOwnUses,
       ", (SELECT count(*) FROM usage AS u WHERE u.scan_id = scan.scan_id AND u.confidence_ppm < ",
       kConfident, " AND ?5 IS NULL), (SELECT coalesce(sum(video_end_us - video_start_us), 0)",
       kOwnUses,
       ", coalesce((SELECT value FROM amendment AS a WHERE a.video_id = video.video_id "
       "AND a.kind = 'fact' AND a.subject = 'title'), '')"});
  return kSql;
}

Result<ListedVideo> listed_of(const Row& row) {
  ListedVideo video;
  TRY(video.facts, read_video(row));
  int column = kVideoColumnCount;
  TRY(video.scan, id_of<ScanId>(row.text(column++)));
  video.posted_at = row.text(column++);
  video.complete = row.integer(column++) != 0;
  video.error = row.text(column++);
  video.note = row.text(column++);
  video.uses = row.integer(column++);
  video.review = row.integer(column++);
  video.music = MediaTime{row.integer(column++)};
  video.programme = row.text(column);
  return video;
}

/// The newest scan first; ?1 and ?2 are where the page before ended, ?3 how many.
constexpr std::string_view kFromScans =
    " FROM scan JOIN video ON video.video_id = scan.video_id "
    "AND video.current_scan = scan.scan_id ";

}  // namespace

std::string sql_of_party(std::string_view track_column) {
  return text({"(?5 IS NULL OR ", track_column,
               " IN (SELECT recording.track_id FROM recording "
               "JOIN contribution ON contribution.work_id = recording.work_id "
               "JOIN party ON party.party_id = contribution.party_id "
               "WHERE party.ipi = ?5 OR party.name = ?5 COLLATE NOCASE)) "});
}

Result<Page<ListedVideo>> LedgerPages::videos(const PageAsked& asked) const {
  TRY(const auto place, place_of(asked.cursor));
  const std::string sql = text(
      {"SELECT ", kVideoColumns, counts_sql(), kFromScans,
       "WHERE (?1 IS NULL OR (scan.posted_at, scan.scan_id) < (?1, ?2)) "
       "AND (?4 IS NULL OR video.location LIKE ?4 ESCAPE '\\' OR scan.title LIKE ?4 ESCAPE '\\' "
       "OR EXISTS (SELECT 1 FROM amendment AS t WHERE t.video_id = video.video_id "
       "AND t.kind = 'fact' AND t.subject = 'title' AND t.value LIKE ?4 ESCAPE '\\')) "
       "AND (?5 IS NULL OR EXISTS (SELECT 1 FROM usage WHERE usage.scan_id = scan.scan_id "
       "AND usage.confidence_ppm >= ",
       std::to_string(kConfidentPpm), " AND ", sql_of_party("usage.track_id"),
       ")) ORDER BY scan.posted_at DESC, scan.scan_id DESC LIMIT ?3"});
  Page<ListedVideo> page;
  TRY_VOID(database_->each(
      sql,
      {place ? Value(place->posted_at) : Value(), place ? Value(place->scan) : Value(),
       static_cast<std::int64_t>(asked.most) + 1, like(asked.words),
       asked.party.empty() ? Value() : Value(asked.party)},
      [&](const Row& row) -> Result<void> {
        TRY(ListedVideo video, listed_of(row));
        page.items.push_back(std::move(video));
        return {};
      }));
  if (page.items.size() > asked.most) {
    page.items.pop_back();
    page.next = cursor_of({page.items.back().posted_at, to_string(page.items.back().scan)});
  }
  return page;
}

Result<std::optional<ListedVideo>> LedgerPages::video(const VideoId& id,
                                                      const std::string& party) const {
  std::optional<ListedVideo> found;
  TRY_VOID(database_->each(
      text({"SELECT ", kVideoColumns, counts_sql(), kFromScans, "WHERE video.video_id = ?1"}),
      {to_string(id), Value(), Value(), Value(), party.empty() ? Value() : Value(party)},
      [&](const Row& row) -> Result<void> {
        TRY(found, listed_of(row));
        return {};
      }));
  return found;
}

Result<Page<RecordedUse>> LedgerPages::uses(const PageAsked& asked) const {
  TRY(const auto place, place_of(asked.cursor));
  const std::string sql = text(
      {"SELECT ", kVideoColumns, ", ", kMatchColumns,
       ", scan.posted_at, usage.scan_id, "
       "usage.position ",
       kFromScans, "JOIN usage ON usage.scan_id = scan.scan_id ",
       "WHERE (?1 IS NULL OR (scan.posted_at, scan.scan_id) < (?1, ?2) OR "
       "(scan.posted_at = ?1 AND scan.scan_id = ?2 AND usage.position > ?6)) "
       "AND (?4 IS NULL OR video.location LIKE ?4 ESCAPE '\\' OR scan.title LIKE ?4 ESCAPE '\\' "
       "OR EXISTS (SELECT 1 FROM recording AS r WHERE r.track_id = usage.track_id "
       "AND r.title LIKE ?4 ESCAPE '\\')) "
       "AND ",
       sql_of_party("usage.track_id"), asked.video ? "AND video.video_id = ?7 " : "",
       asked.track ? "AND usage.track_id = ?8 " : "",
       asked.confident ? text({"AND usage.confidence_ppm ", *asked.confident ? ">= " : "< ",
                               std::to_string(kConfidentPpm), " "})
                       : std::string(),
       "ORDER BY scan.posted_at DESC, scan.scan_id DESC, usage.position LIMIT ?3"});
  Page<RecordedUse> page;
  Place last;
  Values values = {place ? Value(place->posted_at) : Value(),
                   place ? Value(place->scan) : Value(),
                   static_cast<std::int64_t>(asked.most) + 1,
                   like(asked.words),
                   asked.party.empty() ? Value() : Value(asked.party),
                   place ? place->position : std::int64_t{-1}};
  if (asked.video || asked.track) {
    values.emplace_back(asked.video ? Value(to_string(*asked.video)) : Value());
  }
  if (asked.track) values.emplace_back(to_string(*asked.track));
  TRY_VOID(database_->each(sql, values, [&](const Row& row) -> Result<void> {
    if (page.items.size() == asked.most) {
      page.next = cursor_of(last);
      return {};
    }
    RecordedUse use;
    use.id = row.text(kVideoColumnCount);
    TRY(use.video, read_video(row));
    TRY(use.match, read_match(*database_, row, kVideoColumnCount));
    catalogue::Recording recording;
    recording.track = use.match.track;
    use.recording = std::move(recording);
    const int behind = kVideoColumnCount + kMatchColumnCount;
    last = {row.text(behind), row.text(behind + 1), row.integer(behind + 2)};
    page.items.push_back(std::move(use));
    return {};
  }));
  return page;
}

}  // namespace engine::ledger
