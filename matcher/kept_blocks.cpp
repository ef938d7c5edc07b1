#include "matcher/kept_blocks.h"

namespace matcher {
namespace {

/// With what the allocator and the string add.
std::size_t bytes_of(std::size_t block) { return block + sizeof(std::string) + 16; }

}  // namespace

bool KeptBytes::take(std::size_t bytes) {
  const auto taken = static_cast<std::int64_t>(bytes);
  if ((left_ -= taken) >= 0) return true;
  left_ += taken;
  return false;
}

KeptBlocks::~KeptBlocks() {
  for (const auto& block : blocks_) {
    const std::unique_ptr<const std::string> owned(block.load());
    if (owned) budget_->give_back(bytes_of(owned->size()));
  }
}

void KeptBlocks::keep(std::uint32_t bucket, std::string_view block) {
  const std::size_t bytes = bytes_of(block.size());
  if (!budget_->take(bytes)) return;
  auto copy = std::make_unique<const std::string>(block);
  const std::string* none = nullptr;
  if (blocks_[bucket].compare_exchange_strong(none, copy.get(), std::memory_order_acq_rel)) {
    copy.release();
  } else {
    budget_->give_back(bytes);
  }
}

}  // namespace matcher
