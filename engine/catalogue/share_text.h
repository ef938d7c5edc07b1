// Shares, terms and details as text in a cell.
//
//   share     "50", "33.3333", "50 %": percent with at most four decimals
//   terms     "World 50/100/100 | -US | DE 25/50/50 2020-01-01..2020-12-31": of each territory the
//             shares of performing, mechanical and synchronisation right ("-" for one that is not
//             stated), and the days from which and until which they hold, where there are any; "-"
//             before a territory takes it out of those before
//   details   "name=text|name=text"; '|', '=' and '\' in a text have a '\' before them
#pragma once

#include "engine/catalogue/model.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::catalogue {

/// Millionths, from 0 to a whole. Empty for anything else.
std::optional<std::int32_t> parse_share_ppm(std::string_view text);
std::string share_text(std::int32_t ppm);  ///< "33.3333", "50"

/// Empty when any of them is none.
std::optional<std::vector<ShareTerm>> parse_terms(std::string_view text, ShareKind kind);
/// Those of the kind.
std::string terms_text(const std::vector<ShareTerm>& terms, ShareKind kind);

/// Empty when there is a part without a name.
std::optional<Details> parse_details(std::string_view text);
std::string details_cell(const Details& details);

}  // namespace engine::catalogue
