// Charges as bookings: commission first, then everybody's share of what is left, then the fees of
// those who administer for others. Money that nobody may have yet goes to an account that says why.
#pragma once

#include "engine/core/result.h"
#include "engine/royalties/booking.h"
#include "engine/royalties/charging.h"
#include "engine/royalties/party.h"

#include <functional>
#include <map>
#include <string>

namespace engine::royalties {

/// Everybody whom a booking credits, by key.
using Payees = std::map<std::string, Payee>;

/// Hands every booking of a run over: those of pools and bundles, then those of uses, by id, then
/// those of uses that earn nothing, by why: without transfers, so that the books say so. What
/// is held goes, whole and without commission, to held_dispute, held_conflict, held_over_claim or
/// unmatched; what is missing in shares of less than a whole, to unmatched.
/// Errors: those of `take`; kInvalidInput when amounts do not fit.
Result<void> credit(const RateCard& card, const Uses& uses, const Charges& charges, Payees& payees,
                    const std::function<Result<void>(const Booking&)>& take);

}  // namespace engine::royalties
