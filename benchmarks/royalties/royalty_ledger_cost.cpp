// What a royalty run of a whole workspace costs: a ledger of a million uses is made (ten uses a
// video, twenty thousand tracks by ten thousand parties, a subscription for each of five thousand
// channels), and then `cuetrace` reckons it, as its users would. Memory is that of each command.
//
//   royalty_ledger_cost CUETRACE FOLDER [USES] [PARTIES]
//
// A ledger that is in FOLDER already is taken as it is.
#include "engine/core/digest.h"
#include "engine/ledger/ledger.h"
#include "engine/licences/licence_store.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace engine;  // NOLINT: a benchmark.
namespace fs = std::filesystem;

constexpr std::size_t kUsesPerVideo = 10;
constexpr std::size_t kChannels = 5000;

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

constexpr const char* kRevenue =
    "period,platform,territory,plan,subscriber,currency,amount\n"
    "2026-10,,,,,EUR,250000.00\n";

template <class T>
T must(Result<T> result) {
  if (!result) {
    std::cerr << result.error().message() << '\n';
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

template <class Id>
Id id_of(const std::string& what) {
  return Id{Sha256().add(what).finish_id()};
}

TrackId track_of(std::size_t number) { return id_of<TrackId>("track " + std::to_string(number)); }

void add_recordings(catalogue::Catalogue& catalogue, std::size_t tracks, std::size_t parties,
                    std::mt19937_64& random) {
  for (std::size_t i = 0; i < tracks; ++i) {
    catalogue::Recording one;
    one.id = "R" + std::to_string(i);
    one.track = track_of(i);
    one.title = "Track number " + std::to_string(i);
    one.artist = "Artist " + std::to_string(i % 3000);
    one.library = "House";
    one.work.id = "W" + std::to_string(i);
    one.work.title = one.title;
    for (const int share_bp : {5000, 3334, 1666}) {
      const std::size_t party = random() % parties;
      one.work.contributions.push_back({.party = {.name = "Party " + std::to_string(party),
                                                  .ipi = std::to_string(100'000'000 + party)},
                                        .role = "CA",
                                        .share_bp = share_bp});
    }
    must(catalogue.put(one));
  }
}

void add_video(ledger::Ledger& ledger, std::size_t number, std::size_t tracks,
               std::mt19937_64& random) {
  ScanResult scan;
  scan.video.location = "/videos/of the house/" + std::to_string(number) + ".mp4";
  scan.video.id = id_of<VideoId>(scan.video.location);
  scan.id = id_of<ScanId>("scan " + std::to_string(number));
  scan.video.title = "What happened in week " + std::to_string(number);
  scan.video.duration = scan.video.declared = std::chrono::minutes(2 * kUsesPerVideo);
  for (std::size_t i = 0; i < kUsesPerVideo; ++i) {
    Match match;
    match.track = track_of(random() % tracks);
    const MediaTime start = std::chrono::minutes(2 * i);
    match.in_video = {start, start + from_ms(static_cast<std::int64_t>(2000 + random() % 110'000))};
    match.in_track = {MediaTime{0}, match.in_video.length()};
    match.confidence_ppm = 990'000;
    scan.matches.push_back(std::move(match));
  }
  must(ledger.post(scan, "2026-11-01T00:00:00Z"));
  const auto fact = [](const char* subject, std::string value) {
    return ledger::Amendment{ledger::AmendmentKind::kFact, subject, std::move(value)};
  };
  const std::string day = std::to_string(101 + number % 31).substr(1);
  must(ledger.amendments().change(
      scan.video.id,
      {fact("channel", "Channel " + std::to_string(number % kChannels)),
       fact("platform", number % 3 == 0 ? "Vimeo" : "YouTube"),
       fact("published_at", "2026-10-" + day), fact("territory", number % 4 == 0 ? "DE" : "US")},
      {"benchmark", "2026-11-01T00:00:00Z"}));
}

void add_licences(licences::LicenceStore& store) {
  std::vector<licences::Licence> all;
  for (std::size_t i = 0; i < kChannels; ++i) {
    licences::Licence one{.id = "L-" + std::to_string(i), .licensor = "House"};
    one.model = licences::Model::kSubscription;
    one.tier = i % 2 == 0 ? "web" : "plus";
    one.channels = {"Channel " + std::to_string(i)};
    one.valid_from = must(licences::parse_moment("2026-01-01"));
    one.valid_to = must(licences::parse_moment("2026-12-31"));
    all.push_back(std::move(one));
  }
  must(store.put(all, {"benchmark", "2026-11-01T00:00:00Z"}));
}

void make_ledger(const fs::path& folder, std::size_t uses, std::size_t parties) {
  fs::create_directories(folder);
  std::mt19937_64 random(1);
  auto database = must(storage::Database::open(folder / "ledger.db", storage::Access::kWrite));
  must(database.run("PRAGMA cache_size = -2000000"));  // In KiB: uses go in by random ids.
  auto catalogue = must(catalogue::Catalogue::open(database));
  auto ledger = must(ledger::Ledger::open(database));
  auto licences = must(licences::LicenceStore::open(database));
  auto transaction = must(storage::Transaction::begin(database));
  const std::size_t tracks = 2 * parties;
  add_recordings(catalogue, tracks, parties, random);
  for (std::size_t i = 0; i < uses / kUsesPerVideo; ++i) add_video(ledger, i, tracks, random);
  add_licences(licences);
  must(transaction.commit());
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// Runs a command to its end and tells what it took.
void tell(const std::string& what, std::vector<std::string> words) {
  std::cout << what << std::endl;
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    std::vector<char*> args;
    for (std::string& word : words) args.push_back(word.data());
    args.push_back(nullptr);
    execv(args[0], args.data());
    std::_Exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::cout << "== " << what << ": " << took.count() << " s, " << seconds(usage.ru_utime)
            << " s user, " << seconds(usage.ru_stime) << " s system, " << usage.ru_maxrss / 1024
            << " MB, exit " << WEXITSTATUS(status) << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: royalty_ledger_cost CUETRACE FOLDER [USES] [PARTIES]\n";
    return 2;
  }
  const std::string cuetrace = argv[1];
  const fs::path folder = argv[2];
  const std::size_t uses = argc > 3 ? std::stoul(argv[3]) : 1'000'000;
  const std::size_t parties = argc > 4 ? std::stoul(argv[4]) : 10'000;
  if (!fs::exists(folder / "ledger.db")) make_ledger(folder, uses, parties);
  std::ofstream(folder / "card.toml") << kCard;
  std::ofstream(folder / "revenue.csv") << kRevenue;
  const std::string card = (folder / "card.toml").string();
  const std::string revenue = (folder / "revenue.csv").string();
  const auto command = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {cuetrace, "--workspace", folder.string()});
    return words;
  };
  const auto run =
      command({"royalty", "run", "--rate-card", card, "--period", "2026-10", "--revenue", revenue});
  tell("first run", run);
  tell("second run", run);
  tell("closed", command({"royalty", "close", "2026-10"}));
  tell("statement of one party",
       command({"report", "statement", "Party 77", "--period", "2026-10", "--format", "csv",
                "--output", (folder / "statement.csv").string()}));
  tell("list of all statements", command({"report", "statement", "--period", "2026-10", "--output",
                                          (folder / "statements.txt").string()}));
  return 0;
}
