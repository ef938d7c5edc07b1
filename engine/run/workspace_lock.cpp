#include "engine/run/workspace_lock.h"

#include "engine/core/file.h"
#include "engine/core/text.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <utility>

namespace engine::run {
namespace {

std::string holder_of(int descriptor) {
  std::array<char, 16> text{};
  const ssize_t got = ::pread(descriptor, text.data(), text.size(), 0);
  if (got <= 0) return {};
  const std::string_view number = trimmed({text.data(), static_cast<std::size_t>(got)});
  return parse_fixed_point(number, 0) ? std::string(number) : std::string();
}

/// Best effort: the lock is the flock, the number only helps a person find its holder.
void write_holder(int descriptor) {
  const std::string number = std::to_string(::getpid()) + "\n";
  if (::ftruncate(descriptor, 0) != 0) return;
  [[maybe_unused]] const ssize_t written = ::pwrite(descriptor, number.data(), number.size(), 0);
}

int lock_without_waiting(int descriptor) {
  int status = 0;
  do {
    status = ::flock(descriptor, LOCK_EX | LOCK_NB);
  } while (status != 0 && errno == EINTR);
  return status;
}

}  // namespace

Result<WorkspaceLock> WorkspaceLock::take(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "workspace.lock";
  WorkspaceLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (lock.descriptor_ < 0) return fail(file_error(path, errno));
  if (lock_without_waiting(lock.descriptor_) == 0) {
    write_holder(lock.descriptor_);
    return lock;
  }
  if (errno != EWOULDBLOCK) return fail(file_error(path, errno));
  const std::string holder = holder_of(lock.descriptor_);
  return fail(Errc::kLocked, folder.string() + ": process " +
                                 (holder.empty() ? "(unknown)" : holder) +
                                 " is writing to this workspace; wait for it or stop it");
}

WorkspaceLock::WorkspaceLock(WorkspaceLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

WorkspaceLock& WorkspaceLock::operator=(WorkspaceLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

WorkspaceLock::~WorkspaceLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace engine::run
