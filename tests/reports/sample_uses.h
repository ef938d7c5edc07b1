// Uses for report tests, made by hand.
#pragma once

#include "reports/use.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace reports {

inline engine::VideoFacts sample_video(std::uint8_t number = 1, std::int64_t length_s = 100) {
  engine::VideoFacts video;
  video.id.bytes[0] = number;
  video.location = "/videos/v" + std::to_string(number) + ".mp4";
  video.title = "Episode " + std::to_string(number);
  video.duration = engine::from_ms(length_s * 1000);
  return video;
}

inline Contribution writer(std::string name, std::optional<std::int32_t> share_bp) {
  Contribution who;
  who.party.name = std::move(name);
  who.role = "C";
  who.party.society = "PRS";
  who.share_bp = share_bp;
  return who;
}

inline Contribution publisher(std::string name, std::optional<std::int32_t> share_bp) {
  Contribution who = writer(std::move(name), share_bp);
  who.kind = engine::catalogue::ContributionKind::kPublisher;
  who.role = "E";
  return who;
}

inline engine::catalogue::Recording sample_track(std::uint8_t number,
                                                 std::vector<Contribution> contributors = {}) {
  engine::catalogue::Recording track;
  track.track.emplace().bytes[0] = number;
  track.id = engine::to_string(*track.track);
  track.title = "Track " + std::to_string(number);
  track.version = "instrumental";
  track.duration = engine::from_ms(200'000);
  track.work.contributions = std::move(contributors);
  return track;
}

inline Use use_of(engine::catalogue::Recording track, std::int64_t start_ms, std::int64_t end_ms,
                  engine::VideoFacts video = sample_video()) {
  Use use;
  use.id = "use-" + std::to_string(start_ms);
  use.video = std::move(video);
  use.recording = std::move(track);
  use.match.track = use.recording->track.value();
  use.match.in_video = {engine::from_ms(start_ms), engine::from_ms(end_ms)};
  use.match.in_track = {engine::from_ms(start_ms + 5000), engine::from_ms(end_ms + 5000)};
  use.match.confidence_ppm = 998'700;
  return use;
}

}  // namespace reports
