// What every report is made from: the ledger's uses, each joined with what the catalogue knows.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/ledger/ledger.h"

namespace reports {

using Use = engine::ledger::RecordedUse;
using engine::catalogue::Contribution;

inline bool is_publisher(const Contribution& contribution) {
  return contribution.kind == engine::catalogue::ContributionKind::kPublisher;
}

}  // namespace reports
