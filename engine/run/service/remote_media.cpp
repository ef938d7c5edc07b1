#include "engine/run/service/remote_media.h"

#include "engine/core/file.h"
#include "engine/core/text.h"
#include "ingest/network_access.h"

namespace engine::service {
namespace {

bool is_web_address(const std::string& url) {
  const std::string lower = to_lower_ascii(url);
  return lower.starts_with("http://") || lower.starts_with("https://");
}

}  // namespace

Result<void> check_remote(const std::string& url, const RemotePolicy& policy) {
  constexpr std::size_t kUrlBytesMax = 2048;
  if (!is_web_address(url) || url.size() > kUrlBytesMax) {
    return fail(Errc::kUsage, "\"" + first_characters(url, 80) + "\" is no http or https URL");
  }
  return policy.private_addresses ? Result<void>() : ingest::check_public(url);
}

Result<std::string> read_small_body(const HttpRequest& request) {
  constexpr std::uint64_t kBytesMax = 64 * 1024;
  if (!request.body_file) return request.body;
  if (request.body_bytes > kBytesMax) return fail(Errc::kUsage, "the body is too large");
  return read_file(*request.body_file, kBytesMax);
}

}  // namespace engine::service
