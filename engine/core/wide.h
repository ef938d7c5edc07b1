// 128-bit integers: what products of amounts and weights are reckoned in before they become 64 bits
// again. Nothing is stored in them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace engine {

__extension__ typedef __int128 Wide;  // NOLINT: __extension__ wants a typedef.

/// Empty when it does not fit.
std::optional<std::int64_t> narrowed(Wide value);

/// numerator / denominator to the nearest whole, ties to the even one; the denominator is positive.
/// 25/10 is 2, 35/10 is 4, -25/10 is -2.
Wide half_even(Wide numerator, Wide denominator);

/// numerator / denominator towards negative infinity; the denominator is positive.
Wide floored(Wide numerator, Wide denominator);

Wide greatest_common_divisor(Wide a, Wide b);  ///< From 1, unless both are 0.

std::string to_string(Wide value);

}  // namespace engine
