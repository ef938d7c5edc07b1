// What is before the judge: the uses, prepared, and for each the licences that may have to do with
// it.
#pragma once

#include "engine/licences/licence_index.h"
#include "engine/licences/licence_rules.h"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace engine::licences {

/// A licence that was looked at, and what it says in each territory.
struct Looked {
  LicenceNumber number = 0;
  Examined examined;
  std::vector<std::optional<RuleFinding>> territories;

  /// Rules failed or not known, in the order of Rule.
  std::vector<RuleFinding> findings_in(std::size_t territory) const;
  bool passes_in(std::size_t territory) const {
    return examined.passes() && !territories[territory];
  }
};

/// Numbers of uses, videos and music are places in the UsesToJudge. Threads: any, once it is made.
class Docket {
 public:
  /// All of it must outlive the docket.
  Docket(std::span<const PreparedLicence> licences, const LicenceIndex& index, Instant as_of,
         const UsesToJudge& uses);

  std::size_t size() const { return uses_.uses.size(); }
  const UseToJudge& use(std::size_t use) const { return uses_.uses[use]; }
  const PreparedVideo& video_of(std::size_t use) const { return videos_[uses_.uses[use].video]; }
  const PreparedMusic& music_of(std::size_t use) const { return music_[uses_.uses[use].music]; }
  const PreparedLicence& prepared(LicenceNumber number) const { return licences_[number]; }
  const Licence& licence(LicenceNumber number) const { return *licences_[number].licence; }
  const LicenceIndex::ForMusic& licences_for(std::size_t use) const {
    return licences_of_music_[uses_.uses[use].music];
  }
  /// One at least: an empty one where none is known.
  const std::vector<std::string>& territories_of(std::size_t use) const;

  Looked look(LicenceNumber number, std::size_t use, Wording wording = Wording::kInWords) const;

  /// Licences for this music that are tied to the video, or for everybody on its platform.
  std::vector<Looked> candidates_for(std::size_t use, Wording wording = Wording::kInWords) const;

  /// What is tied to the video, for other music, and licences of others for this music: where no
  /// candidate is tied to the video, one of these may come nearest.
  void add_strangers(std::size_t use, std::vector<Looked>& found) const;

  /// Videos in the order of publication, where days that are not known come last, and recordings
  /// in the order of their ids: so the order in which they are given does not count.
  std::size_t rank_of(std::size_t use) const { return ranks_[uses_.uses[use].video]; }
  std::size_t music_rank_of(std::size_t use) const { return music_ranks_[uses_.uses[use].music]; }
  /// The least rank of the episodes of its series; its own where it is no episode.
  std::size_t series_rank_of(std::size_t use) const;
  std::size_t videos() const { return videos_.size(); }

 private:
  void rank();

  std::span<const PreparedLicence> licences_;
  const LicenceIndex& index_;
  Instant as_of_;
  const UsesToJudge& uses_;
  std::vector<PreparedMusic> music_;
  std::vector<PreparedVideo> videos_;
  std::vector<LicenceIndex::ForMusic> licences_of_music_;
  std::vector<LicenceNumbers> tied_;  // By video.
  std::vector<std::size_t> ranks_;    // By video.
  std::vector<std::size_t> music_ranks_;
  std::map<std::string, std::size_t> series_ranks_;
};

}  // namespace engine::licences
