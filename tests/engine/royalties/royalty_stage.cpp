#include "tests/engine/royalties/royalty_stage.h"

#include "engine/core/text.h"

namespace engine::royalties {

std::string line_of(const Account& account, std::int64_t micros) {
  std::string amount = fixed_point(micros, 6 + account.currency.exponent());
  amount.erase(amount.find_last_not_of('0') + 1);
  if (amount.ends_with('.')) amount.pop_back();
  const std::string holder = account.holder.empty() ? "" : "/" + account.holder;
  return std::string(account.name) + holder + " " + amount + " " +
         std::string(account.currency.code());
}

std::vector<std::string> lines_of(const Booking& booking) {
  std::vector<std::string> lines;
  for (const Transfer& one : booking.transfers) {
    lines.push_back(std::string(one.from.name) + " > " + line_of(one.to, one.micros));
  }
  return lines;
}

Result<PostingOutcome> BooksTest::run(const RateCard& card, const Uses& uses,
                                      const std::vector<RevenueRow>& revenue,
                                      const std::string& period, const std::string& booked_in) {
  const BookPeriod about = must(BookPeriod::parse(period));
  const BookPeriod in = booked_in.empty() ? about : must(BookPeriod::parse(booked_in));
  TRY(const History history, books_.history(about));
  TRY(const Charges charges, charges_of(card, uses, revenue, history));
  Payees payees;
  return books_.post(
      {.period = about,
       .booked_in = in,
       .card = &card,
       .author = {"Tester", "2026-11-01T12:00:00Z"}},
      [&](const TakeBooking& take) { return credit(card, uses, charges, payees, take); }, payees);
}

std::vector<std::string> BooksTest::balances() const {
  std::vector<std::string> lines;
  for (const auto& [account, micros] : must(books_.balances())) {
    lines.push_back(line_of(account, micros));
  }
  return lines;
}

}  // namespace engine::royalties
