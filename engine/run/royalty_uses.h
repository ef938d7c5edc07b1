// What royalties are reckoned from, gathered from ledger and licences: the uses of a period.
#pragma once

#include "engine/core/result.h"
#include "engine/licences/time_zone.h"
#include "engine/royalties/period.h"
#include "engine/royalties/use.h"
#include "engine/run/workspace.h"

namespace engine::run {

/// Uses that count on a day of the period (reports/reported_uses.h says which that is), with the
/// verdict on each as of an instant. What people have rejected is left out. Where no licence at all
/// is on record, nobody could have been licensed: then uses have a state only where it says that
/// money waits or that nothing is claimed. Errors: those of the database; kCorrupt.
Result<royalties::Uses> played_uses(Records& records, const royalties::BookPeriod& period,
                                    licences::Instant as_of);

}  // namespace engine::run
