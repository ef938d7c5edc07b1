#include "reports/use_index.h"

#include <algorithm>

namespace reports {

const IndexedUse* UseIndex::find(const std::string& usage_id) const {
  const auto id = engine::parse_id<engine::UsageId>(usage_id);
  if (!id) return nullptr;
  const auto found = std::ranges::lower_bound(uses, *id, {}, &IndexedUse::id);
  return found == uses.end() || found->id != *id ? nullptr : &*found;
}

bool counts_in(const Period& period, const UseIndex& index, const IndexedUse& use) {
  const auto day = day_of(index.video_of(use).record).day;
  return day && period.holds(*day);
}

}  // namespace reports
