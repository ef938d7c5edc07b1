#include "engine/run/media_files.h"

#include "ingest/media_list.h"

#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <utility>

namespace engine::run {
namespace {

namespace fs = std::filesystem;

bool is_url(std::string_view location) {
  const std::size_t colon = location.find("://");
  if (colon == location.npos || colon == 0) return false;
  return std::all_of(
      location.begin(), location.begin() + static_cast<std::ptrdiff_t>(colon),
      [](unsigned char c) { return std::isalnum(c) != 0 || c == '+' || c == '.' || c == '-'; });
}

}  // namespace

bool is_pipe(const std::string& location) {
  if (location == "-") return true;
  std::error_code failed;
  const fs::file_status status = fs::status(location, failed);
  return fs::is_fifo(status) || fs::is_character_file(status) || fs::is_socket(status);
}

std::vector<MediaItem> media_items(std::span<const std::string> given) {
  std::vector<MediaItem> items;
  bool input_taken = false;
  for (const std::string& word : given) {
    if (word == "-" && std::exchange(input_taken, true)) {
      items.push_back({word, Error(Errc::kUsage, "-: standard input can be read only once")});
      continue;
    }
    for (Result<std::string>& media : ingest::list_media({word})) {
      if (media) {
        items.push_back({*std::move(media), std::nullopt});
      } else {
        items.push_back({word, std::move(media).error()});
      }
    }
  }
  return items;
}

std::string absolute_path(const std::string& location) {
  if (is_url(location) || location == "-") return location;
  std::error_code failed;
  const fs::path path = fs::absolute(location, failed);
  return failed ? location : path.lexically_normal().string();
}

std::string canonical_path(const std::string& location) {
  if (is_url(location) || location == "-") return location;
  std::error_code failed;
  const fs::path path = fs::canonical(location, failed);
  return failed ? absolute_path(location) : path.string();
}

std::optional<FileState> file_state(const std::string& location) {
  if (is_url(location) || location == "-") return std::nullopt;
  struct stat status {};
  if (::stat(location.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
  return FileState{static_cast<std::uint64_t>(status.st_size),
                   status.st_mtim.tv_sec * kNanosecondsPerSecond + status.st_mtim.tv_nsec};
}

}  // namespace engine::run
