// What royalties are reckoned from, gathered from ledger and licences: the uses of a period.
#pragma once

#include "engine/core/result.h"
#include "engine/royalties/period.h"
#include "engine/royalties/use.h"
#include "engine/run/workspace.h"

namespace engine::run {

/// Uses that count on a day of the period (reports/reported_uses.h says which that is). What people
/// have rejected is left out. Errors: those of the database.
Result<royalties::Uses> played_uses(Records& records, const royalties::BookPeriod& period);

}  // namespace engine::run
