// Which licences may have to do with a use, among a hundred thousand: by what ties them to its
// video, and by the music they name. Licences are numbered in the order of their ids.
#pragma once

#include "engine/licences/licence_rules.h"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace engine::licences {

using LicenceNumber = std::uint32_t;
using LicenceNumbers = std::vector<LicenceNumber>;  ///< Ascending, without repeats.

class LicenceIndex {
 public:
  /// `licences` must outlive it.
  explicit LicenceIndex(std::span<const PreparedLicence> licences);

  /// Tied to the video by key, list, channel or licensee.
  LicenceNumbers tied_to(const PreparedVideo& video) const;

  /// What is known of one recording; made once for each.
  struct ForMusic {
    LicenceNumbers naming{};     ///< Licences that name it, or a catalogue it is of.
    LicenceNumbers open{};       ///< For everybody, and for it or for all music.
    LicenceNumbers exclusive{};  ///< As `open`, of those that exclude others.
  };
  ForMusic for_music(const PreparedMusic& music) const;

  /// For all music, whoever it is for.
  const LicenceNumbers& for_all_music() const { return all_music_; }

 private:
  using ByWord = std::unordered_map<std::string, LicenceNumbers>;
  static void add(const ByWord& by, const Words& words, LicenceNumbers& numbers);

  std::span<const PreparedLicence> licences_;
  ByWord by_key_, by_video_, by_channel_, by_licensee_, by_id_, by_catalogue_;
  LicenceNumbers all_music_, open_to_all_music_, exclusive_of_all_music_;
};

}  // namespace engine::licences
