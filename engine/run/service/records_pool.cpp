#include "engine/run/service/records_pool.h"

#include <utility>

namespace engine::service {

Result<RecordsPool::Lease> RecordsPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto records = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(records));
    }
  }
  TRY(run::Records records, run::Records::open_for_reading(workspace_.string()));
  return Lease(*this, std::make_unique<run::Records>(std::move(records)));
}

void RecordsPool::give_back(std::unique_ptr<run::Records> records) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(records));
}

}  // namespace engine::service
