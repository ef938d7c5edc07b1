#include "ingest/public_fetch.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace ingest {
namespace {

constexpr int kBufferBytes = 64 * 1024;
constexpr std::size_t kPendingMax = 1U << 20U;

/// Statuses of HTTP as libav tells them.
int status_of_http(long status) {
  switch (status) {
    case 400: return AVERROR_HTTP_BAD_REQUEST;
    case 401: return AVERROR_HTTP_UNAUTHORIZED;
    case 403: return AVERROR_HTTP_FORBIDDEN;
    case 404: return AVERROR_HTTP_NOT_FOUND;
    default: break;
  }
  if (status >= 500) return AVERROR_HTTP_SERVER_ERROR;
  return status >= 400 ? AVERROR_HTTP_OTHER_4XX : 0;
}

bool is_web_address(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

struct CleanEasy {
  void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};
struct CleanMulti {
  void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};
struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

}  // namespace

struct PublicFetch::Transfer {
  std::string url;
  AVIOInterruptCB interrupt;
  PeerCheck may_connect;
  std::unique_ptr<CURLM, CleanMulti> multi{curl_multi_init()};
  std::unique_ptr<CURL, CleanEasy> easy{curl_easy_init()};
  std::unique_ptr<curl_slist, FreeList> aliases{curl_slist_append(nullptr, "ICY 200 OK")};
  std::string pending{};  // Has come, and was not taken yet.
  std::size_t taken = 0;  // Of `pending`.
  std::int64_t position = 0;
  std::int64_t total = -1;  // -1: not known.
  CURLcode outcome = CURLE_OK;
  bool added = false;
  bool paused = false;
  bool over = false;
  bool ranges = false;
  bool refused = false;

  ~Transfer() { leave(); }

  void leave() {
    if (std::exchange(added, false)) curl_multi_remove_handle(multi.get(), easy.get());
  }

  static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* peer) {
    Transfer& transfer = *static_cast<Transfer*>(self);
    if (!transfer.may_connect(peer->addr)) {
      transfer.refused = true;
      return CURL_SOCKET_BAD;
    }
    return ::socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
  }

  static std::size_t take(char* bytes, std::size_t size, std::size_t count, void* self) {
    Transfer& transfer = *static_cast<Transfer*>(self);
    if (transfer.pending.size() - transfer.taken >= kPendingMax) {
      transfer.paused = true;
      return CURL_WRITEFUNC_PAUSE;  // It gives these again.
    }
    transfer.pending.append(bytes, size * count);
    return size * count;
  }

  void set_up() {
    CURL* const handle = easy.get();
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(handle, CURLOPT_MAXREDIRS, 8L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");  // Through one, its address would be all we see.
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "cuetrace");
    curl_easy_setopt(handle, CURLOPT_HTTP200ALIASES, aliases.get());
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Transfer::take);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
  }

  bool has_bytes() const { return taken < pending.size(); }

  /// Waits a little for what comes next. 0, or AVERROR_EXIT when nobody wants to wait any more.
  int step() {
    if (interrupt.callback != nullptr && interrupt.callback(interrupt.opaque) != 0) {
      return AVERROR_EXIT;
    }
    constexpr int kPatienceMs = 100;
    int running = 0;
    curl_multi_perform(multi.get(), &running);
    int left = 0;
    while (const CURLMsg* const message = curl_multi_info_read(multi.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      over = true;
      outcome = message->data.result;
    }
    if (!over && !has_bytes()) curl_multi_poll(multi.get(), nullptr, 0, kPatienceMs, nullptr);
    return 0;
  }

  bool takes_ranges() const {
    curl_header* header = nullptr;
    return curl_easy_header(easy.get(), "Accept-Ranges", 0, CURLH_HEADER, -1, &header) ==
               CURLHE_OK &&
           header->value == std::string_view("bytes");
  }

  long http_status() const {
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    return status;
  }

  /// Of a transfer that is over.
  int end_status() const {
    switch (outcome) {
      case CURLE_OK: return AVERROR_EOF;
      case CURLE_OPERATION_TIMEDOUT: return AVERROR(ETIMEDOUT);
      case CURLE_OUT_OF_MEMORY: return AVERROR(ENOMEM);
      default: break;
    }
    long system_error = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_OS_ERRNO, &system_error);
    return refused ? AVERROR(EACCES)
                   : AVERROR(system_error == 0 ? EIO : static_cast<int>(system_error));
  }
};

PublicFetch::PublicFetch(std::string url, const AVIOInterruptCB& interrupt, PeerCheck may_connect)
    : transfer_(new Transfer{
          .url = std::move(url), .interrupt = interrupt, .may_connect = std::move(may_connect)}) {}

PublicFetch::~PublicFetch() = default;

bool PublicFetch::refused() const { return transfer_->refused; }
bool PublicFetch::seekable() const { return transfer_->ranges; }

int PublicFetch::begin(std::int64_t offset) {
  Transfer& transfer = *transfer_;
  if (!is_web_address(transfer.url)) return AVERROR_PROTOCOL_NOT_FOUND;
  if (!transfer.multi || !transfer.easy) return AVERROR(ENOMEM);
  transfer.leave();
  transfer.set_up();
  const std::string range = std::to_string(offset) + "-";
  curl_easy_setopt(transfer.easy.get(), CURLOPT_RANGE, range.c_str());
  transfer.pending.clear();
  transfer.taken = 0;
  transfer.outcome = CURLE_OK;
  transfer.paused = transfer.over = false;
  transfer.added = curl_multi_add_handle(transfer.multi.get(), transfer.easy.get()) == CURLM_OK;
  while (!transfer.over && !transfer.has_bytes()) {
    if (const int status = transfer.step(); status < 0) return status;
  }
  const bool failed = transfer.over && transfer.outcome != CURLE_OK;
  if (failed && !transfer.has_bytes()) return transfer.end_status();
  const long status = transfer.http_status();
  if (const int refused = status_of_http(status); refused < 0) return refused;
  if (offset > 0 && status != 206) return AVERROR(ENOSYS);
  transfer.ranges = status == 206 || transfer.takes_ranges();
  curl_off_t length = -1;
  curl_easy_getinfo(transfer.easy.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  transfer.position = offset;
  transfer.total = length < 0 ? -1 : offset + length;
  return 0;
}

int PublicFetch::read(void* self, std::uint8_t* buffer, int size) {
  Transfer& transfer = *static_cast<PublicFetch*>(self)->transfer_;
  while (!transfer.has_bytes()) {
    if (transfer.over) return transfer.end_status();
    transfer.pending.clear();
    transfer.taken = 0;
    if (std::exchange(transfer.paused, false)) {
      curl_easy_pause(transfer.easy.get(), CURLPAUSE_CONT);
      continue;
    }
    if (const int status = transfer.step(); status < 0) return status;
  }
  const std::size_t count =
      std::min(static_cast<std::size_t>(size), transfer.pending.size() - transfer.taken);
  std::memcpy(buffer, transfer.pending.data() + transfer.taken, count);
  transfer.taken += count;
  transfer.position += static_cast<std::int64_t>(count);
  return static_cast<int>(count);
}

std::int64_t PublicFetch::seek(void* self, std::int64_t offset, int whence) {
  PublicFetch& fetch = *static_cast<PublicFetch*>(self);
  Transfer& transfer = *fetch.transfer_;
  if ((whence & AVSEEK_SIZE) != 0) return transfer.total < 0 ? AVERROR(ENOSYS) : transfer.total;
  switch (whence & ~AVSEEK_FORCE) {
    case SEEK_SET: break;
    case SEEK_CUR: offset += transfer.position; break;
    case SEEK_END:
      if (transfer.total < 0) return AVERROR(ENOSYS);
      offset += transfer.total;
      break;
    default: return AVERROR(EINVAL);
  }
  if (offset < 0) return AVERROR(EINVAL);
  const std::int64_t ahead = offset - transfer.position;
  const auto there = static_cast<std::int64_t>(transfer.pending.size() - transfer.taken);
  if (ahead >= 0 && ahead <= there) {
    transfer.taken += static_cast<std::size_t>(ahead);
    transfer.position = offset;
    return offset;
  }
  if (!transfer.ranges) return AVERROR(ENOSYS);
  const std::int64_t total = transfer.total;
  const int status = fetch.begin(offset);
  if (status >= 0) return offset;
  transfer.total = total;  // As it was said of the whole.
  transfer.ranges = true;
  return status;
}

AVIOContext* PublicFetch::context_of(PublicFetch& fetch) {
  auto* const buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
  if (buffer == nullptr) return nullptr;
  AVIOContext* const io =
      avio_alloc_context(buffer, kBufferBytes, 0, &fetch, &read, nullptr, &seek);
  if (io == nullptr) {
    av_free(buffer);
  } else if (!fetch.seekable()) {
    io->seekable = 0;
  }
  return io;
}

AVIOContext* PublicFetch::open(const std::string& url, std::int64_t offset,
                               const AVIOInterruptCB& interrupt, const PeerCheck& may_connect,
                               int& status) {
  auto fetch = std::make_unique<PublicFetch>(url, interrupt, may_connect);
  status = fetch->begin(offset);
  if (status < 0) return nullptr;
  AVIOContext* const io = context_of(*fetch);
  if (io == nullptr) {
    status = AVERROR(ENOMEM);
  } else {
    static_cast<void>(fetch.release());  // `close` has it from the context.
  }
  return io;
}

void PublicFetch::close(AVIOContext* io) {
  if (io == nullptr) return;
  const std::unique_ptr<PublicFetch> fetch(static_cast<PublicFetch*>(io->opaque));
  const CustomIoHandle context(io);
}

}  // namespace ingest
