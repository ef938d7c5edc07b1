#include "engine/core/text.h"
#include "engine/run/service/answers.h"
#include "engine/run/service/desk.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/service.h"

#include <nlohmann/json.hpp>

namespace engine::service {
namespace {

using run::JsonText;
using run::text_json;

constexpr std::size_t kPlacesMost = 1000;

Result<HttpResponse> cluster_answer(const ledger::UnknownCluster& cluster, run::Records& records) {
  TRY(const auto places,
      records.ledger().unknown_clusters().places_of(cluster.number, kPlacesMost));
  JsonText where = JsonText::array();
  MediaTime duration{0};
  for (const ledger::UnknownPlace& place : places) {
    duration += place.span.length();
    TRY(const auto video, records.ledger().pages().video(place.video));
    where.add(
        JsonText::object()
            .add("video", JsonText::object()
                              .add("id", text_json(to_string(place.video)))
                              .add("name", text_json(video ? name_of(*video) : place.location))
                              .text())
            .add("start_ms", std::to_string(to_ms(place.span.start)))
            .add("end_ms", std::to_string(to_ms(place.span.end)))
            .add("seen_at", text_json(place.seen_at))
            .text());
  }
  return json_answer(JsonText::object()
                         .add("id", text_json(to_string(cluster.id)))
                         .add("name", text_json(cluster.name))
                         .add("places", std::to_string(places.size()))
                         .add("duration_ms", std::to_string(to_ms(duration)))
                         .add("where", where.text())
                         .text());
}

}  // namespace

Result<HttpResponse> list_unknown(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(const auto clusters, records->ledger().unknown_clusters().list());
  JsonText items = JsonText::array();
  for (const ledger::UnknownSummary& one : clusters) {
    items.add(JsonText::object()
                  .add("id", text_json(to_string(one.cluster.id)))
                  .add("name", text_json(one.cluster.name))
                  .add("videos", std::to_string(one.videos))
                  .add("places", std::to_string(one.places))
                  .add("duration_ms", std::to_string(to_ms(one.duration)))
                  .add("first_seen", text_json(one.first_seen))
                  .add("last_seen", text_json(one.last_seen))
                  .text());
  }
  return page_answer(items, "");
}

Result<HttpResponse> get_unknown(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(const auto cluster, records->ledger().unknown_clusters().resolve(call.named("cluster")));
  return cluster_answer(cluster, *records);
}

Result<HttpResponse> put_unknown_name(const Call& call) {
  const std::string name =
      clean_utf8(nlohmann::json::parse(call.request.body).at("name").get<std::string>());
  return call.service.desk.write([&](run::Workspace& workspace) -> Result<HttpResponse> {
    auto clusters = workspace.ledger().unknown_clusters();
    TRY(ledger::UnknownCluster cluster, clusters.resolve(call.named("cluster")));
    TRY_VOID(clusters.rename(cluster.number, name));
    cluster.name = name;
    return cluster_answer(cluster, workspace.records());
  });
}

}  // namespace engine::service
