#include "engine/run/cli/index_command.h"

#include "engine/run/cli/batch.h"
#include "engine/run/workspace.h"

#include <filesystem>
#include <ostream>

namespace engine::cli {
namespace {

namespace fs = std::filesystem;

struct StatsOptions {};

void declare(StatsOptions&, Arguments&) {}

/// Bytes in files below `folder`. Files that a writer takes away meanwhile are left out.
std::uint64_t size_on_disk(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code failed;
  fs::recursive_directory_iterator entry(folder, failed);
  for (; !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
    std::error_code gone;
    const std::uint64_t size = entry->is_regular_file(gone) ? entry->file_size(gone) : 0;
    if (!gone) bytes += size;
  }
  return bytes;
}

std::string megabytes(std::uint64_t bytes) {
  constexpr std::uint64_t kMegabyte = 1'000'000;
  if (bytes < kMegabyte) return "under 1 MB";
  return std::to_string((bytes + kMegabyte / 2) / kMegabyte) + " MB";
}

Result<Exit> run_stats(const StatsOptions&, const Session& session) {
  TRY(run::Records records, run::Records::open_for_reading(session.global.workspace));
  TRY(const auto recordings, records.catalogue().list());
  TRY(const auto videos, records.ledger().videos());
  std::size_t tracks = 0;
  MediaTime music{0};
  for (const catalogue::Recording& recording : recordings) {
    if (!recording.track) continue;
    ++tracks;
    music += recording.duration;
  }
  MediaTime video{0};
  for (const VideoFacts& facts : videos) video += facts.duration;
  std::ostream& out = session.console.out;
  out << "Tracks   " << counted(tracks, "track") << ", " << to_clock(music) << " of music\n"
      << "Archive  " << counted(videos.size(), "video") << ", " << to_clock(video) << " of sound\n"
      << "Index    " << megabytes(size_on_disk(records.folder() / "index")) << " on disk\n"
      << "Ledger   "
      << megabytes(size_on_disk(records.folder()) - size_on_disk(records.folder() / "index"))
      << " on disk\n";
  return Exit::kDone;
}

}  // namespace

const Command kIndexStatsCommand{
    .name = "index stats",
    .summary = "show how much the index and the archive hold",
    .details = "",
    .examples = "cuetrace index stats",
    .bind = bind<StatsOptions, declare, run_stats>,
};

}  // namespace engine::cli
