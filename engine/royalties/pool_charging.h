// Pools of revenue, and what each use earns of them.
#pragma once

#include "engine/core/result.h"
#include "engine/royalties/charging.h"
#include "engine/royalties/units.h"

#include <cstddef>
#include <vector>

namespace engine::royalties {

/// Adds the pools of a rate to `charges`, and what they give to its uses. `chosen` are places in
/// `uses.uses`, ordered by id of use; `units` has one for each use of all.
/// Errors: those of charges_of.
Result<void> charge_pools(const RateCard& card, std::size_t rate, const Uses& uses,
                          const std::vector<std::size_t>& chosen,
                          const std::vector<UnitsOfUse>& units,
                          const std::vector<RevenueRow>& revenue, const History& history,
                          Charges& charges);

}  // namespace engine::royalties
