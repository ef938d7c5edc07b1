// Catalogue CSV: one row per recording, columns found by name, in any order and any case.
//
//   recording_id, title, work_id, work_title, iswc, isrc, version, parent_id, library, album_code,
//   cut, label, bpm, key, moods, instruments, uses, audio,
//   writer_n_name, writer_n_role, writer_n_ipi, writer_n_society, writer_n_share,
//   publisher_n_name, publisher_n_ipi, publisher_n_society, publisher_n_share     (n = 1, 2, ...)
//
// Only the column `title` is required. Lists (moods, instruments, uses) are separated by '|'.
// Shares are percent with at most two decimals; when any writer of a row has one, all have one and
// they add up to 100, and the same for publishers. An empty cell says nothing and changes nothing.
//
// This reads and checks rows. Finding out what the audio sounds like, and Catalogue::put, are the
// caller's: nothing here touches media or database.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace engine::catalogue {

struct ImportRow {
  std::uint64_t line = 0;  ///< Where the row starts, from 1.
  /// What the row says, fit for Catalogue::put: `track`, `path`, `duration`, artist and album are
  /// empty, and so is everything whose cell is; also `id` and `version`.
  Recording recording;
  std::filesystem::path audio;  ///< Absolute and normal; empty when the row names none.
};

/// Told of the file, in its order.
struct ImportListener {
  /// A good row. An error ends the reading.
  std::function<Result<void>(ImportRow row)> row;
  /// A row that is left out, or a column that is not known and kept out:
  /// "FILE:LINE: column: what is wrong; what is expected".
  std::function<void(const Error& why)> problem;
};

struct ImportSummary {
  std::uint64_t rows = 0;             ///< Handed on.
  std::uint64_t rejected = 0;         ///< Rows left out.
  std::uint64_t unknown_columns = 0;  ///< Columns kept out.

  friend bool operator==(const ImportSummary&, const ImportSummary&) = default;
};

/// Turns the bytes of a catalogue CSV that are pushed to it into rows. However they are cut, the
/// listener hears the same. Remembers the recording and work ids it has met, because a file that
/// says two things about one of them is wrong; holds nothing else of the rows before.
class CatalogueReader {
 public:
  /// `name` is what messages call the file. `media_root` is what `audio` paths are relative to, and
  /// may not leave; empty: they are absolute, or relative to the current folder.
  CatalogueReader(std::string name, std::filesystem::path media_root, ImportListener listener);
  CatalogueReader(CatalogueReader&&) noexcept;
  ~CatalogueReader();

  /// Errors: kInvalidInput (not CSV, no column `title`, a column twice); those of the listener.
  Result<void> feed(std::string_view chunk);
  /// The end of the file. Errors: as `feed`; kInvalidInput for a file without a header.
  Result<ImportSummary> finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

/// Reads a file of any size ("-" is standard input) with a CatalogueReader.
/// Errors: those of CatalogueReader, kNotFound, kNotPermitted, kInterrupted, kUnavailable.
Result<ImportSummary> read_catalogue(const std::filesystem::path& file,
                                     const std::filesystem::path& media_root,
                                     const ImportListener& listener);

}  // namespace engine::catalogue
