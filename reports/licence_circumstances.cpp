#include "reports/licence_circumstances.h"

#include "engine/catalogue/territories.h"
#include "engine/core/numbering.h"
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

/// Puts uses together, and finds out at the end which of them stand alone in their videos.
class Gathering {
 public:
  /// `level` is that of the music against everything else, in tenths of dB.
  void add(UseToJudge use, const engine::ledger::UseDecision* decided, std::int32_t level) {
    if (decided != nullptr) {
      use.decision = decision_of(decided->verdict);
      if (const auto at = parse_moment(decided->decided_at)) use.decided_at = at->at;
    }
    if (level >= kAloneTenthDb) {
      loud_.push_back(all.uses.size());
      music_.try_emplace({use.video, use.music});
    }
    all.uses.push_back(use);
  }

  /// `duration` tells that of a video by its number.
  template <class Duration>
  UsesToJudge finish(const Duration& duration) && {
    if (!loud_.empty()) {
      for (const UseToJudge& use : all.uses) {
        const auto music = music_.find({use.video, use.music});
        if (music != music_.end()) music->second += use.length;
      }
    }
    for (const std::size_t place : loud_) {
      UseToJudge& use = all.uses[place];
      use.alone = music_[{use.video, use.music}] * 10'000 >= duration(use.video) * kNearlyAllBp;
    }
    return std::move(all);
  }

  UsesToJudge all;

 private:
  std::vector<std::size_t> loud_;  // Places of uses above everything else.
  /// How much there is of a track in a video, where it is above everything else at some place.
  std::map<std::pair<std::size_t, std::size_t>, engine::MediaTime> music_;
};

}  // namespace

std::optional<std::int64_t> audience_of(std::string text) {
  std::erase_if(text, [](char c) { return c == ',' || c == ' ' || c == '\''; });
  const auto number = engine::parse_fixed_point(text, 0);
  return number && *number >= 0 ? number : std::nullopt;
}

UsesToJudge circumstances_of(const ReportedUses& report) {
  Gathering gathering;
  engine::Numbering<engine::TrackId> tracks;
  engine::Numbering<engine::VideoId> videos;
  std::vector<engine::MediaTime> durations;
  for (const Use& use : report.uses) {
    const auto music = tracks.take(use.match.track);
    if (music.is_new) gathering.all.music.push_back(music_of(*use.recording));
    const auto video = videos.take(use.video->id);
    if (video.is_new) {
      gathering.all.videos.push_back(video_of(*use.video, report.record_of(use)));
      durations.push_back(use.video->duration);
    }
    const auto decided = report.decisions.find(use.id);
    gathering.add({.music = music.number,
                   .video = video.number,
                   .length = use.match.in_video.length(),
                   .speed_ppm = use.match.speed_ppm,
                   .pitch_cents = use.match.pitch_cents},
                  decided == report.decisions.end() ? nullptr : &decided->second,
                  use.match.level_tenth_db);
  }
  return std::move(gathering).finish([&](std::size_t video) { return durations[video]; });
}

UsesToJudge circumstances_of(const UseIndex& index) {
  Gathering gathering;
  for (const auto& recording : index.recordings) {
    gathering.all.music.push_back(music_of(recording));
  }
  gathering.all.videos.reserve(index.videos.size());
  for (const IndexedVideo& video : index.videos) {
    gathering.all.videos.push_back(video_of(video.facts, video.record));
  }
  gathering.all.uses.reserve(index.uses.size());
  for (std::size_t i = 0; i < index.uses.size(); ++i) {
    const IndexedUse& use = index.uses[i];
    const auto decided = index.decisions.find(i);
    gathering.add({.music = use.recording,
                   .video = use.video,
                   .length = use.in_video.length(),
                   .speed_ppm = use.speed_ppm,
                   .pitch_cents = use.pitch_cents},
                  decided == index.decisions.end() ? nullptr : &decided->second,
                  use.level_tenth_db);
  }
  return std::move(gathering).finish(
      [&](std::size_t video) { return index.videos[video].facts.duration; });
}

}  // namespace reports
