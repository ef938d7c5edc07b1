#include "engine/run/media_files.h"

#include "engine/core/file.h"
#include "engine/core/fingerprint_record.h"
#include "engine/core/text.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

namespace engine::run {
namespace {

namespace fs = std::filesystem;

/// Endings under which people keep sound and video. Only to choose within folders: what is named
/// by itself is always tried, and its content decides.
constexpr std::array<std::string_view, 43> kMediaEndings = {
    ".3g2", ".3gp", ".aac",  ".ac3",  ".aif", ".aiff", ".alac", ".amr", ".ape", ".asf", ".avi",
    ".caf", ".dts", ".eac3", ".flac", ".flv", ".g722", ".m2ts", ".m4a", ".m4b", ".m4v", ".mka",
    ".mkv", ".mov", ".mp2",  ".mp3",  ".mp4", ".mpeg", ".mpg",  ".mts", ".mxf", ".oga", ".ogg",
    ".ogv", ".opus", ".spx", ".ts",   ".tta", ".vob",  ".wav",  ".webm", ".wma", ".wmv"};

bool named_like_media(const fs::path& path) {
  const std::string ending = to_lower_ascii(path.extension().string());
  return ending == kFingerprintFileEnding ||
         std::find(kMediaEndings.begin(), kMediaEndings.end(), ending) != kMediaEndings.end();
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// Appends the media below `folder`. Errors: those of reading `folder` itself.
Result<void> add_media_below(const fs::path& folder, std::vector<std::string>& media) {
  std::error_code failed;
  fs::directory_iterator entries(folder, failed);
  if (failed) return fail(file_error(folder, failed.value()));
  for (; entries != fs::directory_iterator(); entries.increment(failed)) {
    const fs::directory_entry& entry = *entries;
    std::error_code gone;  // An entry that vanishes meanwhile is neither folder nor file.
    if (is_hidden(entry.path())) continue;
    if (entry.is_directory(gone)) {
      if (entry.is_symlink(gone)) continue;  // May lead back up.
      if (!add_media_below(entry.path(), media)) media.push_back(entry.path().string());
    } else if (entry.is_regular_file(gone) && named_like_media(entry.path())) {
      media.push_back(entry.path().string());
    }
  }
  if (failed) return fail(file_error(folder, failed.value()));
  return {};
}

}  // namespace

bool is_url(std::string_view location) {
  const std::size_t colon = location.find("://");
  if (colon == location.npos || colon == 0) return false;
  return std::all_of(
      location.begin(), location.begin() + static_cast<std::ptrdiff_t>(colon),
      [](unsigned char c) { return std::isalnum(c) != 0 || c == '+' || c == '.' || c == '-'; });
}

Result<std::vector<std::string>> media_below(const std::string& given) {
  std::error_code failed;
  if (is_url(given) || !fs::is_directory(given, failed)) return std::vector{given};
  std::vector<std::string> media;
  TRY_VOID(add_media_below(given, media));
  if (media.empty()) {
    return fail(Errc::kInvalidInput, given + ": a folder without media; name another");
  }
  std::sort(media.begin(), media.end());
  return media;
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
