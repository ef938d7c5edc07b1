// Where the bytes of media come from: a file, standard input, or a web server. Knows nothing of
// what the bytes mean.
#pragma once

#include "engine/core/result.h"
#include "ingest/av_handle.h"
#include "ingest/network_access.h"
#include "ingest/public_fetch.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace ingest {

/// True for "scheme://...": everything else is a path, whatever characters it holds.
bool is_url(std::string_view location);

/// An open source of bytes, behind libav's AVIOContext.
///
/// Files and standard input are read through our own context over a file descriptor, so that no
/// name is ever taken for one of libav's protocols. Threads: not safe to share.
class MediaBytes {
 public:
  /// Errors: kNotFound, kNotPermitted, kInvalidInput (a folder, a device, empty), kUnsupported
  /// (a URL that is not fetched), kRemoteUnreachable, kInterrupted, kUnavailable.
  static engine::Result<MediaBytes> open(const std::string& location, NetworkAccess access = {});

  MediaBytes(MediaBytes&&) noexcept;
  ~MediaBytes();

  const std::string& location() const { return location_; }
  /// The first bytes, up to 4 KB; reading them took nothing away from what follows.
  std::string_view head() const { return head_; }
  bool remote() const { return opened_ != nullptr || fetch_ != nullptr; }
  bool seekable() const;
  AVIOContext* io() const;
  const AVIOInterruptCB& interrupt_callback() const;
  /// What may be fetched when this URL, or a playlist at it, names something: never local files.
  const char* protocols() const;
  const NetworkAccess& access() const { return *access_; }
  /// The user has interrupted, or whoever opened this wants no more of it.
  bool stopped() const;

  /// Size in bytes, 0 when it cannot be known (yet): for a pipe it is what has come until its end.
  std::int64_t total_bytes() const;

  /// Up to `size` bytes at `offset`, whatever has been read before; fewer at the end of the file,
  /// none where a source cannot be read out of order (a pipe, a server).
  std::string read_at(std::int64_t offset, std::size_t size) const;

  /// Starts the silence that is allowed anew; call before each step that may touch the network.
  void expect_progress();

  /// Everything, from the first byte on. Only before anything else has read.
  /// Errors: kInvalidInput (over `max_bytes`), and as `failure`.
  engine::Result<std::string> read_whole(std::uint64_t max_bytes);

  /// What the negative libav status of a read or open means for a user.
  engine::Error failure(int status) const;

 private:
  class Descriptor;
  struct Patience;

  MediaBytes();
  engine::Result<void> open_descriptor();
  engine::Result<void> open_url();
  engine::Result<void> open_fetch();
  engine::Result<void> take_head();

  std::string location_;
  std::unique_ptr<NetworkAccess> access_;  // Stable address: what libav opens further goes by it.
  std::string head_;
  std::unique_ptr<Patience> patience_;      // Stable address: libav keeps a pointer.
  std::unique_ptr<Descriptor> descriptor_;  // Likewise. This or fetch_, and custom_; or opened_.
  std::unique_ptr<PublicFetch> fetch_;
  CustomIoHandle custom_;
  OpenedIoHandle opened_;
};

}  // namespace ingest
