#include "engine/core/money.h"

namespace engine {
namespace {

using testing::HasSubstr;

Currency currency(std::string_view code) { return Currency::named(code).value(); }

Money money(std::string_view text, std::string_view code) {
  return parse_money(text, currency(code)).value();
}

std::string problem(const Result<Money>& result) { return result ? "" : result.error().message(); }

TEST(CurrencyOf4217, KnowsItsDecimals) {
  EXPECT_EQ(currency("EUR").exponent(), 2U);
  for (const char* code : {"JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "XPF", "UGX", "PYG",
                           "RWF", "DJF", "GNF", "KMF", "VUV", "BIF"}) {
    EXPECT_EQ(currency(code).exponent(), 0U) << code;
  }
  for (const char* code : {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}) {
    EXPECT_EQ(currency(code).exponent(), 3U) << code;
  }
  for (const char* code : {"CLF", "UYW"}) EXPECT_EQ(currency(code).exponent(), 4U) << code;
}

TEST(CurrencyOf4217, IsUnknownWhenNoListHasIt) {
  for (const char* code : {"EURO", "eur", "XXQ", "", "E R", "D A", "USD "}) {
    const auto unknown = Currency::named(code);
    ASSERT_FALSE(unknown) << code;
    EXPECT_THAT(unknown.error().message(), HasSubstr("unknown currency")) << code;
  }
}

TEST(MoneyText, IsReadInMajorUnits) {
  EXPECT_EQ(money("12.50", "EUR").minor, 1250);
  EXPECT_EQ(money("12.5", "EUR").minor, 1250);
  EXPECT_EQ(money("12", "EUR").minor, 1200);
  EXPECT_EQ(money("-0.05", "EUR").minor, -5);
  EXPECT_EQ(money("12", "JPY").minor, 12);
  EXPECT_EQ(money("1.234", "KWD").minor, 1234);
  EXPECT_EQ(money("92233720368547758.07", "EUR").minor, INT64_MAX);
}

TEST(MoneyText, IsWrittenWithAllDecimals) {
  EXPECT_EQ(to_string(money("12.5", "EUR")), "12.50 EUR");
  EXPECT_EQ(decimal_text(money("-0.05", "USD")), "-0.05");
  EXPECT_EQ(to_string(money("500", "JPY")), "500 JPY");
  EXPECT_EQ(to_string(money("1", "KWD")), "1.000 KWD");
}

TEST(MoneyText, MustBeAnExactAmount) {
  for (const char* text : {"", "-", ".5", "5.", "1,50", "1 000", "+1", "1e2", "0x1", "1.2.3"}) {
    EXPECT_THAT(problem(parse_money(text, currency("EUR"))), HasSubstr("no amount")) << text;
  }
  EXPECT_THAT(problem(parse_money("1.005", currency("EUR"))),
              HasSubstr("\"1.005\": too many decimals: EUR has 2 decimals"));
  EXPECT_THAT(problem(parse_money("1.5", currency("JPY"))), HasSubstr("JPY has no decimals"));
  EXPECT_THAT(problem(parse_money("92233720368547758.08", currency("EUR"))),
              HasSubstr("too large"));
}

TEST(Price, IsNeverNegative) {
  EXPECT_EQ(parse_price("0", currency("EUR"))->minor, 0);
  EXPECT_THAT(problem(parse_price("-0.01", currency("EUR"))), HasSubstr("negative price"));
}

TEST(MoneySum, StaysWithinOneCurrencyAndInRange) {
  EXPECT_EQ(sum(money("1.10", "EUR"), money("2.20", "EUR")), money("3.30", "EUR"));
  EXPECT_EQ(difference(money("1.10", "EUR"), money("2.20", "EUR")), money("-1.10", "EUR"));
  EXPECT_THAT(problem(sum(money("1", "EUR"), money("1", "USD"))),
              HasSubstr("1.00 EUR and 1.00 USD are of two currencies"));
  EXPECT_THAT(problem(sum(Money{INT64_MAX, currency("EUR")}, money("0.01", "EUR"))),
              HasSubstr("too large"));
  EXPECT_THAT(problem(difference(Money{INT64_MIN, currency("EUR")}, money("0.01", "EUR"))),
              HasSubstr("too large"));
  EXPECT_FALSE(sum(INT64_MAX, INT64_C(1)));
}

TEST(Scaled, RoundsHalvesToTheEvenUnit) {
  EXPECT_EQ(scaled(25, 1, 10).value(), 2);
  EXPECT_EQ(scaled(35, 1, 10).value(), 4);
  EXPECT_EQ(scaled(-25, 1, 10).value(), -2);
  EXPECT_EQ(scaled(INT64_MAX, 1'000'000, 1'000'000).value(), INT64_MAX);
  EXPECT_FALSE(scaled(INT64_MAX, 2, 1));
}

}  // namespace
}  // namespace engine
