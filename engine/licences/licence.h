// A licence: who may use which music, where, when and how. What is left open allows all.
// Fields: industry practice of micro-licences (single use, subscription, blanket, buy-out).
#pragma once

#include "engine/core/media_time.h"
#include "engine/licences/moment.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::licences {

enum class Model : std::uint8_t {
  kSingleUse,     ///< One end product, or as many as max_uses says.
  kSubscription,  ///< What is published on its channels while it runs.
  kEnterprise,    ///< A subscription of a company.
  kBlanket,       ///< A platform or broadcaster, for everybody on it.
  kBuyout,        ///< Paid once, for all uses.
  kFree,          ///< Nothing is asked for the track: no royalty.
  kPublicDomain,  ///< Nobody owns the recording.
};

std::string_view to_string(Model model);  ///< "single_use", "subscription", ...
std::optional<Model> model_named(std::string_view word);

/// Episodes of one series count as one use, up to a number and for a time.
struct SeriesRule {
  std::optional<std::int64_t> max_episodes{};
  std::optional<std::int64_t> window_days{};  ///< From the first episode that was published.

  bool is_stated() const { return max_episodes || window_days; }
  friend bool operator==(const SeriesRule&, const SeriesRule&) = default;
};

struct Licence {
  std::string id;
  std::string key{};  ///< The typed key that was issued for it; empty: none was.
  std::string licensor{};
  std::string licensee{};
  std::string issued_at{};
  Model model = Model::kSingleUse;
  std::string tier{};   ///< What rate cards call it.
  std::string price{};  ///< Paid for it, in major units, "49.00"; empty: not stated.
  std::string currency{};

  TimeZone zone{};  ///< Of its days.
  std::optional<Moment> valid_from{};
  std::optional<Moment> valid_to{};  ///< An instant is out, a day is in; empty: perpetual.
  std::optional<Moment> publish_from{};
  std::optional<Moment> publish_to{};
  std::int64_t grace_days = 0;  ///< After valid_to, in which what is published still passes.
  /// What was published in time stays licensed when the term has ended; else it has to come down.
  bool perpetual_for_published = true;
  std::optional<Moment> revoked_at{};

  /// Tracks it is for: recording ids, track ids, ISRCs or work ids. With neither tracks nor
  /// catalogues it is for all.
  std::vector<std::string> tracks{};
  std::vector<std::string> catalogues{};            ///< Libraries, labels or album codes; "*": all.
  std::vector<std::string> versions{};              ///< "full", "instrumental", "stem", ...
  std::vector<std::string> territories{};           ///< TIS codes; countries and groups.
  std::vector<std::string> territories_excluded{};  ///< TIS codes.
  std::vector<std::string> media{};                 ///< "online", "podcast", "ads_paid", ...
  std::vector<std::string> platforms{};
  std::vector<std::string> channels{};  ///< "platform:channel", or the channel alone.
  std::vector<std::string> videos{};    ///< Ids, locations or their ends ("b.mp4").
  std::string project{};

  std::optional<MediaTime> max_duration{};  ///< Of one use.
  std::optional<std::int64_t> max_uses{};   ///< End products; see SeriesRule for episodes.
  std::optional<std::int64_t> max_copies{};
  std::optional<std::int64_t> max_audience{};
  SeriesRule series{};
  bool exclusive = false;  ///< Nobody else may license the music there and then.
  bool ads_allowed = true;
  bool client_work = true;
  bool standalone_allowed = true;  ///< The music alone, or nearly alone, as the video.
  bool edits_allowed = true;       ///< Another speed or pitch.

  Window term() const { return {valid_from, valid_to, zone}; }
  Window publish_window() const { return {publish_from, publish_to, zone}; }
  /// Whether it names who it is for; else it is for whoever holds its key or is its licensee.
  bool names_its_videos() const { return !channels.empty() || !videos.empty(); }
  /// For everybody: on its platforms, if it names any.
  bool is_open() const;
};

}  // namespace engine::licences
