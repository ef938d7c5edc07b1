#include "engine/royalties/rate_card_reading.h"

#include <array>

namespace engine::royalties {
namespace {

Result<std::vector<ReserveRelease>> releases_of(const SettingsTable& table) {
  constexpr std::array<std::string_view, 2> kKeys{"after", "share"};
  std::vector<ReserveRelease> releases;
  TRY(const auto tables, table.tables("release"));
  for (const SettingsTable& one : tables) {
    TRY_VOID(one.allow_only(kKeys));
    TRY(const auto after, one.number("after", 1));
    if (!after) return fail(one.wrong("after", "is missing: after how many periods"));
    TRY(const Ratio share, parsed_setting(one, "share", parse_part));
    releases.push_back({*after, share});
  }
  return releases;
}

Result<std::optional<Reserve>> reserve_of(const SettingsTable& agreement) {
  constexpr std::array<std::string_view, 2> kKeys{"rate", "release"};
  TRY(const auto table, agreement.table("reserve"));
  if (!table) return std::nullopt;
  TRY_VOID(table->allow_only(kKeys));
  Reserve reserve;
  TRY(reserve.rate, parsed_setting(*table, "rate", parse_part));
  TRY(reserve.releases, releases_of(*table));
  std::optional<Ratio> left = kWhole;
  for (const ReserveRelease& release : reserve.releases) {
    if (left) left = difference(*left, release.share);
  }
  if (!left || left->numerator != 0) {
    return fail(table->wrong("release",
                             "the shares have to sum to the whole, or a part would be "
                             "kept for ever"));
  }
  return reserve;
}

Result<std::optional<Currency>> currency_at(const SettingsTable& table, std::string_view key) {
  if (!table.has(key)) return std::nullopt;
  TRY(const Currency currency, parsed_setting(table, key, Currency::named));
  return currency;
}

Result<bool> is_at_source(const SettingsTable& table) {
  TRY(const std::string basis, table.text_or("basis", "receipt"));
  if (basis == "source" || basis == "receipt") return basis == "source";
  return fail(table.wrong("basis", "\"" + basis + "\": give source or receipt"));
}

/// One administrator with its fee, or a list of them from the source to the party.
Result<std::vector<Administration>> administration_of(const SettingsTable& table) {
  constexpr std::array<std::string_view, 3> kKeys{"administrator", "fee", "basis"};
  std::vector<Administration> all;
  if (table.has("administrator")) {
    Administration& only = all.emplace_back();
    TRY(only.administrator, table.text("administrator"));
    TRY(only.fee, part_at(table, "fee", {}));
  } else if (table.has("fee")) {
    return fail(table.wrong("fee", "says not whose it is; add administrator = \"...\""));
  }
  TRY(const auto levels, table.tables("administration"));
  if (!levels.empty() && !all.empty()) {
    return fail(table.wrong("administration", "and administrator: give one of them"));
  }
  for (const SettingsTable& one : levels) {
    TRY_VOID(one.allow_only(kKeys));
    Administration& level = all.emplace_back();
    TRY(level.administrator, one.text("administrator"));
    TRY(level.fee, part_at(one, "fee", {}));
    TRY(level.at_source, is_at_source(one));
  }
  return all;
}

/// Whether there is enough for all fees.
bool leaves_enough(const std::vector<Administration>& administration) {
  std::optional<Ratio> left = kWhole;
  for (const Administration& one : administration) {
    if (left) left = one.at_source ? difference(*left, one.fee) : product(*left, rest_of(one.fee));
  }
  return left.has_value();
}

}  // namespace

Result<Agreement> agreement_of(const SettingsTable& table, const Currency& currency) {
  constexpr std::array<std::string_view, 10> kKeys{
      "party", "contract",       "currency",    "threshold", "administrator",
      "fee",   "administration", "withholding", "reserve",   "group"};
  TRY_VOID(table.allow_only(kKeys));
  Agreement agreement;
  TRY(agreement.party, table.text("party"));
  TRY(agreement.contract, table.text_or("contract", ""));
  TRY(agreement.currency, currency_at(table, "currency"));
  TRY(const auto threshold,
      optional_price_at(table, "threshold", agreement.currency.value_or(currency)));
  agreement.threshold = threshold.value_or(0);
  TRY(agreement.administration, administration_of(table));
  for (const Administration& one : agreement.administration) {
    if (one.administrator == agreement.party) {
      return fail(table.wrong("administrator", "is the party itself; leave it out"));
    }
  }
  if (!leaves_enough(agreement.administration)) {
    return fail(table.wrong("administration", "takes more than there is, or parts too small"));
  }
  TRY(agreement.withholding, part_at(table, "withholding", {}));
  TRY(agreement.reserve, reserve_of(table));
  TRY(agreement.group, table.text_or("group", ""));
  return agreement;
}

Result<Advance> advance_of(const SettingsTable& table, const Currency& currency) {
  constexpr std::array<std::string_view, 7> kKeys{"id",  "party",  "amount", "currency",
                                                  "cap", "recoup", "group"};
  TRY_VOID(table.allow_only(kKeys));
  TRY(const auto named, currency_at(table, "currency"));
  const Currency of_advance = named.value_or(currency);
  TRY(std::string id, table.text("id"));
  TRY(std::string party, table.text("party"));
  TRY(const std::int64_t amount, price_at(table, "amount", of_advance));
  Advance advance{.id = std::move(id), .party = std::move(party), .amount = {amount, of_advance}};
  TRY(advance.recoup, part_at(table, "recoup", kWhole));
  TRY(advance.cap, optional_price_at(table, "cap", of_advance));
  TRY(advance.group, table.text_or("group", ""));
  return advance;
}

Result<ExchangeRate> exchange_rate_of(const SettingsTable& table) {
  constexpr std::array<std::string_view, 5> kKeys{"from", "to", "rate", "source", "date"};
  TRY_VOID(table.allow_only(kKeys));
  TRY(const Currency from, parsed_setting(table, "from", Currency::named));
  TRY(const Currency to, parsed_setting(table, "to", Currency::named));
  TRY(const Ratio rate, parsed_setting(table, "rate", parse_ratio));
  TRY(std::string source, table.text("source"));
  TRY(const Day date, parsed_setting(table, "date", [](const std::string& text) -> Result<Day> {
        if (const auto day = parse_day(text)) return *day;
        return fail(Errc::kInvalidInput, "\"" + text + "\": no day; write it as 2026-10-31");
      }));
  if (from == to) return fail(table.wrong("to", "is the currency that it is converted from"));
  if (rate.numerator == 0) return fail(table.wrong("rate", "is 0"));
  return ExchangeRate{from, to, rate, std::move(source), engine::to_string(date)};
}

}  // namespace engine::royalties
