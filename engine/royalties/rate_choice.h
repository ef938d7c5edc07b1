// Which rate of a card is for a use.
#pragma once

#include "engine/core/result.h"
#include "engine/royalties/rate_card.h"
#include "engine/royalties/use.h"

#include <cstddef>
#include <optional>
#include <string>

namespace engine::royalties {

/// The first rate that fits, or why the use is worth nothing in words that many uses share, such as
/// "UNLICENSED" or "WHITELISTED".
struct RateChoice {
  std::optional<std::size_t> rate{};
  std::string why_none{};
};

/// Errors: kInvalidInput for a use that somebody has to pay for and that fits no rate, telling what
/// is known of it.
Result<RateChoice> rate_for(const RateCard& card, const Uses& uses, const Use& use);

}  // namespace engine::royalties
