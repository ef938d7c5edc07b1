// User-centric pools: what each subscriber pays goes to the music that this subscriber used. (A
// pool-centric one is a single allocation over everything that was used.)
#pragma once

#include "engine/core/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace engine::royalties {

/// Where the money of a subscriber goes who used nothing.
enum class Idle : std::uint8_t {
  kPool,      ///< To everything that was used by all, pool-centric.
  kCarry,     ///< To the next period.
  kPlatform,  ///< It is the platform's.
};

std::string_view to_string(Idle idle);  ///< "pool", "carry", "platform".
std::optional<Idle> idle_named(std::string_view word);

struct UsedUnits {
  std::size_t item = 0;  ///< Its place among all that was used.
  std::int64_t units = 0;
};

struct Subscriber {
  std::int64_t amount = 0;      ///< Net fee × rate; below 0 for what was refunded.
  std::vector<UsedUnits> used;  ///< An item may stand in it several times.
};

struct UserCentricPool {
  std::vector<std::int64_t> amounts;  ///< One an item.
  std::int64_t idle = 0;  ///< For `carry` or `platform`, as asked, or of a pool without any use.
};

/// amounts and idle sum to what all subscribers paid. Errors: those of `allocated`; sums that do
/// not fit.
Result<UserCentricPool> user_centric(const std::vector<Subscriber>& subscribers, std::size_t items,
                                     Idle idle);

}  // namespace engine::royalties
