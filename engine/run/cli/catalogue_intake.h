// Rows of a catalogue on their way into a workspace: in batches, so that a file of any size takes
// no more memory than a batch; and what would become of them, for a dry run.
#pragma once

#include "engine/catalogue/catalogue_import.h"
#include "engine/catalogue/rejected_rows.h"
#include "engine/core/result.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/command.h"
#include "engine/run/workspace.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace engine::cli {

/// How an import went, or would go.
struct IntakeCounts {
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
  std::size_t acknowledged = 0;  ///< Works that a society has answered about,
  std::size_t numbered = 0;      ///< and of these the ones that changed.
  std::size_t failed = 0;

  std::size_t recordings() const { return added + changed + unchanged; }
  std::size_t done() const { return recordings() + acknowledged; }
};

/// "12 recordings: 3 new, 1 changed, 8 unchanged; 2 rows failed"; acknowledgements, where there are
/// any, are told of behind the recordings.
std::string to_text(const IntakeCounts& counts);

/// What a society says of a work, and the records that say so.
struct AnsweredWork {
  catalogue::Acknowledgement told;
  std::shared_ptr<const catalogue::SourceRow> source;
};

/// What imports and dry runs do alike: complain of a row that fails, and keep it for mending.
class RowFailures {
 public:
  /// `rejected` may be null. Both must outlive this.
  RowFailures(std::string file, catalogue::RejectedRows* rejected, const Session& session)
      : file_(std::move(file)), rejected_(rejected), session_(session) {}

  const std::string& file() const { return file_; }

  /// `why` names file and line already.
  void complain_of(const catalogue::SourceRow& row, const Error& why) const;
  /// "FILE:LINE: " is put before.
  void fail_row(const catalogue::SourceRow& row, const Error& why) const;
  /// For a row that was complained of already.
  void keep(const catalogue::SourceRow& row, const std::string& why) const;

 private:
  std::string file_;
  catalogue::RejectedRows* rejected_;
  const Session& session_;
};

/// Writes rows to a workspace: makes tracks of audio that is none yet, then puts what is said of
/// it.
class Intake {
 public:
  Intake(run::Workspace& workspace, const RowFailures& failures, const Session& session)
      : workspace_(workspace), failures_(failures), session_(session) {}

  /// Errors: those of the workspace; kInterrupted.
  Result<void> take(catalogue::ImportRow row);
  /// Errors: as above.
  Result<void> take(AnsweredWork answer);
  /// Writes what is left. Errors: as `take`.
  Result<void> finish();

  const IntakeCounts& counts() const { return counts_; }

 private:
  Result<void> find_known_audio();
  Result<void> add_audio();
  Result<void> put_rows();
  Result<void> put_answers();

  run::Workspace& workspace_;
  const RowFailures& failures_;
  const Session& session_;
  std::vector<catalogue::ImportRow> rows_;
  std::vector<AnsweredWork> answers_;                // Written behind the rows.
  std::map<std::filesystem::path, TrackId> tracks_;  // Of the batch's audio that is in the index.
  std::set<TrackId> new_tracks_;                     // Of these, added just now.
  IntakeCounts counts_;
};

/// What an intake would do, without writing anything.
class Foresight {
 public:
  /// `catalogue` must outlive this.
  Foresight(const catalogue::Catalogue& catalogue, const RowFailures& failures)
      : catalogue_(catalogue), failures_(failures) {}

  /// Errors: those of the catalogue.
  Result<void> take(catalogue::ImportRow row);
  Result<void> take(const AnsweredWork& answer);

  const IntakeCounts& counts() const { return counts_; }
  std::size_t with_audio() const { return with_audio_; }

 private:
  const catalogue::Catalogue& catalogue_;
  const RowFailures& failures_;
  IntakeCounts counts_;
  std::size_t with_audio_ = 0;
};

}  // namespace engine::cli
