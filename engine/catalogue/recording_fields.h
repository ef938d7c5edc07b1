// The fields of a recording that are plain text, with the names of their columns in the database
// and, for those that a customer states, in the catalogue CSV: one list that storing, merging,
// cleaning and importing go through.
#pragma once

#include "engine/catalogue/model.h"

#include <array>
#include <string>
#include <string_view>

namespace engine::catalogue {

struct RecordingField {
  std::string_view column;
  std::string Recording::*text;
  bool in_csv;
};

inline constexpr std::array kRecordingFields = {
    RecordingField{"recording_id", &Recording::id, true},
    RecordingField{"path", &Recording::path, false},
    RecordingField{"title", &Recording::title, true},
    RecordingField{"artist", &Recording::artist, true},
    RecordingField{"album", &Recording::album, true},
    RecordingField{"isrc", &Recording::isrc, true},
    RecordingField{"version", &Recording::version, true},
    RecordingField{"parent_id", &Recording::parent_id, true},
    RecordingField{"library", &Recording::library, true},
    RecordingField{"album_code", &Recording::album_code, true},
    RecordingField{"cut", &Recording::cut, true},
    RecordingField{"label", &Recording::label, true},
    RecordingField{"bpm", &Recording::bpm, true},
    RecordingField{"key", &Recording::key, true},
    RecordingField{"moods", &Recording::moods, true},
    RecordingField{"instruments", &Recording::instruments, true},
    RecordingField{"uses", &Recording::uses, true},
    RecordingField{"genres", &Recording::genres, true},
    RecordingField{"keywords", &Recording::keywords, true},
    RecordingField{"tempo", &Recording::tempo, true},
    RecordingField{"description", &Recording::description, true},
    RecordingField{"lyrics", &Recording::lyrics, true},
    RecordingField{"vocals", &Recording::vocals, true},
    RecordingField{"release_date", &Recording::release_date, true},
    RecordingField{"ean", &Recording::ean, true},
    RecordingField{"catalogue_number", &Recording::catalogue_number, true},
    RecordingField{"version_title", &Recording::version_title, true},
};

/// The same for works.
struct WorkField {
  std::string_view column;  ///< In the database and in the view.
  std::string_view csv_column;
  std::string Work::*text;
};

inline constexpr std::array kWorkFields = {
    WorkField{"work_id", "work_id", &Work::id},
    WorkField{"title", "work_title", &Work::title},
    WorkField{"iswc", "iswc", &Work::iswc},
};

}  // namespace engine::catalogue
