// Bank accounts of who pays and who is paid, from a settings file (TOML or JSON):
//
//   [payer]
//   name = "House Music"
//   iban = "DE89 3704 0044 0532 0130 00"
//   bic = "COBADEFFXXX"                     # may be left out
//   [[payees]]
//   party = "Ann Ames"                      # name, IPI name number or account of the books
//   iban = "GB82 WEST 1234 5698 7654 32"
#pragma once

#include "engine/core/result.h"
#include "engine/royalties/party.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::royalties {

struct BankAccount {
  std::string name;  ///< Of the payer; of a payee as the file names it.
  std::string iban;  ///< Without blanks.
  std::string bic{};

  friend bool operator==(const BankAccount&, const BankAccount&) = default;
};

struct BankAccounts {
  BankAccount payer;
  std::vector<BankAccount> payees;

  /// Null when the file has none.
  const BankAccount* find(const Payee& payee) const;
};

/// Without blanks and in capitals. Errors: kInvalidInput when the check digits do not hold
/// (ISO 13616: the number behind it is 1 modulo 97), or the length is not that of its country.
Result<std::string> parse_iban(std::string_view text);

/// `name` tells the format and stands in errors. Errors: kInvalidInput, naming the key.
Result<BankAccounts> bank_accounts_of_text(std::string_view text,
                                           const std::filesystem::path& name);
Result<BankAccounts> read_bank_accounts(const std::filesystem::path& file);

}  // namespace engine::royalties
