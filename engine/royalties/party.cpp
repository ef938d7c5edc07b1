#include "engine/royalties/party.h"

namespace engine::royalties {
namespace {

constexpr std::string_view kIpi = "ipi:";
constexpr std::string_view kNumber = "number:";
constexpr std::string_view kName = "name:";

}  // namespace

Payee payee_of(const catalogue::Party& party) {
  Payee payee{.key = {}, .name = party.name, .ipi = party.ipi};
  if (!party.ipi.empty()) {
    payee.key = std::string(kIpi) + party.ipi;
  } else if (!party.number.empty()) {
    payee.key = std::string(kNumber) + party.number;
  } else {
    payee.key = std::string(kName) + party.name;
  }
  return payee;
}

bool is_payee_key(std::string_view text) {
  return text.starts_with(kIpi) || text.starts_with(kNumber) || text.starts_with(kName);
}

Agreements::Agreements(const RateCard& card) {
  for (const Agreement& one : card.agreements) by_name_.emplace(one.party, &one);
}

const Agreement* Agreements::find(const Payee& payee) const {
  if (by_name_.empty()) return nullptr;
  const std::string_view key = payee.key;
  const std::string_view without_kind = key.substr(key.find(':') + 1);
  for (const std::string_view word : {key, without_kind, std::string_view(payee.name)}) {
    const auto found = by_name_.find(word);
    if (found != by_name_.end()) return found->second;
  }
  return nullptr;
}

bool Agreements::is(std::string_view named, const Payee& payee) {
  const std::string_view key = payee.key;
  return named == key || named == key.substr(key.find(':') + 1) || named == payee.name;
}

}  // namespace engine::royalties
