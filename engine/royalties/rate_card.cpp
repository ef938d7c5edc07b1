#include "engine/royalties/rate_card.h"

#include "engine/catalogue/territories.h"
#include "engine/core/digest.h"
#include "engine/core/id.h"
#include "engine/core/settings_file.h"
#include "engine/royalties/rate_card_reading.h"

#include <array>
#include <set>

namespace engine::royalties {
namespace {

using catalogue::Right;

Result<Right> right_named(const std::string& word) {
  if (word == "performance") return Right::kPerformance;
  if (word == "mechanical") return Right::kMechanical;
  if (word == "synchronisation") return Right::kSynchronisation;
  return fail(Errc::kInvalidInput, "\"" + word +
                                       "\": give performance, mechanical or "
                                       "synchronisation");
}

/// Every table of a list, read by `read`.
template <class T, class Read>
Result<std::vector<T>> list_of(const SettingsTable& card, std::string_view key, const Read& read) {
  std::vector<T> all;
  TRY(const auto tables, card.tables(key));
  for (const SettingsTable& table : tables) {
    TRY(T one, read(table));
    all.push_back(std::move(one));
  }
  return all;
}

Result<void> check_names(const SettingsTable& table, const RateCard& card) {
  if (card.rates.empty()) return fail(table.wrong("rates", "there is none; add [[rates]]"));
  std::set<std::string> seen;
  for (const Rate& rate : card.rates) {
    if (!seen.insert(rate.name).second) {
      return fail(table.wrong("rates", "two are called \"" + rate.name + "\"; rename one"));
    }
  }
  seen.clear();
  for (const Advance& advance : card.advances) {
    if (!seen.insert(advance.id).second) {
      return fail(table.wrong("advances", "two have the id \"" + advance.id + "\""));
    }
  }
  seen.clear();
  for (const Agreement& agreement : card.agreements) {
    if (!seen.insert(agreement.party).second) {
      return fail(table.wrong("agreements", "two are with \"" + agreement.party + "\""));
    }
  }
  return {};
}

Result<RateCard> card_of(const SettingsTable& table, const std::string& json) {
  constexpr std::array<std::string_view, 12> kKeys{"name",       "version",  "contract", "currency",
                                                   "right",      "note",     "units",    "rates",
                                                   "agreements", "advances", "exchange", "offers"};
  TRY_VOID(table.allow_only(kKeys));
  TRY(const Currency currency, parsed_setting(table, "currency", Currency::named));
  RateCard card{.name = {},
                .version = {},
                .digest = {},
                .json = json,
                .currency = currency,
                .offers_json = table.json_of("offers")};
  card.digest = to_hex(Sha256().add(json).finish_id());
  TRY(card.name, table.text("name"));
  TRY(card.version, table.text("version"));
  TRY(card.contract, table.text_or("contract", ""));
  if (table.has("right")) {
    TRY(card.right, parsed_setting(table, "right", right_named));
  }
  TRY(const auto units, table.table("units"));
  if (units) {
    TRY(card.units, units_of(*units));
  }
  TRY(card.rates,
      list_of<Rate>(table, "rates", [&](const auto& one) { return rate_of(one, currency); }));
  TRY(card.agreements, list_of<Agreement>(table, "agreements", [&](const auto& one) {
        return agreement_of(one, currency);
      }));
  TRY(card.advances, list_of<Advance>(table, "advances",
                                      [&](const auto& one) { return advance_of(one, currency); }));
  TRY(card.exchange, list_of<ExchangeRate>(table, "exchange", exchange_rate_of));
  TRY_VOID(check_names(table, card));
  return card;
}

Result<RateCard> card_of_json(const std::string& json, const std::filesystem::path& name) {
  auto table = SettingsTable::of_json(json);
  auto card = table ? card_of(*table, json) : fail(std::move(table).error());
  if (!card) return fail(std::move(card).error().during(name.string()));
  return card;
}

}  // namespace

Result<RateCard> rate_card_of_text(std::string_view text, const std::filesystem::path& name) {
  TRY(const std::string json, settings_as_json(text, name));
  return card_of_json(json, name);
}

Result<RateCard> read_rate_card(const std::filesystem::path& file) {
  TRY(const std::string json, read_settings(file));
  return card_of_json(json, file);
}

}  // namespace engine::royalties
