// From a request to its answer: who asks, whether they may, whether what they ask is well formed,
// the function behind the route, and what every answer has: an id, a tag, and the headers that keep
// browsers safe.
#pragma once

#include "engine/run/service/http_server.h"
#include "engine/run/service/service.h"

#include <string>
#include <string_view>
#include <vector>

namespace engine::service {

struct ApplicationOptions {
  /// Names under which browsers may ask, without ports. Others are refused, so that no page can
  /// make its own name lead here (DNS rebinding). Empty: any.
  std::vector<std::string> hosts;
  int requests_per_second = 0;  ///< As for RateLimits.
  bool json_logs = false;
  bool quiet = false;
};

/// The strong ETag of a body, with its quotes.
std::string tag_of(std::string_view body);

/// Threads: the handlers may be called at once from many. `service` outlives them.
HttpHandlers application(const Service& service, const ApplicationOptions& options);

}  // namespace engine::service
