#include "engine/royalties/bank_accounts.h"

#include "engine/core/settings_file.h"
#include "engine/royalties/settings_table.h"

#include <algorithm>
#include <array>

namespace engine::royalties {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// How long the numbers of a country are, by the registry of ISO 13616.
constexpr std::string_view kLengths =
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 "
    "DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 "
    "IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 "
    "MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 "
    "SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30 ";

/// Whether the length is that of its country; of countries that are not known, any.
bool has_length_of_country(const std::string& iban) {
  for (std::size_t at = 0; at + 5 <= kLengths.size(); at += 5) {
    if (kLengths.substr(at, 2) != std::string_view(iban).substr(0, 2)) continue;
    const int length = (kLengths[at + 2] - '0') * 10 + (kLengths[at + 3] - '0');
    return iban.size() == static_cast<std::size_t>(length);
  }
  return true;
}

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
  if (right_length && right_letters && is_capital(text[4]) && is_capital(text[5])) return text;
  return fail(Errc::kInvalidInput, "\"" + text +
                                       "\": no BIC; it has 8 or 11 capitals and digits, and the "
                                       "letters of its country come fifth");
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
  const auto wrong = [&](const std::string& why) {
    return fail(Errc::kInvalidInput, "\"" + std::string(text) + "\": no IBAN; " + why);
  };
  if (!plain || !right_length || !is_capital(iban[0]) || !is_capital(iban[1]) ||
      !is_digit(iban[2]) || !is_digit(iban[3])) {
    return wrong("it has a country, two check digits, and 11 to 30 capitals and digits");
  }
  if (!has_length_of_country(iban)) return wrong("those of its country have another length");
  // 00, 01 and 99 would come to the same as 97, 98 and 02, and are never given.
  const std::string check = iban.substr(2, 2);
  if (remainder_of(iban) != 1 || check == "00" || check == "01" || check == "99") {
    return wrong("its check digits do not hold");
  }
  return iban;
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
