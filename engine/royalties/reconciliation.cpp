#include "engine/royalties/reconciliation.h"

#include "engine/core/text.h"

#include <algorithm>

namespace engine::royalties {
namespace {

constexpr std::size_t kNameWidth = 18;
constexpr std::size_t kAmountWidth = 22;

bool is_source(std::string_view name) {
  return name == account::kIncome || name == account::kPlatformFunds;
}

Reconciliation& of_currency(std::vector<Reconciliation>& all, const Currency& currency) {
  for (Reconciliation& one : all) {
    if (one.currency == currency) return one;
  }
  return all.emplace_back(Reconciliation{.currency = currency, .in = {}, .out = {}});
}

Result<void> add(std::vector<ReconciledAccount>& side, std::string_view name, std::int64_t micros,
                 std::int64_t& total) {
  TRY(total, sum(total, micros));
  for (ReconciledAccount& one : side) {
    if (one.name != name) continue;
    TRY(one.micros, sum(one.micros, micros));
    return {};
  }
  side.push_back({std::string(name), micros});
  return {};
}

std::string row(std::string_view name, std::string_view amount) {
  std::string text = "  " + std::string(name);
  text.append(std::max(kNameWidth, name.size() + 1) - name.size(), ' ');
  text.append(std::max(kAmountWidth, amount.size()) - amount.size(), ' ');
  return text + std::string(amount) + "\n";
}

std::string rows(const std::vector<ReconciledAccount>& side, const Currency& currency) {
  std::string text;
  for (const ReconciledAccount& one : side) {
    text += row(one.name, micros_text(one.micros, currency));
  }
  return text;
}

}  // namespace

Result<std::vector<Reconciliation>> reconciled(const Balances& movements) {
  std::vector<Reconciliation> all;
  for (const auto& [account, micros] : movements) {
    Reconciliation& one = of_currency(all, account.currency);
    if (is_source(account.name)) {
      TRY_VOID(add(one.in, account.name, -micros, one.total_in));
    } else {
      TRY_VOID(add(one.out, account.name, micros, one.total_out));
    }
  }
  std::sort(all.begin(), all.end(), [](const Reconciliation& a, const Reconciliation& b) {
    return a.currency < b.currency;
  });
  return all;
}

std::string micros_text(std::int64_t micros, const Currency& currency) {
  constexpr unsigned kMicroPlaces = 6;
  std::string text = fixed_point(micros, kMicroPlaces + currency.exponent());
  for (unsigned i = 0; i < kMicroPlaces && text.ends_with('0'); ++i) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string reconciliation_text(const std::vector<Reconciliation>& all) {
  std::string text;
  for (const Reconciliation& one : all) {
    text += "Reconciliation, " + std::string(one.currency.code()) + "\n";
    text += rows(one.in, one.currency);
    text += row("money in", micros_text(one.total_in, one.currency));
    text += rows(one.out, one.currency);
    text += row("money out", micros_text(one.total_out, one.currency));
    text += row("difference", micros_text(one.difference(), one.currency));
  }
  return text.empty() ? "Reconciliation: no money moved\n" : text;
}

}  // namespace engine::royalties
