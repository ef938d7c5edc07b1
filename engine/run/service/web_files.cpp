#include "engine/run/service/web_files.h"

#include "engine/core/file.h"
#include "engine/core/text.h"
#include "engine/run/service/embedded_files.h"
#include "engine/run/service/problem.h"

#include <algorithm>
#include <array>

namespace engine::service {
namespace {

constexpr std::string_view kIndex = "index.html";
constexpr std::uint64_t kWebFileBytesMax = 16U << 20U;

std::optional<std::string> file_named(const std::string& name,
                                      const std::optional<std::filesystem::path>& folder) {
  if (folder) {  // What it lacks is taken from within: the parts of others.
    if (auto text = read_file(*folder / name, kWebFileBytesMax)) return *std::move(text);
  }
  const auto bytes = embedded_file("web/" + name);
  return bytes ? std::optional(std::string(*bytes)) : std::nullopt;
}

/// A name of files we made: no dot at its beginning, no separators but our own.
bool is_plain(const std::string& segment) {
  return !segment.empty() && segment.front() != '.' && std::ranges::all_of(segment, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  });
}

}  // namespace

bool is_web_path(const HttpRequest& request) {
  constexpr std::array<std::string_view, 5> kOthers = {"v1", "healthz", "readyz", "metrics",
                                                       "openapi.json"};
  return request.path.empty() || std::ranges::find(kOthers, request.path.front()) == kOthers.end();
}

HttpResponse web_file(const HttpRequest& request,
                      const std::optional<std::filesystem::path>& folder) {
  HttpResponse response;
  const std::string name = joined(request.path, "/");
  // Ids of the UI's paths may hold dots; only what ends as its files do is one.
  const bool looks_like_file = media_type_of(name) != media_type_of("");
  if (looks_like_file && std::ranges::all_of(request.path, is_plain)) {
    if (auto text = file_named(name, folder)) {
      response.content_type = media_type_of(name);
      response.body = *std::move(text);
      return response;
    }
    return problem(404, "There is no such file");
  }
  auto index = file_named(std::string(kIndex), folder);
  if (!index) return problem(404, "There is no web UI here");
  response.content_type = media_type_of(kIndex);
  response.body = *std::move(index);
  return response;
}

std::string content_security_policy(std::string_view media_type) {
  if (!media_type.starts_with("text/html")) return "default-src 'none'; frame-ancestors 'none'";
  return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
         "media-src 'self' blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; "
         "form-action 'none'; frame-ancestors 'none'";
}

}  // namespace engine::service
