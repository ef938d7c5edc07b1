// What the commands that work through many files have in common: what they say of each, and how
// they end.
#pragma once

#include "engine/core/result.h"
#include "engine/core/sound_note.h"
#include "engine/run/cli/command.h"
#include "engine/run/pipeline.h"
#include "engine/run/workspace.h"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace engine::cli {

/// What a note says to people, such as "nothing but silence".
std::string note_text(const SoundNote& note);

/// "cuetrace: <message>" on the log. While a Progress draws, call it from within its `aside`.
void complain(const Error& error, const Session& session);

/// "1 track", "2 tracks".
std::string counted(std::size_t count, std::string_view noun);

/// Says so on the log when the index lacks tracks of the catalogue.
void warn_of_lost_tracks(const run::Workspace& workspace, const Session& session);

/// Says so on the log when there is nothing that could be found.
void warn_of_empty_catalogue(const run::Workspace& workspace, const Session& session);

/// run::add_tracks under a progress bar: a line on the output for each track, a complaint on the
/// log for each file that fails, and a line that sums up. `added` is told of each track that is
/// there now, newly or not. Errors: those of run::add_tracks.
using TrackListener = std::function<void(const std::string& given, const run::AddedTrack& track)>;
Result<run::BatchReport> add_with_progress(run::Workspace& workspace,
                                           std::span<const run::MediaItem> items,
                                           const Session& session, const TrackListener& added = {});

/// All well: kDone. Something done, something not: kSomeFailed. Nothing done: kFailed. Stopped by
/// the user: kInterrupted, and the log is told that the same command goes on.
Exit end_of_batch(const run::BatchReport& report, std::size_t total, const Session& session);

}  // namespace engine::cli
