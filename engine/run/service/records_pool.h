// Connections to the ledger for whoever reads: as many as read at once, each used by one at a time.
#pragma once

#include "engine/core/result.h"
#include "engine/run/workspace.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace engine::service {

/// Threads: any.
class RecordsPool {
 public:
  explicit RecordsPool(std::filesystem::path workspace) : workspace_(std::move(workspace)) {}

  /// Gives its connection back at its end. Must not outlive the pool.
  class Lease {
   public:
    Lease(RecordsPool& pool, std::unique_ptr<run::Records> records)
        : pool_(&pool), records_(std::move(records)) {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (records_) pool_->give_back(std::move(records_));
    }
    run::Records* operator->() { return records_.get(); }
    run::Records& operator*() { return *records_; }

   private:
    RecordsPool* pool_;
    std::unique_ptr<run::Records> records_;
  };

  /// Errors: those of Records::open_for_reading.
  Result<Lease> take();

 private:
  void give_back(std::unique_ptr<run::Records> records);

  std::filesystem::path workspace_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<run::Records>> idle_;
};

}  // namespace engine::service
