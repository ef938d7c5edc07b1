// Splitting an amount so that the parts sum to it, always: the largest remainder method (Hamilton)
// on exact rationals. Each part is its exact share rounded down, and the units that are left go,
// one each, to the largest remainders; of equal ones to the earlier. So the caller puts claimants
// in the order of a key that stays: by id of party, then of use.
//
// A negative amount is split as its positive and negated: a reversal mirrors what it reverses, to
// the unit.
#pragma once

#include "engine/core/result.h"
#include "engine/royalties/ratio.h"

#include <cstdint>
#include <span>
#include <vector>

namespace engine::royalties {

/// `amount` in parts that are to each other as `weights`; a weight of 0 gets nothing, and an amount
/// of 0 is nothing for everybody. Units are whatever the amount's are.
/// Errors: kInvalidInput for a negative weight, and when there is an amount and no weight.
Result<std::vector<std::int64_t>> allocated(std::int64_t amount,
                                            std::span<const std::int64_t> weights);

/// The same by exact shares, which need not sum to 1.
/// Errors: also when their common denominator does not fit 64 bits.
Result<std::vector<std::int64_t>> allocated(std::int64_t amount, std::span<const Ratio> shares);

}  // namespace engine::royalties
