#include "engine/run/watch/folder_watch.h"

#include "engine/core/file.h"
#include "engine/core/interrupt.h"
#include "engine/core/text.h"
#include "engine/run/found_facts.h"
#include "ingest/media_list.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <utility>

namespace engine::run {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// A file that was opened and never closed, as far as was told, is taken after this long a pause.
constexpr milliseconds kWritersPause{30'000};
constexpr milliseconds kLookUp{200};  // How soon Ctrl-C is heard.

constexpr std::string_view kSidecarEnding = ".json";

Result<std::string> folder_of(const std::string& given) {
  std::error_code failed;
  const fs::file_status status = fs::status(given, failed);
  if (!fs::exists(status)) return fail(file_error(given, failed ? failed.value() : ENOENT));
  if (!fs::is_directory(status)) {
    return fail(Errc::kInvalidInput, given + ": is a file; folders are watched, `scan` it instead");
  }
  return canonical_path(given);
}

}  // namespace

bool is_watched_name(std::string_view file_name) {
  constexpr std::array<std::string_view, 5> kUnfinished{".part", ".partial", ".crdownload", ".tmp",
                                                        ".download"};
  const std::string name = to_lower_ascii(file_name);
  const auto ends = [&](std::string_view ending) { return name.ends_with(ending); };
  return !std::ranges::any_of(kUnfinished, ends) && ingest::has_media_ending(file_name);
}

Result<FolderWatch> FolderWatch::open(WatchOptions options) {
  for (std::string& folder : options.folders) {
    TRY(folder, folder_of(folder));
  }
  TRY(FolderEvents events, FolderEvents::open());
  return FolderWatch(std::move(options), std::move(events));
}

void FolderWatch::warn(Error error) {
  if (warned_.insert(error.message()).second) warnings_.push_back(std::move(error));
}

void FolderWatch::look_everywhere() {
  std::set<std::string> seen;
  for (const std::string& folder : options_.folders) walk(folder, seen);
  std::erase_if(files_, [](const auto& file) { return !file_state(file.first); });
  std::erase_if(waiting_, [&](const std::string& path) { return !files_.contains(path); });
  next_look_ = Clock::now() + options_.rescan;
}

/// Watched first and then listed, so that what comes in between is seen twice and not never.
void FolderWatch::walk(const std::string& folder, std::set<std::string>& seen) {
  if (!seen.insert(canonical_path(folder)).second) return;
  if (auto added = events_.add(folder); !added) warn(std::move(added).error());
  std::error_code failed;
  fs::directory_iterator entry(folder, failed);
  if (failed) return warn(file_error(folder, failed.value()));
  for (const fs::directory_iterator end; !failed && entry != end; entry.increment(failed)) {
    const std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (name.starts_with('.')) continue;
    if (entry->is_directory(ignored)) {
      walk(entry->path().string(), seen);
    } else if (is_watched_name(name)) {
      look_at(entry->path().string(), true);
    }
  }
}

/// `settled_by_age`: one that was changed long ago need not be waited for.
void FolderWatch::look_at(const std::string& path, bool settled_by_age) {
  const auto video = file_state(path);
  if (!video) {
    files_.erase(path);
    waiting_.erase(path);
    return;
  }
  const auto beside = sidecar_path(path);
  const State state{*video, beside ? file_state(*beside) : std::nullopt};
  const auto [found, added] = files_.try_emplace(path);
  File& file = found->second;
  if (!added && file.state == state) return;
  file.state = state;
  file.quiet_since = Clock::now();
  const auto age = std::chrono::system_clock::now().time_since_epoch() -
                   std::chrono::nanoseconds(std::max(
                       video->modified_ns, state.sidecar ? state.sidecar->modified_ns : 0));
  if (added && settled_by_age && age >= options_.settle) file.quiet_since -= options_.settle;
  if (file.told == state) {
    waiting_.erase(path);
  } else {
    waiting_.insert(path);
  }
}

void FolderWatch::take(const FolderEvent& event) {
  const std::string name = fs::path(event.path).filename().string();
  if (name.starts_with('.')) return;
  if (event.kind == FolderEvent::Kind::kFolder) {
    std::set<std::string> seen;
    walk(event.path, seen);
    return;
  }
  if (name.ends_with(kSidecarEnding)) return take_sidecar(event.path);
  if (!is_watched_name(name)) return;
  look_at(event.path, false);
  const auto file = files_.find(event.path);
  if (file == files_.end()) return;
  file->second.writing = event.kind == FolderEvent::Kind::kWriting;
  file->second.quiet_since = Clock::now();
}

/// clip.mp4.json is of one video, clip.json of every clip.* in its folder.
void FolderWatch::take_sidecar(const std::string& path) {
  const std::string stem = path.substr(0, path.size() - kSidecarEnding.size());
  std::vector<std::string> videos;
  for (auto file = files_.lower_bound(stem); file != files_.end(); ++file) {
    if (!file->first.starts_with(stem)) break;
    const bool is_meant = file->first == stem || fs::path(file->first).replace_extension() == stem;
    if (is_meant) videos.push_back(file->first);
  }
  for (const std::string& video : videos) look_at(video, false);
}

FolderWatch::Clock::time_point FolderWatch::due(const File& file) const {
  return file.quiet_since +
         (file.writing ? std::max(options_.settle, kWritersPause) : options_.settle);
}

std::vector<std::string> FolderWatch::settled() {
  const auto now = Clock::now();
  std::vector<std::string> ready;
  const std::vector<std::string> waiting(waiting_.begin(), waiting_.end());
  for (const std::string& path : waiting) {
    if (due(files_.at(path)) > now) continue;
    look_at(path, false);  // The kernel need not have told of the last change.
    const auto file = files_.find(path);
    if (file == files_.end() || due(file->second) > now) continue;
    file->second.told = file->second.state;
    file->second.writing = false;
    waiting_.erase(path);
    ready.push_back(path);
  }
  return ready;
}

milliseconds FolderWatch::patience(Clock::time_point until) const {
  until = std::min(until, next_look_);
  for (const std::string& path : waiting_) until = std::min(until, due(files_.at(path)));
  const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
  return std::clamp(left, milliseconds{0}, kLookUp);
}

Result<std::vector<std::string>> FolderWatch::next(milliseconds at_most) {
  const auto end = Clock::now() + at_most;
  for (;;) {
    if (Clock::now() >= next_look_) look_everywhere();
    TRY(const FolderEvents::Batch batch, events_.wait(patience(end)));
    if (batch.overflow) next_look_ = Clock::now();
    for (const FolderEvent& event : batch.events) take(event);
    std::vector<std::string> ready = settled();
    if (!ready.empty() || Clock::now() >= end || interrupted()) return ready;
  }
}

}  // namespace engine::run
