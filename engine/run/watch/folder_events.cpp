#include "engine/run/watch/folder_events.h"

#include "engine/core/file.h"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace engine::run {
namespace {

constexpr std::uint32_t kMask =
    IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR;

FolderEvent::Kind kind_of(std::uint32_t mask) {
  if ((mask & (IN_DELETE | IN_MOVED_FROM)) != 0) return FolderEvent::Kind::kGone;
  if ((mask & IN_ISDIR) != 0) return FolderEvent::Kind::kFolder;
  if ((mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0) return FolderEvent::Kind::kThere;
  return FolderEvent::Kind::kWriting;
}

}  // namespace

Result<FolderEvents> FolderEvents::open() {
  const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor >= 0) return FolderEvents(descriptor);
  return fail(Errc::kUnavailable, std::string("inotify: ") + std::strerror(errno) +
                                      "; raise fs.inotify.max_user_instances");
}

FolderEvents::FolderEvents(FolderEvents&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), folders_(std::move(other.folders_)) {}

FolderEvents::~FolderEvents() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> FolderEvents::add(const std::string& folder) {
  const int watch = ::inotify_add_watch(descriptor_, folder.c_str(), kMask);
  if (watch >= 0) {
    folders_[watch] = folder;  // A folder that was moved keeps its watch and changes its path.
    return {};
  }
  if (errno != ENOSPC) return fail(file_error(folder, errno));
  return fail(Errc::kUnavailable, folder +
                                      ": the system watches no more folders; raise "
                                      "fs.inotify.max_user_watches");
}

Result<FolderEvents::Batch> FolderEvents::wait(std::chrono::milliseconds at_most) {
  Batch batch;
  pollfd waiting{descriptor_, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(at_most.count())) <= 0) return batch;
  alignas(inotify_event) std::array<char, 64 * 1024> buffer;
  for (;;) {
    const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return batch;
    if (got <= 0) return fail(Errc::kUnavailable, std::string("inotify: ") + std::strerror(errno));
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      inotify_event event;
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* const name = buffer.data() + at + sizeof event;
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) batch.overflow = true;
      if ((event.mask & IN_IGNORED) != 0) folders_.erase(event.wd);
      const auto folder = folders_.find(event.wd);
      if (folder == folders_.end() || event.len == 0) continue;
      batch.events.push_back({kind_of(event.mask), folder->second + "/" + name});
    }
  }
}

}  // namespace engine::run
