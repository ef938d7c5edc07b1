// An exact part of something: a share, a percentage, a rate of exchange.
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engine::royalties {

/// numerator / denominator in lowest terms; from 0.
struct Ratio {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;

  friend bool operator==(const Ratio&, const Ratio&) = default;
};

inline constexpr Ratio kWhole{1, 1};

/// "1/3", "33.3333 %", "0.25" or "2"; parts of a fraction up to 10^9, at most six decimals.
/// Errors: kInvalidInput.
Result<Ratio> parse_ratio(std::string_view text);

/// The same of what is a part of a whole. Errors: also for more than 1.
Result<Ratio> parse_part(std::string_view text);

/// "33.3333 %" where that is exact, else "1/3".
std::string to_string(const Ratio& ratio);

/// Of a whole: what `part` leaves. `part` is at most 1.
Ratio rest_of(const Ratio& part);

/// a - b; empty when b is more, or when the difference is no fraction of 64-bit numbers.
std::optional<Ratio> difference(const Ratio& a, const Ratio& b);

/// a × b; empty when that is no fraction of 64-bit numbers.
std::optional<Ratio> product(const Ratio& a, const Ratio& b);

/// amount × ratio to the nearest whole, ties to even. Errors: kInvalidInput when it does not fit.
Result<std::int64_t> part_of(std::int64_t amount, const Ratio& ratio);

}  // namespace engine::royalties
