// What a royalty run costs: a million uses of works by ten thousand parties, charged, credited and
// booked; run again, when nothing has changed; and closed.
//
//   royalty_run_cost [USES] [PARTIES] [FOLDER]
#include "engine/royalties/books.h"
#include "engine/royalties/charging.h"
#include "engine/royalties/crediting.h"
#include "engine/royalties/reconciliation.h"
#include "engine/royalties/settlement.h"

#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>

namespace {

using namespace engine;             // NOLINT: a benchmark.
using namespace engine::royalties;  // NOLINT

constexpr const char* kCard = R"toml(
name = "Benchmark"
version = "1"
currency = "EUR"
[units]
minimum_ms = 3000
functions = { background = "1/2" }
[[rates]]
name = "web"
model = "pay_per_use"
when = { tiers = ["web"] }
prices = [ { up_to_seconds = 30, price = "0.35" }, { price = "0.60" } ]
commission = "30 %"
[[rates]]
name = "plus"
model = "subscription_pool"
[rates.pool]
rate = "50 %"
)toml";

template <class T>
T must(Result<T> result) {
  if (!result) {
    std::cerr << result.error().message() << '\n';
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

Uses uses_of(std::size_t count, std::size_t parties) {
  std::mt19937_64 random(1);
  Uses uses;
  const std::size_t videos = count / 20 + 1;
  for (std::size_t i = 0; i < videos; ++i) {
    uses.videos.push_back({.id = "V" + std::to_string(i),
                           .channel = "Channel " + std::to_string(i % 5000),
                           .platform = i % 3 == 0 ? "Vimeo" : "YouTube",
                           .territory = i % 4 == 0 ? "0276" : "0840",
                           .day = *parse_day("2026-10-01") + std::chrono::days(i % 31)});
  }
  for (std::size_t i = 0; i < 2 * parties; ++i) {
    PlayedTrack& track =
        uses.tracks.emplace_back(PlayedTrack{.recording = "R" + std::to_string(i)});
    track.work.id = "W" + std::to_string(i);
    for (const int share_bp : {5000, 3334, 1666}) {
      const std::size_t party = random() % parties;
      track.work.contributions.push_back({.party = {.name = "Party " + std::to_string(party),
                                                    .ipi = std::to_string(100'000 + party)},
                                          .role = "CA",
                                          .share_bp = share_bp});
    }
  }
  uses.licences = {{.id = "L-WEB", .tier = "web"}, {.id = "L-PLUS", .tier = "plus"}};
  for (std::size_t i = 0; i < count; ++i) {
    Use use{.id = std::to_string(random()) + "-" + std::to_string(i)};
    use.video = random() % videos;
    use.track = random() % uses.tracks.size();
    use.licence = random() % 2;
    use.state = licences::State::kLicensedChannel;
    use.function = random() % 3 == 0 ? "feature" : "background";
    use.length = from_ms(static_cast<std::int64_t>(2000 + random() % 120'000));
    uses.uses.push_back(std::move(use));
  }
  return uses;
}

class Clock {
 public:
  void tell(const std::string& what) {
    const auto now = std::chrono::steady_clock::now();
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now - last_).count();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::cout << what << ": " << ms << " ms, at most " << usage.ru_maxrss / 1024 << " MB so far\n";
    last_ = now;
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

PostingOutcome run(Books& books, const RateCard& card, const Uses& uses, Clock& clock) {
  const BookPeriod period = must(BookPeriod::parse("2026-10"));
  const RevenueRow row{.amount = must(parse_money("250000.00", card.currency))};
  const Charges charges = must(charges_of(card, uses, {row}, must(books.history(period))));
  clock.tell("  charged");
  Payees payees;
  const PostingOutcome outcome = must(books.post(
      {.period = period, .booked_in = period, .card = &card, .author = {"benchmark", "2026-11-01"}},
      [&](const TakeBooking& take) { return credit(card, uses, charges, payees, take); }, payees));
  clock.tell("  credited and booked");
  return outcome;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::stoul(argv[1]) : 1'000'000;
  const std::size_t parties = argc > 2 ? std::stoul(argv[2]) : 10'000;
  const std::filesystem::path folder = argc > 3 ? argv[3] : std::filesystem::temp_directory_path();
  const std::filesystem::path file = folder / "royalty_run_cost.db";
  for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + ending);

  Clock clock;
  const RateCard card = must(rate_card_of_text(kCard, "card.toml"));
  const Uses uses = uses_of(count, parties);
  clock.tell("made " + std::to_string(count) + " uses");
  auto database = must(storage::Database::open(file, storage::Access::kWrite));
  Books books = must(Books::open(database));
  for (const char* which : {"first run", "second run"}) {
    const PostingOutcome outcome = run(books, card, uses, clock);
    std::cout << which << ": posted " << outcome.posted << ", reversed " << outcome.reversed
              << ", unchanged " << outcome.unchanged << '\n';
  }
  const BookPeriod period = must(BookPeriod::parse("2026-10"));
  const PostingOutcome closed = must(close_period(books, period, {"benchmark", "2026-11-01"}));
  clock.tell("closed with " + std::to_string(closed.posted) + " statements");
  std::cout << reconciliation_text(must(reconciled(must(books.movements(period)))));
  clock.tell("reconciled");
  return 0;
}
