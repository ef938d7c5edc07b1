// Finding recordings: by what is said of them, by words with accents and case folded, and by what
// is not said.
#pragma once

#include "engine/core/result.h"
#include "engine/storage/database.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace engine::catalogue {

/// Recordings for which all that is given holds. Words are those of folded_text.h, and may be
/// beginnings: "kra" finds "Kraków".
struct RecordingFilter {
  std::string words{};     ///< In anything: titles, people, moods, keywords, description, numbers.
  std::string title{};     ///< Words of titles, of recording and work, alternative ones too.
  std::string composer{};  ///< Words of the names of one or several writers.
  std::string mood{};      ///< Words of the moods.
  std::string isrc{};      ///< A valid one, in any form; an invalid one finds nothing.
  std::string version{};   ///< "instrumental", ...
  struct Range {
    int low = 0;
    int high = 0;  ///< Inclusive.
  };
  std::optional<Range> bpm{};
  std::string missing{};  ///< One of searchable_gaps: recordings of which it is not known.
};

/// What RecordingFilter::missing may be.
std::span<const std::string> searchable_gaps();

/// What load_recordings takes: a condition on table recording with the alias r, and its values.
struct SearchCondition {
  std::string sql;
  storage::Values values;
};

/// Errors: kUsage for a gap that is none.
Result<SearchCondition> condition_of(const RecordingFilter& filter);

/// Puts the words of a recording into the index, in the place of those that are there.
Result<void> index_words(storage::Database& database, const std::string& recording_id);

/// Of every recording of a work.
Result<void> index_words_of_work(storage::Database& database, const std::string& work_id);

Result<void> forget_words(storage::Database& database, const std::string& recording_id);

/// Of those that were there before there was an index.
Result<void> index_words_due(storage::Database& database);

}  // namespace engine::catalogue
