// Money: whole minor units of a currency (cents, yen, fils), never a fraction of one and never a
// floating number. An overflow is an error, not a wrong amount.
#pragma once

#include "engine/core/result.h"

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace engine {

/// A currency of ISO 4217, and how many decimals its minor unit is: 2 of EUR, 0 of JPY, 3 of KWD,
/// 4 of CLF.
class Currency {
 public:
  /// Errors: kInvalidInput "unknown currency", also for lower-case letters.
  static Result<Currency> named(std::string_view code);

  std::string_view code() const { return {code_.data(), code_.size()}; }
  unsigned exponent() const { return exponent_; }

  friend auto operator<=>(const Currency&, const Currency&) = default;

 private:
  Currency(std::string_view code, unsigned exponent);
  std::array<char, 3> code_;
  unsigned exponent_;
};

struct Money {
  std::int64_t minor = 0;
  Currency currency;

  friend bool operator==(const Money&, const Money&) = default;
};

/// "12.50", "-0.5" or "12", in major units, with at most as many decimals as the currency has; no
/// other sign, blank or separator. Errors: kInvalidInput.
Result<Money> parse_money(std::string_view text, const Currency& currency);

/// The same of what is charged or promised. Errors: as parse_money; "negative price".
Result<Money> parse_price(std::string_view text, const Currency& currency);

/// "12.50": all decimals of the currency.
std::string decimal_text(const Money& money);
/// "12.50 EUR".
std::string to_string(const Money& money);

/// Errors: kInvalidInput for two currencies, or when the sum does not fit.
Result<Money> sum(const Money& a, const Money& b);
Result<Money> difference(const Money& a, const Money& b);

/// amount × numerator / denominator to the nearest minor unit, ties to the even one: one conversion
/// or one percentage, not the shares of a whole (engine/royalties/allocation.h). The denominator is
/// positive. Errors: kInvalidInput when it does not fit.
Result<std::int64_t> scaled(std::int64_t amount, std::int64_t numerator, std::int64_t denominator);

/// Errors: kInvalidInput when the sum does not fit.
Result<std::int64_t> sum(std::int64_t a, std::int64_t b);

}  // namespace engine
