#include "engine/core/money.h"

#include "engine/core/text.h"
#include "engine/core/wide.h"

#include <algorithm>
#include <utility>

namespace engine {
namespace {

// ISO 4217 list one, as of 2026: the codes of money, without metals, funds of bonds and test codes.
// BGN, HRK and ANG, which the euro and XCG have replaced, are on statements of earlier years.
constexpr std::array<std::pair<unsigned, std::string_view>, 4> kCurrencies{{
    {0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"},
    {2,
     "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN "
     "BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
     "GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK "
     "LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK "
     "NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
     "STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER "
     "ZAR ZMW ZWG"},
    {3, "BHD IQD JOD KWD LYD OMR TND"},
    {4, "CLF UYW"},
}};

bool is_code(std::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

auto wrong(std::string_view text, const std::string& why) {
  return fail(Errc::kInvalidInput, "\"" + std::string(text) + "\": " + why);
}

std::string decimals_of(const Currency& currency) {
  const std::string code(currency.code());
  if (currency.exponent() == 0) return code + " has no decimals";
  return code + " has " + std::to_string(currency.exponent()) + " decimals";
}

/// Whether `text` is an amount in every way but for how many decimals or digits it has.
bool is_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t dot = std::min(text.find('.'), text.size());
  const auto all_digits = [](std::string_view part) {
    return !part.empty() &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (!all_digits(text.substr(0, dot))) return false;
  return dot == text.size() || all_digits(text.substr(dot + 1));
}

Error too_large() {
  return {Errc::kInvalidInput, "the amount is too large to be reckoned with (64 bits)"};
}

Result<Money> with_minor(Wide minor, const Currency& currency) {
  const auto fitting = narrowed(minor);
  if (!fitting) return fail(too_large());
  return Money{*fitting, currency};
}

Result<void> check_same_currency(const Money& a, const Money& b) {
  if (a.currency == b.currency) return {};
  return fail(Errc::kInvalidInput, to_string(a) + " and " + to_string(b) +
                                       " are of two currencies; convert one of them first");
}

}  // namespace

Currency::Currency(std::string_view code, unsigned exponent) : code_{}, exponent_(exponent) {
  std::copy(code.begin(), code.end(), code_.begin());
}

Result<Currency> Currency::named(std::string_view code) {
  for (const auto& [exponent, codes] : kCurrencies) {
    if (is_code(code) && codes.find(code) != codes.npos) return Currency(code, exponent);
  }
  return wrong(code, "unknown currency; give a code of ISO 4217, such as EUR");
}

Result<Money> parse_money(std::string_view text, const Currency& currency) {
  if (!is_decimal(text)) return wrong(text, "no amount; write it as 12.50");
  if (const auto minor = parse_fixed_point(text, currency.exponent())) {
    return Money{*minor, currency};
  }
  const std::size_t dot = text.find('.');
  if (dot != text.npos && text.size() - dot - 1 > currency.exponent()) {
    return wrong(text, "too many decimals: " + decimals_of(currency));
  }
  return fail(too_large().during("\"" + std::string(text) + "\""));
}

Result<Money> parse_price(std::string_view text, const Currency& currency) {
  TRY(const Money money, parse_money(text, currency));
  if (money.minor < 0) return wrong(text, "negative price; a price is 0 or more");
  return money;
}

std::string decimal_text(const Money& money) {
  return fixed_point(money.minor, money.currency.exponent());
}

std::string to_string(const Money& money) {
  return decimal_text(money) + " " + std::string(money.currency.code());
}

Result<Money> sum(const Money& a, const Money& b) {
  TRY_VOID(check_same_currency(a, b));
  return with_minor(Wide{a.minor} + b.minor, a.currency);
}

Result<Money> difference(const Money& a, const Money& b) {
  TRY_VOID(check_same_currency(a, b));
  return with_minor(Wide{a.minor} - b.minor, a.currency);
}

Result<std::int64_t> scaled(std::int64_t amount, std::int64_t numerator, std::int64_t denominator) {
  const auto fitting = narrowed(half_even(Wide{amount} * numerator, denominator));
  if (!fitting) return fail(too_large());
  return *fitting;
}

Result<std::int64_t> sum(std::int64_t a, std::int64_t b) {
  const auto fitting = narrowed(Wide{a} + b);
  if (!fitting) return fail(too_large());
  return *fitting;
}

}  // namespace engine
