// What a web server has, read so that only servers on the public internet are ever asked: every
// address is looked at before it is connected to, also where a redirection leads, and whatever a
// name has come to mean since it was looked up last.
#pragma once

#include "ingest/av_handle.h"
#include "ingest/network_access.h"

#include <cstdint>
#include <memory>
#include <string>

namespace ingest {

/// A source for libav: `read` and `seek` are as avio_alloc_context wants them, and statuses are
/// libav's, negative ones errors. `interrupt` is asked while it waits.
///
/// Threads: not safe to share.
class PublicFetch {
 public:
  /// `interrupt` and what it points to outlive it.
  PublicFetch(std::string url, const AVIOInterruptCB& interrupt, PeerCheck may_connect);
  PublicFetch(const PublicFetch&) = delete;
  PublicFetch& operator=(const PublicFetch&) = delete;
  ~PublicFetch();

  /// Asks for what lies from `offset` on, and returns when an answer has begun to come.
  int begin(std::int64_t offset);
  /// Nothing was fetched, since an address was not to be connected to.
  bool refused() const;
  /// Bytes can be had out of order.
  bool seekable() const;

  static int read(void* self, std::uint8_t* buffer, int size);
  static std::int64_t seek(void* self, std::int64_t offset, int whence);

  /// A context that owns a fetch of its own, which has begun; null where it cannot be had, with why
  /// in `status`. Close it by `close`.
  static AVIOContext* open(const std::string& url, std::int64_t offset,
                           const AVIOInterruptCB& interrupt, const PeerCheck& may_connect,
                           int& status);
  static void close(AVIOContext* io);

  /// A context over a fetch that outlives it; null when memory is short.
  static AVIOContext* context_of(PublicFetch& fetch);

 private:
  struct Transfer;
  std::unique_ptr<Transfer> transfer_;
};

}  // namespace ingest
