// The societies that writers and publishers belong to, by CISAC code and by the names they go by.
//
// A party may have been of several, one after another; then it is written with the days, both of
// them in: "PRS ..2019-12-31 | BMI 2020-01-01..".
#pragma once

#include "engine/core/day.h"

#include <optional>
#include <string>
#include <string_view>

namespace engine::catalogue {

/// The one of the societies in `text` that a party was of on a day, as it is written there; without
/// a day, the last one. Empty when it was of none then.
std::string society_on(std::string_view text, const std::optional<Day>& day);

/// The three digits of what people write: a code ("52"), a name ("PRS", "PRS for Music"), or both
/// ("10 - ASCAP"), in any case. A code that is in no list here counts as one all the same. Empty
/// when `text` is neither.
std::string society_code(std::string_view text);

/// The name societies are called by ("PRS"); the text itself when it is of none in the list.
std::string society_name(std::string_view text);

inline constexpr std::string_view kNoSociety = "099";
inline constexpr std::string_view kPublicDomain = "000";

}  // namespace engine::catalogue
