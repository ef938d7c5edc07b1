#include "engine/ledger/ledger.h"

#include "engine/core/digest.h"
#include "engine/core/text.h"
#include "engine/ledger/ledger_pages.h"
#include "engine/ledger/ledger_rows.h"
#include "engine/ledger/ledger_schema.h"

#include <algorithm>
#include <map>
#include <utility>

namespace engine::ledger {
namespace {

using storage::Row;
using storage::Transaction;
using storage::Values;

/// A scan that gave nothing. One that was cut off gave what there was, and counts as finished.
bool failed(const ScanResult& scan) { return scan.error && scan.error->code() != Errc::kTruncated; }

Result<void> write_usage(storage::Database& database, const ScanId& scan_id,
                         std::size_t place_in_scan, const Match& match) {
  const std::string scan = to_string(scan_id);
  const auto position = static_cast<std::int64_t>(place_in_scan);
  const std::string id = usage_id_of(scan_id, place_in_scan, match);
  TRY_VOID(database.run(
      "INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {id, scan, position, to_string(match.track), match.in_video.start.count(),
       match.in_video.end.count(), match.in_track.start.count(), match.in_track.end.count(),
       match.speed_ppm, match.pitch_cents, match.level_tenth_db, match.confidence_ppm,
       std::string(to_string(match.method)), match.evidence.peaks_expected,
       match.evidence.peaks_found, match.evidence.chance_milli, match.evidence.score_milli}));
  std::int64_t place = 0;
  for (const MatchAlternative& other : match.alternatives) {
    TRY_VOID(database.run("INSERT INTO usage_alternative VALUES (?, ?, ?, ?)",
                          {id, place++, to_string(other.track), other.confidence_ppm}));
  }
  return {};
}

Result<void> write_scan(storage::Database& database, const ScanResult& scan,
                        const std::string& posted_at) {
  const std::string id = to_string(scan.id);
  const VideoFacts& video = scan.video;
  const auto text_or_null = [&](auto&& of) {
    return scan.error ? storage::Value(std::string(of(*scan.error))) : storage::Value();
  };
  TRY_VOID(database.run(
      "INSERT INTO scan VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "(SELECT max(set_number) FROM track_set), ?)",
      {id, to_string(video.id), video.title, video.duration.count(), video.declared.count(),
       static_cast<std::int64_t>(video.size_bytes), video.modified_ns, video.sound_digest,
       scan.complete ? 1 : 0, failed(scan) ? 1 : 0,
       text_or_null([](const Error& e) { return error_name(e.code()); }),
       text_or_null([](const Error& e) { return e.message(); }), posted_at,
       scan.note ? storage::Value(std::string(to_string(scan.note->kind))) : storage::Value()}));
  for (std::size_t i = 0; i < scan.matches.size(); ++i) {
    TRY_VOID(write_usage(database, scan.id, i, scan.matches[i]));
  }
  std::int64_t position = 0;
  for (const MediaSpan& span : scan.unknown_music) {
    TRY_VOID(database.run("INSERT INTO unknown_music VALUES (?, ?, ?, ?)",
                          {id, position++, span.start.count(), span.end.count()}));
  }
  return {};
}

/// "ID LOCATION, ID LOCATION, and 7 more": one line however many there are.
std::string candidates_text(const std::vector<VideoFacts>& videos) {
  constexpr std::size_t kShown = 5;
  std::string line;
  for (std::size_t i = 0; i < std::min(kShown, videos.size()); ++i) {
    line += (i == 0 ? "" : ", ") + to_string(videos[i].id) + " " + videos[i].location;
  }
  if (videos.size() > kShown) line += ", and " + std::to_string(videos.size() - kShown) + " more";
  return line;
}

/// Which of the current findings are read.
struct Wanted {
  std::optional<VideoId> video;          ///< Of all videos when empty.
  std::optional<bool> confident = true;  ///< Uses; false: what is for review; empty: both.
};

/// Looks videos and recordings up once, for all uses to share.
class LookUps {
 public:
  LookUps(const storage::Database& database, const catalogue::Catalogue& recordings)
      : database_(database), catalogue_(recordings) {}

  /// The use of a row of kVideoColumns and kMatchColumns.
  Result<RecordedUse> use_of(const Row& row) {
    RecordedUse use;
    use.id = row.text(kVideoColumnCount);
    TRY(use.video, video_of(row));
    TRY(use.match, read_match(database_, row, kVideoColumnCount));
    TRY(use.recording, recording_of(use.match.track));
    return use;
  }

 private:
  Result<Shared<VideoFacts>> video_of(const Row& row) {
    TRY(const VideoId id, id_of<VideoId>(row.text(0)));
    auto known = videos_.find(id);
    if (known == videos_.end()) {
      TRY(VideoFacts video, read_video(row));
      known = videos_.emplace(id, std::move(video)).first;
    }
    return known->second;
  }

  Result<Shared<catalogue::Recording>> recording_of(const TrackId& track) {
    auto known = recordings_.find(track);
    if (known == recordings_.end()) {
      TRY(auto recording, catalogue_.find(track));
      if (!recording) recording.emplace().track = track;
      known = recordings_.emplace(track, *std::move(recording)).first;
    }
    return known->second;
  }

  const storage::Database& database_;
  const catalogue::Catalogue& catalogue_;
  std::map<VideoId, Shared<VideoFacts>> videos_;
  std::map<TrackId, Shared<catalogue::Recording>> recordings_;
};

Result<std::vector<RecordedUse>> read_uses(const storage::Database& database,
                                           const catalogue::Catalogue& recordings,
                                           const Wanted& wanted) {
  const std::string sql = text(
      {"SELECT ", kVideoColumns, ", ", kMatchColumns,
       " FROM usage JOIN scan USING (scan_id) JOIN video ON video.current_scan = scan.scan_id ",
       "WHERE (?1 IS NULL OR (confidence_ppm >= ", std::to_string(kConfidentPpm), ") = ?1) ",
       wanted.video ? "AND video.video_id = ?2 " : "",
       "ORDER BY video.location, video_start_us, video_end_us, track_id, video.video_id, "
       "position"});
  LookUps look_ups(database, recordings);
  std::vector<RecordedUse> uses;
  Values values{wanted.confident ? storage::Value(std::int64_t{*wanted.confident ? 1 : 0})
                                 : storage::Value()};
  if (wanted.video) values.emplace_back(to_string(*wanted.video));
  TRY_VOID(database.each(sql, values, [&](const Row& row) -> Result<void> {
    TRY(RecordedUse use, look_ups.use_of(row));
    uses.push_back(std::move(use));
    return {};
  }));
  return uses;
}

/// Empty before there is one.
Result<std::string> current_scan_id(const storage::Database& database, const std::string& video) {
  std::string scan;
  TRY_VOID(database.each("SELECT current_scan FROM video WHERE video_id = ?", {video},
                         [&](const Row& row) -> Result<void> {
                           scan = row.text(0);
                           return {};
                         }));
  return scan;
}

}  // namespace

std::string usage_id_of(const ScanId& scan, std::size_t position, const Match& match) {
  Sha256 digest;
  digest.add_field(to_string(scan))
      .add_field(std::to_string(position))
      .add_field(to_string(match.track))
      .add_field(std::to_string(match.in_video.start.count()))
      .add_field(std::to_string(match.in_track.start.count()));
  return to_hex(digest.finish_id());
}

Result<Ledger> Ledger::open(storage::Database& database) {
  TRY(catalogue::Catalogue recordings, catalogue::Catalogue::open(database));
  TRY_VOID(database.migrate(ledger_schema()));
  return Ledger(database, recordings);
}

LedgerPages Ledger::pages() const { return LedgerPages(*database_); }

Result<void> Ledger::post(const ScanResult& scan, const std::string& posted_at) {
  TRY(Transaction transaction, Transaction::begin(*database_));
  const std::string id = to_string(scan.id);
  const std::string video = to_string(scan.video.id);
  TRY_VOID(
      database_->run("INSERT INTO video VALUES (?, ?, NULL, NULL) ON CONFLICT (video_id) "
                     "DO UPDATE SET location = excluded.location",
                     {video, scan.video.location}));
  TRY(const std::string before, current_scan_id(*database_, video));
  // A failed scan makes way; what hangs on it goes with it.
  TRY_VOID(
      database_->run("UPDATE video SET current_scan = NULL WHERE video_id = ? AND current_scan IN "
                     "(SELECT scan_id FROM scan WHERE scan_id = ? AND failed)",
                     {video, id}));
  TRY_VOID(database_->run("DELETE FROM scan WHERE scan_id = ? AND failed", {id}));
  bool known = false;
  TRY_VOID(database_->each("SELECT 1 FROM scan WHERE scan_id = ?", {id},
                           [&](const Row&) -> Result<void> {
                             known = true;
                             return {};
                           }));
  if (!known) TRY_VOID(write_scan(*database_, scan, posted_at));
  // A failure today does not take away what was found before.
  TRY_VOID(
      database_->run("UPDATE video SET current_scan = ?1, covered_by = "
                     "(SELECT max(set_number) FROM track_set) WHERE video_id = ?2 AND "
                     "(?3 = 0 OR current_scan IS NULL OR current_scan IN "
                     "(SELECT scan_id FROM scan WHERE failed))",
                     {id, video, failed(scan) ? 1 : 0}));
  TRY(const std::string now, current_scan_id(*database_, video));
  if (now == id && (now != before || !known)) {
    TRY_VOID(events().append_changes(scan.video.id, before, scan.id, posted_at));
  }
  return transaction.commit();
}

Result<std::optional<ScanResult>> Ledger::find_scan(const ScanId& scan) const {
  const std::string id = to_string(scan);
  std::optional<ScanResult> found;
  TRY_VOID(database_->each(text({"SELECT ", kVideoColumns,
                                 ", complete, error_code, error_message, note "
                                 "FROM scan JOIN video USING (video_id) WHERE scan_id = ?"}),
                           {id}, [&](const Row& row) -> Result<void> {
                             found.emplace().id = scan;
                             TRY(found->video, read_video(row));
                             found->complete = row.integer(kVideoColumnCount) != 0;
                             if (const auto code = error_named(row.text(kVideoColumnCount + 1))) {
                               found->error.emplace(*code, row.text(kVideoColumnCount + 2));
                             }
                             found->note = note_named(row.text(kVideoColumnCount + 3));
                             return {};
                           }));
  if (!found) return found;
  TRY_VOID(database_->each(
      text({"SELECT ", kMatchColumns, " FROM usage WHERE scan_id = ? ORDER BY position"}), {id},
      [&](const Row& row) -> Result<void> {
        TRY(Match match, read_match(*database_, row, 0));
        found->matches.push_back(std::move(match));
        return {};
      }));
  TRY_VOID(database_->each(
      "SELECT start_us, end_us FROM unknown_music WHERE scan_id = ? ORDER BY position", {id},
      [&](const Row& row) -> Result<void> {
        found->unknown_music.push_back({MediaTime{row.integer(0)}, MediaTime{row.integer(1)}});
        return {};
      }));
  return found;
}

Result<std::optional<ScanResult>> Ledger::current_scan(const VideoId& video) const {
  std::optional<ScanId> current;
  TRY_VOID(database_->each(
      "SELECT current_scan FROM video WHERE video_id = ? AND current_scan IS NOT NULL",
      {to_string(video)}, [&](const Row& row) -> Result<void> {
        TRY(current, id_of<ScanId>(row.text(0)));
        return {};
      }));
  if (!current) return std::nullopt;
  return find_scan(*current);
}

Result<std::optional<VideoFacts>> Ledger::find_video(const VideoId& video) const {
  std::optional<VideoFacts> found;
  TRY_VOID(database_->each(
      text({"SELECT ", kVideoColumns,
            " FROM video JOIN scan ON scan_id = current_scan WHERE video.video_id = ?"}),
      {to_string(video)}, [&](const Row& row) -> Result<void> {
        TRY(found, read_video(row));
        return {};
      }));
  return found;
}

Result<std::vector<VideoFacts>> Ledger::videos() const {
  std::vector<VideoFacts> videos;
  TRY_VOID(database_->each(text({"SELECT ", kVideoColumns,
                                 " FROM video JOIN scan ON scan_id = current_scan ORDER BY "
                                 "video.location, video.video_id"}),
                           {}, [&](const Row& row) -> Result<void> {
                             TRY(VideoFacts video, read_video(row));
                             videos.push_back(std::move(video));
                             return {};
                           }));
  return videos;
}

Result<VideoFacts> Ledger::resolve_video(const std::string& name) const {
  constexpr std::size_t kShortestPrefix = 6;
  const std::string ending = "/" + name;
  TRY(const std::vector<VideoFacts> all, videos());
  const auto fits_exactly = [&](const VideoFacts& video) {
    return video.location == name || to_string(video.id) == name;
  };
  const auto fits = [&](const VideoFacts& video) {
    return video.title == name || video.location.ends_with(ending) ||
           (name.size() >= kShortestPrefix && to_string(video.id).starts_with(name));
  };
  std::vector<VideoFacts> fitting;
  std::copy_if(all.begin(), all.end(), std::back_inserter(fitting), fits_exactly);
  if (fitting.empty()) std::copy_if(all.begin(), all.end(), std::back_inserter(fitting), fits);
  if (fitting.size() == 1) return fitting.front();
  if (fitting.empty()) {
    return fail(Errc::kNotFound, name + ": no such video was scanned; `cuetrace scan` it first");
  }
  return fail(Errc::kUsage, name + ": several videos fit; name one by its id or location: " +
                                candidates_text(fitting));
}

Result<std::vector<UnknownStretch>> Ledger::unknown_music() const {
  std::vector<UnknownStretch> stretches;
  TRY_VOID(database_->each(
      "SELECT video.video_id, start_us, end_us FROM unknown_music "
      "JOIN video ON video.current_scan = unknown_music.scan_id ORDER BY location, start_us",
      {}, [&](const Row& row) -> Result<void> {
        TRY(const VideoId video, id_of<VideoId>(row.text(0)));
        stretches.push_back({video, {MediaTime{row.integer(1)}, MediaTime{row.integer(2)}}});
        return {};
      }));
  return stretches;
}

Result<std::map<VideoId, ScanStamp>> Ledger::scan_stamps() const {
  std::map<VideoId, ScanStamp> stamps;
  TRY_VOID(database_->each(
      "SELECT video.video_id, scan_id, posted_at FROM video JOIN scan ON scan_id = current_scan",
      {}, [&](const Row& row) -> Result<void> {
        TRY(const VideoId video, id_of<VideoId>(row.text(0)));
        TRY(const ScanId scan, id_of<ScanId>(row.text(1)));
        stamps.emplace(video, ScanStamp{scan, row.text(2)});
        return {};
      }));
  return stamps;
}

Result<std::vector<RecordedUse>> Ledger::uses() const {
  return read_uses(*database_, catalogue_, {});
}

Result<std::vector<RecordedUse>> Ledger::for_review() const {
  return read_uses(*database_, catalogue_, {.video = std::nullopt, .confident = false});
}

Result<std::vector<RecordedUse>> Ledger::uses_in(const VideoId& video) const {
  return read_uses(*database_, catalogue_, {.video = video, .confident = true});
}

Result<std::vector<RecordedUse>> Ledger::findings_in(const VideoId& video) const {
  return read_uses(*database_, catalogue_, {.video = video, .confident = std::nullopt});
}

Result<KnownUse> Ledger::resolve_use(const std::string& name) const {
  constexpr std::size_t kShortestPrefix = 6;
  constexpr std::string_view kListed =
      "; `cuetrace report usage --format json` lists them under usage_id";
  if (name.size() < kShortestPrefix) {
    return fail(Errc::kUsage, text({name, ": give 6 digits or more of a usage id", kListed}));
  }
  const std::string prefix = to_lower_ascii(name);
  LookUps look_ups(*database_, catalogue_);
  std::vector<KnownUse> found;
  const std::string sql = text(
      {"SELECT ", kVideoColumns, ", ", kMatchColumns,
       ", scan.scan_id, video.current_scan = scan.scan_id, scan.posted_at FROM usage JOIN scan "
       "USING (scan_id) JOIN video USING (video_id) WHERE substr(usage_id, 1, ?) = ? "
       "ORDER BY usage_id LIMIT 3"});
  const auto length = static_cast<std::int64_t>(prefix.size());
  TRY_VOID(database_->each(sql, {length, prefix}, [&](const Row& row) -> Result<void> {
    KnownUse& known = found.emplace_back();
    TRY(known.use, look_ups.use_of(row));
    const int next = kVideoColumnCount + kMatchColumnCount;
    TRY(known.scan, id_of<ScanId>(row.text(next)));
    known.current = row.integer(next + 1) != 0;
    known.posted_at = row.text(next + 2);
    return {};
  }));
  if (found.empty()) {
    return fail(Errc::kNotFound, text({name, ": no such use on record", kListed}));
  }
  if (found.size() > 1) {
    return fail(Errc::kUsage, name + ": several uses fit, such as " + found[0].use.id + " and " +
                                  found[1].use.id + "; give more digits");
  }
  return std::move(found.front());
}

}  // namespace engine::ledger
