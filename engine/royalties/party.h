// Who is paid. A party is known by its IPI name number, else by the customer's number, else by
// name: the key under which the books have it.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/royalties/rate_card.h"

#include <map>
#include <string>
#include <string_view>

namespace engine::royalties {

struct Payee {
  std::string key;  ///< "ipi:00014107338", "number:A1" or "name:Ann Author".
  std::string name;
  std::string ipi{};
};

Payee payee_of(const catalogue::Party& party);
bool is_payee_key(std::string_view text);  ///< "ipi:...", "number:..." or "name:...".

/// Finds what was agreed with a party, whichever way the rate card names it.
class Agreements {
 public:
  /// `card` must outlive this.
  explicit Agreements(const RateCard& card);

  const Agreement* find(const Payee& payee) const;  ///< Null when nothing was agreed.

  /// Whether `named`, as a rate card names a party, is this one.
  static bool is(std::string_view named, const Payee& payee);

 private:
  std::map<std::string, const Agreement*, std::less<>> by_name_;
};

}  // namespace engine::royalties
