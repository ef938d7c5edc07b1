// Times in tables are microseconds (_us), in views milliseconds (_ms) and text ("0:01:02.345").
// People and their tools may rely on the views; the tables may change with a version.
//
// usage_v: one row per use of a track in a video's current scan, by video, then start.
//   usage_id                    32 hex digits; the same for ever
//   video                       location: absolute path or URL
//   video_title                 from the video's tags, else empty
//   start, end                  in the video, as text
//   start_ms, end_ms, duration_ms
//   track_title, version, artist, composers ("A|B"), isrc, work_title, iswc    from the catalogue
//   track_start_ms, track_end_ms    the same stretch on the track's own clock
//   confidence                  0 to 1
//   level_db                    the music against everything else while it plays
//   speed                       1.05: the track plays 5 % faster
//   pitch_cents
//   method                      landmark or chromaprint
//   complete                    0 when the video was cut off before its end
//   video_id, track_id, recording_id, scan_id
//
// review_v: what is too uncertain to be a use (confidence below 0.9), in the same columns: for a
//   person to judge. No other view counts it.
//
// composer_v: one row per composer and video: composer, video, uses, duration_ms. A use by two
//   composers counts, whole, for each of them.
//
// video_v: one row per video: video, title, duration_ms, complete, error, uses, music_ms (the sum
//   of its uses, overlapping or not), posted_at (UTC), video_id, scan_id, note (short, silent, tone
//   or noise where that is all there is to hear, else NULL).
//
// unknown_music_v: stretches with music of nobody in the catalogue: video, start, end, start_ms,
//   end_ms, cluster and name of the music (empty when it is not clustered yet), video_id.
//
// unknown_cluster_v: one row per piece of unknown music, the most heard first: cluster, name,
//   videos, places, duration_ms, first_seen, last_seen (UTC, of the scans that found its places).
//
// video_fact_v: what people have said of a video: video, field (as `cuetrace video set` has them),
//   value, video_id.
//
// amendment_v: every change that people have made, in order: change, video, kind (fact, cue,
//   decision), subject, before, after, by_whom, made_at (UTC), undoes, video_id.
//
// cue_sheet_v: every cue sheet that was issued: video, sheet_id, revision, supersedes, state,
//   document (JSON), video_id.
//
// event_v: what has happened, in order: sequence, kind, video, posted_at (UTC), data (JSON, see
//   engine/ledger/events.h), video_id, track_id.
#include "engine/ledger/ledger_schema.h"

#include <array>

namespace engine::ledger {
namespace {

constexpr std::string_view kStep1 = R"sql(
CREATE TABLE video (
  video_id     TEXT PRIMARY KEY,
  location     TEXT NOT NULL,
  current_scan TEXT REFERENCES scan (scan_id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE INDEX video_location ON video (location);

CREATE TABLE scan (
  scan_id       TEXT PRIMARY KEY,
  video_id      TEXT NOT NULL REFERENCES video (video_id),
  title         TEXT NOT NULL,
  duration_us   INTEGER NOT NULL,
  declared_us   INTEGER NOT NULL,
  size_bytes    INTEGER NOT NULL,
  modified_ns   INTEGER NOT NULL,
  sound_digest  TEXT NOT NULL,
  complete      INTEGER NOT NULL,
  failed        INTEGER NOT NULL,
  error_code    TEXT,
  error_message TEXT,
  posted_at     TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX scan_video ON scan (video_id);

CREATE TABLE usage (
  usage_id        TEXT PRIMARY KEY,
  scan_id         TEXT NOT NULL REFERENCES scan (scan_id) ON DELETE CASCADE,
  position        INTEGER NOT NULL,
  track_id        TEXT NOT NULL,
  video_start_us  INTEGER NOT NULL,
  video_end_us    INTEGER NOT NULL,
  track_start_us  INTEGER NOT NULL,
  track_end_us    INTEGER NOT NULL,
  speed_ppm       INTEGER NOT NULL,
  pitch_cents     INTEGER NOT NULL,
  level_tenth_db  INTEGER NOT NULL,
  confidence_ppm  INTEGER NOT NULL,
  method          TEXT NOT NULL,
  peaks_expected  INTEGER NOT NULL,
  peaks_found     INTEGER NOT NULL,
  chance_milli    INTEGER NOT NULL,
  score_milli     INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX usage_scan ON usage (scan_id, position);
CREATE INDEX usage_track ON usage (track_id);

CREATE TABLE usage_alternative (
  usage_id       TEXT NOT NULL REFERENCES usage (usage_id) ON DELETE CASCADE,
  position       INTEGER NOT NULL,
  track_id       TEXT NOT NULL,
  confidence_ppm INTEGER NOT NULL,
  PRIMARY KEY (usage_id, position)
) WITHOUT ROWID;

CREATE TABLE unknown_music (
  scan_id  TEXT NOT NULL REFERENCES scan (scan_id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start_us INTEGER NOT NULL,
  end_us   INTEGER NOT NULL,
  PRIMARY KEY (scan_id, position)
) WITHOUT ROWID;

CREATE VIEW usage_v AS
SELECT usage.usage_id, video.location AS video, scan.title AS video_title,
       printf('%d:%02d:%02d.%03d', s / 3600000, s / 60000 % 60, s / 1000 % 60, s % 1000) AS start,
       printf('%d:%02d:%02d.%03d', e / 3600000, e / 60000 % 60, e / 1000 % 60, e % 1000) AS "end",
       s AS start_ms, e AS end_ms, e - s AS duration_ms,
       recording_v.title AS track_title, recording_v.version, recording_v.artist,
       recording_v.composers, recording_v.isrc, recording_v.work_title, recording_v.iswc,
       (usage.track_start_us + 500) / 1000 AS track_start_ms,
       (usage.track_end_us + 500) / 1000 AS track_end_ms,
       usage.confidence_ppm / 1e6 AS confidence, usage.level_tenth_db / 10.0 AS level_db,
       usage.speed_ppm / 1e6 AS speed, usage.pitch_cents, usage.method, scan.complete,
       video.video_id, usage.track_id, recording_v.recording_id, scan.scan_id
FROM (SELECT *, (video_start_us + 500) / 1000 AS s, (video_end_us + 500) / 1000 AS e FROM usage)
     AS usage
JOIN scan USING (scan_id)
JOIN video ON video.current_scan = scan.scan_id
LEFT JOIN recording_v ON recording_v.track_id = usage.track_id
ORDER BY video.location, s, e, usage.track_id, video.video_id, usage.position;

CREATE VIEW video_v AS
SELECT video.location AS video, scan.title, (scan.duration_us + 500) / 1000 AS duration_ms,
       scan.complete, scan.error_message AS error,
       (SELECT count(*) FROM usage WHERE usage.scan_id = scan.scan_id) AS uses,
       (SELECT coalesce(sum((video_end_us + 500) / 1000 - (video_start_us + 500) / 1000), 0)
        FROM usage WHERE usage.scan_id = scan.scan_id) AS music_ms,
       scan.posted_at, video.video_id, scan.scan_id
FROM video JOIN scan ON scan.scan_id = video.current_scan
ORDER BY video.location;

CREATE VIEW composer_v AS
SELECT writer.name AS composer, usage_v.video, count(*) AS uses,
       sum(usage_v.duration_ms) AS duration_ms
FROM usage_v
JOIN recording ON recording.track_id = usage_v.track_id
JOIN (SELECT DISTINCT contribution.work_id, party.name
      FROM contribution JOIN party USING (party_id) WHERE contribution.kind = 0) AS writer
     ON writer.work_id = recording.work_id
GROUP BY writer.name, usage_v.video_id
ORDER BY writer.name, usage_v.video;

CREATE VIEW unknown_music_v AS
SELECT video.location AS video,
       printf('%d:%02d:%02d.%03d', s / 3600000, s / 60000 % 60, s / 1000 % 60, s % 1000) AS start,
       printf('%d:%02d:%02d.%03d', e / 3600000, e / 60000 % 60, e / 1000 % 60, e % 1000) AS "end",
       s AS start_ms, e AS end_ms, video.video_id
FROM (SELECT *, (start_us + 500) / 1000 AS s, (end_us + 500) / 1000 AS e FROM unknown_music)
     AS unknown_music
JOIN video ON video.current_scan = unknown_music.scan_id
ORDER BY video.location, s;
)sql";

// Which tracks the current scan of a video has taken into account: engine/ledger/coverage.h.
constexpr std::string_view kStep2 = R"sql(
CREATE TABLE track_set (
  set_number INTEGER PRIMARY KEY,
  digest     TEXT NOT NULL
);

CREATE TABLE track_presence (
  track_id  TEXT NOT NULL,
  since_set INTEGER NOT NULL REFERENCES track_set (set_number),
  until_set INTEGER REFERENCES track_set (set_number),
  PRIMARY KEY (track_id, since_set)
) WITHOUT ROWID;
CREATE INDEX track_presence_since ON track_presence (since_set);

ALTER TABLE scan ADD COLUMN made_with INTEGER REFERENCES track_set (set_number);
ALTER TABLE video ADD COLUMN covered_by INTEGER REFERENCES track_set (set_number);
)sql";

// What is for review is no use: engine::kConfidentPpm.
constexpr std::string_view kStep3 = R"sql(
DROP VIEW usage_v;
DROP VIEW video_v;

CREATE VIEW finding_v AS
SELECT usage.usage_id, video.location AS video, scan.title AS video_title,
       printf('%d:%02d:%02d.%03d', s / 3600000, s / 60000 % 60, s / 1000 % 60, s % 1000) AS start,
       printf('%d:%02d:%02d.%03d', e / 3600000, e / 60000 % 60, e / 1000 % 60, e % 1000) AS "end",
       s AS start_ms, e AS end_ms, e - s AS duration_ms,
       recording_v.title AS track_title, recording_v.version, recording_v.artist,
       recording_v.composers, recording_v.isrc, recording_v.work_title, recording_v.iswc,
       (usage.track_start_us + 500) / 1000 AS track_start_ms,
       (usage.track_end_us + 500) / 1000 AS track_end_ms,
       usage.confidence_ppm / 1e6 AS confidence, usage.level_tenth_db / 10.0 AS level_db,
       usage.speed_ppm / 1e6 AS speed, usage.pitch_cents, usage.method, scan.complete,
       video.video_id, usage.track_id, recording_v.recording_id, scan.scan_id
FROM (SELECT *, (video_start_us + 500) / 1000 AS s, (video_end_us + 500) / 1000 AS e FROM usage)
     AS usage
JOIN scan USING (scan_id)
JOIN video ON video.current_scan = scan.scan_id
LEFT JOIN recording_v ON recording_v.track_id = usage.track_id;

CREATE VIEW usage_v AS SELECT * FROM finding_v WHERE confidence >= 0.9
ORDER BY video, start_ms, end_ms, track_id, video_id, usage_id;

CREATE VIEW review_v AS SELECT * FROM finding_v WHERE confidence < 0.9
ORDER BY video, start_ms, end_ms, track_id, video_id, usage_id;

CREATE VIEW video_v AS
SELECT video.location AS video, scan.title, (scan.duration_us + 500) / 1000 AS duration_ms,
       scan.complete, scan.error_message AS error,
       (SELECT count(*) FROM usage
        WHERE usage.scan_id = scan.scan_id AND confidence_ppm >= 900000) AS uses,
       (SELECT coalesce(sum((video_end_us + 500) / 1000 - (video_start_us + 500) / 1000), 0)
        FROM usage WHERE usage.scan_id = scan.scan_id AND confidence_ppm >= 900000) AS music_ms,
       scan.posted_at, video.video_id, scan.scan_id
FROM video JOIN scan ON scan.scan_id = video.current_scan
ORDER BY video.location;
)sql";

// What there is to hear in a video where there is nothing to match: engine/core/sound_note.h.
constexpr std::string_view kStep4 = R"sql(
ALTER TABLE scan ADD COLUMN note TEXT;

DROP VIEW video_v;

CREATE VIEW video_v AS
SELECT video.location AS video, scan.title, (scan.duration_us + 500) / 1000 AS duration_ms,
       scan.complete, scan.error_message AS error,
       (SELECT count(*) FROM usage
        WHERE usage.scan_id = scan.scan_id AND confidence_ppm >= 900000) AS uses,
       (SELECT coalesce(sum((video_end_us + 500) / 1000 - (video_start_us + 500) / 1000), 0)
        FROM usage WHERE usage.scan_id = scan.scan_id AND confidence_ppm >= 900000) AS music_ms,
       scan.posted_at, video.video_id, scan.scan_id, scan.note
FROM video JOIN scan ON scan.scan_id = video.current_scan
ORDER BY video.location;
)sql";

// Unknown music that recurs: engine/ledger/unknown_clusters.h.
constexpr std::string_view kStep5 = R"sql(
CREATE TABLE unknown_cluster (
  cluster_number INTEGER PRIMARY KEY,
  cluster_id     TEXT NOT NULL UNIQUE,
  name           TEXT NOT NULL,
  core_start_us  INTEGER NOT NULL,
  core_end_us    INTEGER NOT NULL
);

CREATE TABLE unknown_cluster_alias (
  cluster_id     TEXT PRIMARY KEY,
  cluster_number INTEGER NOT NULL REFERENCES unknown_cluster (cluster_number) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE unknown_place (
  place_number   INTEGER PRIMARY KEY,
  cluster_number INTEGER NOT NULL REFERENCES unknown_cluster (cluster_number),
  video_id       TEXT NOT NULL REFERENCES video (video_id),
  start_us       INTEGER NOT NULL,
  end_us         INTEGER NOT NULL,
  offset_us      INTEGER NOT NULL,
  sound_digest   TEXT NOT NULL,
  seen_at        TEXT NOT NULL
);
CREATE INDEX unknown_place_cluster ON unknown_place (cluster_number);
CREATE INDEX unknown_place_video ON unknown_place (video_id, start_us);

DROP VIEW unknown_music_v;
CREATE VIEW unknown_music_v AS
WITH stretch AS (
  SELECT video_id, start_us, end_us, unknown_cluster.cluster_id, unknown_cluster.name
  FROM unknown_place JOIN unknown_cluster USING (cluster_number)
  UNION ALL
  SELECT video.video_id, u.start_us, u.end_us, '', ''
  FROM unknown_music AS u JOIN video ON video.current_scan = u.scan_id
  WHERE NOT EXISTS (SELECT 1 FROM unknown_place AS p WHERE p.video_id = video.video_id
                    AND p.start_us < u.end_us AND u.start_us < p.end_us))
SELECT video.location AS video,
       printf('%d:%02d:%02d.%03d', s / 3600000, s / 60000 % 60, s / 1000 % 60, s % 1000) AS start,
       printf('%d:%02d:%02d.%03d', e / 3600000, e / 60000 % 60, e / 1000 % 60, e % 1000) AS "end",
       s AS start_ms, e AS end_ms, cluster_id AS cluster, name, video.video_id
FROM (SELECT *, (start_us + 500) / 1000 AS s, (end_us + 500) / 1000 AS e FROM stretch) AS stretch
JOIN video USING (video_id)
ORDER BY video.location, s;

CREATE VIEW unknown_cluster_v AS
SELECT cluster_id AS cluster, name, count(DISTINCT video_id) AS videos, count(*) AS places,
       sum((end_us + 500) / 1000 - (start_us + 500) / 1000) AS duration_ms,
       min(seen_at) AS first_seen, max(seen_at) AS last_seen
FROM unknown_cluster JOIN unknown_place USING (cluster_number)
GROUP BY cluster_number
ORDER BY videos DESC, duration_ms DESC, cluster;
)sql";

// What people say: engine/ledger/amendments.h, and the sheets they issue: cue_sheets.h.
constexpr std::string_view kStep6 = R"sql(
CREATE TABLE amendment (
  video_id TEXT NOT NULL REFERENCES video (video_id),
  kind     TEXT NOT NULL,
  subject  TEXT NOT NULL,
  value    TEXT NOT NULL,
  PRIMARY KEY (video_id, kind, subject)
) WITHOUT ROWID;

CREATE TABLE amendment_change (
  change_number INTEGER PRIMARY KEY,
  batch         INTEGER NOT NULL,
  video_id      TEXT NOT NULL REFERENCES video (video_id),
  kind          TEXT NOT NULL,
  subject       TEXT NOT NULL,
  before        TEXT,
  after         TEXT,
  by_whom       TEXT NOT NULL,
  made_at       TEXT NOT NULL,
  undoes        INTEGER
);
CREATE INDEX amendment_change_video ON amendment_change (video_id);

CREATE TABLE cue_sheet (
  sheet_id   TEXT PRIMARY KEY,
  video_id   TEXT NOT NULL REFERENCES video (video_id),
  revision   INTEGER NOT NULL,
  supersedes TEXT NOT NULL,
  document   TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX cue_sheet_video ON cue_sheet (video_id, revision);

CREATE TABLE cue_sheet_event (
  event_number INTEGER PRIMARY KEY,
  sheet_id     TEXT NOT NULL REFERENCES cue_sheet (sheet_id),
  state        TEXT NOT NULL,
  by_whom      TEXT NOT NULL,
  made_at      TEXT NOT NULL,
  note         TEXT NOT NULL
);
CREATE INDEX cue_sheet_event_sheet ON cue_sheet_event (sheet_id);

CREATE VIEW video_fact_v AS
SELECT video.location AS video, amendment.subject AS field, amendment.value, video.video_id
FROM amendment JOIN video USING (video_id) WHERE amendment.kind = 'fact'
ORDER BY video.location, amendment.subject;

CREATE VIEW amendment_v AS
SELECT change_number AS change, video.location AS video, kind, subject, before, after,
       by_whom, made_at, undoes, video.video_id
FROM amendment_change JOIN video USING (video_id) ORDER BY change_number;

CREATE VIEW cue_sheet_v AS
SELECT video.location AS video, sheet_id, revision, supersedes,
       (SELECT state FROM cue_sheet_event AS e WHERE e.sheet_id = cue_sheet.sheet_id
        ORDER BY event_number DESC LIMIT 1) AS state, document, video.video_id
FROM cue_sheet JOIN video USING (video_id) ORDER BY video.location, revision;
)sql";

// What has happened: engine/ledger/events.h.
constexpr std::string_view kStep7 = R"sql(
CREATE TABLE event (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  kind     TEXT NOT NULL,
  video_id TEXT,
  track_id TEXT,
  at       TEXT NOT NULL,
  data     TEXT NOT NULL
);

-- Pages of lists go by when scans were made: ledger_pages.h.
CREATE INDEX scan_posted ON scan (posted_at, scan_id);

CREATE VIEW event_v AS
SELECT sequence, kind, video.location AS video, at AS posted_at, data, event.video_id,
       event.track_id
FROM event LEFT JOIN video USING (video_id) ORDER BY sequence;
)sql";

constexpr std::array<std::string_view, 7> kSteps = {kStep1, kStep2, kStep3, kStep4,
                                                    kStep5, kStep6, kStep7};

}  // namespace

storage::Migration ledger_schema() { return {"ledger", kSteps}; }

}  // namespace engine::ledger
