// Files that are part of the program: the pages of the web UI, and the schemas of the API.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace engine::service {

/// By its name, with '/' between folders: "index.html", "vendor/mithril.min.js". Valid for ever.
/// Empty when there is none.
std::optional<std::string_view> embedded_file(std::string_view name);

/// From the ending of a name: "text/html; charset=utf-8"; application/octet-stream for one that is
/// not known.
std::string media_type_of(std::string_view name);

}  // namespace engine::service
