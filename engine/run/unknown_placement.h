// Unknown music that recurs, put together as videos are scanned: each stretch of it becomes a place
// of a cluster, an old one when it is the same recording as what is there, else a new one.
//
// A stretch joins a cluster when it holds the cluster's core, or a fair part of it, which becomes
// the core: so every place of a cluster holds the same seconds of sound, and a medley, or two tunes
// at once, do not tie one tune to another. It is compared with up to three places, and most must
// agree. Where it agrees with a place outside the core, that place is cut in two, and the part
// becomes a cluster with the stretch. A stretch that holds the cores of several tunes is cut
// likewise. One that shows two clusters to be the same makes them one, of the older one's id.
//
// What a stretch is compared with is what was placed before it, so ids and cuts depend on the order
// of videos. They do not depend on threads: placing is done by the one thread that records.
#pragma once

#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "engine/core/scan_result.h"
#include "engine/run/workspace.h"

#include <string>

namespace engine::run {

/// Gives the unknown music of `scan`, which is its video's current scan, places in the ledger, in
/// one transaction. What has its place stays there, as long as the video sounds the same; places
/// that are not unknown any more go. `seen_at` is UTC, RFC 3339, for people.
/// Cost: a search of the archive for each stretch that is new, and a comparison with a few dozen
/// places at most, however many videos there are.
/// Errors: index and ledger cannot be read or written.
Result<void> place_unknown_music(const ScanResult& scan, const std::string& seen_at,
                                 Workspace& workspace);

/// The same for every current scan whose unknown music has no places: those of workspaces made by
/// an earlier cuetrace.
Result<void> place_earlier_unknown_music(const std::string& seen_at, Workspace& workspace);

}  // namespace engine::run
