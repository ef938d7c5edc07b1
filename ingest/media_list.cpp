#include "ingest/media_list.h"

#include "engine/core/file.h"
#include "engine/core/text.h"
#include "ingest/media_bytes.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

namespace ingest {
namespace {

namespace fs = std::filesystem;
using engine::Errc;
using engine::fail;
using engine::Result;

/// The endings that sound and video are published under, and that of our own fingerprint files.
constexpr auto kMediaEndings = std::to_array<std::string_view>(
    {"3g2", "3gp",  "aac", "ac3",  "aif",  "aifc", "aiff", "alac", "amr",  "ape", "asf",
     "au",  "avi",  "caf", "ctfp", "divx", "dsf",  "dts",  "dv",   "eac3", "f4v", "flac",
     "flv", "g722", "gsm", "it",   "m2ts", "m2v",  "m4a",  "m4b",  "m4v",  "mka", "mkv",
     "mod", "mov",  "mp2", "mp3",  "mp4",  "mpc",  "mpeg", "mpg",  "mts",  "mxf", "oga",
     "ogg", "ogm",  "ogv", "opus", "ra",   "rf64", "rm",   "s3m",  "spx",  "tak", "ts",
     "tta", "vob",  "w64", "wav",  "wave", "webm", "wma",  "wmv",  "wv",   "xm"});

/// Collects the media below a folder. A folder reached a second time, through a link, is left out:
/// links that lead back up would have no end.
class FolderWalk {
 public:
  void visit(const fs::path& folder) {
    std::error_code failed;
    const fs::path real = fs::canonical(folder, failed);
    if (failed || !seen_.insert(real).second) return;
    fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, failed);
    std::vector<fs::directory_entry> entries;
    for (const fs::directory_iterator end; !failed && entry != end; entry.increment(failed)) {
      entries.push_back(*entry);
    }
    // In order already here: it decides by which of two links a folder is reached.
    std::sort(entries.begin(), entries.end());
    for (const fs::directory_entry& found : entries) visit_entry(found);
  }

  std::vector<std::string> sorted() && {
    std::sort(found_.begin(), found_.end());
    return std::move(found_);
  }

 private:
  void visit_entry(const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    std::error_code failed;
    if (name.starts_with('.')) return;
    if (entry.is_directory(failed)) {
      visit(entry.path());
    } else if (entry.is_regular_file(failed) && has_media_ending(name)) {
      found_.push_back(entry.path().string());
    }
  }

  std::set<fs::path> seen_;
  std::vector<std::string> found_;
};

void add_location(const std::string& location, std::vector<Result<std::string>>& list) {
  if (location == "-" || is_url(location)) {
    list.emplace_back(location);
    return;
  }
  std::error_code failed;
  const fs::file_status status = fs::status(location, failed);
  if (!fs::exists(status)) {
    list.push_back(fail(engine::file_error(location, failed ? failed.value() : ENOENT)));
    return;
  }
  if (!fs::is_directory(status)) {
    list.emplace_back(location);
    return;
  }
  // The constructor tells whether the folder itself may be read; what lies below is left out
  // quietly.
  const fs::directory_iterator readable(location, failed);
  if (failed) {
    list.push_back(fail(engine::file_error(location, failed.value())));
    return;
  }
  FolderWalk walk;
  walk.visit(location);
  std::vector<std::string> files = std::move(walk).sorted();
  if (files.empty()) {
    list.push_back(fail(Errc::kInvalidInput, location + ": has no media in it; give a folder with "
                                                        "audio or video files, or the files"));
  }
  for (std::string& file : files) list.emplace_back(std::move(file));
}

}  // namespace

bool has_media_ending(std::string_view file_name) {
  const std::size_t dot = file_name.rfind('.');
  if (dot == file_name.npos || dot == 0 || file_name.front() == '.') return false;
  const std::string ending = engine::to_lower_ascii(file_name.substr(dot + 1));
  return std::find(kMediaEndings.begin(), kMediaEndings.end(), ending) != kMediaEndings.end();
}

std::vector<Result<std::string>> list_media(const std::vector<std::string>& locations) {
  std::vector<Result<std::string>> list;
  for (const std::string& location : locations) add_location(location, list);
  return list;
}

}  // namespace ingest
