#include "engine/royalties/charging.h"

#include "engine/royalties/allocation.h"
#include "engine/royalties/pool_charging.h"
#include "engine/royalties/rate_choice.h"
#include "engine/royalties/units.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace engine::royalties {
namespace {

using Places = std::vector<std::size_t>;

/// All uses, by id, so that the order in which they were given changes nothing.
Places ordered_by_id(const Uses& uses) {
  Places order(uses.uses.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return uses.uses[a].id < uses.uses[b].id; });
  return order;
}

Result<void> check_ids(const Uses& uses, const Places& order) {
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (uses.uses[order[i - 1]].id == uses.uses[order[i]].id) {
      return fail(Errc::kInvalidInput, "use " + uses.uses[order[i]].id + " was given twice");
    }
  }
  return {};
}

bool is_stem(const std::string& version) { return version.starts_with("stem"); }

class Charging {
 public:
  Charging(const RateCard& card, const Uses& uses, const std::vector<RevenueRow>& revenue,
           const History& history)
      : card_(card), uses_(uses), revenue_(revenue), history_(history) {}

  Result<Charges> run() && {
    const Places order = ordered_by_id(uses_);
    TRY_VOID(check_ids(uses_, order));
    TRY(units_, units_of(card_.units, uses_));
    std::vector<Places> chosen(card_.rates.size());
    for (const std::size_t use : order) TRY_VOID(choose(use, chosen));
    for (std::size_t rate = 0; rate < chosen.size(); ++rate) {
      const std::size_t first = charges_.charges.size();
      TRY_VOID(charge(rate, chosen[rate]));
      TRY_VOID(take_commission(rate, first));
    }
    sort_charges(order);
    return std::move(charges_);
  }

 private:
  Result<void> choose(std::size_t use, std::vector<Places>& chosen) {
    const UnitsOfUse& units = units_[use];
    if (units.counting == Counting::kTooShort) {
      charges_.uncharged["shorter than the rate card's minimum"].push_back(use);
    } else if (units.counting == Counting::kCountedAlready) {
      charges_.uncharged["the track counts once a video"].push_back(use);
    } else {
      TRY(const RateChoice choice, rate_for(card_, uses_, uses_.uses[use]));
      if (choice.rate) {
        chosen[*choice.rate].push_back(use);
      } else {
        charges_.uncharged[choice.why_none].push_back(use);
      }
    }
    return {};
  }

  Result<void> charge(std::size_t rate, const Places& chosen) {
    switch (card_.rates[rate].model) {
      case Model::kDirectPayout: {
        if (card_.rates[rate].has_pool) return charge_pool(rate, chosen);
        for (const std::size_t use : chosen) add(rate, use, 0);
        return {};
      }
      case Model::kRoyaltySplit: return charge_licences(rate, chosen);
      case Model::kPayPerUse: return charge_prices(rate, chosen);
      case Model::kSubscriptionPool: return charge_pool(rate, chosen);
    }
    return {};
  }

  Result<void> charge_pool(std::size_t rate, const Places& chosen) {
    return charge_pools(card_, rate, uses_, chosen, units_, revenue_, history_, charges_);
  }

  Charge& add(std::size_t rate, std::size_t use, std::int64_t gross) {
    return charges_.charges.emplace_back(Charge{.use = use,
                                                .rate = rate,
                                                .units = units_[use].units,
                                                .gross = gross,
                                                .currency = card_.currency});
  }

  /// The price of each licence over the uses under it, in the period in which it is used first.
  Result<void> charge_licences(std::size_t rate, const Places& chosen) {
    std::map<std::string, Places> by_licence;
    for (const std::size_t use : chosen) {
      by_licence[uses_.licence_of(uses_.uses[use])->id].push_back(use);
    }
    for (const auto& [id, places] : by_licence) {
      const PlayedLicence& licence = *uses_.licence_of(uses_.uses[places.front()]);
      if (!licence.price) {
        return fail(Errc::kInvalidInput, "missing rate: licence " + id + " has no price, which \"" +
                                             card_.rates[rate].name +
                                             "\" splits; put it on record, or give it a rate of "
                                             "another model");
      }
      const bool sold = history_.sold.contains(id);
      TRY(const std::int64_t price, scaled(sold ? 0 : licence.price->minor, kMicros, 1));
      std::vector<std::int64_t> weights;
      for (const std::size_t use : places) weights.push_back(units_[use].units);
      if (std::none_of(weights.begin(), weights.end(), [](auto one) { return one > 0; })) {
        weights.assign(weights.size(), 1);
      }
      TRY(const auto parts, allocated(price, weights));
      for (std::size_t i = 0; i < places.size(); ++i) {
        add(rate, places[i], parts[i]).currency = licence.price->currency;
      }
    }
    return {};
  }

  Result<void> charge_prices(std::size_t rate, const Places& chosen) {
    if (card_.rates[rate].bundle) return draw_on_bundles(rate, chosen);
    for (const std::size_t use : chosen) {
      TRY(const std::int64_t gross, price_of(rate, use));
      add(rate, use, gross);
    }
    return {};
  }

  Result<std::int64_t> price_of(std::size_t number, std::size_t place) const {
    const Rate& rate = card_.rates[number];
    const Use& use = uses_.uses[place];
    const std::int64_t plays = uses_.video_of(use).plays;
    const auto band = std::find_if(rate.prices.begin(), rate.prices.end(), [&](const auto& one) {
      return (!one.up_to || use.length <= *one.up_to) &&
             (!one.up_to_plays || plays <= *one.up_to_plays);
    });
    if (band == rate.prices.end()) {
      return fail(Errc::kInvalidInput, "missing rate: no price of \"" + rate.name +
                                           "\" is for use " + use.id +
                                           "; add a last one without up_to_...");
    }
    // A price a second times units, which are millionths of a second, is micros.
    const std::int64_t times = rate.per == Per::kSecond ? units_[place].units : kMicros;
    TRY(const std::int64_t price, scaled(band->price, times, 1));
    if (!is_stem(uses_.track_of(use).version)) return price;
    TRY(const std::int64_t uplift, part_of(price, rate.stem_uplift));
    return sum(price, uplift);
  }

  /// Uses draw on their buyer's bundles by day, then id; each bundle's price is split over its uses
  /// to the micro.
  Result<void> draw_on_bundles(std::size_t rate, const Places& chosen) {
    const Bundle& bundle = *card_.rates[rate].bundle;
    TRY(const std::int64_t price, scaled(bundle.price, kMicros, 1));
    std::map<std::string, Places> by_buyer;
    for (const std::size_t use : chosen) by_buyer[uses_.buyer_of(uses_.uses[use])].push_back(use);
    for (auto& [buyer, places] : by_buyer) {
      std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
        return uses_.video_of(uses_.uses[a]).day < uses_.video_of(uses_.uses[b]).day;
      });
      const auto drawn = history_.drawn.find({card_.rates[rate].name, buyer});
      std::int64_t next = drawn == history_.drawn.end() ? 0 : drawn->second;
      for (const std::size_t use : places) {
        const std::int64_t in_bundle = next % bundle.uses;
        if (in_bundle == 0) charges_.bundles.push_back({rate, buyer, next / bundle.uses, price});
        const std::int64_t odd = in_bundle < price % bundle.uses ? 1 : 0;
        add(rate, use, price / bundle.uses + odd).source = Source::kBundle;
        ++next;
      }
    }
    return {};
  }

  /// By the volume of the rate in the period, or what holds for exclusive licences.
  Result<void> take_commission(std::size_t number, std::size_t first) {
    const Rate& rate = card_.rates[number];
    std::map<Currency, std::int64_t> volumes;
    for (std::size_t i = first; i < charges_.charges.size(); ++i) {
      std::int64_t& volume = volumes[charges_.charges[i].currency];
      TRY(volume, sum(volume, charges_.charges[i].gross));
    }
    for (std::size_t i = first; i < charges_.charges.size(); ++i) {
      Charge& charge = charges_.charges[i];
      const PlayedLicence* const licence = uses_.licence_of(uses_.uses[charge.use]);
      if (rate.exclusive_commission && licence != nullptr && licence->exclusive) {
        charge.commission = *rate.exclusive_commission;
        continue;
      }
      for (const CommissionStep& step : rate.commission) {
        if (step.up_to && volumes[charge.currency] / kMicros > *step.up_to) continue;
        charge.commission = step.rate;
        break;
      }
    }
    return {};
  }

  void sort_charges(const Places& order) {
    Places rank(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
    const auto key = [&](const Charge& charge) {
      return std::tuple(rank[charge.use], charge.rate, charge.pool);
    };
    std::sort(charges_.charges.begin(), charges_.charges.end(),
              [&](const Charge& a, const Charge& b) { return key(a) < key(b); });
  }

  const RateCard& card_;
  const Uses& uses_;
  const std::vector<RevenueRow>& revenue_;
  const History& history_;
  std::vector<UnitsOfUse> units_;
  Charges charges_;
};

}  // namespace

Result<Charges> charges_of(const RateCard& card, const Uses& uses,
                           const std::vector<RevenueRow>& revenue, const History& history) {
  return Charging(card, uses, revenue, history).run();
}

}  // namespace engine::royalties
