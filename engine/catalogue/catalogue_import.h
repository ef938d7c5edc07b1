// A catalogue from a file: one row per recording (or per work with several recordings), columns
// found by name, in any order and any case; or a CWR file. Encoding, separator and layout are found
// out. Ours has these columns, of which only `title` is required:
//
//   recording_id, title, version, version_title, parent_id, artist, album, isrc, library,
//   album_code, cut, label, release_date, ean, catalogue_number, duration, bpm, key, tempo, moods,
//   instruments, uses, genres, keywords, description, lyrics, vocals, audio
//   work_id, work_title, iswc, alternative_titles, work_details; for n = 1, 2, ...:
//   alternative_n_title, _type, _language; work_number_n_society, _number
//   writer_n_ and publisher_n_: name (or first_name, middle_name, last_name), role, number, ipi,
//     ipi_base, isni, society, mr_society, sr_society, share, pr_share, mr_share, sr_share,
//     territory, from, until, ownership, collection, controlled, details
//   writer_n_publisher_name, _ipi, _society, _share, ...; writer_n_agreement
//   publisher_n_writers, _chain, _agreements
//
// Lists (moods, instruments, uses, genres, keywords) are separated by '|'. Shares are percent: see
// stated_shares.h for how they add up, and share_text.h for terms. An empty cell says nothing and
// changes nothing.
//
// A CWR file may also hold what a society answered: acknowledgements.
//
// This reads and checks rows. Finding out what the audio sounds like, and Catalogue::put, are the
// caller's: nothing here touches media or database.
#pragma once

#include "engine/catalogue/layouts/layout.h"
#include "engine/catalogue/model.h"
#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine::catalogue {

/// A row, or a transaction of a CWR file, as it came, so that it can be given back for mending.
struct SourceRow {
  std::uint64_t line = 0;             ///< Where it starts, from 1.
  std::vector<std::string> fields{};  ///< Empty when it could not be taken apart.
  std::string text{};  ///< In UTF-8, without the last line end; of those without fields.
};

struct ImportRow {
  /// What the row says, fit for Catalogue::put: `track` and `path` are empty, and so is everything
  /// whose cell is; also `id` and `version`.
  Recording recording;
  std::filesystem::path audio;              ///< Absolute and normal; empty when the row names none.
  std::shared_ptr<const SourceRow> source;  ///< Never null; recordings of one row share it.

  std::uint64_t line() const { return source->line; }
};

/// What the file is, told before its first row.
struct SourceHeader {
  std::string layout;                 ///< "cuetrace", "harvest", ..., "cwr21", "cwr22".
  std::string encoding;               ///< "UTF-8", ...
  char separator = ',';               ///< Of delimited text.
  std::vector<std::string> fields{};  ///< The first line of delimited text.
  std::string text{};                 ///< What stands before the transactions of a CWR file.
};

/// Told of the file, in its order.
struct ImportListener {
  std::function<void(const SourceHeader& header)> header = [](const SourceHeader&) {};
  /// A good row. An error ends the reading.
  std::function<Result<void>(ImportRow row)> row;
  /// What a society says of a work, and where. An error ends the reading.
  std::function<Result<void>(Acknowledgement told, std::shared_ptr<const SourceRow> source)>
      acknowledged = [](const Acknowledgement&, const auto&) { return Result<void>(); };
  /// A row that is left out: "FILE:LINE: column: what is wrong; what is expected".
  std::function<void(const SourceRow& row, const Error& why)> rejected;
  /// What is wrong and costs no row, such as a column that is not known and kept out.
  std::function<void(const Error& why)> problem;
};

struct ImportSummary {
  std::uint64_t rows = 0;              ///< Handed on.
  std::uint64_t acknowledgements = 0;  ///< Handed on.
  std::uint64_t rejected = 0;          ///< Rows left out.
  std::uint64_t unknown_columns = 0;   ///< Columns kept out.

  friend bool operator==(const ImportSummary&, const ImportSummary&) = default;
};

struct ImportSource {
  std::string name;  ///< What messages call the file.
  /// What `audio` paths are relative to, and may not leave; empty: they are absolute, or relative
  /// to the current folder.
  std::filesystem::path media_root{};
  /// How its columns are to be read; null: found out from its header. Must outlive the reading.
  const Layout* layout = nullptr;
};

/// Turns the bytes of a table that are pushed to it into rows. However they are cut, the listener
/// hears the same. Remembers some hundred bytes of each row, because a file that says two things
/// about one recording or work is wrong; holds nothing else of the rows before.
class CatalogueReader {
 public:
  CatalogueReader(ImportSource source, ImportListener listener);
  CatalogueReader(CatalogueReader&&) noexcept;
  ~CatalogueReader();

  /// Errors: kInvalidInput (no delimited text, no column `title`, a column twice); those of the
  /// listener.
  Result<void> feed(std::string_view chunk);
  /// The end of the file. Errors: as `feed`; kInvalidInput for a file without a header.
  Result<ImportSummary> finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

/// Reads a file of any size ("-" is standard input), `source.name` its path, with the reader that
/// fits it. Errors: those of the reader, kNotFound, kNotPermitted, kInterrupted, kUnavailable.
Result<ImportSummary> read_catalogue(const ImportSource& source, const ImportListener& listener);

}  // namespace engine::catalogue
