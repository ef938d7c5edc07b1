#include "tests/engine/licences/licence_world.h"

#include "engine/core/text.h"

namespace engine::licences {

Moment moment(std::string_view text) { return parse_moment(text).value(); }

World::World() {
  Licence subscription;
  subscription.id = "L-1";
  subscription.licensor = "Example Music";
  subscription.licensee = "Ann Example";
  subscription.model = Model::kSubscription;
  subscription.valid_from = moment("2026-01-01");
  subscription.valid_to = moment("2026-12-31");
  subscription.channels = {"youtube:Ann Cooks"};
  licences = {subscription};

  uses.music = {Music{{"R-1", "USRC17607839"}, {"Example Library"}}};
  PublishedVideo video{{"/videos/soup.mp4", "Soup"}};
  video.published = moment("2026-06-15T12:00:00Z");
  video.channel = "Ann Cooks";
  video.platform = "YouTube";
  video.territories = {"0276"};
  video.media = {"social"};
  video.audience = 5000;
  video.uploader = "Ann Example";
  uses.videos = {video};
  UseToJudge use;
  use.length = from_ms(20'000);
  uses.uses = {use};
  options.as_of = moment("2026-07-01").at;
}

Verdict World::judge() const { return *Judge::make(licences, options).value().judge(uses).front(); }

Licence& World::another(std::string id) {
  licences.push_back(licences.front());
  licences.back().id = std::move(id);
  return licences.back();
}

std::string rules_of(const TerritoryVerdict& verdict) {
  std::vector<std::string> names;
  for (const RuleFinding& one : verdict.failed) names.emplace_back(to_string(one.rule));
  return joined(names, " ");
}

}  // namespace engine::licences
