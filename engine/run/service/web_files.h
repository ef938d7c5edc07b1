// The pages of the web UI: files within the program, and index.html for every path that the UI has
// as a state of its own.
#pragma once

#include "engine/run/service/http_message.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace engine::service {

/// Whether a path is the UI's: not /v1, nor one of the few others that routes have.
bool is_web_path(const HttpRequest& request);

/// A file of `folder`, or of the program when there is none.
HttpResponse web_file(const HttpRequest& request,
                      const std::optional<std::filesystem::path>& folder);

/// What a page may load, and from where: from here alone, and no script within the page.
std::string content_security_policy(std::string_view media_type);

}  // namespace engine::service
