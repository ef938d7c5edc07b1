// Licences that can be had, and what they cost: the offers of a rate card. For a use that nothing
// covers they say what would have covered it, and for how much.
//
//   [[offers]]                          # TOML, or the same in JSON
//   offer = "Social, one video"
//   price = "29.00"                     # in quotes; of the card's currency, or its own
//   per = "video"                       # or "use", or "second" (begun seconds)
//   media = ["social", "podcast"]       # and every other field of a licence that limits it
//   max_audience = 100000
#pragma once

#include "engine/core/money.h"
#include "engine/core/result.h"
#include "engine/licences/licence.h"
#include "engine/licences/use_circumstances.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace engine::licences {

enum class OfferedPer : std::uint8_t { kVideo, kUse, kSecond };

struct Offer {
  std::string name;
  Money price;
  OfferedPer per = OfferedPer::kVideo;
  Licence terms;  ///< What the licence would say; without id, licensee, dates and videos.
};

/// The offers of a rate card that engine/core/settings_file.h has read; none where it has none.
/// Errors: kInvalidInput, "offers[2].price: WHY".
Result<std::vector<Offer>> read_offers(const std::string& card_json);

/// An offer that would have covered a use.
struct Suggestion {
  std::string offer;
  Money fee;
  std::string reckoned{};  ///< "one video", "21 seconds at 0.50 EUR".
  /// What has to hold and is not known: "the audience is not on record; ...".
  std::vector<std::string> provided{};
};

/// Threads: any, at the same time.
class OfferBook {
 public:
  explicit OfferBook(std::vector<Offer> offers);
  OfferBook(OfferBook&&) noexcept;
  OfferBook& operator=(OfferBook&&) noexcept;
  ~OfferBook();

  bool is_empty() const;

  /// The cheapest first, at most `most`: those that would cover it for sure before those that may.
  /// Currencies are not compared: they follow each other by their codes.
  std::vector<Suggestion> suggestions(const Music& music, const PublishedVideo& video,
                                      const UseToJudge& use, std::size_t most) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace engine::licences
