// The rules of one licence, each looked at by itself, on one use. Words are compared without case
// and accents; they are prepared once, since a ledger has a million uses.
#pragma once

#include "engine/licences/licence.h"
#include "engine/licences/use_circumstances.h"
#include "engine/licences/verdict.h"

#include <string>
#include <vector>

namespace engine::licences {

/// How a licence and a video have to do with one another, the closest first.
enum class Connection : std::uint8_t {
  kKey,
  kVideo,
  kChannel,
  kLicensee,  ///< The uploader, or the channel, is the licensee.
  kOpen,      ///< The licence is for everybody.
  kUnknown,   ///< Neither channel nor uploader of the video is known.
  kNone,
};

/// Sets of words as they are compared; sorted.
using Words = std::vector<std::string>;

/// Without case, accents and outer spaces: names of people and things.
std::string comparable(std::string_view text);

/// A licence as its rules are asked. `licence` must outlive it.
struct PreparedLicence {
  explicit PreparedLicence(const Licence& licence);

  const Licence* licence;
  Window term;
  Window publish_window;
  Words keys;  ///< Its id and its key.
  Words tracks, catalogues, versions, media, platforms, channels, videos;
  std::string licensee;
  bool all_music = false;
};

struct PreparedMusic {
  explicit PreparedMusic(const Music& music);

  const Music* music;
  Words ids, catalogues, owners;
  std::string version;
};

struct PreparedVideo {
  explicit PreparedVideo(const PublishedVideo& video);

  const PublishedVideo* video;
  Words names, media, keys;
  Words channel;  ///< As it is, and with its platform before it; empty when not known.
  std::string platform, uploader, series;
};

bool covers(const PreparedLicence& licence, const PreparedMusic& music);

/// Whether a video is what a licence lists: its id, location or title, or the end of a location.
bool lists_video(const PreparedLicence& licence, const PreparedVideo& video);

Connection connection_of(const PreparedLicence& licence, const PreparedVideo& video);

/// What one licence says of one use, but for territories and for how many uses it is.
struct Examined {
  Connection connection = Connection::kNone;
  bool in_grace = false;                ///< Published after the term, within its grace.
  bool term_over = false;               ///< The term has ended at the day of judgement.
  std::vector<RuleFinding> findings{};  ///< In the order of Rule.

  bool fails() const;  ///< A rule failed for sure.
  bool passes() const { return findings.empty(); }
};

/// Reasons cost more than rules: a million uses are looked at before one has to be told why.
enum class Wording : std::uint8_t { kInWords, kRulesAlone };

Examined examine(const PreparedLicence& licence, const PreparedMusic& music,
                 const PreparedVideo& video, const UseToJudge& use, Instant as_of,
                 Wording wording = Wording::kInWords);

/// Whether a licence for everybody is for other platforms than that of the video.
bool is_elsewhere(const PreparedLicence& licence, const PreparedVideo& video);

/// Empty when the licence covers the territory. `territory` empty: not known.
std::optional<RuleFinding> examine_territory(const PreparedLicence& licence,
                                             const std::string& territory);

/// "licence L-7 (subscription, of Example Films)".
std::string described(const Licence& licence);

}  // namespace engine::licences
