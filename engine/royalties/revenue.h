// Revenue of a period, as a CSV says it: what subscriptions and platforms brought in. Columns, in
// any order: period, platform, territory, plan, subscriber, currency, amount. Amounts are net and
// in major units; a refund is negative.
#pragma once

#include "engine/core/money.h"
#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace engine::royalties {

struct RevenueRow {
  std::string platform{};    ///< Empty: of all.
  std::string territory{};   ///< TIS code; empty: of all.
  std::string plan{};        ///< The tier of licences; empty: of all.
  std::string subscriber{};  ///< Needed by user-centric pools.
  Money amount;
  std::uint64_t line = 0;
};

/// The rows of one period; those of others are passed over. Errors: kInvalidInput, naming the line:
/// a column is missing, an unknown currency or territory, no amount, the same row twice.
Result<std::vector<RevenueRow>> revenue_of_csv(std::string_view csv, std::string_view period);

/// Errors: also those of read_file, naming the file.
Result<std::vector<RevenueRow>> read_revenue(const std::filesystem::path& file,
                                             std::string_view period);

}  // namespace engine::royalties
