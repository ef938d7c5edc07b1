#include "engine/licences/offers.h"

#include "engine/core/text.h"
#include "engine/licences/licence_fields.h"
#include "engine/licences/licence_rules.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <tuple>

namespace engine::licences {
namespace {

using Json = nlohmann::json;

/// What says nothing of an offer, since it is another thing for each who takes it.
constexpr std::array<std::string_view, 13> kNotOffered{
    "licence_id", "key",      "licensee",   "issued_at",           "price",
    "currency",   "valid_to", "valid_from", "publish_window_from", "publish_window_to",
    "revoked_at", "videos",   "channels"};

Result<std::string> text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer() || value.is_boolean()) return value.dump();
  if (!value.is_array()) {
    return fail(Errc::kInvalidInput,
                "expected text, a whole number, true, false or a list; "
                "amounts stand in quotes");
  }
  std::vector<std::string> words;
  for (const Json& one : value) {
    TRY(words.emplace_back(), text_of(one));
  }
  return joined(words, "|");
}

Result<OfferedPer> per_named(const std::string& word) {
  if (word.empty() || word == "video") return OfferedPer::kVideo;
  if (word == "use") return OfferedPer::kUse;
  if (word == "second") return OfferedPer::kSecond;
  return fail(Errc::kInvalidInput,
              "per: '" + clean_utf8(word) + "': expected video, use or second");
}

/// What an offer says beside the terms of the licence.
struct OfferHead {
  std::string name, price, currency, per;

  std::string* place_of(const std::string& key) {
    if (key == "offer") return &name;
    if (key == "price") return &price;
    if (key == "currency") return &currency;
    return key == "per" ? &per : nullptr;
  }
};

Result<Offer> offer_of(const Json& object, const std::string& card_currency) {
  if (!object.is_object()) return fail(Errc::kInvalidInput, "expected a table, an offer");
  OfferHead head;
  head.currency = card_currency;
  LicenceTexts texts{{"licence_id", "offer"}};
  for (const auto& [key, value] : object.items()) {
    auto text = text_of(value);
    if (!text) return fail(std::move(text).error().during(key));
    if (std::string* const place = head.place_of(key)) {
      *place = *std::move(text);
      continue;
    }
    const LicenceField* const field = find_licence_field(key);
    if (field == nullptr || std::ranges::find(kNotOffered, field->name) != kNotOffered.end()) {
      return fail(Errc::kInvalidInput, key +
                                           ": no term of an offer; expected offer, price, "
                                           "currency, per or a limit of a licence such as media");
    }
    texts[std::string(field->name)] = *std::move(text);
  }
  if (head.name.empty()) return fail(Errc::kInvalidInput, "offer: an offer needs a name");
  auto currency = Currency::named(head.currency);
  if (!currency) return fail(std::move(currency).error().during("currency"));
  auto price = parse_price(head.price, *currency);
  if (!price) return fail(std::move(price).error().during("price"));
  TRY(const OfferedPer per, per_named(head.per));
  TRY(Licence terms, licence_of(texts));
  return Offer{head.name, *price, per, std::move(terms)};
}

}  // namespace

Result<std::vector<Offer>> read_offers(const std::string& card_json) {
  const Json card = Json::parse(card_json, nullptr, false);
  std::vector<Offer> offers;
  if (!card.is_object() || !card.contains("offers")) return offers;
  const Json& list = card["offers"];
  if (!list.is_array()) return fail(Errc::kInvalidInput, "offers: expected a list of tables");
  const bool has_currency = card.contains("currency") && card["currency"].is_string();
  const std::string currency = has_currency ? card["currency"].get<std::string>() : std::string();
  for (const Json& one : list) {
    auto offer = offer_of(one, currency);
    if (!offer) {
      return fail(
          std::move(offer).error().during("offers[" + std::to_string(offers.size() + 1) + "]"));
    }
    offers.push_back(*std::move(offer));
  }
  return offers;
}

struct OfferBook::State {
  std::vector<Offer> offers;
  std::vector<PreparedLicence> prepared;
};

OfferBook::OfferBook(std::vector<Offer> offers) : state_(std::make_unique<State>()) {
  state_->offers = std::move(offers);
  for (Offer& one : state_->offers) one.terms.model = Model::kBlanket;  // For whoever takes it.
  for (const Offer& one : state_->offers) state_->prepared.emplace_back(one.terms);
}

OfferBook::OfferBook(OfferBook&&) noexcept = default;
OfferBook& OfferBook::operator=(OfferBook&&) noexcept = default;
OfferBook::~OfferBook() = default;

bool OfferBook::is_empty() const { return state_->offers.empty(); }

namespace {

/// What the use would cost; empty when that is more than there is money.
std::optional<Suggestion> reckoned(const Offer& offer, const UseToJudge& use) {
  switch (offer.per) {
    case OfferedPer::kVideo: return Suggestion{offer.name, offer.price, "one video"};
    case OfferedPer::kUse: return Suggestion{offer.name, offer.price, "one use"};
    case OfferedPer::kSecond: break;
  }
  const std::int64_t seconds = std::chrono::ceil<std::chrono::seconds>(use.length).count();
  const auto fee = scaled(offer.price.minor, seconds, 1);
  if (!fee) return std::nullopt;
  return Suggestion{offer.name,
                    {*fee, offer.price.currency},
                    std::to_string(seconds) + " seconds at " + to_string(offer.price)};
}

/// What keeps the licence from covering the use, in every territory.
std::vector<RuleFinding> findings(const PreparedLicence& licence, const PreparedMusic& music,
                                  const PreparedVideo& video, const UseToJudge& use) {
  std::vector<RuleFinding> all = examine(licence, music, video, use, Instant{}).findings;
  std::vector<std::string> territories = video.video->territories;
  if (territories.empty()) territories.emplace_back();
  for (const std::string& territory : territories) {
    if (auto finding = examine_territory(licence, territory)) all.push_back(*std::move(finding));
  }
  return all;
}

}  // namespace

std::vector<Suggestion> OfferBook::suggestions(const Music& music, const PublishedVideo& video,
                                               const UseToJudge& use, std::size_t most) const {
  const PreparedMusic prepared_music(music);
  const PreparedVideo prepared_video(video);
  std::vector<Suggestion> found;
  for (std::size_t i = 0; i < state_->offers.size(); ++i) {
    const auto failed = findings(state_->prepared[i], prepared_music, prepared_video, use);
    if (!std::ranges::all_of(failed, &RuleFinding::unknown)) continue;
    auto suggestion = reckoned(state_->offers[i], use);
    if (!suggestion) continue;
    for (const RuleFinding& one : failed) suggestion->provided.push_back(one.reason);
    found.push_back(*std::move(suggestion));
  }
  std::ranges::stable_sort(found, {}, [](const Suggestion& one) {
    return std::tuple(!one.provided.empty(), one.fee.currency, one.fee.minor);
  });
  if (found.size() > most) found.resize(most, found.front());
  return found;
}

}  // namespace engine::licences
