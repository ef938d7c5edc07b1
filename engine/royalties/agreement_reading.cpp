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

}  // namespace

Result<Agreement> agreement_of(const SettingsTable& table, const Currency& currency) {
  constexpr std::array<std::string_view, 8> kKeys{
      "party", "currency", "threshold", "administrator", "fee", "withholding", "reserve", "group"};
  TRY_VOID(table.allow_only(kKeys));
  Agreement agreement;
  TRY(agreement.party, table.text("party"));
  TRY(agreement.currency, currency_at(table, "currency"));
  TRY(const auto threshold,
      optional_price_at(table, "threshold", agreement.currency.value_or(currency)));
  agreement.threshold = threshold.value_or(0);
  TRY(agreement.administrator, table.text_or("administrator", ""));
  TRY(agreement.fee, part_at(table, "fee", {}));
  if (agreement.fee.numerator > 0 && agreement.administrator.empty()) {
    return fail(table.wrong("fee", "says not whose it is; add administrator = \"...\""));
  }
  if (agreement.administrator == agreement.party) {
    return fail(table.wrong("administrator", "is the party itself; leave it out"));
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
