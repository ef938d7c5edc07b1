// Paying what is payable, once: a payment is a booking, and the file that orders it is kept with
// it.
#pragma once

#include "engine/core/author.h"
#include "engine/core/result.h"
#include "engine/royalties/bank_accounts.h"
#include "engine/royalties/books.h"
#include "engine/royalties/period.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace engine::royalties {

struct Payment {
  Payee payee;
  Money amount;
  std::string reference;  ///< "2026-10-1a2b3c4d5e6f EUR": the statement's number, and the currency.
  std::optional<BankAccount> account{};
};

struct PaymentOrder {
  BookPeriod period;
  std::vector<Payment> payments;       ///< By party, then currency; all above 0.
  std::vector<Payee> without_account;  ///< Stay payable, and are asked for again next time.
};

/// What is payable at the end of a closed period. With `accounts`, parties that have none there are
/// left out. Errors: kInvalidInput for an open period.
Result<PaymentOrder> payment_order(const Books& books, const BookPeriod& period,
                                   const BankAccounts* accounts);

/// Books the payments and keeps `file`, both or neither. Errors: kInvalidInput when the period was
/// paid before.
Result<void> book_payments(Books& books, const PaymentOrder& order, const std::string& format,
                           const std::string& file, const Author& author);

/// The reference of a party's statement: "2026-10-1a2b3c4d5e6f".
std::string statement_number(const BookPeriod& period, const Payee& payee);

/// One row a payment: reference, party, name, iban, bic, amount, currency.
std::string payments_csv(const PaymentOrder& order);

/// ISO 20022 customer credit transfer initiation, pain.001.001.09: one block of payments for each
/// currency. `made_at` is UTC, RFC 3339; `execution` the day on which banks are to pay.
/// Errors: kInvalidInput for what a bank would send back: no payment at all, one without an account
/// or a name in Latin letters, an amount that is not above 0 or that SEPA does not take, a
/// reference that comes twice.
Result<std::string> payments_pain001(const PaymentOrder& order, const BankAccount& payer,
                                     const std::string& made_at, Day execution);

}  // namespace engine::royalties
