#include "engine/licences/draw_down.h"

#include <algorithm>

namespace engine::licences {
namespace {

constexpr int kSteps = 1000;

}  // namespace

void DrawDown::limit(LicenceNumber licence, std::int64_t products) { limits_[licence] = products; }

std::size_t DrawDown::add(std::vector<Option> options) {
  std::ranges::sort(options);
  options_.push_back(std::move(options));
  standing_.emplace_back();
  const std::size_t use = options_.size() - 1;
  Search first;
  if (!place(use, first) && !first.tried.empty()) {
    Search second{.steps = kSteps};
    if (!place(use, second)) full_.merge(first.tried);
  }
  moves_.clear();
  return use;
}

bool DrawDown::Search::may_make_room(LicenceNumber licence) {
  const bool is_new = tried.insert(licence).second;
  if (!steps) return is_new;
  return !leaving.contains(licence) && (*steps)-- > 0;
}

std::optional<LicenceNumber> DrawDown::licence_of(std::size_t use) const {
  if (!standing_[use]) return std::nullopt;
  return standing_[use]->licence;
}

bool DrawDown::has_room(LicenceNumber licence) const {
  const auto limit = limits_.find(licence);
  if (limit == limits_.end()) return true;
  const auto taken = places_.find(licence);
  const std::size_t count = taken == places_.end() ? 0 : taken->second.size();
  return static_cast<std::int64_t>(count) < limit->second;
}

/// What costs nothing comes first: a place that its product has, then a free one.
bool DrawDown::place(std::size_t use, Search& search) {
  for (const Option& option : options_[use]) {
    const auto taken = places_.find(option.licence);
    if (taken != places_.end() && taken->second.contains(option.product) &&
        !search.leaving.contains(option.licence)) {
      move(use, option);
      return true;
    }
  }
  for (const Option& option : options_[use]) {
    if (!search.leaving.contains(option.licence) && has_room(option.licence)) {
      move(use, option);
      return true;
    }
  }
  for (const Option& option : options_[use]) {
    if (full_.contains(option.licence)) continue;
    if (search.may_make_room(option.licence) && make_room(option.licence, search)) {
      move(use, option);
      return true;
    }
  }
  return false;
}

bool DrawDown::make_room(LicenceNumber licence, Search& search) {
  std::vector<ProductNumber> products;
  for (const auto& [product, place] : places_[licence]) products.push_back(product);
  search.leaving.insert(licence);
  const bool made = std::ranges::any_of(
      products, [&](ProductNumber product) { return move_away(product, licence, search); });
  search.leaving.erase(licence);
  return made;
}

/// All uses of the product go elsewhere, or none does.
bool DrawDown::move_away(ProductNumber product, LicenceNumber licence, Search& search) {
  const std::set<std::size_t> uses = places_[licence][product];
  const std::size_t mark = moves_.size();
  for (const std::size_t use : uses) {
    move(use, std::nullopt);
    if (place(use, search)) continue;
    go_back_to(mark);
    return false;
  }
  return true;
}

/// As `put`, and can be taken back.
void DrawDown::move(std::size_t use, const std::optional<Option>& to) {
  moves_.emplace_back(use, standing_[use]);
  put(use, to);
}

void DrawDown::put(std::size_t use, const std::optional<Option>& to) {
  if (const auto from = standing_[use]) {
    Places& places = places_[from->licence];
    const auto place = places.find(from->product);
    place->second.erase(use);
    if (place->second.empty()) places.erase(place);
  }
  if (to) places_[to->licence][to->product].insert(use);
  standing_[use] = to;
}

void DrawDown::go_back_to(std::size_t mark) {
  while (moves_.size() > mark) {
    const auto [use, stood] = moves_.back();
    moves_.pop_back();
    put(use, stood);
  }
}

}  // namespace engine::licences
