// Media of others by URL: which addresses may be asked at all. A service that fetches what it is
// told to must not be made to ask machines of its own network (SSRF).
#pragma once

#include "engine/core/result.h"
#include "engine/run/service/http_message.h"

#include <string>

namespace engine::service {

struct RemotePolicy {
  bool private_addresses = false;  ///< Loopback, link-local, private and reserved ones, too.
};

/// http and https alone; every address of the host must be a public one. Errors: kUsage for what is
/// no such URL; those of ingest::check_public.
Result<void> check_remote(const std::string& url, const RemotePolicy& policy);

/// The body of a request that may have gone to a file; at most 64 KB of it. Errors: kUsage.
Result<std::string> read_small_body(const HttpRequest& request);

}  // namespace engine::service
