#include "engine/catalogue/cwr/acknowledgement_reader.h"
#include "engine/catalogue/layouts/layout_file.h"
#include "engine/core/text.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/catalog_command.h"
#include "engine/run/cli/catalogue_intake.h"
#include "engine/run/workspace.h"

#include <optional>
#include <ostream>
#include <utility>

namespace engine::cli {
namespace {

using catalogue::ImportListener;
using catalogue::ImportRow;
using catalogue::ImportSource;
using catalogue::Layout;
using catalogue::RejectedRows;

struct ImportOptions {
  std::string file;
  std::string media_root;
  std::optional<std::string> layout;
  std::optional<std::string> mapping;
  std::optional<std::string> errors;
  bool dry_run = false;
};

void declare(ImportOptions& options, Arguments& arguments) {
  arguments.positional("FILE", "catalogue as CSV, tab-delimited text or CWR; - is standard input",
                       options.file);
  arguments.option("--media-root DIR", "folder that the paths in column \"audio\" start from",
                   options.media_root);
  arguments.option("--layout NAME",
                   "cuetrace, harvest, sourceaudio or django-music-publisher; found out from the "
                   "columns when not given",
                   options.layout);
  arguments.option("--mapping FILE", "TOML or JSON file that says what the columns mean",
                   options.mapping);
  arguments.option("--errors FILE", "write the rows that failed there, for mending",
                   options.errors);
  arguments.flag("--dry-run", "say what would become of every row, and keep nothing",
                 options.dry_run);
}

/// The layout that the options name; empty when it is to be found out.
Result<std::optional<Layout>> layout_of(const ImportOptions& options) {
  if (options.layout && options.mapping) {
    return fail(Errc::kUsage, "--layout and --mapping both say what the columns mean; give one");
  }
  if (options.mapping) {
    TRY(Layout layout, catalogue::read_layout(*options.mapping));
    return std::optional<Layout>(std::move(layout));
  }
  if (!options.layout) return std::optional<Layout>();
  if (const Layout* const known = catalogue::layout_named(*options.layout)) {
    return std::optional<Layout>(*known);
  }
  std::string names;
  for (const Layout& layout : catalogue::known_layouts()) {
    names += (names.empty() ? "" : ", ") + layout.name;
  }
  return fail(Errc::kUsage, "no layout \"" + *options.layout + "\"; there are " + names);
}

/// The ways of a file through an import: where its rows go, and what is said of those that fail.
class Reading {
 public:
  Reading(const ImportOptions& options, const Session& session)
      : session_(session),
        rejected_(options.errors.value_or("")),
        failures_(options.file, options.errors ? &rejected_ : nullptr, session) {}

  /// Gives everything to `intake`, which takes rows and answers; returns how many rows were left
  /// out. Errors: those of the file and of `intake`.
  template <class Intake>
  Result<std::size_t> run(const ImportSource& source, Intake& intake) {
    const ImportListener listener{
        .header = [&](const catalogue::SourceHeader& header) { rejected_.begin(header); },
        .row = [&](ImportRow row) { return intake.take(std::move(row)); },
        .acknowledged =
            [&](catalogue::Acknowledgement told, std::shared_ptr<const catalogue::SourceRow> row) {
              tell_refusal(told, row->line);
              return intake.take(AnsweredWork{std::move(told), std::move(row)});
            },
        .rejected = [&](const catalogue::SourceRow& row,
                        const Error& why) { failures_.complain_of(row, why); },
        .problem = [&](const Error& why) { complain(why, session_); }};
    TRY(const auto summary, catalogue::read_catalogue(source, listener));
    return static_cast<std::size_t>(summary.rejected);
  }

  const RowFailures& failures() const { return failures_; }

  /// Writes the rows for mending, if that was asked for.
  Result<void> finish(const ImportOptions& options) const {
    return options.errors ? rejected_.finish() : Result<void>();
  }

 private:
  /// A society that does not take a work says so to people.
  void tell_refusal(const catalogue::Acknowledgement& told, std::uint64_t line) {
    const std::string_view meaning = catalogue::cwr::refusal_of(told.status);
    if (meaning.empty()) return;
    std::string why = "\"" + told.title + "\" (" + told.work_id + "): society " + told.society +
                      " " + std::string(meaning);
    for (const std::string& message : told.messages) why += "; " + message;
    complain(Error(Errc::kInvalidInput, clean_utf8(why))
                 .during(failures_.file() + ":" + std::to_string(line)),
             session_);
  }

  const Session& session_;
  RejectedRows rejected_;
  RowFailures failures_;
};

Exit ended(const IntakeCounts& counts, std::string_view how, const Session& session) {
  session.console.out << how << to_text(counts) << '\n';
  const run::BatchReport report{.done = counts.done(), .failed = counts.failed};
  return end_of_batch(report, counts.done() + counts.failed, session);
}

Result<Exit> import(const ImportOptions& options, const ImportSource& source,
                    const Session& session) {
  TRY(run::Workspace workspace, run::Workspace::open_for_writing(session.global.workspace));
  Reading reading(options, session);
  Intake intake(workspace, reading.failures(), session);
  TRY(const std::size_t rejected, reading.run(source, intake));
  TRY_VOID(intake.finish());
  TRY_VOID(reading.finish(options));
  IntakeCounts counts = intake.counts();
  counts.failed += rejected;
  return ended(counts, "", session);
}

Result<Exit> foresee(const ImportOptions& options, const ImportSource& source,
                     const catalogue::Catalogue& catalogue, const Session& session) {
  Reading reading(options, session);
  Foresight foresight(catalogue, reading.failures());
  TRY(const std::size_t rejected, reading.run(source, foresight));
  TRY_VOID(reading.finish(options));
  IntakeCounts counts = foresight.counts();
  counts.failed += rejected;
  return ended(counts, "dry run: ", session);
}

/// Against the catalogue there is, or against an empty one where there is none yet.
Result<Exit> dry_run(const ImportOptions& options, const ImportSource& source,
                     const Session& session) {
  auto records = run::Records::open_for_reading(session.global.workspace);
  if (records) return foresee(options, source, records->catalogue(), session);
  if (records.error().code() != Errc::kNoWorkspace) return fail(std::move(records).error());
  TRY(storage::Database nothing, storage::Database::open(":memory:", storage::Access::kWrite));
  TRY(const catalogue::Catalogue empty, catalogue::Catalogue::open(nothing));
  return foresee(options, source, empty, session);
}

Result<Exit> run_import(const ImportOptions& options, const Session& session) {
  TRY(const std::optional<Layout> layout, layout_of(options));
  const ImportSource source{.name = options.file,
                            .media_root = options.media_root,
                            .layout = layout ? &*layout : nullptr};
  return options.dry_run ? dry_run(options, source, session) : import(options, source, session);
}

}  // namespace

const Command kCatalogImportCommand{
    .name = "catalog import",
    .summary = "take works, writers, shares and versions from a table or a CWR file",
    .details =
        "One row for each recording; columns are found by name, in any order, and only \"title\" "
        "is\n"
        "required. Encoding and separator are found out, and so are the layouts of Harvest Media,\n"
        "SourceAudio and django-music-publisher; a file with --mapping describes any other. An "
        "empty\n"
        "cell changes nothing. Our columns:\n"
        "\n"
        "  recording_id title version version_title parent_id artist album isrc library\n"
        "  album_code cut label release_date ean catalogue_number duration bpm key tempo moods\n"
        "  instruments uses genres keywords description lyrics vocals audio\n"
        "  work_id work_title iswc alternative_titles work_details, and for n = 1, 2, ...:\n"
        "  alternative_n_title _type _language, work_number_n_society _number\n"
        "  writer_n_ and publisher_n_: name (or first_name middle_name last_name) role number ipi\n"
        "    ipi_base isni society mr_society sr_society share pr_share mr_share sr_share\n"
        "    territory from until ownership collection controlled details\n"
        "  writer_n_publisher_name _ipi _society _share ..., writer_n_agreement\n"
        "  publisher_n_writers _chain _agreements\n"
        "\n"
        "Audio named in column \"audio\" becomes a track, if it is none yet. Shares are percent: "
        "in\n"
        "\"share\" those of all writers add up to 100, and those of all publishers too; in "
        "\"pr_share\",\n"
        "\"mr_share\" and \"sr_share\" those of all together do, or those of each side.\n"
        "\n"
        "A CWR file of acknowledgements and notices of ISWCs puts on record what the society "
        "calls\n"
        "each work, and its ISWC, and says which works it does not take.",
    .examples =
        "cuetrace catalog import catalogue.csv --media-root music/\n"
        "cuetrace catalog import library.txt --dry-run --errors to-mend.txt\n"
        "cuetrace catalog import acme.xls.csv --mapping acme.toml\n"
        "cuetrace catalog import CW260001ABC_000.V22",
    .bind = bind<ImportOptions, declare, run_import>,
};

}  // namespace engine::cli
