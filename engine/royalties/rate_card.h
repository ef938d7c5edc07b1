// A rate card: what uses are worth, and to whom. A file in TOML or JSON, which is kept with all
// that was booked by it. What stands in it, key by key: data/rates/README.md; data/rates/house.toml
// is one.
//
// Amounts and shares stand in quotes ("12.50", "30 %", "1/3"), so that none of them is ever read as
// a floating number.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/core/media_time.h"
#include "engine/core/money.h"
#include "engine/core/result.h"
#include "engine/royalties/guarantee.h"
#include "engine/royalties/ratio.h"
#include "engine/royalties/subscription.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::royalties {

/// Weights of uses in millionths; 1'000'000 is one second, or one clip, at weight 1.
inline constexpr std::int64_t kUnit = 1'000'000;

struct AudienceBand {
  std::optional<std::int64_t> up_to;  ///< Plays; empty: all that are more.
  Ratio factor = kWhole;
};

using Weights = std::map<std::string, Ratio, std::less<>>;

/// How much of use a use is: time × function × prominence × audience.
struct UnitRules {
  bool by_clip = false;  ///< Every use is one, whatever its length; else seconds count.
  MediaTime minimum{0};  ///< What is shorter counts nothing.
  std::optional<MediaTime> cap{};
  bool once_per_video = false;           ///< A track counts once a video: by its longest use.
  Weights functions{};                   ///< By function ("background"); others weigh 1.
  Weights prominences{};                 ///< By perception ("visual"); others weigh 1.
  std::vector<AudienceBand> audience{};  ///< By plays; none: factor 1.
};

/// Which uses a rate is for. Empty lists let everything through.
struct UseSelector {
  std::vector<std::string> tiers{};           ///< Of the licence.
  std::vector<std::string> licence_models{};  ///< "single_use", "subscription", ...
  std::vector<std::string> platforms{};
  std::vector<std::string> channels{};
  std::vector<std::string> territories{};  ///< TIS codes; a use in a part of one fits.
  std::vector<std::string> media{};
  std::vector<std::string> versions{};
  /// States of verdicts ("UNLICENSED"), or "licensed", "violation", "any". Empty: licensed.
  std::vector<std::string> states{};
};

enum class Model : std::uint8_t {
  kDirectPayout,      ///< Bought out: reported, and nothing is due but a part of a bonus.
  kRoyaltySplit,      ///< The price of a licence, over the uses under it.
  kPayPerUse,         ///< A price a use, a clip or a second.
  kSubscriptionPool,  ///< A part of revenue, over all uses.
};

std::string_view to_string(Model model);  ///< "direct_payout", "royalty_split", ...

enum class Per : std::uint8_t { kUse, kSecond };

/// A price for uses of at most so long and so many plays. The first that fits holds.
struct PriceBand {
  std::optional<MediaTime> up_to{};
  std::optional<std::int64_t> up_to_plays{};
  std::int64_t price = 0;  ///< Minor units.
};

/// A price for a number of uses, drawn down use by use.
struct Bundle {
  std::int64_t uses = 0;
  std::int64_t price = 0;  ///< Minor units.
};

/// Taken first. The first step that the volume of the period fits holds.
struct CommissionStep {
  std::optional<std::int64_t> up_to{};  ///< Minor units of the rate's gross in the period.
  Ratio rate{};
};

/// What becomes of a pool that nobody has a claim on.
enum class EmptyPool : std::uint8_t { kCarry, kBreakage, kPlatform };

struct Guarantee {
  std::int64_t per_use = 0;  ///< Minor units.
  GuaranteePolicy policy = GuaranteePolicy::kTopUp;
};

/// Which revenue makes a pool, and how it is shared.
struct PoolRules {
  std::vector<std::string> platforms{};
  std::vector<std::string> territories{};  ///< TIS codes, as they stand in the revenue.
  std::vector<std::string> plans{};
  Ratio rate = kWhole;  ///< Of the revenue.
  bool user_centric = false;
  Idle idle = Idle::kPool;
  EmptyPool empty = EmptyPool::kCarry;
  std::optional<Guarantee> guarantee{};
};

struct Rate {
  std::string name;
  Model model = Model::kDirectPayout;
  UseSelector when{};
  Per per = Per::kUse;
  std::vector<PriceBand> prices{};
  Ratio stem_uplift{};  ///< On top of the price, for stems.
  std::optional<Bundle> bundle{};
  std::vector<CommissionStep> commission{};     ///< Empty: none.
  std::optional<Ratio> exclusive_commission{};  ///< For exclusive licences, in place of the steps.
  bool has_pool = false;  ///< Of subscriptions; of what was bought out, a bonus pool.
  PoolRules pool{};
};

/// A part of what is earned is kept back, and released some periods later.
struct ReserveRelease {
  std::int64_t after = 1;  ///< Periods.
  Ratio share{};
};
struct Reserve {
  Ratio rate{};
  std::vector<ReserveRelease> releases{};  ///< Their shares sum to 1.
};

/// Somebody between a source of money and a party: an administrator, a publisher, a sub-publisher.
struct Administration {
  std::string administrator;  ///< Named as parties of agreements are.
  Ratio fee{};
  bool at_source = false;  ///< The fee is of all that comes in; else of what others have left.
};

/// What was agreed with a party.
struct Agreement {
  std::string party;                   ///< Its key (party.h), IPI name number, number or name.
  std::optional<Currency> currency{};  ///< Of the statement; empty: each as earned.
  std::int64_t threshold = 0;          ///< Minor units; what is less is carried.
  std::string contract{};              ///< Its number, for statements; empty: the card's.
  std::vector<Administration> administration{};  ///< From the source to the party.
  Ratio withholding{};                           ///< As the user states it; no tax is reckoned.
  std::optional<Reserve> reserve{};
  std::string group{};  ///< Whose advances it may recoup beside its own.
};

struct Advance {
  std::string id;
  std::string party;
  Money amount;
  Ratio recoup = kWhole;              ///< Of what is due.
  std::optional<std::int64_t> cap{};  ///< Minor units a period.
  std::string group{};                ///< Cross-collateralised within it; empty: the party alone.
};

/// One unit of `from` in units of `to`.
struct ExchangeRate {
  Currency from;
  Currency to;
  Ratio rate{};
  std::string source;
  std::string date;
};

struct RateCard {
  std::string name;
  std::string version;
  std::string contract{};  ///< The number of the contract behind it.
  std::string digest;      ///< SHA-256 of the JSON, 32 hex digits: the same card, the same digest.
  std::string json;        ///< The whole card, for the books.
  Currency currency;
  catalogue::Right right = catalogue::Right::kSynchronisation;  ///< Whose shares it is.
  UnitRules units{};
  std::vector<Rate> rates{};  ///< The first that fits a use holds.
  std::vector<Agreement> agreements{};
  std::vector<Advance> advances{};
  std::vector<ExchangeRate> exchange{};
  std::string offers_json;  ///< [[offers]] of licences, which others read; "null" without any.
};

/// `name` tells the format (TOML, or JSON for ".json") and stands in errors.
/// Errors: kInvalidInput, naming the file, the key and what belongs there.
Result<RateCard> rate_card_of_text(std::string_view text, const std::filesystem::path& name);

/// Errors: also those of read_settings.
Result<RateCard> read_rate_card(const std::filesystem::path& file);

}  // namespace engine::royalties
