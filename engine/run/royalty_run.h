// `cuetrace royalty run`: from the uses of a period to bookings, in one transaction.
#pragma once

#include "engine/core/author.h"
#include "engine/core/result.h"
#include "engine/royalties/books.h"
#include "engine/royalties/charging.h"
#include "engine/royalties/period.h"
#include "engine/royalties/rate_card.h"
#include "engine/royalties/reconciliation.h"
#include "engine/royalties/revenue.h"
#include "engine/run/workspace.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace engine::run {

struct RoyaltyRequest {
  royalties::RateCard card;
  royalties::BookPeriod period;
  royalties::BookPeriod booked_in;
  std::vector<royalties::RevenueRow> revenue{};
  Author author{};
  bool dry_run = false;  ///< Everything is reckoned and told, and nothing is kept.
};

struct RoyaltyOutcome {
  std::size_t uses = 0;        ///< Of the period.
  royalties::Charges charges;  ///< What they earn, and why others earn nothing.
  royalties::PostingOutcome posting;
  royalties::Balances movements;  ///< Of everything that is booked in `booked_in`, with this run.
  royalties::Payees payees;
};

/// Errors: those of charges_of and of Books::post; then nothing is booked.
Result<RoyaltyOutcome> run_royalties(Workspace& workspace, const RoyaltyRequest& request);

}  // namespace engine::run
