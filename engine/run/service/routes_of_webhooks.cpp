#include "engine/run/service/answers.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/service.h"
#include "engine/run/service/webhooks.h"

#include <nlohmann/json.hpp>

namespace engine::service {
namespace {

using run::JsonText;
using run::text_json;

JsonText webhook_object(const Webhook& webhook) {
  return JsonText::object()
      .add("id", text_json(webhook.id))
      .add("url", text_json(webhook.url))
      .add("kinds", text_json(webhook.kinds))
      .add("made_at", text_json(webhook.made_at))
      .add("sequence", std::to_string(webhook.sequence))
      .add("waiting", std::to_string(webhook.waiting))
      .add("dead", std::to_string(webhook.dead));
}

}  // namespace

Result<HttpResponse> list_webhooks(const Call& call) {
  TRY(const auto all, call.service.webhooks.list());
  JsonText items = JsonText::array();
  for (const Webhook& one : all) items.add(webhook_object(one).text());
  return page_answer(items, "");
}

Result<HttpResponse> post_webhook(const Call& call) {
  const auto body = nlohmann::json::parse(call.request.body);
  TRY(const Webhook made, call.service.webhooks.add(body.at("url").get<std::string>(),
                                                    body.value("kinds", std::string())));
  HttpResponse response =
      json_answer(webhook_object(made).add("secret", text_json(made.secret)).text(), 201);
  return response.with("Cache-Control", "no-store").with("Location", "/v1/webhooks/" + made.id);
}

Result<HttpResponse> delete_webhook(const Call& call) {
  TRY_VOID(call.service.webhooks.remove(call.named("webhook")));
  return no_content();
}

Result<HttpResponse> list_failed_deliveries(const Call& call) {
  TRY(const auto failed, call.service.webhooks.failed(call.named("webhook")));
  JsonText items = JsonText::array();
  for (const FailedDelivery& one : failed) {
    items.add(JsonText::object()
                  .add("sequence", std::to_string(one.sequence))
                  .add("attempts", std::to_string(one.attempts))
                  .add("problem", text_json(one.problem))
                  .add("event", one.body)
                  .text());
  }
  return page_answer(items, "");
}

Result<HttpResponse> retry_deliveries(const Call& call) {
  TRY(const std::int64_t count, call.service.webhooks.retry(call.named("webhook")));
  return json_answer(JsonText::object().add("retried", std::to_string(count)).text());
}

}  // namespace engine::service
