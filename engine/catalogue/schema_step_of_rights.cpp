#include "engine/catalogue/schema_step_of_rights.h"

namespace engine::catalogue {
namespace {

// Parties have more than three names; what they own and collect has terms; and nothing that was
// said is forgotten: `past_work` and `past_recording` hold statements (statement.h) from `since` to
// before `until`. What is there already was said since ever: ''.
constexpr std::string_view kStep = R"sql(
CREATE TEMP TABLE old_party AS SELECT * FROM party;
CREATE TEMP TABLE old_contribution AS SELECT * FROM contribution;
DROP TABLE contribution;
DROP TABLE party;

CREATE TABLE party (
  party_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  ipi TEXT NOT NULL,
  society TEXT NOT NULL,
  family_name TEXT NOT NULL DEFAULT '',
  ipi_base TEXT NOT NULL DEFAULT '',
  isni TEXT NOT NULL DEFAULT '',
  mechanical_society TEXT NOT NULL DEFAULT '',
  sync_society TEXT NOT NULL DEFAULT '',
  number TEXT NOT NULL DEFAULT '',
  UNIQUE (name, ipi, society, family_name, ipi_base, isni, mechanical_society, sync_society, number)
) STRICT;

CREATE TABLE contribution (
  work_id TEXT NOT NULL REFERENCES work ON DELETE CASCADE,
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  position INTEGER NOT NULL,
  party_id INTEGER NOT NULL REFERENCES party,
  role TEXT NOT NULL,
  share_bp INTEGER CHECK (share_bp BETWEEN 0 AND 10000),
  controlled INTEGER NOT NULL DEFAULT 0 CHECK (controlled IN (0, 1)),
  chain INTEGER NOT NULL DEFAULT 0,
  details TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (work_id, kind, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX contribution_party ON contribution (party_id);

INSERT INTO party (party_id, name, ipi, society)
  SELECT party_id, name, ipi, society FROM old_party;
INSERT INTO contribution (work_id, kind, position, party_id, role, share_bp)
  SELECT work_id, kind, position, party_id, role, share_bp FROM old_contribution;
DROP TABLE old_party;
DROP TABLE old_contribution;

CREATE TABLE share_term (
  work_id TEXT NOT NULL REFERENCES work ON DELETE CASCADE,
  position INTEGER NOT NULL,
  term INTEGER NOT NULL,
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  territory TEXT NOT NULL,
  excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),
  performance_ppm INTEGER,
  mechanical_ppm INTEGER,
  synchronisation_ppm INTEGER,
  valid_from TEXT,
  valid_until TEXT,
  PRIMARY KEY (work_id, position, term)
) STRICT, WITHOUT ROWID;

CREATE TABLE published_writer (
  work_id TEXT NOT NULL REFERENCES work ON DELETE CASCADE,
  position INTEGER NOT NULL,
  link INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  submitter_agreement TEXT NOT NULL,
  society_agreement TEXT NOT NULL,
  PRIMARY KEY (work_id, position, link)
) STRICT, WITHOUT ROWID;

CREATE TABLE work_title (
  work_id TEXT NOT NULL REFERENCES work ON DELETE CASCADE,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  language TEXT NOT NULL,
  PRIMARY KEY (work_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE work_number (
  work_id TEXT NOT NULL REFERENCES work ON DELETE CASCADE,
  position INTEGER NOT NULL,
  society TEXT NOT NULL,
  number TEXT NOT NULL,
  PRIMARY KEY (work_id, position)
) STRICT, WITHOUT ROWID;

ALTER TABLE work ADD COLUMN since TEXT NOT NULL DEFAULT '';
ALTER TABLE work ADD COLUMN details TEXT NOT NULL DEFAULT '';
CREATE INDEX work_iswc ON work (iswc) WHERE iswc <> '';

CREATE TABLE past_work (
  work_id TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  statement TEXT NOT NULL,
  PRIMARY KEY (work_id, until)
) STRICT, WITHOUT ROWID;

ALTER TABLE recording ADD COLUMN since TEXT NOT NULL DEFAULT '';
ALTER TABLE recording ADD COLUMN genres TEXT NOT NULL DEFAULT '';
ALTER TABLE recording ADD COLUMN keywords TEXT NOT NULL DEFAULT '';
ALTER TABLE recording ADD COLUMN tempo TEXT NOT NULL DEFAULT '';
ALTER TABLE recording ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE recording ADD COLUMN lyrics TEXT NOT NULL DEFAULT '';
ALTER TABLE recording ADD COLUMN vocals TEXT NOT NULL DEFAULT '';
ALTER TABLE recording ADD COLUMN release_date TEXT NOT NULL DEFAULT '';
ALTER TABLE recording ADD COLUMN ean TEXT NOT NULL DEFAULT '';
ALTER TABLE recording ADD COLUMN catalogue_number TEXT NOT NULL DEFAULT '';
ALTER TABLE recording ADD COLUMN version_title TEXT NOT NULL DEFAULT '';

CREATE TABLE past_recording (
  recording_id TEXT NOT NULL,
  track_id TEXT,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  statement TEXT NOT NULL,
  PRIMARY KEY (recording_id, until)
) STRICT, WITHOUT ROWID;

CREATE INDEX past_recording_track ON past_recording (track_id, until);

DROP VIEW recording_v;

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
  r.removed,
  r.genres,
  r.keywords,
  r.tempo,
  r.description,
  r.lyrics,
  r.vocals,
  r.release_date,
  r.ean,
  r.catalogue_number,
  r.version_title,
  r.since
FROM recording r JOIN work w USING (work_id);

CREATE VIEW contribution_v AS
SELECT
  c.work_id,
  w.title AS work_title,
  CASE c.kind WHEN 0 THEN 'writer' ELSE 'publisher' END AS kind,
  c.position,
  p.name, p.family_name, p.number, p.ipi, p.ipi_base, p.isni,
  p.society, p.mechanical_society, p.sync_society,
  c.role,
  c.controlled,
  c.share_bp / 100.0 AS share_percent
FROM contribution c JOIN party p USING (party_id) JOIN work w USING (work_id)
ORDER BY c.work_id, c.position;

CREATE VIEW share_v AS
SELECT
  t.work_id,
  t.position,
  p.name,
  c.role,
  CASE t.kind WHEN 0 THEN 'ownership' ELSE 'collection' END AS share,
  t.territory,
  t.excluded,
  t.performance_ppm / 1e4 AS performance_percent,
  t.mechanical_ppm / 1e4 AS mechanical_percent,
  t.synchronisation_ppm / 1e4 AS synchronisation_percent,
  t.valid_from,
  t.valid_until
FROM share_term t JOIN contribution c USING (work_id, position) JOIN party p USING (party_id)
ORDER BY t.work_id, t.position, t.term;

CREATE VIEW work_v AS
SELECT
  w.work_id,
  w.title,
  w.iswc,
  coalesce((SELECT group_concat(title, '|') FROM (
    SELECT t.title FROM work_title t WHERE t.work_id = w.work_id ORDER BY t.position)), '')
    AS alternative_titles,
  coalesce((SELECT group_concat(name, '|') FROM (
    SELECT p.name FROM contribution c JOIN party p USING (party_id)
    WHERE c.work_id = w.work_id AND c.kind = 0
    GROUP BY p.name ORDER BY min(c.position))), '') AS composers,
  coalesce((SELECT group_concat(name, '|') FROM (
    SELECT p.name FROM contribution c JOIN party p USING (party_id)
    WHERE c.work_id = w.work_id AND c.kind = 1
    GROUP BY p.name ORDER BY min(c.position))), '') AS publishers,
  (SELECT count(*) FROM recording r WHERE r.work_id = w.work_id) AS recordings,
  w.since
FROM work w;

CREATE VIEW work_history_v AS
SELECT work_id, since, until, statement FROM past_work
UNION ALL
SELECT work_id, since, NULL, NULL FROM work
ORDER BY work_id, since;
)sql";

}  // namespace

std::string_view schema_step_of_rights() { return kStep; }

}  // namespace engine::catalogue
