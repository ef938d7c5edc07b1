#include "engine/core/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace engine {
namespace {

class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  ~FileDescriptor() {
    if (number_ >= 0) ::close(number_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  int get() const { return number_; }
  bool valid() const { return number_ >= 0; }
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// All of a file, or somewhat more than `bytes` of it.
Result<std::string> read_until_over(const std::filesystem::path& path, std::uint64_t bytes) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return fail(file_error(path, errno));
  std::string content;
  std::string block(std::size_t{1} << 16, '\0');
  while (content.size() <= bytes) {
    const ssize_t got = ::read(file.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(file_error(path, errno));
    if (got == 0) break;
    content.append(block, 0, static_cast<std::size_t>(got));
  }
  return content;
}

}  // namespace

Error file_error(const std::filesystem::path& path, int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR: return {Errc::kNotFound, path.string() + ": no such file; check the path"};
    case EACCES:
    case EPERM:
      return {Errc::kNotPermitted,
              path.string() + ": permission denied; allow this user to use it"};
    case EISDIR: return {Errc::kInvalidInput, path.string() + ": is a folder, not a file"};
    default: return {Errc::kUnavailable, path.string() + ": " + std::strerror(error_number)};
  }
}

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t max_bytes) {
  TRY(std::string content, read_until_over(path, max_bytes));
  if (content.size() > max_bytes) {
    return fail(Errc::kInvalidInput,
                path.string() + ": larger than " + std::to_string(max_bytes) + " bytes");
  }
  return content;
}

Result<std::string> read_start(const std::filesystem::path& path, std::size_t bytes) {
  TRY(std::string content, read_until_over(path, bytes));
  content.resize(std::min(content.size(), bytes));
  return content;
}

Result<void> write_file(const std::filesystem::path& path, std::string_view content) {
  const std::filesystem::path temporary = path.string() + ".part" + std::to_string(::getpid());
  FileDescriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!file.valid()) return fail(file_error(path, errno));
  const bool written = write_all(file.get(), content) && ::fsync(file.get()) == 0 && file.close() &&
                       ::rename(temporary.c_str(), path.c_str()) == 0;
  if (!written) {
    const int error_number = errno;
    ::unlink(temporary.c_str());
    return fail(file_error(path, error_number));
  }
  return {};
}

Result<void> write_secret_file(const std::filesystem::path& path, std::string_view content) {
  constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
  FileDescriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly));
  if (!file.valid() && errno == EEXIST) {
    return fail(Errc::kInvalidInput,
                path.string() + ": is there already, and is not written over; name another file");
  }
  if (!file.valid()) return fail(file_error(path, errno));
  if (write_all(file.get(), content) && ::fsync(file.get()) == 0 && file.close()) return {};
  const int error_number = errno;
  ::unlink(path.c_str());
  return fail(file_error(path, error_number));
}

}  // namespace engine
