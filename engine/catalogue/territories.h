// Territories as CISAC's TIS numbers them: countries by their ISO 3166-1 number, groups of
// countries from 2100 on (2136 is the world). Groups have the members they have today.
#pragma once

#include <string>
#include <string_view>

namespace engine::catalogue {

inline constexpr std::string_view kWorld = "2136";

/// The four digits of what people write: a TIS number ("2136", "276"), an ISO 3166-1 alpha-2 code
/// ("DE"), or the name of a group ("World", "European Union"), in any case. Empty when unknown.
std::string territory_code(std::string_view text);

/// What people read: alpha-2 of a country, name of a group; the code itself when it is neither.
std::string territory_name(std::string_view code);

/// Whether `code` is `group` or lies in it: a country in a group, a group in a wider one.
bool lies_in(std::string_view code, std::string_view group);

}  // namespace engine::catalogue
