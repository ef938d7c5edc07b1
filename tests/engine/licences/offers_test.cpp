#include "engine/licences/offers.h"

#include "tests/engine/licences/licence_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::licences {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kCard = R"({"currency": "EUR", "offers": [
  {"offer": "Everything", "price": "399.00"},
  {"offer": "Social", "price": "29.00", "media": ["social", "podcast"], "max_audience": 10000},
  {"offer": "By the second", "price": "0.50", "per": "second", "territories": "DE|AT"},
  {"offer": "Broadcast", "price": "1.00", "media": "broadcast"}]})";

std::vector<std::string> names_of(const std::vector<Suggestion>& suggestions) {
  std::vector<std::string> names;
  for (const Suggestion& one : suggestions) names.push_back(one.offer + " " + to_string(one.fee));
  return names;
}

std::vector<Suggestion> suggested(World& world, std::size_t most = 10) {
  return OfferBook(read_offers(kCard).value())
      .suggestions(world.music(), world.video(), world.use(), most);
}

TEST(Offers, SuggestTheCheapestThatCoversTheUse) {
  World world;
  world.use().length = from_ms(20'001);
  EXPECT_THAT(names_of(suggested(world)),
              ElementsAre("By the second 10.50 EUR", "Social 29.00 EUR", "Everything 399.00 EUR"));
  EXPECT_EQ(suggested(world).front().reckoned, "21 seconds at 0.50 EUR");
  EXPECT_EQ(suggested(world, 1).size(), 1U);
}

TEST(Offers, LeaveOutWhatWouldNotHaveCovered) {
  World world;
  world.video().audience = 10'001;
  world.video().territories = {"0276", "0840"};
  EXPECT_THAT(names_of(suggested(world)), ElementsAre("Everything 399.00 EUR"));
}

TEST(Offers, SayWhatHasToHoldWhereItIsNotKnown) {
  World world;
  world.video().audience.reset();
  world.video().territories = {"0840"};
  const auto suggestions = suggested(world);
  EXPECT_THAT(names_of(suggestions), ElementsAre("Everything 399.00 EUR", "Social 29.00 EUR"));
  ASSERT_EQ(suggestions[1].provided.size(), 1U);
  EXPECT_THAT(suggestions[1].provided.front(), HasSubstr("the audience is not on record"));
}

TEST(Offers, OfACardWithoutAnyAreNone) {
  EXPECT_THAT(read_offers(R"({"name": "x"})").value(), IsEmpty());
}

TEST(Offers, NameWhatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"offers": 1})", "offers: expected a list"},
      {R"({"offers": [1]})", "offers[1]: expected a table"},
      {R"({"currency": "EUR", "offers": [{"price": "1.00"}]})", "offers[1]: offer: an offer needs"},
      {R"({"offers": [{"offer": "a", "price": "1.00"}]})", "offers[1]: currency"},
      {R"({"currency": "EUR", "offers": [{"offer": "a", "price": 1.5}]})",
       "amounts stand in quotes"},
      {R"({"currency": "EUR", "offers": [{"offer": "a", "price": "-1"}]})", "offers[1]: price"},
      {R"({"currency": "EUR", "offers": [{"offer": "a", "price": "1", "per": "year"}]})",
       "expected video, use or second"},
      {R"({"currency": "EUR", "offers": [{"offer": "a", "price": "1", "colour": "red"}]})",
       "offers[1]: colour: no term"},
      {R"({"currency": "EUR", "offers": [{"offer": "a", "price": "1", "channels": "x"}]})",
       "offers[1]: channels: no term"},
      {R"({"currency": "EUR", "offers": [{"offer": "a", "price": "1", "territories": "Xx"}]})",
       "'Xx'"},
  };
  for (const auto& [card, why] : cases) {
    const auto offers = read_offers(card);
    ASSERT_FALSE(offers) << card;
    EXPECT_THAT(offers.error().message(), HasSubstr(why));
  }
}

}  // namespace
}  // namespace engine::licences
