// What the tests of royalties share: a small world of uses, and books on a file of its own.
#pragma once

#include "engine/royalties/books.h"
#include "engine/royalties/charging.h"
#include "engine/royalties/crediting.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace engine::royalties {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message());
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

inline Currency euro() { return must(Currency::named("EUR")); }

inline RateCard card_with(const std::string& rates, const std::string& version = "1") {
  return must(rate_card_of_text(
      "name = \"Test\"\nversion = \"" + version + "\"\ncurrency = \"EUR\"\n" + rates, "card.toml"));
}

/// A writer with a share of all writers in hundredths of a percent.
inline catalogue::Contribution writer(const std::string& name, int share_bp) {
  catalogue::Contribution one{.party = {.name = name}, .role = "CA", .share_bp = share_bp};
  return one;
}

inline PlayedTrack track_by(std::vector<catalogue::Contribution> contributions,
                            const std::string& id = "R1") {
  PlayedTrack track{.recording = id};
  track.work.id = "W" + id;
  track.work.contributions = std::move(contributions);
  return track;
}

inline Use use_of(const std::string& id, std::size_t track, int seconds, std::size_t video = 0) {
  return {.id = id, .video = video, .track = track, .length = std::chrono::seconds(seconds)};
}

/// One video, one track by Ann (50 %), Bob (25 %) and Cid (25 %), and one use of a minute.
inline Uses small_world() {
  Uses uses;
  uses.videos.push_back({.id = "V1",
                         .channel = "Chan",
                         .platform = "YouTube",
                         .territory = "0276",
                         .day = parse_day("2026-10-05")});
  uses.tracks.push_back(track_by({writer("Ann", 5000), writer("Bob", 2500), writer("Cid", 2500)}));
  uses.uses.push_back(use_of("u1", 0, 60));
  return uses;
}

inline RevenueRow revenue(const std::string& amount, const std::string& subscriber = "",
                          const std::string& platform = "") {
  return {
      .platform = platform, .subscriber = subscriber, .amount = must(parse_money(amount, euro()))};
}

/// Every transfer as "from > to/holder amount", amounts in major units with all eight decimals cut
/// after the last that is not 0.
std::vector<std::string> lines_of(const Booking& booking);
std::string line_of(const Account& account, std::int64_t micros);

class BooksTest : public testing::Test {
 protected:
  BooksTest()
      : database_(must(storage::Database::open(folder_ / "ledger.db", storage::Access::kWrite))),
        books_(must(Books::open(database_))) {}

  /// What `royalty run` does.
  Result<PostingOutcome> run(const RateCard& card, const Uses& uses,
                             const std::vector<RevenueRow>& revenue = {},
                             const std::string& period = "2026-10",
                             const std::string& booked_in = "");

  std::vector<std::string> balances() const;

  support::TempDir folder_;
  storage::Database database_;
  Books books_;
};

}  // namespace engine::royalties
