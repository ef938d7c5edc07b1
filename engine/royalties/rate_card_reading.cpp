#include "engine/royalties/rate_card_reading.h"

#include "engine/catalogue/territories.h"

#include <algorithm>
#include <array>

namespace engine::royalties {
namespace {

constexpr std::array<std::string_view, 4> kModels{"direct_payout", "royalty_split", "pay_per_use",
                                                  "subscription_pool"};

constexpr std::int64_t kMillisecondsMax = 1'000'000'000;

Error unknown_word(const SettingsTable& table, std::string_view key, std::string_view words) {
  return table.wrong(key, "not known; give " + std::string(words));
}

/// One of `words` under `key`, as its place among them; the first when the key is not there.
template <std::size_t kCount>
Result<std::size_t> word_at(const SettingsTable& table, std::string_view key,
                            const std::array<std::string_view, kCount>& words) {
  TRY(const std::string text, table.text_or(key, words.front()));
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == text) return i;
    all += (all.empty() ? "" : ", ") + std::string(words[i]);
  }
  return fail(unknown_word(table, key, all));
}

Result<std::optional<MediaTime>> seconds_at(const SettingsTable& table, std::string_view key) {
  TRY(const auto seconds, table.number(key, 0));
  if (!seconds) return std::nullopt;
  if (*seconds > 1'000'000) return fail(table.wrong(key, "more than a million seconds"));
  return std::chrono::seconds(*seconds);
}

Result<Weights> weights_at(const SettingsTable& table, std::string_view key) {
  Weights weights;
  TRY(const auto words, table.table(key));
  if (!words) return weights;
  TRY(const auto texts, words->all_texts());
  for (const auto& [word, text] : texts) {
    TRY(weights[word], parsed_setting(*words, word, parse_ratio));
  }
  return weights;
}

Result<std::vector<AudienceBand>> audience_at(const SettingsTable& table) {
  constexpr std::array<std::string_view, 2> kKeys{"up_to_plays", "factor"};
  std::vector<AudienceBand> bands;
  TRY(const auto tables, table.tables("audience"));
  for (const SettingsTable& one : tables) {
    AudienceBand& band = bands.emplace_back();
    TRY_VOID(one.allow_only(kKeys));
    TRY(band.up_to, one.number("up_to_plays", 1));
    TRY(band.factor, parsed_setting(one, "factor", parse_ratio));
  }
  return bands;
}

Result<UseSelector> selector_of(const SettingsTable& table) {
  constexpr std::array<std::string_view, 8> kKeys{"tiers",    "licence_models", "platforms",
                                                  "channels", "territories",    "media",
                                                  "versions", "states"};
  TRY_VOID(table.allow_only(kKeys));
  UseSelector when;
  TRY(when.tiers, table.texts("tiers"));
  TRY(when.licence_models, table.texts("licence_models"));
  TRY(when.platforms, table.texts("platforms"));
  TRY(when.channels, table.texts("channels"));
  TRY(when.territories, territories_at(table, "territories"));
  TRY(when.media, table.texts("media"));
  TRY(when.versions, table.texts("versions"));
  TRY(when.states, table.texts("states"));
  return when;
}

Result<std::vector<PriceBand>> prices_of(const SettingsTable& table, const Currency& currency) {
  constexpr std::array<std::string_view, 3> kKeys{"up_to_seconds", "up_to_plays", "price"};
  std::vector<PriceBand> bands;
  if (!table.is_list("prices")) {
    TRY(const std::int64_t price, price_at(table, "price", currency));
    bands.push_back({.price = price});
    return bands;
  }
  TRY(const auto tables, table.tables("prices"));
  for (const SettingsTable& one : tables) {
    PriceBand& band = bands.emplace_back();
    TRY_VOID(one.allow_only(kKeys));
    TRY(band.up_to, seconds_at(one, "up_to_seconds"));
    TRY(band.up_to_plays, one.number("up_to_plays", 1));
    TRY(band.price, price_at(one, "price", currency));
  }
  return bands;
}

Result<std::optional<Bundle>> bundle_of(const SettingsTable& table, const Currency& currency) {
  constexpr std::array<std::string_view, 2> kKeys{"uses", "price"};
  TRY(const auto one, table.table("bundle"));
  if (!one) return std::nullopt;
  TRY_VOID(one->allow_only(kKeys));
  TRY(const auto uses, one->number("uses", 1));
  if (!uses) return fail(one->wrong("uses", "is missing"));
  TRY(const std::int64_t price, price_at(*one, "price", currency));
  return Bundle{*uses, price};
}

Result<std::vector<CommissionStep>> commission_of(const SettingsTable& table,
                                                  const Currency& currency) {
  constexpr std::array<std::string_view, 2> kKeys{"up_to", "rate"};
  std::vector<CommissionStep> steps;
  if (!table.has("commission")) return steps;
  if (!table.is_list("commission")) {
    TRY(const Ratio rate, part_at(table, "commission", {}));
    steps.push_back({.rate = rate});
    return steps;
  }
  TRY(const auto tables, table.tables("commission"));
  for (const SettingsTable& one : tables) {
    CommissionStep& step = steps.emplace_back();
    TRY_VOID(one.allow_only(kKeys));
    TRY(step.up_to, optional_price_at(one, "up_to", currency));
    TRY(step.rate, parsed_setting(one, "rate", parse_part));
  }
  if (steps.empty() || steps.back().up_to) {
    return fail(
        table.wrong("commission", "the last step has no up_to: it is for all that is more"));
  }
  return steps;
}

Result<std::optional<Guarantee>> guarantee_of(const SettingsTable& table,
                                              const Currency& currency) {
  constexpr std::array<std::string_view, 2> kKeys{"per_use", "policy"};
  TRY(const auto one, table.table("guarantee"));
  if (!one) return std::nullopt;
  TRY_VOID(one->allow_only(kKeys));
  Guarantee guarantee;
  TRY(guarantee.per_use, price_at(*one, "per_use", currency));
  TRY(const std::string policy, one->text("policy"));
  const auto named = guarantee_policy_named(policy);
  if (!named) return fail(unknown_word(*one, "policy", "top_up, waterfill or floor_plus_share"));
  guarantee.policy = *named;
  return guarantee;
}

Result<PoolRules> pool_of(const SettingsTable& table, const Currency& currency) {
  constexpr std::array<std::string_view, 9> kKeys{
      "platforms", "territories", "plans", "rate", "scheme", "idle", "empty", "guarantee", "note"};
  constexpr std::array<std::string_view, 2> kSchemes{"pool_centric", "user_centric"};
  constexpr std::array<std::string_view, 3> kIdle{"pool", "carry", "platform"};
  constexpr std::array<std::string_view, 3> kEmpty{"carry", "breakage", "platform"};
  TRY_VOID(table.allow_only(kKeys));
  PoolRules pool;
  TRY(pool.platforms, table.texts("platforms"));
  TRY(pool.territories, territories_at(table, "territories"));
  TRY(pool.plans, table.texts("plans"));
  TRY(pool.rate, parsed_setting(table, "rate", parse_part));
  TRY(const std::size_t scheme, word_at(table, "scheme", kSchemes));
  pool.user_centric = scheme == 1;
  TRY(const std::size_t idle, word_at(table, "idle", kIdle));
  pool.idle = static_cast<Idle>(idle);
  TRY(const std::size_t empty, word_at(table, "empty", kEmpty));
  pool.empty = static_cast<EmptyPool>(empty);
  TRY(pool.guarantee, guarantee_of(table, currency));
  if (pool.guarantee && pool.user_centric) {
    return fail(table.wrong("guarantee", "is for pool_centric pools only; leave one of both out"));
  }
  return pool;
}

Result<void> read_prices(const SettingsTable& table, const Currency& currency, Rate& rate) {
  constexpr std::array<std::string_view, 2> kPer{"use", "second"};
  TRY(rate.prices, prices_of(table, currency));
  TRY(rate.bundle, bundle_of(table, currency));
  TRY(rate.stem_uplift, part_at(table, "stem_uplift", {}));
  TRY(const std::size_t per, word_at(table, "per", kPer));
  rate.per = static_cast<Per>(per);
  return {};
}

Result<void> check_keys_of_model(const SettingsTable& table, Model model) {
  constexpr std::array<std::string_view, 4> kPayout{"name", "model", "when", "bonus"};
  constexpr std::array<std::string_view, 5> kSplit{"name", "model", "when", "commission",
                                                   "exclusive_commission"};
  constexpr std::array<std::string_view, 9> kPrices{
      "name", "model", "when", "price", "prices", "per", "bundle", "stem_uplift", "commission"};
  constexpr std::array<std::string_view, 5> kPool{"name", "model", "when", "pool", "commission"};
  switch (model) {
    case Model::kDirectPayout: return table.allow_only(kPayout);
    case Model::kRoyaltySplit: return table.allow_only(kSplit);
    case Model::kPayPerUse: return table.allow_only(kPrices);
    case Model::kSubscriptionPool: return table.allow_only(kPool);
  }
  return {};
}

}  // namespace

Result<Ratio> part_at(const SettingsTable& table, std::string_view key, const Ratio& otherwise) {
  if (!table.has(key)) return otherwise;
  return parsed_setting(table, key, parse_part);
}

Result<std::int64_t> price_at(const SettingsTable& table, std::string_view key,
                              const Currency& currency) {
  TRY(const Money price, parsed_setting(table, key, [&](const std::string& text) {
        return parse_price(text, currency);
      }));
  return price.minor;
}

Result<std::optional<std::int64_t>> optional_price_at(const SettingsTable& table,
                                                      std::string_view key,
                                                      const Currency& currency) {
  if (!table.has(key)) return std::nullopt;
  TRY(const std::int64_t price, price_at(table, key, currency));
  return price;
}

Result<std::vector<std::string>> territories_at(const SettingsTable& table, std::string_view key) {
  TRY(std::vector<std::string> territories, table.texts(key));
  for (std::string& territory : territories) {
    std::string code = catalogue::territory_code(territory);
    if (code.empty()) {
      return fail(table.wrong(key, "no territory \"" + territory + "\"; give a code such as DE"));
    }
    territory = std::move(code);
  }
  return territories;
}

Result<UnitRules> units_of(const SettingsTable& table) {
  constexpr std::array<std::string_view, 7> kKeys{"basis",     "minimum_ms",  "cap_ms",  "count",
                                                  "functions", "prominences", "audience"};
  constexpr std::array<std::string_view, 2> kBases{"seconds", "clips"};
  constexpr std::array<std::string_view, 2> kCounts{"cue", "video"};
  TRY_VOID(table.allow_only(kKeys));
  UnitRules units;
  TRY(const std::size_t basis, word_at(table, "basis", kBases));
  units.by_clip = basis == 1;
  TRY(const std::size_t count, word_at(table, "count", kCounts));
  units.once_per_video = count == 1;
  TRY(const auto minimum, table.number("minimum_ms", 0));
  units.minimum = from_ms(std::min(minimum.value_or(0), kMillisecondsMax));
  TRY(const auto cap, table.number("cap_ms", 1));
  if (cap) units.cap = from_ms(std::min(*cap, kMillisecondsMax));
  TRY(units.functions, weights_at(table, "functions"));
  TRY(units.prominences, weights_at(table, "prominences"));
  TRY(units.audience, audience_at(table));
  return units;
}

Result<Rate> rate_of(const SettingsTable& table, const Currency& currency) {
  Rate rate;
  TRY(rate.name, table.text("name"));
  if (!table.has("model")) return fail(table.wrong("model", "is missing"));
  TRY(const std::size_t model, word_at(table, "model", kModels));
  rate.model = static_cast<Model>(model);
  TRY_VOID(check_keys_of_model(table, rate.model));
  TRY(const auto when, table.table("when"));
  if (when) {
    TRY(rate.when, selector_of(*when));
  }
  TRY(rate.commission, commission_of(table, currency));
  if (table.has("exclusive_commission")) {
    TRY(rate.exclusive_commission, part_at(table, "exclusive_commission", {}));
  }
  if (rate.model == Model::kPayPerUse) TRY_VOID(read_prices(table, currency, rate));
  rate.has_pool = rate.model == Model::kSubscriptionPool || table.has("bonus");
  if (!rate.has_pool) return rate;
  const std::string_view key = rate.model == Model::kSubscriptionPool ? "pool" : "bonus";
  TRY(const auto pool, table.table(key));
  if (!pool) return fail(table.wrong(key, "is missing: which revenue, and which rate of it"));
  TRY(rate.pool, pool_of(*pool, currency));
  return rate;
}

std::string_view to_string(Model model) { return kModels[static_cast<std::size_t>(model)]; }

}  // namespace engine::royalties
