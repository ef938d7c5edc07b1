#include "reports/licence_circumstances.h"

#include "engine/catalogue/territories.h"
#include "engine/core/text.h"
#include "engine/licences/recording_music.h"

#include <algorithm>
#include <map>

namespace reports {
namespace {

using namespace engine::licences;  // NOLINT: the words of licences.
using engine::ledger::Publication;

constexpr std::int64_t kNearlyAllBp = 9000;
constexpr std::int32_t kAloneTenthDb = 200;

PublishedVideo video_of(const engine::VideoFacts& facts, const VideoRecord& record) {
  const Publication& said = record.publication;
  PublishedVideo video;
  video.names = {engine::to_string(facts.id), facts.location, facts.title, record.programme};
  const auto unreadable = [&](const std::string& field, const std::string& why) {
    video.unreadable.push_back(field + " " + why);
  };
  if (!said.published_at.empty()) {
    if (const auto moment = parse_moment(said.published_at)) {
      video.published = *moment;
    } else {
      unreadable("published_at", moment.error().message());
    }
  }
  for (const std::string& one : said.territories) {
    video.territories.push_back(engine::catalogue::territory_code(one));
    if (video.territories.back().empty()) unreadable("territory", "'" + one + "': not known");
  }
  if (!said.audience.empty()) {
    video.audience = audience_of(said.audience);
    if (!video.audience) unreadable("audience", "'" + said.audience + "': expected a number");
  }
  video.channel = said.channel;
  video.platform = said.platform;
  video.media = engine::split(said.media, '|');
  video.uploader = said.uploader;
  video.keys = engine::split(said.license_key, '|');
  video.series = record.series;
  return video;
}

Decision decision_of(engine::ledger::Verdict verdict) {
  switch (verdict) {
    case engine::ledger::Verdict::kAccepted: return Decision::kAccepted;
    case engine::ledger::Verdict::kDisputed: return Decision::kDisputed;
    case engine::ledger::Verdict::kWhitelisted: return Decision::kWhitelisted;
    default: return Decision::kNone;
  }
}

/// Numbers for what comes again and again, in the order in which it comes first.
template <class Id>
class Numbers {
 public:
  /// Whether `id` is new; `number` is set to its number.
  bool take(const Id& id, std::size_t& number) {
    const auto [it, is_new] = numbers_.try_emplace(id, numbers_.size());
    number = it->second;
    return is_new;
  }

 private:
  std::map<Id, std::size_t> numbers_;
};

}  // namespace

std::optional<std::int64_t> audience_of(std::string text) {
  std::erase_if(text, [](char c) { return c == ',' || c == ' ' || c == '\''; });
  const auto number = engine::parse_fixed_point(text, 0);
  return number && *number >= 0 ? number : std::nullopt;
}

UsesToJudge circumstances_of(const ReportedUses& report) {
  UsesToJudge all;
  Numbers<engine::TrackId> tracks;
  Numbers<engine::VideoId> videos;
  std::map<std::pair<std::size_t, std::size_t>, engine::MediaTime> music;  // By video and track.
  for (const Use& use : report.uses) {
    UseToJudge one;
    if (tracks.take(use.match.track, one.music)) all.music.push_back(music_of(use.recording));
    if (videos.take(use.video.id, one.video)) {
      all.videos.push_back(video_of(use.video, report.record_of(use)));
    }
    one.length = use.match.in_video.length();
    one.speed_ppm = use.match.speed_ppm;
    one.pitch_cents = use.match.pitch_cents;
    music[{one.video, one.music}] += one.length;
    if (const auto decided = report.decisions.find(use.id); decided != report.decisions.end()) {
      one.decision = decision_of(decided->second.verdict);
      if (const auto at = parse_moment(decided->second.decided_at)) one.decided_at = at->at;
    }
    all.uses.push_back(one);
  }
  for (std::size_t i = 0; i < all.uses.size(); ++i) {
    UseToJudge& one = all.uses[i];
    const engine::MediaTime whole = report.uses[i].video.duration;
    one.alone = report.uses[i].match.level_tenth_db >= kAloneTenthDb &&
                music[{one.video, one.music}] * 10'000 >= whole * kNearlyAllBp;
  }
  return all;
}

}  // namespace reports
