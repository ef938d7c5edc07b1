#include "engine/catalogue/quality/quality_limits.h"
#include "engine/core/file.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/catalog_command.h"
#include "engine/run/cli/output.h"
#include "engine/run/cli/progress.h"
#include "engine/run/measuring.h"
#include "engine/run/quality_check.h"
#include "engine/run/track_label.h"
#include "engine/run/workspace.h"
#include "reports/quality_report.h"

#include <ostream>
#include <utility>

namespace engine::cli {
namespace {

using catalogue::QualityLimits;
using catalogue::QualityProfile;
using catalogue::Recording;
using catalogue::Severity;
using reports::QualityReport;

struct QcOptions {
  std::vector<std::string> tracks;
  QualityProfile profile = catalogue::kQualityProfiles.front();
  std::optional<std::string> limits_file;
  std::vector<std::string> settings;
  Severity least = Severity::kNote;
  std::optional<Severity> fail_on;
  bool measure = false;
  bool stems = false;
  bool figures = false;
  OutputOptions output;
};

void declare(QcOptions& options, Arguments& arguments) {
  arguments.positionals(
      "TRACK", "track id or its first digits, recording id, ISRC, or path; all when none is given",
      options.tracks);
  Choices<QualityProfile> profiles;
  for (const QualityProfile& profile : catalogue::kQualityProfiles) {
    profiles.emplace_back(profile.name, profile);
  }
  arguments.choice<QualityProfile>("--profile NAME", "loudness and peak that are asked for",
                                   profiles, options.profile);
  arguments.option("--limits FILE", "settings to check by, NAME=VALUE, one a line",
                   options.limits_file);
  arguments.option("--set NAME=VALUE", "one setting; wins over the file", options.settings);
  arguments.choice<Severity>(
      "--level LEVEL", "leave out what is less grave",
      {{"note", Severity::kNote}, {"warning", Severity::kWarning}, {"error", Severity::kError}},
      options.least);
  arguments.choice<std::optional<Severity>>(
      "--fail-on LEVEL", "end with 4 when there is anything as grave",
      {{"warning", Severity::kWarning}, {"error", Severity::kError}}, options.fail_on);
  arguments.flag("--measure", "first decode the files of tracks that have no figures",
                 options.measure);
  arguments.flag("--stems", "decode stems and full mixes, and see whether they add up",
                 options.stems);
  arguments.flag("--figures", "print what was measured, in place of findings", options.figures);
  declare_output(options.output, arguments);
}

Result<QualityLimits> limits_of(const QcOptions& options) {
  QualityLimits limits;
  apply(options.profile, limits);
  if (options.limits_file) {
    constexpr std::uint64_t kBytesMax = 1 << 20;
    TRY(const std::string text, read_file(*options.limits_file, kBytesMax));
    if (auto set = limits.set_all(text); !set) {
      return fail(std::move(set).error().during(*options.limits_file));
    }
  }
  for (const std::string& setting : options.settings) {
    if (auto set = limits.set(setting); !set) return fail(std::move(set).error().during("--set"));
  }
  return limits;
}

/// The recordings that the command line names; all of them when it names none.
Result<std::vector<Recording>> asked_for(const QcOptions& options,
                                         const catalogue::Catalogue& catalogue) {
  if (options.tracks.empty()) return catalogue.list();
  std::vector<Recording> recordings;
  for (const std::string& text : options.tracks) {
    TRY(auto found, run::find_recordings(text, catalogue));
    for (Recording& recording : found) recordings.push_back(std::move(recording));
  }
  return recordings;
}

/// A progress bar, and a complaint for each file that cannot be measured.
Result<run::BatchReport> measure(const QcOptions& options, const Session& session) {
  TRY(run::Workspace workspace, run::Workspace::open_for_writing(
                                    session.global.workspace, run::Workspace::IfAbsent::kRefuse));
  TRY(std::vector<Recording> asked, asked_for(options, workspace.catalogue()));
  TRY(const std::vector<Recording> due,
      run::unmeasured(std::move(asked), workspace.measurements()));
  Progress progress(session, due.size());
  const run::MeasureListener listener{
      .progress = [&](const std::string& path, MediaTime decoded,
                      MediaTime declared) { progress.advance(path, decoded, declared); },
      .done =
          [&](const Recording& recording, const Result<void>& outcome) {
            progress.finish(recording.path);
            if (!outcome) progress.aside([&] { complain(outcome.error(), session); });
          }};
  return run::measure_tracks(workspace, due, listener);
}

struct CheckedCatalogue {
  QualityReport report;
  std::size_t undecoded = 0;  ///< Files of stems and of their full mixes.
};

/// With a progress bar while stems are added up, and a complaint for each that cannot be decoded.
Result<CheckedCatalogue> check(const QcOptions& options, run::QualityQuestion question,
                               run::Records& records, const Session& session) {
  CheckedCatalogue checked;
  std::optional<Progress> progress;
  if (options.stems) {
    question.sum_stems = run::StemListener{
        .begun = [&](std::size_t full_mixes) { progress.emplace(session, full_mixes); },
        .at_work = [&](const Recording& one) { progress->advance(one.path, {}, one.duration); },
        .done =
            [&](const Recording& one) {
              progress->advance(one.path, one.duration, one.duration);
              progress->finish(one.path);
            },
        .problem =
            [&](const Error& why) {
              progress->aside([&] { complain(why, session); });
              ++checked.undecoded;
            }};
  }
  TRY(checked.report, run::check_quality(records, question));
  return checked;
}

std::string document(const QualityReport& report, const QcOptions& options, Format format) {
  switch (format) {
    case Format::kCsv:
      return options.figures ? reports::measurement_csv(report) : reports::quality_csv(report);
    case Format::kJson: return reports::quality_json(report);
    default: break;  // A table.
  }
  return options.figures ? reports::measurement_table(report) : reports::quality_table(report);
}

Result<Exit> run_qc(const QcOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  run::QualityQuestion question;
  TRY(question.limits, limits_of(options));
  run::BatchReport measured;
  if (options.measure) {
    TRY(measured, measure(options, session));
    if (measured.interrupted) return end_of_batch(measured, 0, session);
    if (!session.global.quiet) {
      session.console.log << counted(measured.done, "track") << " measured\n";
    }
  }
  TRY(run::Records records, run::Records::open_for_reading(session.global.workspace));
  if (!options.tracks.empty()) {
    TRY(const auto asked, asked_for(options, records.catalogue()));
    for (const Recording& recording : asked) question.recording_ids.insert(recording.id);
  }
  TRY(CheckedCatalogue checked, check(options, std::move(question), records, session));
  QualityReport& report = checked.report;
  const std::size_t undecoded = measured.failed + checked.undecoded;
  const bool failed = options.fail_on && count_from(*options.fail_on, report) > 0;
  keep_from(options.least, report);
  TRY_VOID(deliver(document(report, options, format), options.output.file, session.console));
  if (failed) return Exit::kFindings;
  return undecoded > 0 ? Exit::kSomeFailed : Exit::kDone;
}

}  // namespace

const Command kCatalogQcCommand{
    .name = "catalog qc",
    .summary = "say what is wrong with tracks, and how to mend it",
    .details =
        "Asks what `catalog add` measured when it decoded a track, what is declared of it, and\n"
        "what it has in common with others, against limits that can be set:\n"
        "\n"
        "  loudness-min=-16.00      loudness-max=-14.00      (LUFS)\n"
        "  true-peak-max=-1.00      (dBTP)                   clips-max=0\n"
        "  head-silence-max=0.500   tail-silence-max=3.000   (s)\n"
        "  dc-max=0.1000 (%)        balance-max=12.00 (dB)   correlation-min=0.000\n"
        "  rate-min=44100 (Hz)      bits-min=16              tempo-tolerance=4.00 (%)\n"
        "  length-tolerance=0.100   offset-tolerance=0.050   (s, of versions)\n"
        "  stems-residual-max=-30.00 (dB)\n"
        "  required-tags=bpm|key|moods|instruments|uses\n"
        "  wanted-versions=full|instrumental|no-melody|stinger\n"
        "\n"
        "A rule's name with error, warning, note or off says how grave it is, as in mono=off:\n"
        "\n"
        "  media, unmeasured, silent, damaged, unplayable, clipping, true-peak, loudness,\n"
        "  dc-offset, head-silence, tail-silence, one-sided, phase, mono, surround, sample-rate,\n"
        "  bit-depth, lossy, tempo, key, loop-seam, tags, version-length, version-offset, unlike,\n"
        "  duplicate, versions, stems\n"
        "\n"
        "Tracks that came as fingerprints, or were added by an earlier cuetrace, have no figures;\n"
        "--measure decodes those whose files are there. Ends with 3 when a file could not be\n"
        "decoded, and with 4 when --fail-on finds something.",
    .examples =
        "cuetrace catalog qc\n"
        "cuetrace catalog qc music/theme.flac --figures\n"
        "cuetrace catalog qc --profile ebu-r128 --set head-silence-max=0.1 --set mono=off\n"
        "cuetrace catalog qc --level error --fail-on error --format csv -o findings.csv",
    .bind = bind<QcOptions, declare, run_qc>,
};

}  // namespace engine::cli
