// The tables of a rate card, each read by itself. Every function refuses keys that it does not
// know, and its errors name the key by its path.
#pragma once

#include "engine/royalties/rate_card.h"
#include "engine/royalties/settings_table.h"

namespace engine::royalties {

Result<UnitRules> units_of(const SettingsTable& table);
Result<Rate> rate_of(const SettingsTable& table, const Currency& currency);
Result<Agreement> agreement_of(const SettingsTable& table, const Currency& currency);
Result<Advance> advance_of(const SettingsTable& table, const Currency& currency);
Result<ExchangeRate> exchange_rate_of(const SettingsTable& table);

/// A part of a whole under `key`; `otherwise` when it is not there.
Result<Ratio> part_at(const SettingsTable& table, std::string_view key, const Ratio& otherwise);

/// A price of at least 0 in minor units, which must be there. Errors: "negative price" among them.
Result<std::int64_t> price_at(const SettingsTable& table, std::string_view key,
                              const Currency& currency);
Result<std::optional<std::int64_t>> optional_price_at(const SettingsTable& table,
                                                      std::string_view key,
                                                      const Currency& currency);

/// Territories as TIS codes. Errors: for one that is none.
Result<std::vector<std::string>> territories_at(const SettingsTable& table, std::string_view key);

}  // namespace engine::royalties
