// A workspace, tracks and videos of a test's own, and the program's front door to use them through.
#pragma once

#include "engine/run/cli/exit.h"
#include "tests/support/sound.h"
#include "tests/support/temp_dir.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace support {

struct Ran {
  engine::cli::Exit exit = engine::cli::Exit::kDone;
  std::string out;
  std::string log;
};

class Stage {
 public:
  /// Runs a command in this process, on the workspace of that name.
  Ran run_in(const std::string& workspace, std::vector<std::string> args,
             const std::string& input = "") const;
  /// As `run_in`; throws std::runtime_error with the log unless it ends with kDone.
  Ran must_in(const std::string& workspace, const std::vector<std::string>& args) const;

  Ran run(const std::vector<std::string>& args, const std::string& input = "") const {
    return run_in("workspace", args, input);
  }
  Ran must(const std::vector<std::string>& args) const { return must_in("workspace", args); }

  std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  /// Writes `seconds` of make_music(seed) as `name`, with the title "Song SEED" and the composer
  /// "Composer SEED"; returns its path.
  std::string track(const std::string& name, std::uint64_t seed, double seconds) const;
  /// Writes `sound` as `name`; returns its path.
  std::string video(const std::string& name, const Sound& sound) const;

 private:
  TempDir folder_;
};

/// A file's bytes replaced by as many zeros, with the time of change set back: who reads it now
/// finds no sound, who only looks at its state finds it unchanged.
void hollow_out(const std::filesystem::path& path);

/// Every row of every view of a ledger.db but `left_out`, without the times of day in it.
std::string dump_views(const std::filesystem::path& ledger, std::string_view left_out = {});

void write_text(const std::filesystem::path& path, std::string_view text);
std::string read_text(const std::filesystem::path& path);

/// Parts of `text` that end in a newline, without it.
std::vector<std::string> lines_of(const std::string& text);

}  // namespace support
