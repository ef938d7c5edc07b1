#include "engine/licences/licence_rules.h"

#include "engine/catalogue/folded_text.h"
#include "engine/catalogue/territories.h"
#include "engine/core/text.h"

#include <algorithm>
#include <cstdlib>

namespace engine::licences {
namespace {

/// Speeds and pitches that decoders and frame rates make by themselves (24 to 25 frames: 4.2 %).
constexpr std::int32_t kSpeedKeptPpm = 45'000;
constexpr std::int32_t kPitchKeptCents = 75;

void tidy(Words& words) {
  std::erase(words, std::string());
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

Words comparable_words(const std::vector<std::string>& given) {
  Words words;
  words.reserve(given.size());
  for (const std::string& one : given) words.push_back(comparable(one));
  tidy(words);
  return words;
}

/// "no_melody", "No-Melody" and "no melody" are one version, and so are "stem" and "stems".
std::string version_word(std::string_view text) {
  std::string word = comparable(text);
  std::ranges::replace(word, '_', '-');
  std::ranges::replace(word, ' ', '-');
  if (word.ends_with('s')) word.pop_back();
  return word;
}

/// A certificate begins with its key.
std::string key_word(std::string_view text) {
  const std::string_view key = trimmed(text);
  return to_lower_ascii(key.substr(0, key.find('.')));
}

bool share_a_word(const Words& a, const Words& b) {
  auto left = a.begin();
  auto right = b.begin();
  while (left != a.end() && right != b.end()) {
    if (*left == *right) return true;
    (*left < *right) ? ++left : ++right;
  }
  return false;
}

bool holds(const Words& words, const std::string& word) {
  return std::ranges::binary_search(words, word);
}

/// What is online takes in what is social and what is a podcast.
bool allows_media(const Words& allowed, const std::string& one) {
  return holds(allowed, one) || (holds(allowed, "online") && (one == "social" || one == "podcast"));
}

std::string quoted(const std::string& text) { return "'" + text + "'"; }

std::string list_of(const std::vector<std::string>& words) {
  constexpr std::size_t kShown = 5;
  std::vector<std::string> shown(words.begin(), words.begin() + std::min(words.size(), kShown));
  if (words.size() > kShown) {
    shown.push_back("and " + std::to_string(words.size() - kShown) + " more");
  }
  return joined(shown, ", ");
}

/// Looks at one use with one licence, and writes down what does not hold.
class Examination {
 public:
  Examination(const PreparedLicence& licence, const PreparedMusic& music,
              const PreparedVideo& video, const UseToJudge& use, Instant as_of, Wording wording)
      : prepared_(licence),
        licence_(*licence.licence),
        music_(music),
        video_(video),
        use_(use),
        as_of_(as_of),
        in_words_(wording == Wording::kInWords) {}

  Examined run() {
    out_.connection = connection_of(prepared_, video_);
    look_at_revocation();
    look_at_music();
    look_at_connection();
    look_at_term();
    look_at_publish_window();
    look_at_channel();
    look_at_media();
    look_at_platform();
    look_at_version();
    look_at_duration();
    look_at_audience();
    look_at_standalone();
    look_at_edits();
    std::ranges::stable_sort(out_.findings, {}, &RuleFinding::rule);
    return std::move(out_);
  }

 private:
  template <class Reason>
  void fails(Rule rule, State state, const Reason& reason) {
    out_.findings.push_back({rule, state, false, in_words_ ? reason() : std::string()});
  }
  template <class Reason>
  void is_unknown(Rule rule, const Reason& reason) {
    out_.findings.push_back(
        {rule, State::kUnknownData, true, in_words_ ? reason() : std::string()});
  }

  void look_at_revocation() {
    if (!licence_.revoked_at || as_of_ < start_of(*licence_.revoked_at, licence_.zone)) return;
    fails(Rule::kRevoked, State::kRevoked,
          [&] { return "revoked " + to_string(*licence_.revoked_at); });
  }

  void look_at_music() {
    if (covers(prepared_, music_)) return;
    fails(Rule::kTrack, State::kUnlicensed, [&] {
      return "it is for " +
             list_of(licence_.tracks.empty() ? licence_.catalogues : licence_.tracks) +
             ", not for this recording";
    });
  }

  void look_at_connection() {
    if (out_.connection == Connection::kUnknown) {
      is_unknown(Rule::kConnection, [&] {
        return "neither channel nor uploader of the video is on record, so it may be " +
               quoted(licence_.licensee.empty() ? licence_.id : licence_.licensee);
      });
    } else if (out_.connection == Connection::kNone) {
      fails(Rule::kConnection, State::kUnlicensed,
            [&] { return "nothing ties it to this video: no key, and " + whom_it_is_for(); });
    }
  }

  std::string whom_it_is_for() const {
    if (!licence_.channels.empty()) return "its channels are " + list_of(licence_.channels);
    if (!licence_.videos.empty()) return "its videos are " + list_of(licence_.videos);
    if (!licence_.licensee.empty()) return "its licensee is " + quoted(licence_.licensee);
    return "it names nobody";
  }

  void look_at_term() {
    if (!licence_.valid_from && !licence_.valid_to) return;
    const auto end = prepared_.term.end();
    out_.term_over = end && as_of_ >= *end;
    if (!video_.video->published) return not_published(Rule::kTerm);
    const std::string published = "published " + to_string(*video_.video->published);
    switch (prepared_.term.place_of(*video_.video->published)) {
      case Place::kWithin: return look_at_what_stays();
      case Place::kBefore:
        return fails(Rule::kTerm, State::kViolationNotYet,
                     [&] { return published + ", valid from " + to_string(*licence_.valid_from); });
      case Place::kAfter: return look_at_grace(published);
      case Place::kAcross:
        return is_unknown(Rule::kTerm, [&] {
          return published +
                 " without a time of day, and the licence "
                 "begins or ends within that day";
        });
    }
  }

  /// Published in time: it stays, or has to come down with the licence.
  void look_at_what_stays() {
    if (!out_.term_over || licence_.perpetual_for_published) return;
    const Instant graced = *prepared_.term.end() + std::chrono::days{licence_.grace_days};
    if (as_of_ < graced) {
      out_.in_grace = true;
      return;
    }
    fails(Rule::kTerm, State::kViolationExpired, [&] {
      return "ended " + to_string(*licence_.valid_to) +
             " and does not cover what stays public after that";
    });
  }

  void look_at_grace(const std::string& published) {
    Window graced = prepared_.term;
    graced.until->at += std::chrono::days{licence_.grace_days};
    if (licence_.grace_days > 0 && graced.place_of(*video_.video->published) == Place::kWithin) {
      out_.in_grace = true;
      return;
    }
    fails(Rule::kTerm, State::kViolationExpired, [&] {
      return published + ", valid to " + to_string(*licence_.valid_to) +
             (licence_.grace_days > 0
                  ? " and " + std::to_string(licence_.grace_days) + " days of grace"
                  : std::string());
    });
  }

  void not_published(Rule rule) {
    for (const std::string& one : video_.video->unreadable) {
      if (one.starts_with("published_at")) return is_unknown(rule, [&] { return one; });
    }
    is_unknown(rule, [&] { return std::string("the day of publication is not on record"); });
  }

  void look_at_publish_window() {
    if (!licence_.publish_from && !licence_.publish_to) return;
    if (!video_.video->published) return not_published(Rule::kPublishWindow);
    const std::string published = "published " + to_string(*video_.video->published);
    switch (prepared_.publish_window.place_of(*video_.video->published)) {
      case Place::kWithin: return;
      case Place::kBefore:
        return fails(Rule::kPublishWindow, State::kViolationNotYet, [&] {
          return published + ", to be published from " + to_string(*licence_.publish_from);
        });
      case Place::kAfter:
        return fails(Rule::kPublishWindow, State::kViolationExpired, [&] {
          return published + ", to be published by " + to_string(*licence_.publish_to);
        });
      case Place::kAcross:
        return is_unknown(Rule::kPublishWindow, [&] {
          return published +
                 " without a time of day, within which the window begins or "
                 "ends";
        });
    }
  }

  /// Of a licence that is tied to the video otherwise: by key, licensee or platform.
  void look_at_channel() {
    const Connection by = out_.connection;
    if (by == Connection::kVideo || by == Connection::kChannel || by == Connection::kNone ||
        by == Connection::kUnknown || !licence_.names_its_videos()) {
      return;
    }
    if (share_a_word(prepared_.channels, video_.channel) || lists_video(prepared_, video_)) return;
    if (video_.channel.empty() && !prepared_.channels.empty()) {
      return is_unknown(Rule::kChannel, [&] {
        return "the channel of the video is not on record; the licence "
               "is for " +
               list_of(licence_.channels);
      });
    }
    if (licence_.channels.empty()) {
      return fails(Rule::kChannel, State::kViolationChannel,
                   [&] { return "it is for other videos: " + list_of(licence_.videos); });
    }
    fails(Rule::kChannel, State::kViolationChannel, [&] {
      return "published on " + quoted(video_.video->channel) + ", for " +
             list_of(licence_.channels);
    });
  }

  void look_at_media() {
    const bool ads = holds(video_.media, "ads_paid");
    if (!licence_.ads_allowed && ads) {
      return fails(Rule::kMedia, State::kViolationMedia,
                   [&] { return std::string("paid advertising is not allowed"); });
    }
    if (prepared_.media.empty()) return;
    if (video_.media.empty()) {
      return is_unknown(Rule::kMedia, [&] {
        return "the kind of media is not on record; the licence is for " + list_of(licence_.media);
      });
    }
    for (const std::string& one : video_.media) {
      if (!allows_media(prepared_.media, one)) {
        return fails(Rule::kMedia, State::kViolationMedia,
                     [&] { return "used in " + quoted(one) + ", for " + list_of(licence_.media); });
      }
    }
  }

  void look_at_platform() {
    if (prepared_.platforms.empty()) return;
    if (video_.platform.empty()) {
      return is_unknown(Rule::kPlatform, [&] {
        return "the platform is not on record; the licence is for " + list_of(licence_.platforms);
      });
    }
    if (!holds(prepared_.platforms, video_.platform)) {
      fails(Rule::kPlatform, State::kViolationPlatform, [&] {
        return "published on " + quoted(video_.video->platform) + ", for " +
               list_of(licence_.platforms);
      });
    }
  }

  void look_at_version() {
    if (prepared_.versions.empty() || holds(prepared_.versions, music_.version)) return;
    fails(Rule::kVersion, State::kViolationTier, [&] {
      return "the version used is " + quoted(music_.music->version) + ", for " +
             list_of(licence_.versions);
    });
  }

  void look_at_duration() {
    if (!licence_.max_duration || use_.length <= *licence_.max_duration) return;
    fails(Rule::kDuration, State::kViolationDuration, [&] {
      return "used for " + to_timecode(use_.length) + ", at most " +
             to_timecode(*licence_.max_duration);
    });
  }

  void look_at_audience() {
    if (!licence_.max_audience) return;
    if (!video_.video->audience) {
      return is_unknown(Rule::kAudience, [&] {
        return "the audience is not on record; the licence is for up to " +
               std::to_string(*licence_.max_audience);
      });
    }
    if (*video_.video->audience <= *licence_.max_audience) return;
    fails(Rule::kAudience, State::kViolationAudience, [&] {
      return "an audience of " + std::to_string(*video_.video->audience) + ", for up to " +
             std::to_string(*licence_.max_audience);
    });
  }

  /// Sound does not show whether pictures make more of it than the music alone, so only what
  /// people say of the video fails the rule.
  void look_at_standalone() {
    if (licence_.standalone_allowed) return;
    if (holds(video_.media, "standalone")) {
      return fails(Rule::kStandalone, State::kViolationStandalone,
                   [&] { return std::string("the music is published by itself"); });
    }
    if (use_.alone && use_.decision != Decision::kAccepted) {
      is_unknown(Rule::kStandalone, [&] {
        return std::string(
            "next to all of the video is this music with nothing else heard; a person has to "
            "look whether it stands alone");
      });
    }
  }

  void look_at_edits() {
    const bool kept = std::abs(use_.speed_ppm - 1'000'000) <= kSpeedKeptPpm &&
                      std::abs(use_.pitch_cents) <= kPitchKeptCents;
    if (licence_.edits_allowed || kept) return;
    fails(Rule::kModified, State::kViolationModified, [&] {
      return "played at " + fixed_point(use_.speed_ppm / 1000, 1) + " % of its speed, pitch " +
             std::to_string(use_.pitch_cents) + " cents";
    });
  }

  const PreparedLicence& prepared_;
  const Licence& licence_;
  const PreparedMusic& music_;
  const PreparedVideo& video_;
  const UseToJudge& use_;
  Instant as_of_;
  bool in_words_;
  Examined out_;
};

}  // namespace

std::string comparable(std::string_view text) { return catalogue::folded(trimmed(text)); }

PreparedLicence::PreparedLicence(const Licence& given)
    : licence(&given),
      term(given.term()),
      publish_window(given.publish_window()),
      tracks(comparable_words(given.tracks)),
      catalogues(comparable_words(given.catalogues)),
      media(comparable_words(given.media)),
      platforms(comparable_words(given.platforms)),
      channels(comparable_words(given.channels)),
      videos(comparable_words(given.videos)),
      licensee(comparable(given.licensee)) {
  keys = {key_word(given.id), key_word(given.key)};
  tidy(keys);
  for (const std::string& one : given.versions) versions.push_back(version_word(one));
  tidy(versions);
  all_music = (tracks.empty() && catalogues.empty()) || holds(catalogues, "*");
}

PreparedMusic::PreparedMusic(const Music& given)
    : music(&given),
      ids(comparable_words(given.ids)),
      catalogues(comparable_words(given.catalogues)),
      owners(comparable_words(given.owners)),
      version(version_word(given.version)) {}

PreparedVideo::PreparedVideo(const PublishedVideo& given)
    : video(&given),
      names(comparable_words(given.names)),
      media(comparable_words(given.media)),
      platform(comparable(given.platform)),
      uploader(comparable(given.uploader)),
      series(comparable(given.series)) {
  for (const std::string& one : given.keys) keys.push_back(key_word(one));
  tidy(keys);
  const std::string name = comparable(given.channel);
  if (name.empty()) return;
  channel = {name};
  if (!platform.empty()) channel.push_back(platform + ":" + name);
  tidy(channel);
}

bool covers(const PreparedLicence& licence, const PreparedMusic& music) {
  return licence.all_music || share_a_word(licence.tracks, music.ids) ||
         share_a_word(licence.catalogues, music.catalogues);
}

bool lists_video(const PreparedLicence& licence, const PreparedVideo& video) {
  if (licence.videos.empty()) return false;
  if (share_a_word(licence.videos, video.names)) return true;
  return std::ranges::any_of(licence.videos, [&](const std::string& listed) {
    return std::ranges::any_of(video.names, [&](const std::string& name) {
      return name.size() > listed.size() && name.ends_with(listed) &&
             name[name.size() - listed.size() - 1] == '/';
    });
  });
}

Connection connection_of(const PreparedLicence& licence, const PreparedVideo& video) {
  if (share_a_word(licence.keys, video.keys)) return Connection::kKey;
  if (lists_video(licence, video)) return Connection::kVideo;
  if (share_a_word(licence.channels, video.channel)) return Connection::kChannel;
  const auto is_licensee = [&](const std::string& name) {
    return !name.empty() && name == licence.licensee;
  };
  if (is_licensee(video.uploader) || std::ranges::any_of(video.channel, is_licensee)) {
    return Connection::kLicensee;
  }
  if (licence.licence->is_open()) return Connection::kOpen;
  const bool nobody_known = video.channel.empty() && video.uploader.empty();
  const bool by_name = !licence.channels.empty() || !licence.licensee.empty();
  return nobody_known && by_name ? Connection::kUnknown : Connection::kNone;
}

bool is_elsewhere(const PreparedLicence& licence, const PreparedVideo& video) {
  return !licence.platforms.empty() && !video.platform.empty() &&
         !holds(licence.platforms, video.platform);
}

bool Examined::fails() const {
  return std::ranges::any_of(findings, [](const RuleFinding& one) { return !one.unknown; });
}

Examined examine(const PreparedLicence& licence, const PreparedMusic& music,
                 const PreparedVideo& video, const UseToJudge& use, Instant as_of,
                 Wording wording) {
  return Examination(licence, music, video, use, as_of, wording).run();
}

std::optional<RuleFinding> examine_territory(const PreparedLicence& prepared,
                                             const std::string& territory) {
  using catalogue::lies_in;
  const Licence& licence = *prepared.licence;
  if (licence.territories.empty() && licence.territories_excluded.empty()) return std::nullopt;
  const auto names = [](const std::vector<std::string>& codes) {
    std::vector<std::string> texts;
    for (const std::string& code : codes) texts.push_back(catalogue::territory_name(code));
    return list_of(texts);
  };
  if (territory.empty()) {
    if (licence.territories == std::vector{std::string(catalogue::kWorld)} &&
        licence.territories_excluded.empty()) {
      return std::nullopt;  // Wherever it was.
    }
    return RuleFinding{
        Rule::kTerritory, State::kUnknownData, true,
        "the territory is not on record; the licence is for " + names(licence.territories)};
  }
  const std::string name = catalogue::territory_name(territory);
  for (const std::string& excluded : licence.territories_excluded) {
    if (lies_in(territory, excluded) || lies_in(excluded, territory)) {
      return RuleFinding{
          Rule::kTerritory, State::kViolationTerritory, false,
          "published in " + name + "; " + catalogue::territory_name(excluded) + " is excluded"};
    }
  }
  const bool inside = licence.territories.empty() ||
                      std::ranges::any_of(licence.territories, [&](const std::string& one) {
                        return lies_in(territory, one);
                      });
  if (inside) return std::nullopt;
  return RuleFinding{Rule::kTerritory, State::kViolationTerritory, false,
                     "published in " + name + ", for " + names(licence.territories)};
}

std::string described(const Licence& licence) {
  std::string text = "licence " + licence.id + " (" + std::string(to_string(licence.model));
  if (!licence.licensee.empty()) text += ", of " + licence.licensee;
  return text + ")";
}

}  // namespace engine::licences
