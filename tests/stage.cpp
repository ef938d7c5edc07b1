#include "tests/stage.h"

#include "engine/run/cli/run.h"
#include "engine/storage/database.h"

#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace support {

namespace fs = std::filesystem;

namespace {

using engine::storage::Database;
using engine::storage::Row;

/// The first column of each row.
std::vector<std::string> texts(const Database& database, const std::string& sql) {
  std::vector<std::string> texts;
  const auto read = database.each(sql, {}, [&](const Row& row) -> engine::Result<void> {
    texts.push_back(row.text(0));
    return {};
  });
  if (!read) throw std::runtime_error(sql + ": " + read.error().message());
  return texts;
}

/// Columns of the views that differ from run to run.
bool is_time_of_day(const std::string& column) {
  return column == "posted_at" || column == "since" || column == "until" ||
         column.ends_with("_seen");
}

}  // namespace

Ran Stage::run_in(const std::string& workspace, std::vector<std::string> args,
                  const std::string& input) const {
  args.insert(args.begin(), {"--workspace", path(workspace)});
  std::ostringstream out;
  std::ostringstream log;
  std::istringstream in(input);
  engine::cli::Console console{out, log, in};
  const engine::cli::Exit exit = engine::cli::run(args, console);
  return {exit, out.str(), log.str()};
}

Ran Stage::must_in(const std::string& workspace, const std::vector<std::string>& args) const {
  Ran ran = run_in(workspace, args);
  if (ran.exit != engine::cli::Exit::kDone) throw std::runtime_error(args.front() + ": " + ran.log);
  return ran;
}

std::string Stage::track(const std::string& name, std::uint64_t seed, double seconds) const {
  const std::string number = std::to_string(seed);
  encode(make_music(seed, seconds), folder_ / name,
         {"-metadata", "title=Song " + number, "-metadata", "composer=Composer " + number});
  return path(name);
}

std::string Stage::video(const std::string& name, const Sound& sound) const {
  if (name.ends_with(".wav")) {
    write_wav(folder_ / name, sound);
  } else {
    encode(sound, folder_ / name);
  }
  return path(name);
}

void hollow_out(const fs::path& path) {
  const auto changed = fs::last_write_time(path);
  const std::string zeros(fs::file_size(path), '\0');
  write_text(path, zeros);
  fs::last_write_time(path, changed);
}

std::string dump_views(const fs::path& ledger, std::string_view left_out) {
  const auto database = Database::open(ledger, engine::storage::Access::kRead);
  if (!database) throw std::runtime_error(database.error().message());
  std::string dump;
  for (const std::string& view :
       texts(*database, "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")) {
    if (view == left_out) continue;
    dump += view + "\n";
    std::string row;
    for (const std::string& column :
         texts(*database, "SELECT name FROM pragma_table_info('" + view + "')")) {
      if (is_time_of_day(column)) continue;
      row += (row.empty() ? "" : " || '|' || ") + ("quote(\"" + column + "\")");
    }
    for (const std::string& line : texts(*database, "SELECT " + row + " FROM " + view)) {
      dump += "  " + line + "\n";
    }
  }
  return dump;
}

void write_text(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace support
