// The tables are ours and may change; the view is there to be queried and only grows:
//
//   sqlite3 ledger.db 'select title, composers from recording_v'
//
// recording_v: one row per recording, also those that were removed and are kept for history.
//
//   recording_id   the customer's; else the track id, or "row:" and a digest
//   track_id       32 hex digits: the sound in the index; null while there is no audio
//   title, version, artist, album, label, library, album_code, cut, bpm, key
//                  as the customer or the file's tags have it; empty when unknown
//   composers      names of the writers, 'A|B', in order, without repeats
//   publishers     the same of the publishers
//   isrc           12 characters without hyphens, or as given when it is not one
//   work_id        the customer's; else "work:" and the recording's id
//   work_title     title of the work; that of the recording when unknown
//   iswc           T and ten digits, or as given when it is not one
//   path           absolute path or URL of the audio; empty while there is none
//   duration_ms    of the audio, rounded half up; 0 while there is none
//   parent_id      recording_id of the recording that this is a version of
//   moods, instruments, uses   'a|b'
//   removed        1 when the track was taken out of the catalogue
//   genres, keywords           'a|b'
//   tempo, description, lyrics, release_date, ean, catalogue_number, version_title   as given
//   vocals         yes or no
//   since          since when this is said, UTC; empty: since before times were kept
//
// work_v: one row per work: work_id, title, iswc, alternative_titles, composers, publishers (each
// 'A|B'), recordings (how many), since.
//
// contribution_v: one row per writer or publisher of a work, as the work names them.
//
//   work_id, work_title, kind (writer or publisher), position (from 0, writers first)
//   name, family_name, number, ipi, ipi_base, isni, society, mechanical_society, sync_society
//   role           CISAC role; controlled   1 when the customer acts for the party
//   share_percent  of all writers, or of all publishers, as on a US cue sheet; null when unknown
//
// share_v: one row per term in which a work states what somebody owns or collects of a right.
//
//   work_id, position, name, role
//   share          ownership or collection
//   territory      TIS code, 2136 is the world; excluded   1 when it is taken out of the rows
//   before performance_percent, mechanical_percent, synchronisation_percent   of the whole work
//   valid_from, valid_until    first and last day; null: without end
//
// work_history_v: what was said of works: work_id, since, until (null: still), statement (JSON;
// null where it is what the tables say).
//
// kinship_v: for every track, a row per stretch that it has in common with another. Times are
// rounded half up.
//
//   track_id, other_track_id   as in recording_v; each kinship is there from both sides
//   kind           duplicate, version or shared_material
//   start_ms, end_ms, other_start_ms, other_end_ms   the stretch, on the clock of each
//
// Durations are stored in microseconds, shares in hundredths of a percent. Contributions have kind
// 0 (writer) or 1 (publisher) and are ordered by position.
#include "engine/catalogue/catalogue_schema.h"

#include "engine/catalogue/schema_step_of_rights.h"

#include <array>

namespace engine::catalogue {
namespace {

constexpr std::string_view kVersion1 = R"sql(
CREATE TABLE party (
  party_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  ipi TEXT NOT NULL,
  society TEXT NOT NULL,
  UNIQUE (name, ipi, society)
) STRICT;

CREATE TABLE work (
  work_id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  iswc TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contribution (
  work_id TEXT NOT NULL REFERENCES work ON DELETE CASCADE,
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  position INTEGER NOT NULL,
  party_id INTEGER NOT NULL REFERENCES party,
  role TEXT NOT NULL,
  share_bp INTEGER CHECK (share_bp BETWEEN 0 AND 10000),
  PRIMARY KEY (work_id, kind, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX contribution_party ON contribution (party_id);

CREATE TABLE recording (
  recording_id TEXT PRIMARY KEY,
  track_id TEXT UNIQUE,
  duration_us INTEGER NOT NULL,
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  work_id TEXT NOT NULL REFERENCES work,
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  artist TEXT NOT NULL,
  album TEXT NOT NULL,
  isrc TEXT NOT NULL,
  version TEXT NOT NULL,
  parent_id TEXT NOT NULL,
  library TEXT NOT NULL,
  album_code TEXT NOT NULL,
  cut TEXT NOT NULL,
  label TEXT NOT NULL,
  bpm TEXT NOT NULL,
  key TEXT NOT NULL,
  moods TEXT NOT NULL,
  instruments TEXT NOT NULL,
  uses TEXT NOT NULL
) STRICT;

CREATE INDEX recording_work ON recording (work_id);
CREATE INDEX recording_isrc ON recording (isrc);
CREATE INDEX recording_path ON recording (path);
CREATE INDEX recording_title ON recording (title, recording_id);

CREATE VIEW recording_v AS
SELECT
  r.recording_id,
  r.track_id,
  r.title,
  r.version,
  r.artist,
  r.album,
  coalesce((SELECT group_concat(name, '|') FROM (
    SELECT p.name FROM contribution c JOIN party p USING (party_id)
    WHERE c.work_id = r.work_id AND c.kind = 0
    GROUP BY p.name ORDER BY min(c.position))), '') AS composers,
  coalesce((SELECT group_concat(name, '|') FROM (
    SELECT p.name FROM contribution c JOIN party p USING (party_id)
    WHERE c.work_id = r.work_id AND c.kind = 1
    GROUP BY p.name ORDER BY min(c.position))), '') AS publishers,
  r.isrc,
  r.work_id,
  CASE w.title WHEN '' THEN r.title ELSE w.title END AS work_title,
  w.iswc,
  r.path,
  (r.duration_us + 500) / 1000 AS duration_ms,
  r.parent_id,
  r.library,
  r.album_code,
  r.cut,
  r.label,
  r.bpm,
  r.key,
  r.moods,
  r.instruments,
  r.uses,
  r.removed
FROM recording r JOIN work w USING (work_id);
)sql";

/// In `kinship` the first track has the smaller id. `kin_sought` has the tracks that were compared
/// with the rest, and by which version of comparing.
constexpr std::string_view kVersion2 = R"sql(
CREATE TABLE kin_sought (
  track_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE kinship (
  first_track TEXT NOT NULL,
  second_track TEXT NOT NULL,
  kind INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
  PRIMARY KEY (first_track, second_track),
  CHECK (first_track < second_track)
) STRICT, WITHOUT ROWID;

CREATE INDEX kinship_second ON kinship (second_track, first_track);

CREATE TABLE shared_region (
  first_track TEXT NOT NULL,
  second_track TEXT NOT NULL,
  position INTEGER NOT NULL,
  first_start_us INTEGER NOT NULL,
  first_end_us INTEGER NOT NULL,
  second_start_us INTEGER NOT NULL,
  second_end_us INTEGER NOT NULL,
  speed_ppm INTEGER NOT NULL,
  pitch_cents INTEGER NOT NULL,
  found_in_first_ppm INTEGER NOT NULL,
  found_in_second_ppm INTEGER NOT NULL,
  score_milli INTEGER NOT NULL,
  PRIMARY KEY (first_track, second_track, position),
  FOREIGN KEY (first_track, second_track) REFERENCES kinship ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE VIEW kinship_v AS
WITH kin AS (
  SELECT first_track AS track_id, second_track AS other_track_id, kind, position,
    first_start_us AS start_us, first_end_us AS end_us,
    second_start_us AS other_start_us, second_end_us AS other_end_us
  FROM kinship JOIN shared_region USING (first_track, second_track)
  UNION ALL
  SELECT second_track, first_track, kind, position,
    second_start_us, second_end_us, first_start_us, first_end_us
  FROM kinship JOIN shared_region USING (first_track, second_track)
)
SELECT
  track_id,
  other_track_id,
  CASE kind WHEN 0 THEN 'duplicate' WHEN 1 THEN 'version' ELSE 'shared_material' END AS kind,
  (start_us + 500) / 1000 AS start_ms,
  (end_us + 500) / 1000 AS end_ms,
  (other_start_us + 500) / 1000 AS other_start_ms,
  (other_end_us + 500) / 1000 AS other_end_ms
FROM kin
ORDER BY track_id, other_track_id, position;
)sql";

/// Words, folded, by which recordings are found; the rows are numbered by a digest of the id. What
/// is there already is indexed by the first who opens the file for writing.
constexpr std::string_view kVersion4 = R"sql(
CREATE VIRTUAL TABLE recording_words USING fts5 (
  recording_id UNINDEXED, title, people, moods, about
);

CREATE TABLE words_due (
  recording_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO words_due SELECT recording_id FROM recording;
)sql";

}  // namespace

storage::Migration schema() {
  static const std::array<std::string_view, 4> kSteps = {kVersion1, kVersion2,
                                                         schema_step_of_rights(), kVersion4};
  return {.component = "catalogue", .steps = kSteps};
}

}  // namespace engine::catalogue
