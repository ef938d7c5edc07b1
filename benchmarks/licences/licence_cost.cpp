// What it takes to judge the uses of a ledger by the licences on record.
//
//   licence_cost [USES [LICENCES]]      1,000,000 uses and 100,000 licences by default
//
// Three uses a video, 50,000 tracks, 30,000 channels. Of the licences three in ten are
// subscriptions of channels to all music, three in ten single uses of one track, found by key, by
// channel or by licensee and half of them for a number of videos, two in ten are of a catalogue on
// a channel, one is a blanket of one catalogue on a platform, and one in ten has ended, is revoked
// or for another territory. One channel in a thousand has a hundred times as many licences as
// others. One video in ten lacks its day, one its channel, one its territory.
#include "engine/licences/judge.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <string>

namespace {

using namespace engine::licences;

constexpr std::size_t kTracks = 50'000;
constexpr std::size_t kCatalogues = 200;
constexpr std::size_t kChannels = 30'000;

class Dice {
 public:
  explicit Dice(unsigned seed) : generator_(seed) {}
  std::size_t below(std::size_t count) { return generator_() % count; }

 private:
  std::mt19937 generator_;
};

std::string track(std::size_t number) { return "R-" + std::to_string(number); }
std::string catalogue(std::size_t number) { return "Catalogue " + std::to_string(number); }
std::string channel(Dice& dice) {
  const std::size_t number = dice.below(100) == 0 ? dice.below(30) : dice.below(kChannels);
  return "Channel " + std::to_string(number);
}

Moment day(std::size_t number) {
  Moment moment = parse_moment("2025-01-01").value();
  moment.at += std::chrono::days{number};
  return moment;
}

Licence licence(Dice& dice, std::size_t number) {
  Licence made;
  made.id = "L-" + std::to_string(number);
  made.licensor = "House";
  made.valid_from = day(dice.below(200));
  made.valid_to = day(365 + dice.below(365));
  const std::size_t kind = number % 10;
  if (kind < 3) {
    made.model = Model::kSubscription;
    made.channels = {"youtube:" + channel(dice)};
  } else if (kind < 6) {
    made.tracks = {track(dice.below(kTracks))};
    made.licensee = "Person of " + channel(dice);
    if (kind == 4) made.channels = {channel(dice)};
    if (kind != 5) made.max_uses = 1 + dice.below(3);
  } else if (kind < 8) {
    made.model = Model::kEnterprise;
    made.channels = {channel(dice)};
    made.catalogues = {catalogue(dice.below(kCatalogues))};
  } else if (kind == 8) {
    made.model = Model::kBlanket;
    made.catalogues = {catalogue(dice.below(kCatalogues))};
    made.platforms = {"platform " + std::to_string(dice.below(500))};
  } else {
    made.channels = {channel(dice)};
    made.model = Model::kSubscription;
    made.territories = {"0392"};
    made.valid_to = day(250);
    if (dice.below(2) == 0) made.revoked_at = day(300);
  }
  return made;
}

PublishedVideo video(Dice& dice, std::size_t number, std::size_t licences) {
  PublishedVideo made{{"/videos/" + std::to_string(number) + ".mp4"}};
  const std::string name = channel(dice);
  if (dice.below(10) != 0) made.published = day(dice.below(700));
  if (dice.below(10) != 0) {
    made.channel = name;
    made.uploader = "Person of " + name;
  }
  if (dice.below(10) != 0) made.territories = {"0276"};
  if (dice.below(20) == 0) made.territories = {"0276", "0840", "0250"};
  made.platform = "YouTube";
  made.media = {"social"};
  if (dice.below(4) == 0) made.keys = {"L-" + std::to_string(dice.below(licences))};
  return made;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t uses = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const std::size_t licences = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 100'000;
  Dice dice(1);
  std::vector<Licence> all;
  for (std::size_t i = 0; i < licences; ++i) all.push_back(licence(dice, i));
  UsesToJudge ledger;
  for (std::size_t i = 0; i < kTracks; ++i) {
    ledger.music.push_back(Music{{track(i)}, {catalogue(i % kCatalogues)}});
  }
  for (std::size_t i = 0; i < uses; ++i) {
    if (i % 3 == 0) ledger.videos.push_back(video(dice, i, licences));
    UseToJudge use;
    use.music = dice.below(kTracks);
    use.video = ledger.videos.size() - 1;
    use.length = engine::from_ms(static_cast<std::int64_t>(dice.below(90'000)));
    ledger.uses.push_back(use);
  }
  const auto start = std::chrono::steady_clock::now();
  auto judge = Judge::make(std::move(all), {.as_of = day(730).at});
  if (!judge) return EXIT_FAILURE;
  const double prepared = seconds_since(start);
  const auto verdicts = judge->judge(ledger);
  const double judged = seconds_since(start);
  std::map<std::string_view, std::size_t> states;
  for (const auto& one : verdicts) ++states[to_string(one->state())];
  std::printf("%zu uses, %zu licences: %.1f s, %.1f s of them to prepare the licences\n", uses,
              licences, judged, prepared);
  for (const auto& [state, count] : states) {
    std::printf("  %-22s %zu\n", std::string(state).c_str(), count);
  }
  return EXIT_SUCCESS;
}
