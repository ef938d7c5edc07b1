// Lists of the ledger a page at a time, the newest scans first, for ledgers of any size: what a
// page costs does not depend on how many come before it.
#pragma once

#include "engine/core/result.h"
#include "engine/core/scan_result.h"
#include "engine/ledger/ledger.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine::ledger {

struct ListedVideo {
  VideoFacts facts;
  std::string programme;  ///< What people say that it is called; empty: nothing.
  ScanId scan;
  std::string posted_at;
  bool complete = false;
  std::string error;      ///< Of a scan that failed; empty: none.
  std::string note;       ///< What there is to hear where there is nothing to match.
  std::int64_t uses = 0;  ///< Of the party that was asked for, as are the next two.
  std::int64_t review = 0;
  MediaTime music{0};  ///< Of all uses, added up.
};

struct PageAsked {
  std::string cursor{};  ///< Of the page before; empty: the first.
  std::size_t most = 50;
  std::string words{};  ///< Part of a location or title; of uses also of a track's title.
  /// Only what has to do with works of this writer or publisher: an IPI name number, or a name,
  /// whatever the case of ASCII letters.
  std::string party{};
  std::optional<VideoId> video{};   ///< Of uses.
  std::optional<TrackId> track{};   ///< Of uses.
  std::optional<bool> confident{};  ///< Of uses: claims, or what is for review; empty: both.
};

template <class Item>
struct Page {
  std::vector<Item> items;
  std::string next;  ///< The cursor of the next page; empty when this is the last.
};

/// Reads the pages. Threads: those of the ledger. The ledger must outlive it.
class LedgerPages {
 public:
  explicit LedgerPages(const storage::Database& database) : database_(&database) {}

  /// Errors: kUsage for a cursor that is none.
  Result<Page<ListedVideo>> videos(const PageAsked& asked) const;
  /// Counts of `party` alone, where one is given.
  Result<std::optional<ListedVideo>> video(const VideoId& id, const std::string& party = {}) const;

  /// Their recordings hold only the track: who prints them asks the catalogue.
  Result<Page<RecordedUse>> uses(const PageAsked& asked) const;

 private:
  const storage::Database* database_;
};

/// A condition on a column of track ids: that the recording's work is of that party, bound to ?5.
std::string sql_of_party(std::string_view track_column);

}  // namespace engine::ledger
