#include "engine/royalties/payments.h"

#include "engine/core/csv.h"
#include "engine/core/digest.h"
#include "engine/core/id.h"

#include <array>

namespace engine::royalties {
namespace {

Booking booking_of(const Payment& payment) {
  const Currency& currency = payment.amount.currency;
  Booking booking{.subject = "payment/" + payment.reference};
  booking.transfers.push_back({{account::kPayable, payment.payee.key, currency},
                               {account::kPaid, payment.payee.key, currency},
                               payment.amount.minor * kMicros});
  return booking;
}

}  // namespace

std::string statement_number(const BookPeriod& period, const Payee& payee) {
  constexpr std::size_t kDigits = 12;  // Of ten thousand parties, no two have the same.
  return period.text() + "-" + to_hex(Sha256().add(payee.key).finish_id()).substr(0, kDigits);
}

Result<PaymentOrder> payment_order(const Books& books, const BookPeriod& period,
                                   const BankAccounts* accounts) {
  if (!books.is_closed(period)) {
    return fail(Errc::kInvalidInput, "period " + period.text() +
                                         " is open, and its statements are drafts; "
                                         "`cuetrace royalty close " +
                                         period.text() + "` makes them final");
  }
  PaymentOrder order{.period = period, .payments = {}, .without_account = {}};
  TRY(const Payees payees, books.payees());
  TRY(const Balances balances, books.balances(period));
  for (const auto& [account, micros] : balances) {
    if (account.name != account::kPayable || micros <= 0) continue;
    const auto known = payees.find(account.holder);
    const Payee payee =
        known == payees.end() ? Payee{account.holder, account.holder} : known->second;
    Payment payment{
        .payee = payee,
        .amount = {micros / kMicros, account.currency},
        .reference = statement_number(period, payee) + " " + std::string(account.currency.code())};
    if (accounts != nullptr) {
      const BankAccount* const bank = accounts->find(payee);
      if (bank == nullptr) {
        order.without_account.push_back(payee);
        continue;
      }
      payment.account = *bank;
    }
    order.payments.push_back(std::move(payment));
  }
  return order;
}

Result<void> book_payments(Books& books, const PaymentOrder& order, const std::string& format,
                           const std::string& file, const Author& author) {
  TRY(auto transaction, storage::Transaction::begin(books.database()));
  TRY(const auto before, books.payment_file(order.period));
  if (before) {
    return fail(Errc::kInvalidInput, "period " + order.period.text() +
                                         " was paid before; --again writes the same file again");
  }
  const auto hand_over = [&](const TakeBooking& take) -> Result<void> {
    for (const Payment& one : order.payments) TRY_VOID(take(booking_of(one)));
    return {};
  };
  const PostingRequest request{.period = order.period,
                               .booked_in = order.period,
                               .kind = BookingKind::kPayment,
                               .author = author};
  TRY_VOID(books.post(request, hand_over, {}));
  TRY_VOID(books.keep_payment_file(order.period, format, file, author));
  return transaction.commit();
}

std::string payments_csv(const PaymentOrder& order) {
  constexpr std::array<std::string_view, 7> kColumns{"reference", "party",  "name",    "iban",
                                                     "bic",       "amount", "currency"};
  std::string text = csv_row(std::vector<std::string>(kColumns.begin(), kColumns.end()));
  for (const Payment& one : order.payments) {
    const BankAccount account = one.account.value_or(BankAccount{});
    const std::array<std::string, kColumns.size()> cells{one.reference,
                                                         one.payee.key,
                                                         one.payee.name,
                                                         account.iban,
                                                         account.bic,
                                                         decimal_text(one.amount),
                                                         std::string(one.amount.currency.code())};
    text += csv_row(cells);
  }
  return text;
}

}  // namespace engine::royalties
