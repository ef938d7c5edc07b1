// A small world for tests of verdicts: one recording in one video, and a subscription that covers
// it. Each test changes what it is about.
#pragma once

#include "engine/licences/judge.h"

#include <string>
#include <string_view>
#include <vector>

namespace engine::licences {

struct World {
  World();

  /// The verdict on the first use.
  Verdict judge() const;

  Licence& licence() { return licences.front(); }
  Music& music() { return uses.music.front(); }
  PublishedVideo& video() { return uses.videos.front(); }
  UseToJudge& use() { return uses.uses.front(); }
  /// A second licence, like the first as it is now.
  Licence& another(std::string id);

  std::vector<Licence> licences;
  UsesToJudge uses;
  JudgeOptions options;
};

Moment moment(std::string_view text);

/// The rules that the verdict names as failed or not known, such as "term territory".
std::string rules_of(const TerritoryVerdict& verdict);

}  // namespace engine::licences
