#include "engine/royalties/crediting.h"

#include "engine/catalogue/shares.h"
#include "engine/core/text.h"
#include "engine/royalties/allocation.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace engine::royalties {
namespace {

using catalogue::Claim;
using licences::State;

/// A party's part of a work, and who administers it: from the source to the party.
struct Credit {
  std::string party;  // Key.
  std::int32_t share_ppm = 0;
  std::vector<Administration> administration{};  // By key.
};

/// How what a use earns is to be shared, which is the same for all uses of a work in a place on a
/// day.
struct Sharing {
  std::vector<Credit> credits;   // By key of party.
  std::int32_t missing_ppm = 0;  // Of the whole: nobody is on record.
  std::string_view held_by{};    // The account that has all of it; empty: nobody holds it.
  std::string note{};
};

class Crediting {
 public:
  Crediting(const RateCard& card, const Uses& uses, const Charges& charges, Payees& payees)
      : card_(card), uses_(uses), charges_(charges), payees_(payees), agreements_(card) {}

  Booking of_bundle(const BundleSale& sale) const {
    const std::string& rate = card_.rates[sale.rate].name;
    Booking booking{.subject =
                        joined({"bundle", rate, sale.buyer, std::to_string(sale.number)}, "/")};
    booking.use.rate = rate;
    booking.use.buyer = sale.buyer;
    move(booking, house(account::kIncome, card_.currency),
         {account::kBundles, sale.buyer, card_.currency}, sale.price);
    return booking;
  }

  Booking of_pool(const Pool& pool) const {
    Booking booking{.subject = "pool/" + pool.name};
    booking.use.rate = card_.rates[pool.rate].name;
    booking.use.pool = pool.name;
    booking.use.units = pool.units;
    booking.use.gross = pool.amount;
    booking.use.note =
        to_string(card_.rates[pool.rate].pool.rate) + " of " + to_string(pool.revenue);
    const Currency& currency = pool.revenue.currency;
    const Account income = house(account::kIncome, currency);
    const Account carried{account::kCarriedPool, pool.name, currency};
    move(booking, carried, income, pool.carried_in);
    move(booking, income, house(account::kPlatform, currency), pool.kept);
    switch (pool.unclaimed_goes) {
      case EmptyPool::kCarry: move(booking, income, carried, pool.unclaimed); break;
      case EmptyPool::kBreakage:
        move(booking, income, house(account::kBreakage, currency), pool.unclaimed);
        break;
      case EmptyPool::kPlatform:
        move(booking, income, house(account::kPlatform, currency), pool.unclaimed);
        break;
    }
    return booking;
  }

  /// That a use earns nothing, and why.
  Booking of_uncharged(std::size_t place, const std::string& why) const {
    const Use& use = uses_.uses[place];
    Booking booking{.subject = "use/" + use.id, .use = about(use)};
    booking.use.note = why;
    return booking;
  }

  Result<Booking> of_charge(const Charge& charge) {
    const Use& use = uses_.uses[charge.use];
    const Sharing& sharing = sharing_of(use);
    Booking booking{.subject = "use/" + use.id, .use = about(charge, use)};
    if (charge.pool) booking.subject += "/" + charges_.pools[*charge.pool].name;
    booking.use.note = sharing.note;
    if (charge.gross + charge.topped_up == 0) {
      booking.use.note = why_nothing(card_.rates[charge.rate]);
      return booking;
    }
    const Account source = charge.source == Source::kBundle
                               ? Account{account::kBundles, uses_.buyer_of(use), charge.currency}
                               : house(account::kIncome, charge.currency);
    const std::string_view held = held_by(use, sharing);
    if (!held.empty()) {
      if (booking.use.note.empty()) booking.use.note = "held: " + booking.use.state;
      booking.use.commission.clear();
      move(booking, source, house(held, charge.currency), charge.gross);
      move(booking, house(account::kPlatformFunds, charge.currency), house(held, charge.currency),
           charge.topped_up);
      return booking;
    }
    const std::array parts{charge.commission, rest_of(charge.commission)};
    TRY(const auto split, allocated(charge.gross, parts));
    move(booking, source, house(account::kCommission, charge.currency), split[0]);
    TRY_VOID(share(sharing, source, split[1], booking));
    TRY_VOID(
        share(sharing, house(account::kPlatformFunds, charge.currency), charge.topped_up, booking));
    return booking;
  }

 private:
  static Account house(std::string_view name, const Currency& currency) {
    return {name, {}, currency};
  }

  static void move(Booking& booking, const Account& from, const Account& to, std::int64_t micros,
                   std::int32_t share_ppm = 0) {
    if (micros != 0) booking.transfers.push_back({from, to, micros, share_ppm});
  }

  BookedUse about(const Use& use) const {
    const PlayedLicence* const licence = uses_.licence_of(use);
    const PlayedVideo& video = uses_.video_of(use);
    return {.usage = use.id,
            .licence = licence == nullptr ? "" : licence->id,
            .state = use.state ? std::string(licences::to_string(*use.state)) : "",
            .territory = video.territory,
            .day = video.day ? engine::to_string(*video.day) : ""};
  }

  BookedUse about(const Charge& charge, const Use& use) const {
    BookedUse booked = about(use);
    booked.rate = card_.rates[charge.rate].name;
    if (charge.pool) booked.pool = charges_.pools[*charge.pool].name;
    if (charge.source == Source::kBundle) booked.buyer = uses_.buyer_of(use);
    booked.units = charge.units;
    booked.gross = charge.gross + charge.topped_up;
    if (charge.commission.numerator != 0) booked.commission = to_string(charge.commission);
    return booked;
  }

  static std::string why_nothing(const Rate& rate) {
    switch (rate.model) {
      case Model::kDirectPayout: return "bought out";
      case Model::kRoyaltySplit: return "the price of its licence was split before, or is 0";
      case Model::kPayPerUse: return "its price is 0";
      case Model::kSubscriptionPool: return "its part of the pool is 0";
    }
    return {};
  }

  static std::string_view held_by(const Use& use, const Sharing& sharing) {
    if (use.state == State::kDisputed) return account::kHeldDispute;
    if (use.state == State::kConflict && sharing.held_by != account::kHeldOverClaim) {
      return account::kHeldConflict;
    }
    return sharing.held_by;
  }

  Result<void> share(const Sharing& sharing, const Account& source, std::int64_t amount,
                     Booking& booking) const {
    if (amount == 0) return {};
    std::vector<std::int64_t> weights;
    for (const Credit& credit : sharing.credits) weights.push_back(credit.share_ppm);
    weights.push_back(sharing.missing_ppm);
    TRY(const auto parts, allocated(amount, weights));
    for (std::size_t i = 0; i < sharing.credits.size(); ++i) {
      TRY_VOID(credit_party(sharing.credits[i], source, parts[i], booking));
    }
    move(booking, source, house(account::kUnmatched, source.currency), parts.back(),
         sharing.missing_ppm);
    return {};
  }

  /// Fees at source are of all of it, those at receipt of what is left when it comes there.
  static Result<void> credit_party(const Credit& credit, const Account& source, std::int64_t amount,
                                   Booking& booking) {
    std::int64_t left = amount;
    for (const Administration& one : credit.administration) {
      const std::array split{one.fee, rest_of(one.fee)};
      TRY(const auto parts, allocated(one.at_source ? amount : left, split));
      const std::int64_t fee = left < 0 ? std::max(parts[0], left) : std::min(parts[0], left);
      move(booking, source, {account::kFees, one.administrator, source.currency}, fee,
           credit.share_ppm);
      left -= fee;
    }
    move(booking, source, {account::kAccrued, credit.party, source.currency}, left,
         credit.share_ppm);
    return {};
  }

  /// Kept by work, and by place and day where the work has terms that depend on them.
  const Sharing& sharing_of(const Use& use) {
    constexpr std::size_t kKept = 100'000;
    const PlayedVideo& video = uses_.video_of(use);
    const catalogue::Work& work = uses_.track_of(use).work;
    auto key = std::tuple(use.track, std::string(), std::optional<Day>());
    if (has_terms(work)) key = std::tuple(use.track, video.territory, video.day);
    const auto found = sharings_.find(key);
    if (found != sharings_.end()) return found->second;
    if (sharings_.size() == kKept) sharings_.clear();
    return sharings_.emplace(std::move(key), made_sharing(work, video)).first->second;
  }

  static bool has_terms(const catalogue::Work& work) {
    return std::any_of(work.contributions.begin(), work.contributions.end(),
                       [](const catalogue::Contribution& one) { return !one.terms.empty(); });
  }

  Sharing made_sharing(const catalogue::Work& work, const PlayedVideo& video) {
    const catalogue::ShareAnswer answer =
        shares_of(work, {.right = card_.right,
                         .kind = catalogue::ShareKind::kCollection,
                         .territory = video.territory,
                         .day = video.day});
    Sharing sharing;
    if (answer.claim == Claim::kOver) {
      sharing.held_by = account::kHeldOverClaim;
      sharing.note = "OverClaim: shares sum to " + fixed_point(answer.total_ppm, 4) + " %";
      return sharing;
    }
    if (answer.claim == Claim::kUnknown || answer.shares.empty()) {
      sharing.held_by = account::kUnmatched;
      sharing.note = "UnknownClaim: " + (answer.why.empty() ? "no share is stated" : answer.why);
      return sharing;
    }
    if (answer.claim == Claim::kUnder) {
      sharing.missing_ppm = static_cast<std::int32_t>(catalogue::kWholePpm - answer.total_ppm);
      sharing.note = "UnderClaim: shares sum to " + fixed_point(answer.total_ppm, 4) + " %";
    }
    for (const catalogue::PartyShare& one : answer.shares) {
      add_credit(work.contributions[one.contribution].party, one.share_ppm, sharing);
    }
    std::sort(sharing.credits.begin(), sharing.credits.end(),
              [](const Credit& a, const Credit& b) { return a.party < b.party; });
    return sharing;
  }

  void add_credit(const catalogue::Party& party, std::int32_t share_ppm, Sharing& sharing) {
    const Payee payee = payee_of(party);
    payees_.emplace(payee.key, payee);
    for (Credit& credit : sharing.credits) {
      if (credit.party != payee.key) continue;
      credit.share_ppm += share_ppm;
      return;
    }
    Credit credit{.party = payee.key, .share_ppm = share_ppm};
    const Agreement* const agreement = agreements_.find(payee);
    if (agreement != nullptr) credit.administration = agreement->administration;
    for (Administration& one : credit.administration) {
      one.administrator = administrator_key(one.administrator);
    }
    sharing.credits.push_back(std::move(credit));
  }

  /// Of somebody in the works at hand where the name fits, else of the name as it stands.
  std::string administrator_key(const std::string& named) {
    for (const auto& [key, payee] : payees_of_works()) {
      if (!Agreements::is(named, payee)) continue;
      payees_.emplace(key, payee);
      return key;
    }
    const std::string key = is_payee_key(named) ? named : "name:" + named;
    payees_.emplace(key, Payee{.key = key, .name = named});
    return key;
  }

  const Payees& payees_of_works() {
    if (!all_.empty()) return all_;
    for (const PlayedTrack& track : uses_.tracks) {
      for (const catalogue::Contribution& one : track.work.contributions) {
        Payee payee = payee_of(one.party);
        all_.emplace(payee.key, payee);
      }
    }
    return all_;
  }

  const RateCard& card_;
  const Uses& uses_;
  const Charges& charges_;
  Payees& payees_;
  Agreements agreements_;
  Payees all_;
  std::map<std::tuple<std::size_t, std::string, std::optional<Day>>, Sharing> sharings_;
};

}  // namespace

Result<void> credit(const RateCard& card, const Uses& uses, const Charges& charges, Payees& payees,
                    const std::function<Result<void>(const Booking&)>& take) {
  Crediting crediting(card, uses, charges, payees);
  for (const BundleSale& sale : charges.bundles) TRY_VOID(take(crediting.of_bundle(sale)));
  for (const Pool& pool : charges.pools) TRY_VOID(take(crediting.of_pool(pool)));
  for (const Charge& charge : charges.charges) {
    TRY(const Booking booking, crediting.of_charge(charge));
    TRY_VOID(take(booking));
  }
  for (const auto& [why, places] : charges.uncharged) {
    for (const std::size_t use : places) TRY_VOID(take(crediting.of_uncharged(use, why)));
  }
  return {};
}

}  // namespace engine::royalties
