// The proof that no money got lost: what came in, and where all of it went, by kind of account.
#pragma once

#include "engine/core/money.h"
#include "engine/royalties/books.h"

#include <cstdint>
#include <string>
#include <vector>

namespace engine::royalties {

struct ReconciledAccount {
  std::string name;
  std::int64_t micros = 0;  ///< Of all holders.
};

/// One currency. What came in equals what went out, to the micro, or the books are damaged.
struct Reconciliation {
  Currency currency;
  std::vector<ReconciledAccount> in;   ///< Accounts that money came from; positive.
  std::vector<ReconciledAccount> out;  ///< Accounts that it went to; what left one is negative.
  std::int64_t total_in = 0;
  std::int64_t total_out = 0;

  std::int64_t difference() const { return total_in - total_out; }
};

/// By currency code. Errors: kInvalidInput when sums do not fit.
Result<std::vector<Reconciliation>> reconciled(const Balances& movements);

/// Micros in major units with all decimals that are not 0, and those of the currency: "12.50",
/// "0.00333333".
std::string micros_text(std::int64_t micros, const Currency& currency);

/// A table for people, each currency with its total and difference.
std::string reconciliation_text(const std::vector<Reconciliation>& all);

}  // namespace engine::royalties
