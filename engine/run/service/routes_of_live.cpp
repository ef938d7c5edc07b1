#include "engine/core/text.h"
#include "engine/run/service/answers.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/live_sources.h"
#include "engine/run/service/service.h"

#include <nlohmann/json.hpp>

namespace engine::service {
namespace {

using run::JsonText;
using run::text_json;

std::string live_json(const LiveSource& source) {
  JsonText now = JsonText::array();
  for (const LiveSource::Playing& one : source.now) {
    now.add(JsonText::object()
                .add("track_id", text_json(one.track_id))
                .add("title", text_json(one.title))
                .add("composer", text_json(one.composer))
                .add("started_at", text_json(one.started_at))
                .text());
  }
  return JsonText::object()
      .add("id", text_json(source.id))
      .add("url", text_json(run::source_name(source.url)))
      .add("name", text_json(source.name))
      .add("state", text_json(source.state))
      .add("since", text_json(source.since))
      .add("problem", text_or_null(source.problem))
      .add("now", now.text())
      .text();
}

}  // namespace

Result<HttpResponse> list_live(const Call& call) {
  JsonText items = JsonText::array();
  for (const LiveSource& one : call.service.live.list()) items.add(live_json(one));
  return page_answer(items, "");
}

Result<HttpResponse> post_live(const Call& call) {
  const auto body = nlohmann::json::parse(call.request.body);
  TRY(const LiveSource source,
      call.service.live.add(body.at("url").get<std::string>(),
                            clean_utf8(body.value("name", std::string()))));
  HttpResponse response = json_answer(live_json(source), 201);
  return response.with("Location", "/v1/live/" + source.id);
}

Result<HttpResponse> delete_live(const Call& call) {
  TRY_VOID(call.service.live.remove(call.named("live")));
  return no_content();
}

}  // namespace engine::service
