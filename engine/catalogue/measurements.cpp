// The table is ours and may change; the view is there to be queried and only grows:
//
//   sqlite3 ledger.db 'select title, integrated_lufs from measurement_v join recording_v using
//   (track_id)'
//
// measurement_v: one row per track that was measured when it was decoded.
//
//   track_id            as in recording_v
//   codec, layout       as FFmpeg calls them: "pcm_s24le", "stereo"
//   rate_hz, channels   of the file; bits is 0 for a lossy codec
//   complete            0 when the file ends before its declared length
//   decode_errors       damaged packets, left out
//   integrated_lufs, range_lu, max_momentary_lufs, max_short_term_lufs
//                       null for silence, and for what is too short
//   true_peak_dbtp, sample_peak_dbfs   null for silence
//   clip_runs, clipped_samples, unplayable_samples
//   dc_percent          mean of the samples, of full scale
//   head_silence_ms, tail_silence_ms   below -60 dBFS
//   correlation         of left and right, -1 to 1; null for mono
//   bpm, key            as heard, with bpm_confidence and key_confidence, 0 to 1
#include "engine/catalogue/measurements.h"

#include <array>
#include <string>
#include <string_view>
#include <type_traits>

namespace engine::catalogue {
namespace {

using storage::Row;
using storage::Value;
using storage::Values;

constexpr std::string_view kVersion1 = R"sql(
CREATE TABLE track_measurement (
  track_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  codec TEXT NOT NULL,
  layout TEXT NOT NULL,
  channels INTEGER NOT NULL,
  rate_hz INTEGER NOT NULL,
  bits INTEGER NOT NULL,
  duration_us INTEGER NOT NULL,
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  decode_errors INTEGER NOT NULL,
  integrated_centi_lufs INTEGER,
  max_momentary_centi_lufs INTEGER,
  max_short_term_centi_lufs INTEGER,
  range_centi_lu INTEGER,
  true_peak_centi_db INTEGER,
  sample_peak_centi_db INTEGER,
  clip_runs INTEGER NOT NULL,
  clipped_samples INTEGER NOT NULL,
  unplayable_samples INTEGER NOT NULL,
  dc_ppm INTEGER NOT NULL,
  head_silence_us INTEGER NOT NULL,
  tail_silence_us INTEGER NOT NULL,
  correlation_permille INTEGER,
  side_centi_db INTEGER,
  balance_centi_db INTEGER,
  seam_step_ppm INTEGER NOT NULL,
  seam_nearby_step_ppm INTEGER NOT NULL,
  centi_bpm INTEGER,
  bpm_confidence_permille INTEGER,
  key_tonic INTEGER CHECK (key_tonic BETWEEN 0 AND 11),
  key_minor INTEGER CHECK (key_minor IN (0, 1)),
  key_confidence_permille INTEGER
) STRICT, WITHOUT ROWID;

CREATE VIEW measurement_v AS
SELECT
  track_id,
  codec,
  layout,
  channels,
  rate_hz,
  bits,
  complete,
  decode_errors,
  integrated_centi_lufs / 100.0 AS integrated_lufs,
  range_centi_lu / 100.0 AS range_lu,
  max_momentary_centi_lufs / 100.0 AS max_momentary_lufs,
  max_short_term_centi_lufs / 100.0 AS max_short_term_lufs,
  true_peak_centi_db / 100.0 AS true_peak_dbtp,
  sample_peak_centi_db / 100.0 AS sample_peak_dbfs,
  clip_runs,
  clipped_samples,
  unplayable_samples,
  dc_ppm / 10000.0 AS dc_percent,
  (head_silence_us + 500) / 1000 AS head_silence_ms,
  (tail_silence_us + 500) / 1000 AS tail_silence_ms,
  correlation_permille / 1000.0 AS correlation,
  centi_bpm / 100.0 AS bpm,
  bpm_confidence_permille / 1000.0 AS bpm_confidence,
  substr('C C#D D#E F F#G G#A A#B ', key_tonic * 2 + 1, 1 + (key_tonic IN (1, 3, 6, 8, 10)))
    || CASE key_minor WHEN 1 THEN ' minor' ELSE ' major' END AS key,
  key_confidence_permille / 1000.0 AS key_confidence
FROM track_measurement;
)sql";

constexpr std::array<std::string_view, 1> kSteps{kVersion1};

storage::Migration schema() { return {.component = "measurement", .steps = kSteps}; }

/// The columns behind track_id and version, in the order of the table. `visit` is called with each
/// column's name and field, which may be read or written.
template <class Measurement, class Visit>
void each_column(Measurement& of, const Visit& visit) {
  visit("codec", of.format.codec);
  visit("layout", of.format.layout);
  visit("channels", of.format.channels);
  visit("rate_hz", of.format.rate_hz);
  visit("bits", of.format.bits);
  visit("duration_us", of.duration);
  visit("complete", of.complete);
  visit("decode_errors", of.decode_errors);
  visit("integrated_centi_lufs", of.integrated_centi_lufs);
  visit("max_momentary_centi_lufs", of.max_momentary_centi_lufs);
  visit("max_short_term_centi_lufs", of.max_short_term_centi_lufs);
  visit("range_centi_lu", of.range_centi_lu);
  visit("true_peak_centi_db", of.true_peak_centi_db);
  visit("sample_peak_centi_db", of.sample_peak_centi_db);
  visit("clip_runs", of.clip_runs);
  visit("clipped_samples", of.clipped_samples);
  visit("unplayable_samples", of.unplayable_samples);
  visit("dc_ppm", of.dc_ppm);
  visit("head_silence_us", of.head_silence);
  visit("tail_silence_us", of.tail_silence);
  visit("correlation_permille", of.correlation_permille);
  visit("side_centi_db", of.side_centi_db);
  visit("balance_centi_db", of.balance_centi_db);
  visit("seam_step_ppm", of.seam_step_ppm);
  visit("seam_nearby_step_ppm", of.seam_nearby_step_ppm);
}

Value to_value(const std::string& text) { return text; }
Value to_value(MediaTime time) { return std::int64_t{time.count()}; }
Value to_value(const std::optional<std::int32_t>& number) { return storage::value_or_null(number); }
template <class Integer>
requires std::is_integral_v<Integer> Value to_value(Integer number) { return std::int64_t{number}; }

void read(const Row& row, int column, std::string& into) { into = row.text(column); }
void read(const Row& row, int column, MediaTime& into) { into = MediaTime{row.integer(column)}; }
void read(const Row& row, int column, std::optional<std::int32_t>& into) {
  if (const auto value = row.optional_integer(column)) into = static_cast<std::int32_t>(*value);
}
template <class Integer>
requires std::is_integral_v<Integer>
void read(const Row& row, int column, Integer& into) {
  into = static_cast<Integer>(row.integer(column));
}

std::string columns() {
  std::string list = "track_id";
  const TrackMeasurement any;
  each_column(any, [&](std::string_view name, const auto&) { list += ", " + std::string(name); });
  return list +
         ", centi_bpm, bpm_confidence_permille, key_tonic, key_minor, key_confidence_permille, "
         "version";
}

TrackMeasurement measurement_of(const Row& row) {
  TrackMeasurement measured;
  int column = 1;
  each_column(measured, [&](std::string_view, auto& field) { read(row, column++, field); });
  if (!row.is_null(column)) {
    measured.tempo = Tempo{static_cast<std::int32_t>(row.integer(column)),
                           static_cast<std::int32_t>(row.integer(column + 1))};
  }
  if (!row.is_null(column + 2)) {
    measured.key =
        HeardKey{{static_cast<std::uint8_t>(row.integer(column + 2)), row.integer(column + 3) != 0},
                 static_cast<std::int32_t>(row.integer(column + 4))};
  }
  return measured;
}

}  // namespace

Result<Measurements> Measurements::open(storage::Database& database) {
  TRY_VOID(database.migrate(schema()));
  return Measurements(database);
}

Result<void> Measurements::put(const TrackId& track, const TrackMeasurement& measured) {
  Values values{to_string(track)};
  each_column(measured,
              [&](std::string_view, const auto& field) { values.push_back(to_value(field)); });
  if (const auto& tempo = measured.tempo) {
    values.insert(values.end(),
                  {std::int64_t{tempo->centi_bpm}, std::int64_t{tempo->confidence_permille}});
  } else {
    values.insert(values.end(), {Value(), Value()});
  }
  if (const auto& heard = measured.key) {
    values.insert(values.end(),
                  {std::int64_t{heard->key.tonic}, std::int64_t{heard->key.minor ? 1 : 0},
                   std::int64_t{heard->confidence_permille}});
  } else {
    values.insert(values.end(), {Value(), Value(), Value()});
  }
  values.emplace_back(std::int64_t{TrackMeasurement::kVersion});
  std::string marks = "?";
  for (std::size_t i = 1; i < values.size(); ++i) marks += ", ?";
  TRY_VOID(database_->run(
      "INSERT OR REPLACE INTO track_measurement (" + columns() + ") VALUES (" + marks + ")",
      values));
  return {};
}

Result<std::optional<TrackMeasurement>> Measurements::find(const TrackId& track) const {
  std::optional<TrackMeasurement> found;
  TRY_VOID(database_->each(
      "SELECT " + columns() + " FROM track_measurement WHERE track_id = ? AND version = ?",
      {to_string(track), std::int64_t{TrackMeasurement::kVersion}},
      [&](const Row& row) -> Result<void> {
        found = measurement_of(row);
        return {};
      }));
  return found;
}

Result<std::map<TrackId, TrackMeasurement>> Measurements::all() const {
  std::map<TrackId, TrackMeasurement> found;
  TRY_VOID(database_->each(
      "SELECT " + columns() + " FROM track_measurement WHERE version = ?",
      {std::int64_t{TrackMeasurement::kVersion}}, [&](const Row& row) -> Result<void> {
        const auto track = parse_id<TrackId>(row.text(0));
        if (!track) return fail(Errc::kCorrupt, "track_measurement: a track id is malformed");
        found.emplace(*track, measurement_of(row));
        return {};
      }));
  return found;
}

Result<void> Measurements::remove(const TrackId& track) {
  TRY_VOID(database_->run("DELETE FROM track_measurement WHERE track_id = ?", {to_string(track)}));
  return {};
}

}  // namespace engine::catalogue
