// What the tests of the ledger share: a ledger on a file of its own, and scans to post to it.
#pragma once

#include "engine/catalogue/catalogue.h"
#include "engine/ledger/ledger.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace engine::ledger {

constexpr const char* kNoon = "2026-10-01T12:00:00Z";

/// Ids that differ in their first byte.
template <class Id>
Id id_of(std::uint8_t number) {
  Id id;
  id.bytes.fill(0xA0);
  id.bytes[0] = number;
  return id;
}

/// A match of track `track` from `start_s` to `end_s`, with every field set.
Match match_of(std::uint8_t track, int start_s, int end_s);

/// A finished scan of /videos/NAME, without matches.
ScanResult scan_of(std::uint8_t scan, const std::string& name, std::uint8_t video);

/// The same scan, failed.
ScanResult failed_scan_of(std::uint8_t scan, const std::string& name, std::uint8_t video);

/// That two scans are the same in everything that is told to the ledger.
void expect_equal(const ScanResult& actual, const ScanResult& expected);

class LedgerTest : public testing::Test {
 protected:
  LedgerTest() : database_(open_database(storage::Access::kWrite)), ledger_(open(database_)) {}

  template <class T>
  static T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message());
    if constexpr (!std::is_void_v<T>) return *std::move(result);
  }

  storage::Database open_database(storage::Access access) const {
    return must(storage::Database::open(file_, access));
  }
  static Ledger open(storage::Database& database) { return must(Ledger::open(database)); }

  void post(const ScanResult& scan, const std::string& posted_at = kNoon) {
    must(ledger_.post(scan, posted_at));
  }

  /// Tracks of the uses on record, in their order.
  std::vector<TrackId> used_tracks() const {
    std::vector<TrackId> tracks;
    for (const RecordedUse& use : must(ledger_.uses())) tracks.push_back(use.match.track);
    return tracks;
  }

  /// Puts a recording of track `track` with its writers into the catalogue.
  void add_recording(std::uint8_t track, const std::string& title,
                     const std::vector<std::string>& writers);

  support::TempDir folder_;
  std::filesystem::path file_ = folder_ / "ledger.db";
  storage::Database database_;
  Ledger ledger_;
};

}  // namespace engine::ledger
