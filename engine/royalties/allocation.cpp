#include "engine/royalties/allocation.h"

#include "engine/core/wide.h"

#include <algorithm>
#include <numeric>

namespace engine::royalties {
namespace {

struct Remainder {
  Wide size = 0;
  std::size_t place = 0;
};

/// Larger remainders first, and the earlier of equals.
bool comes_before(const Remainder& a, const Remainder& b) {
  return a.size != b.size ? a.size > b.size : a.place < b.place;
}

Result<Wide> total_of(std::span<const std::int64_t> weights) {
  Wide total = 0;
  for (const std::int64_t weight : weights) {
    if (weight < 0) return fail(Errc::kInvalidInput, "a share to allocate by is negative");
    total += weight;
  }
  return total;
}

}  // namespace

Result<std::vector<std::int64_t>> allocated(std::int64_t amount,
                                            std::span<const std::int64_t> weights) {
  std::vector<std::int64_t> parts(weights.size());
  TRY(const Wide total, total_of(weights));
  if (amount == 0) return parts;
  if (total == 0) return fail(Errc::kInvalidInput, "an amount, and nobody to allocate it to");

  // Parts are made with their sign: the size of the least amount is more than 64 bits hold.
  const int sign = amount < 0 ? -1 : 1;
  const Wide size = Wide{amount} * sign;
  Wide left = size;
  std::vector<Remainder> remainders(weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Wide exact = size * weights[i];  // Below 2^126.
    parts[i] = static_cast<std::int64_t>(exact / total * sign);
    remainders[i] = {exact % total, i};
    left -= exact / total;
  }
  const auto end = remainders.begin() + static_cast<std::ptrdiff_t>(left);
  if (left > 0) std::nth_element(remainders.begin(), end - 1, remainders.end(), comes_before);
  for (auto one = remainders.begin(); one != end; ++one) parts[one->place] += sign;
  return parts;
}

Result<std::vector<std::int64_t>> allocated(std::int64_t amount, std::span<const Ratio> shares) {
  Wide common = 1;
  for (const Ratio& share : shares) {
    common = common / greatest_common_divisor(common, share.denominator) * share.denominator;
    if (!narrowed(common)) break;
  }
  std::vector<std::int64_t> weights;
  weights.reserve(shares.size());
  for (const Ratio& share : shares) {
    const auto fits = narrowed(common);
    const auto weight = fits ? narrowed(common / share.denominator * share.numerator) : fits;
    if (!weight) {
      return fail(Errc::kInvalidInput,
                  "shares with too many different denominators; write them as percentages");
    }
    weights.push_back(*weight);
  }
  return allocated(amount, weights);
}

}  // namespace engine::royalties
