// Licences for a number of end products, drawn down by the uses that need them. A use takes a place
// only where no licence without a limit covers it; the earliest published go first, and a place is
// given up again for another licence that covers the use as well, so that as many are covered as
// can be. One more licence therefore covers more uses or as many, and never takes one away
// (products and licences are complements in an assignment; L. Shapley, 1962).
#pragma once

#include "engine/licences/licence_index.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace engine::licences {

/// What takes one place of a licence: a video, or a series where the licence counts it as one.
using ProductNumber = std::uint64_t;

/// A licence that would cover a use, and what of it the use would take.
struct Option {
  LicenceNumber licence = 0;
  ProductNumber product = 0;

  friend auto operator<=>(const Option&, const Option&) = default;
};

class DrawDown {
 public:
  /// How many end products a licence is for.
  void limit(LicenceNumber licence, std::int64_t products);

  /// Covers one more use, if that can be. Call in the order in which uses go first. Returns its
  /// number, from 0.
  std::size_t add(std::vector<Option> options);

  /// What covers it in the end; empty when nothing was left.
  std::optional<LicenceNumber> licence_of(std::size_t use) const;

 private:
  using UsesOfProduct = std::set<std::size_t>;  ///< That stand on the place it takes.
  using Places = std::map<ProductNumber, UsesOfProduct>;

  /// One search for a place. Where products have one use each, looking at each licence once finds
  /// what there is. A product of several uses may need two ways at once, which a second search
  /// looks for, along every way, as long as its steps last.
  struct Search {
    std::set<LicenceNumber> tried{};    ///< Licences where room was or is being made.
    std::set<LicenceNumber> leaving{};  ///< Those of them where it is being made now.
    std::optional<int> steps{};         ///< Of a second search.

    bool may_make_room(LicenceNumber licence);
  };
  bool place(std::size_t use, Search& search);
  bool make_room(LicenceNumber licence, Search& search);
  bool move_away(ProductNumber product, LicenceNumber licence, Search& search);
  bool has_room(LicenceNumber licence) const;
  void move(std::size_t use, const std::optional<Option>& to);
  void put(std::size_t use, const std::optional<Option>& to);
  void go_back_to(std::size_t mark);

  std::map<LicenceNumber, std::int64_t> limits_;
  std::map<LicenceNumber, Places> places_;
  std::vector<std::vector<Option>> options_;
  std::vector<std::optional<Option>> standing_;
  std::vector<std::pair<std::size_t, std::optional<Option>>> moves_;  // Use, and where it stood.
  /// No search can free a place of these any more: uses are only added.
  std::set<LicenceNumber> full_;
};

}  // namespace engine::licences
