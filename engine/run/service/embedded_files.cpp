#include "engine/run/service/embedded_files.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace engine::service {

// Made by cmake/embed.cmake.
struct EmbeddedFile {
  const char* name;
  const char* begin;
  const char* end;
};
extern const EmbeddedFile kEmbeddedFiles[];
extern const unsigned long kEmbeddedFileCount;

std::optional<std::string_view> embedded_file(std::string_view name) {
  for (const EmbeddedFile& one : std::span(kEmbeddedFiles, kEmbeddedFileCount)) {
    if (one.name == name) {
      return std::string_view(one.begin, static_cast<std::size_t>(one.end - one.begin));
    }
  }
  return std::nullopt;
}

std::string media_type_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 22> kTypes = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".txt", "text/plain; charset=utf-8"},
      {".woff2", "font/woff2"},
      {".mp4", "video/mp4"},
      {".m4v", "video/mp4"},
      {".mov", "video/mp4"},
      {".webm", "video/webm"},
      {".mkv", "video/x-matroska"},
      {".mp3", "audio/mpeg"},
      {".m4a", "audio/mp4"},
      {".ogg", "audio/ogg"},
      {".opus", "audio/ogg"},
      {".oga", "audio/ogg"},
      {".flac", "audio/flac"},
      {".wav", "audio/wav"},
  }};
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return std::string(type);
  }
  return "application/octet-stream";
}

}  // namespace engine::service
