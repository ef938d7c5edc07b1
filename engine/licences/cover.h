// What covers each use in each territory, once licences for a number of end products have been
// drawn down by all that need them.
#pragma once

#include "engine/licences/docket.h"
#include "engine/licences/draw_down.h"
#include "engine/licences/series_count.h"

#include <compare>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace engine::licences {

/// What covers a use: a licence, or nothing but who uploaded it.
struct Cover {
  State state = State::kUnlicensed;
  std::optional<LicenceNumber> licence{};

  friend auto operator<=>(const Cover&, const Cover&) = default;
};

/// Threads: any, once it is made.
class Covers {
 public:
  /// The docket must outlive it.
  explicit Covers(const Docket& docket);

  /// In the territory at `place` among those of the use. Empty when nothing covers it.
  std::optional<Cover> of(std::size_t use, std::size_t place) const;

  /// What keeps a licence that passes every rule of its own from covering the use: that it is for
  /// fewer end products, or episodes.
  RuleFinding limit_finding(LicenceNumber licence, std::size_t use) const;

 private:
  /// What is found out about a use in one territory before licences are drawn down.
  struct Standing {
    std::optional<Cover> cover;          ///< The best without a limit.
    std::vector<LicenceNumber> limited;  ///< That pass but for their limit.
    std::optional<std::size_t> drawn{};  ///< Its number in the draw-down.
  };
  using Need = std::pair<std::size_t, std::size_t>;  // Use, and place of the territory.

  std::vector<Standing> standings_of(std::size_t use) const;
  std::vector<Need> in_need() const;
  void draw_down();
  ProductNumber product_of(LicenceNumber licence, std::size_t use) const;
  std::optional<RuleFinding> series_finding(LicenceNumber licence, std::size_t use) const;

  const Docket& docket_;
  std::vector<std::vector<Standing>> standings_;
  SeriesCount episodes_;
  DrawDown drawn_;
};

}  // namespace engine::licences
