#include "engine/royalties/bank_accounts.h"

#include "engine/core/settings_file.h"
#include "engine/royalties/settings_table.h"

#include <algorithm>
#include <array>

namespace engine::royalties {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Of country and check digits put last, and letters as numbers from 10.
int remainder_of(const std::string& iban) {
  int remainder = 0;
  const auto append = [&](char c) {
    const int value = is_digit(c) ? c - '0' : c - 'A' + 10;
    remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
  };
  for (std::size_t i = 0; i < iban.size(); ++i) append(iban[(i + 4) % iban.size()]);
  return remainder;
}

Result<std::string> parse_bic(const std::string& text) {
  const bool right_length = text.size() == 8 || text.size() == 11;
  const bool right_letters =
      std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_capital(c); });
  if (right_length && right_letters) return text;
  return fail(Errc::kInvalidInput, "\"" + text + "\": no BIC; it has 8 or 11 capitals and digits");
}

Result<BankAccount> account_of(const SettingsTable& table, std::string_view name_key) {
  const std::array<std::string_view, 3> keys{name_key, "iban", "bic"};
  TRY_VOID(table.allow_only(keys));
  BankAccount account;
  TRY(account.name, table.text(name_key));
  TRY(account.iban, parsed_setting(table, "iban", parse_iban));
  if (table.has("bic")) {
    TRY(account.bic, parsed_setting(table, "bic", parse_bic));
  }
  return account;
}

Result<BankAccounts> accounts_of(const SettingsTable& table) {
  constexpr std::array<std::string_view, 2> kKeys{"payer", "payees"};
  TRY_VOID(table.allow_only(kKeys));
  TRY(const auto payer, table.table("payer"));
  if (!payer) return fail(table.wrong("payer", "is missing: who pays, and from which account"));
  BankAccounts accounts;
  TRY(accounts.payer, account_of(*payer, "name"));
  TRY(const auto payees, table.tables("payees"));
  for (const SettingsTable& one : payees) {
    TRY(accounts.payees.emplace_back(), account_of(one, "party"));
  }
  return accounts;
}

Result<BankAccounts> accounts_of_json(const std::string& json, const std::filesystem::path& name) {
  auto table = SettingsTable::of_json(json);
  auto accounts = table ? accounts_of(*table) : fail(std::move(table).error());
  if (!accounts) return fail(std::move(accounts).error().during(name.string()));
  return accounts;
}

}  // namespace

const BankAccount* BankAccounts::find(const Payee& payee) const {
  for (const BankAccount& one : payees) {
    if (Agreements::is(one.name, payee)) return &one;
  }
  return nullptr;
}

Result<std::string> parse_iban(std::string_view text) {
  std::string iban;
  for (const char c : text) {
    if (c != ' ') iban += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  const bool plain =
      std::all_of(iban.begin(), iban.end(), [](char c) { return is_digit(c) || is_capital(c); });
  const bool right_length = iban.size() >= 15 && iban.size() <= 34;
  if (plain && right_length && remainder_of(iban) == 1) return iban;
  return fail(Errc::kInvalidInput,
              "\"" + std::string(text) + "\": no IBAN; its check digits do not hold");
}

Result<BankAccounts> bank_accounts_of_text(std::string_view text,
                                           const std::filesystem::path& name) {
  TRY(const std::string json, settings_as_json(text, name));
  return accounts_of_json(json, name);
}

Result<BankAccounts> read_bank_accounts(const std::filesystem::path& file) {
  TRY(const std::string json, read_settings(file));
  return accounts_of_json(json, file);
}

}  // namespace engine::royalties
