// What routes have in common: parameters of lists, bodies and answers.
#pragma once

#include "engine/run/service/route.h"

#include <string_view>
#include <vector>

namespace engine::service {

constexpr std::uint64_t kMediaBytesMax = 16ULL << 30U;

/// The routes of what is on record: videos, uses, cue sheets, catalogue, licences, reports.
const std::vector<Route>& routes_of_records();

inline const Parameter kCursor{.name = "cursor", .about = "`next` of the page before", .most = 200};
inline const Parameter kLimit{
    .name = "limit", .type = Type::kInteger, .about = "how many at most", .least = 1, .most = 500};
inline const Parameter kWords{.name = "words", .about = "part of a name or place", .most = 200};

inline const Parameter kFields{
    .name = "fields", .about = "only these members, with commas", .most = 1000};

inline RequestBody json_of(std::string_view schema) {
  return {.media_types = "application/json", .schema = schema};
}

inline Answer page_of(std::string_view schema) { return {.schema = schema, .about = "a page"}; }

/// Media, or a fingerprint, or {"url"}.
inline RequestBody media_of(std::uint64_t bytes_max) {
  return {.media_types = "*/*", .bytes_max = bytes_max, .spooled = true};
}

}  // namespace engine::service
