#include "ingest/media_bytes.h"

#include "engine/core/file.h"
#include "engine/core/interrupt.h"

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <utility>

namespace ingest {
namespace {

using engine::Errc;
using engine::fail;
using engine::Result;

constexpr int kBufferBytes = 64 * 1024;
constexpr int kHeadBytes = 4096;

std::string status_text(int status) {
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  av_strerror(status, text.data(), text.size());
  return text.data();
}

/// Settings that hold for the process, made before the first media is opened.
void prepare_process() {
  static const bool prepared = [] {
    av_log_set_level(AV_LOG_QUIET);  // What goes wrong is told by our own errors, once.
#ifdef __GLIBC__
    // Tables that grow (libav's index of an MP4, our peaks) go back to the system when they move.
    // Left to itself glibc keeps the holes: a ten-hour video then takes 205 MB in place of 150.
    constexpr int kTableBytesMin = 1 << 20;
    ::mallopt(M_MMAP_THRESHOLD, kTableBytesMin);
#endif
    return true;
  }();
  static_cast<void>(prepared);
}

}  // namespace

bool is_url(std::string_view location) {
  const std::size_t colon = location.find("://");
  if (colon == location.npos || colon == 0) return false;
  return std::all_of(
      location.begin(), location.begin() + static_cast<std::ptrdiff_t>(colon),
      [](unsigned char c) { return std::isalnum(c) || c == '+' || c == '.' || c == '-'; });
}

/// A regular file, or a pipe read once from start to end.
class MediaBytes::Descriptor {
 public:
  Descriptor(int number, bool owned, std::stop_token stop)
      : number_(number), owned_(owned), stop_(std::move(stop)) {}
  ~Descriptor() {
    if (owned_ && number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool valid() const { return number_ >= 0; }
  bool regular() const { return regular_; }
  std::int64_t total_bytes() const { return regular_ ? size_ : bytes_at_end_; }

  /// Errors: kInvalidInput, when this can hold no media.
  Result<void> inspect() {
    struct stat facts {};
    if (::fstat(number_, &facts) != 0) return fail(Errc::kUnavailable, std::strerror(errno));
    if (S_ISDIR(facts.st_mode)) {
      return fail(Errc::kInvalidInput, "is a folder; name the media files in it");
    }
    if (S_ISCHR(facts.st_mode) || S_ISBLK(facts.st_mode)) {
      return fail(Errc::kInvalidInput, "is a device or terminal; give a file, or pipe media in");
    }
    regular_ = S_ISREG(facts.st_mode);
    size_ = facts.st_size;
    return {};
  }

  static int read(void* self, std::uint8_t* buffer, int size) {
    return static_cast<Descriptor*>(self)->read_some(buffer, size);
  }

  static std::int64_t seek(void* self, std::int64_t offset, int whence) {
    const Descriptor& file = *static_cast<Descriptor*>(self);
    if ((whence & AVSEEK_SIZE) != 0) return file.size_;
    const off_t position = ::lseek(file.number_, offset, whence & ~AVSEEK_FORCE);
    return position < 0 ? AVERROR(errno) : position;
  }

  std::string read_at(std::int64_t offset, std::size_t size) const {
    std::string bytes(regular_ ? size : 0, '\0');
    const ssize_t got = regular_ ? ::pread(number_, bytes.data(), size, offset) : 0;
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return bytes;
  }

 private:
  int read_some(std::uint8_t* buffer, int size) {
    for (;;) {
      if (!regular_ && !await_bytes()) return AVERROR_EXIT;
      const ssize_t got = ::read(number_, buffer, static_cast<std::size_t>(size));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return AVERROR(errno);
      bytes_read_ += got;
      if (got == 0) bytes_at_end_ = bytes_read_;
      return got == 0 ? AVERROR_EOF : static_cast<int>(got);
    }
  }

  /// A pipe may be silent for hours; Ctrl-C must be heard meanwhile. False: it was.
  bool await_bytes() const {
    constexpr int kLookUpMs = 200;
    pollfd waiting{number_, POLLIN, 0};
    while (!engine::interrupted() && !stop_.stop_requested()) {
      if (::poll(&waiting, 1, kLookUpMs) != 0) return true;  // Bytes, the end, or an error.
    }
    return false;
  }

  int number_;
  bool owned_;
  std::stop_token stop_;
  bool regular_ = false;
  std::int64_t size_ = 0;
  std::int64_t bytes_read_ = 0;
  std::int64_t bytes_at_end_ = 0;
};

/// Tells libav when to give up: on Ctrl-C, or when the network has been silent for too long.
struct MediaBytes::Patience {
  using Clock = std::chrono::steady_clock;

  explicit Patience(const NetworkAccess& access) : allowed(access.silence_max), stop(access.stop) {
    callback = {&Patience::exhausted, this};
  }

  bool stopped() const { return engine::interrupted() || stop.stop_requested(); }

  static int exhausted(void* self) {
    const Patience& patience = *static_cast<Patience*>(self);
    return patience.stopped() || (patience.limited && Clock::now() > patience.deadline) ? 1 : 0;
  }

  std::chrono::milliseconds allowed;
  std::stop_token stop;
  bool limited = false;  ///< Only a network is impatient; a slow disk or pipe is waited for.
  Clock::time_point deadline{};
  AVIOInterruptCB callback{};
};

MediaBytes::MediaBytes() = default;
MediaBytes::MediaBytes(MediaBytes&&) noexcept = default;
MediaBytes::~MediaBytes() = default;

Result<MediaBytes> MediaBytes::open(const std::string& location, NetworkAccess access) {
  prepare_process();
  MediaBytes bytes;
  bytes.location_ = location;
  access.public_only = access.public_only || keeps_to_public_addresses();
  bytes.access_ = std::make_unique<NetworkAccess>(access);
  bytes.patience_ = std::make_unique<Patience>(access);
  if (is_url(location)) {
    TRY_VOID(bytes.open_url());
  } else {
    TRY_VOID(bytes.open_descriptor());
  }
  TRY_VOID(bytes.take_head());
  return bytes;
}

Result<void> MediaBytes::open_descriptor() {
  const bool standard_input = location_ == "-";
  descriptor_ = std::make_unique<Descriptor>(
      standard_input ? STDIN_FILENO : ::open(location_.c_str(), O_RDONLY | O_CLOEXEC),
      !standard_input, access_->stop);
  if (!descriptor_->valid()) return fail(engine::file_error(location_, errno));
  if (auto inspected = descriptor_->inspect(); !inspected) {
    return fail(std::move(inspected).error().during(location_));
  }
  auto* const buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
  if (buffer == nullptr) return fail(Errc::kUnavailable, location_ + ": not enough memory");
  custom_.reset(avio_alloc_context(buffer, kBufferBytes, 0, descriptor_.get(), &Descriptor::read,
                                   nullptr, descriptor_->regular() ? &Descriptor::seek : nullptr));
  return {};
}

Result<void> MediaBytes::open_url() {
  if (protocols() == nullptr) {
    return fail(Errc::kUnsupported,
                location_ + (access_->live ? ": live sources are http, https, rtmp, rtmps and srt "
                                             "URLs, files and pipes"
                                           : ": only http and https URLs are read; download the "
                                             "media and give the file"));
  }
  patience_->limited = true;
  expect_progress();
  if (access_->public_only) {
    if (location_.starts_with("http")) return open_fetch();
    if (auto checked = check_public(location_); !checked) {
      return fail(std::move(checked).error().during(location_));
    }
  }
  AvOptions options;
  options.set("protocol_whitelist", protocols());
  options.set("rw_timeout", std::chrono::microseconds(patience_->allowed).count());
  options.set("tls_verify", "1");
  options.set("user_agent", "cuetrace");
  AVIOContext* raw = nullptr;
  const int status =
      avio_open2(&raw, location_.c_str(), AVIO_FLAG_READ, &patience_->callback, options.get());
  if (status < 0) return fail(failure(status));
  opened_.reset(raw);
  return {};
}

Result<void> MediaBytes::open_fetch() {
  fetch_ = std::make_unique<PublicFetch>(location_, patience_->callback, access_->may_connect);
  const int status = fetch_->begin(0);
  if (fetch_->refused() && status < 0) {
    return fail(Errc::kNotPermitted, location_ +
                                         ": leads to this machine or a private network, "
                                         "which is refused");
  }
  if (status < 0) return fail(failure(status));
  custom_.reset(PublicFetch::context_of(*fetch_));
  if (!custom_) return fail(Errc::kUnavailable, location_ + ": not enough memory");
  return {};
}

const char* MediaBytes::protocols() const {
  struct Scheme {
    std::string_view prefix;
    const char* may_use;
    bool live;
  };
  constexpr const char* kWeb = "http,https,tls,tcp,crypto";
  static constexpr std::array<Scheme, 5> kSchemes{{{"http://", kWeb, false},
                                                   {"https://", kWeb, false},
                                                   {"rtmp://", "rtmp,tcp", true},
                                                   {"rtmps://", "rtmps,tls,tcp", true},
                                                   {"srt://", "srt", true}}};
  for (const Scheme& scheme : kSchemes) {
    if (location_.starts_with(scheme.prefix) && (access_->live || !scheme.live)) {
      return scheme.may_use;
    }
  }
  return nullptr;
}

Result<void> MediaBytes::take_head() {
  head_.resize(kHeadBytes);
  expect_progress();
  // Never more than the first buffer holds, so that going back needs no seek: our own has room for
  // several short reads of a pipe, the one of a URL for one read only.
  const auto read_head = remote() ? avio_read_partial : avio_read;
  const int got = read_head(io(), reinterpret_cast<unsigned char*>(head_.data()), kHeadBytes);
  head_.resize(static_cast<std::size_t>(std::max(got, 0)));
  if (got < 0 && got != AVERROR_EOF) return fail(failure(got));
  if (head_.empty()) {
    return fail(Errc::kInvalidInput, location_ + ": is empty; fetch or record it again");
  }
  if (avio_seek(io(), 0, SEEK_SET) < 0) {
    return fail(Errc::kUnavailable, location_ + ": cannot be read from its start");
  }
  return {};
}

bool MediaBytes::seekable() const { return (io()->seekable & AVIO_SEEKABLE_NORMAL) != 0; }

AVIOContext* MediaBytes::io() const { return opened_ ? opened_.get() : custom_.get(); }

const AVIOInterruptCB& MediaBytes::interrupt_callback() const { return patience_->callback; }

bool MediaBytes::stopped() const { return patience_->stopped(); }

std::int64_t MediaBytes::total_bytes() const {
  if (descriptor_) return descriptor_->total_bytes();
  return std::max<std::int64_t>(avio_size(io()), 0);
}

std::string MediaBytes::read_at(std::int64_t offset, std::size_t size) const {
  return descriptor_ ? descriptor_->read_at(offset, size) : std::string();
}

void MediaBytes::expect_progress() {
  patience_->deadline = Patience::Clock::now() + patience_->allowed;
}

Result<std::string> MediaBytes::read_whole(std::uint64_t max_bytes) {
  std::string content;
  std::string block(kBufferBytes, '\0');
  for (;;) {
    expect_progress();
    const int got = avio_read(io(), reinterpret_cast<unsigned char*>(block.data()), kBufferBytes);
    if (got == AVERROR_EOF || got == 0) return content;
    if (got < 0) return fail(failure(got));
    content.append(block, 0, static_cast<std::size_t>(got));
    if (content.size() > max_bytes) {
      return fail(Errc::kInvalidInput,
                  location_ + ": larger than the " + std::to_string(max_bytes) + " bytes allowed");
    }
  }
}

engine::Error MediaBytes::failure(int status) const {
  const auto error = [&](Errc code, const std::string& what) {
    return engine::Error(code, location_ + ": " + what);
  };
  if (stopped()) return error(Errc::kInterrupted, "stopped before its end");
  if (!is_url(location_)) {
    return error(Errc::kUnavailable, "cannot be read (" + status_text(status) + "); try again");
  }
  switch (status) {
    case AVERROR_HTTP_NOT_FOUND:
      return error(Errc::kNotFound, "the server has nothing there (404); check the address");
    case AVERROR_HTTP_UNAUTHORIZED:
    case AVERROR_HTTP_FORBIDDEN:
      return error(Errc::kNotPermitted, "the server refuses access; sign the URL or download it");
    case AVERROR(ECONNREFUSED):
      return error(Errc::kRemoteUnreachable,
                   "connection refused; check the address and that the server runs");
    case AVERROR_EXIT:
    case AVERROR(ETIMEDOUT):
      return error(Errc::kRemoteUnreachable, "the server does not answer; try again later");
    case AVERROR_HTTP_BAD_REQUEST:
    case AVERROR_HTTP_OTHER_4XX:
    case AVERROR_HTTP_SERVER_ERROR:
      return error(Errc::kRemoteUnreachable, status_text(status) + "; try again later");
    default:
      return error(Errc::kRemoteUnreachable,
                   "cannot be fetched (" + status_text(status) +
                       "); check the address, the network and, for https, the certificates");
  }
}

}  // namespace ingest
