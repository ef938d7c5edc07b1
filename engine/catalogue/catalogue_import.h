// Catalogue CSV: one row per recording, columns found by name, in any order.
//
//   recording_id, title, work_id, work_title, iswc, isrc, version, parent_id, library, album_code,
//   cut, label, bpm, key, moods, instruments, uses, audio,
//   writer_n_name, writer_n_role, writer_n_ipi, writer_n_society, writer_n_share,
//   publisher_n_name, publisher_n_ipi, publisher_n_society, publisher_n_share     (n = 1, 2, ...)
//
// Only the column `title` is required. Lists (moods, instruments, uses) are separated by '|'. Shares
// are percent with at most two decimals; when any writer of a row has one, all have one and they add
// up to 100, and the same for publishers. An empty cell says nothing and changes nothing.
#pragma once

#include "engine/catalogue/catalogue.h"
#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace engine::catalogue {

struct ImportOptions {
  /// What relative `audio` paths are relative to; empty: the current folder.
  std::filesystem::path media_root;
  bool dry_run = false;  ///< Everything is checked and counted, nothing is kept.
};

struct ImportReport {
  std::uint64_t added = 0;      ///< New recordings.
  std::uint64_t changed = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t failed = 0;     ///< Rows told of as problems.

  friend bool operator==(const ImportReport&, const ImportReport&) = default;
};

/// Told of each problem, in the order of the file: "FILE:LINE: column: what was expected", or, for a
/// column that is not known and is kept out, "FILE:1: column: ...". One line each.
using ImportProblem = std::function<void(const std::string& message)>;

/// Reads rows from bytes that are pushed to it. Everything is one transaction of the catalogue's
/// database, kept by `finish`; destroyed without it, nothing is kept. A bad row is told of and left
/// out. `name` is what messages call the file.
class CatalogueImport {
 public:
  /// `catalogue` must outlive the import. Errors: kLocked.
  static Result<CatalogueImport> begin(Catalogue& catalogue, std::string name,
                                       const ImportOptions& options, ImportProblem problem);
  CatalogueImport(CatalogueImport&&) noexcept;
  ~CatalogueImport();

  /// Errors: kInvalidInput (not CSV, or no column `title`); those of the database.
  Result<void> feed(std::string_view chunk);
  Result<ImportReport> finish();

 private:
  struct State;
  explicit CatalogueImport(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Imports a file of any size in bounded memory. What it announces and has no audio yet is in
/// Catalogue::awaiting_audio afterwards; adding those files attaches them to their rows.
/// Errors: those of CatalogueImport, kNotFound, kNotPermitted, kInterrupted; nothing is kept then.
Result<ImportReport> import_catalogue(Catalogue& catalogue, const std::filesystem::path& file,
                                      const ImportOptions& options, const ImportProblem& problem);

}  // namespace engine::catalogue
