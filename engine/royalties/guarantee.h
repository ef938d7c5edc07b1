// Guaranteed minimum per use: what becomes of a pool when everybody is promised a floor of so much
// for each use. Three policies, which differ in who pays for it.
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace engine::royalties {

enum class GuaranteePolicy : std::uint8_t {
  kTopUp,           ///< The larger of share and floor; the platform pays the difference.
  kWaterfill,       ///< Who is below the floor gets it, and the others share what is left.
  kFloorPlusShare,  ///< Everybody gets the floor, and all share what is left.
};

std::string_view to_string(GuaranteePolicy policy);  ///< "top_up", "waterfill", ...
std::optional<GuaranteePolicy> guarantee_policy_named(std::string_view word);

struct GuaranteedPool {
  std::vector<std::int64_t> amounts;  ///< One a claimant; they sum to pool + platform_adds.
  std::int64_t platform_adds = 0;     ///< Of top_up.
  /// What the pool lacks to pay all floors (waterfill, floor_plus_share): then it is shared by the
  /// floors, and this is said.
  std::int64_t shortfall = 0;
};

/// `units` are what the pool is shared by, `floors` what each is promised; both from 0, of the same
/// length. Errors: kInvalidInput when the pool is negative or has nobody to go to, or sums do not
/// fit.
Result<GuaranteedPool> with_guarantee(std::int64_t pool, std::span<const std::int64_t> units,
                                      std::span<const std::int64_t> floors, GuaranteePolicy policy);

}  // namespace engine::royalties
