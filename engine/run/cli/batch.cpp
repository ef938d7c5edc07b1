#include "engine/run/cli/batch.h"

#include "engine/core/text.h"
#include "engine/run/cli/kin_text.h"
#include "engine/run/cli/progress.h"

#include <ostream>

namespace engine::cli {
namespace {

/// `one.flac: added "Song" by Composer, 3:20`.
std::string told(const std::string& given, const run::AddedTrack& track) {
  std::string text = given + (track.added ? ": added \"" : ": already there as \"");
  text += track.label.title + "\"";
  if (!track.added) return clean_utf8(text + ", " + track.label.path);
  if (!track.label.composer.empty()) text += " by " + track.label.composer;
  return clean_utf8(text + ", " + to_clock(track.duration));
}

struct AddTally {
  std::size_t added = 0;
  std::size_t already_there = 0;
};

/// Calls `each` for every track, under a progress bar that is gone when this returns.
Result<run::BatchReport> add_each(run::Workspace& workspace, std::span<const run::MediaItem> items,
                                  const Session& session, const TrackListener& each) {
  Progress progress(session, items.size());
  const run::AddListener listener{
      .progress = [&](const std::string& given, MediaTime decoded,
                      MediaTime declared) { progress.advance(given, decoded, declared); },
      .done =
          [&](const std::string& given, const Result<run::AddedTrack>& track) {
            progress.finish(given);
            progress.aside([&] {
              if (track) {
                each(given, *track);
              } else {
                complain(track.error(), session);
              }
            });
          }};
  return run::add_tracks(workspace, items, listener);
}

}  // namespace

std::string note_text(const SoundNote& note) {
  switch (note.kind) {
    case SoundNoteKind::kShort: return "too short to find music in";
    case SoundNoteKind::kSilent: return "nothing but silence";
    case SoundNoteKind::kTone: return "one tone from start to end";
    case SoundNoteKind::kNoise: return "nothing but noise";
    case SoundNoteKind::kLoop:
      return "repeats itself every " + fixed_point(to_ms(note.period), 3) + " s";
  }
  return {};
}

void complain(const Error& error, const Session& session) {
  session.console.log << "cuetrace: " << clean_utf8(error.message()) << '\n' << std::flush;
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

void warn_of_lost_tracks(const run::Workspace& workspace, const Session& session) {
  const std::size_t lost = workspace.tracks_without_sound();
  if (lost == 0) return;
  session.console.log << "cuetrace: " << workspace.folder().string() << ": the index lacks "
                      << counted(lost, "track")
                      << " of the catalogue; put them back with `cuetrace catalog add`\n";
}

void warn_of_empty_catalogue(const run::Workspace& workspace, const Session& session) {
  if (!workspace.index().tracks().empty()) return;
  session.console.log << "cuetrace: the catalogue has no tracks, so nothing can be found; "
                         "add some with `cuetrace catalog add`\n";
}

Result<run::BatchReport> add_with_progress(run::Workspace& workspace,
                                           std::span<const run::MediaItem> items,
                                           const Session& session, const TrackListener& added) {
  AddTally tally;
  const TrackListener each = [&](const std::string& given, const run::AddedTrack& track) {
    ++(track.added ? tally.added : tally.already_there);
    if (added) added(given, track);
    session.console.out << told(given, track) << '\n';
    if (track.note) session.console.out << "  " << note_text(*track.note) << '\n';
    for (const std::string& line : kin_lines(track.id, track.kin, track.kin_labels)) {
      session.console.out << "  " << line << '\n';
    }
    session.console.out << std::flush;
  };
  TRY(const run::BatchReport report, add_each(workspace, items, session, each));
  session.console.out << counted(tally.added, "track") << " added";
  if (tally.already_there > 0) {
    session.console.out << ", " << tally.already_there << " already there";
  }
  if (report.failed > 0) session.console.out << ", " << report.failed << " failed";
  session.console.out << '\n';
  return report;
}

Exit end_of_batch(const run::BatchReport& report, std::size_t total, const Session& session) {
  const std::size_t worked = report.done + report.incomplete;
  if (report.interrupted) {
    session.console.log << "cuetrace: interrupted after " << worked + report.failed << " of "
                        << total << "; the same command goes on from there\n";
    return Exit::kInterrupted;
  }
  if (report.incomplete + report.failed == 0) return Exit::kDone;
  return worked == 0 ? Exit::kFailed : Exit::kSomeFailed;
}

}  // namespace engine::cli
