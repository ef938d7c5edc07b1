#include "engine/run/service/answers.h"
#include "engine/run/service/event_watch.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/metrics.h"
#include "engine/run/service/openapi.h"
#include "engine/run/service/problem.h"
#include "engine/run/service/service.h"

#include <nlohmann/json.hpp>

namespace engine::service {
namespace {

using run::JsonText;
using run::text_json;

std::string flag(bool value) { return value ? "true" : "false"; }

HttpResponse plain(std::string text) {
  HttpResponse response;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(text);
  response.with("Cache-Control", "no-store");
  return response;
}

/// The cookie that a browser sends from then on; of no use to scripts, nor to other places.
HttpResponse with_session(const std::string& secret, const Call& call) {
  HttpResponse response = no_content();
  std::string cookie = "cuetrace_session=" + secret + "; Path=/; HttpOnly; SameSite=Strict";
  if (call.request.secure) cookie += "; Secure";
  if (secret.empty()) cookie += "; Max-Age=0";
  return response.with("Set-Cookie", cookie).with("Cache-Control", "no-store");
}

}  // namespace

Result<HttpResponse> get_health(const Call&) { return plain("alive\n"); }

Result<HttpResponse> get_readiness(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY_VOID(records->ledger().events().newest());
  return plain("ready\n");
}

Result<HttpResponse> get_metrics(const Call& call) {
  call.service.metrics.set_newest_event(call.service.events.newest());
  HttpResponse response = plain(call.service.metrics.text());
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return response;
}

Result<HttpResponse> get_openapi(const Call&) { return json_answer(openapi_json()); }

Result<HttpResponse> get_me(const Call& call) {
  const Scopes& scopes = call.token->scopes;
  return json_answer(JsonText::object()
                         .add("name", text_json(call.token->name))
                         .add("token_id", text_json(call.token->id))
                         .add("scopes", JsonText::object()
                                            .add("read", flag(scopes.read))
                                            .add("ingest", flag(scopes.ingest))
                                            .add("review", flag(scopes.review))
                                            .add("admin", flag(scopes.admin))
                                            .add("composer", text_json(scopes.composer))
                                            .text())
                         .add("version", text_json(call.service.version))
                         .text());
}

Result<HttpResponse> post_session(const Call& call) {
  const std::string secret =
      nlohmann::json::parse(call.request.body).at("token").get<std::string>();
  TRY(const auto token, call.service.tokens.find(secret));
  if (!token) return problem(401, "This token is not known, was revoked, or has expired");
  return with_session(secret, call);
}

Result<HttpResponse> delete_session(const Call& call) { return with_session("", call); }

Result<HttpResponse> list_tokens(const Call& call) {
  TRY(const auto tokens, call.service.tokens.list());
  JsonText items = JsonText::array();
  for (const Token& token : tokens) items.add(token_json(token));
  return page_answer(items, "");
}

Result<HttpResponse> post_token(const Call& call) {
  const auto body = nlohmann::json::parse(call.request.body);
  TRY(const Scopes scopes, scopes_named(body.at("scopes").get<std::string>()));
  TRY(const NewToken made, call.service.tokens.make(body.at("name").get<std::string>(), scopes,
                                                    body.value("expires_at", std::string())));
  HttpResponse response = json_answer(JsonText::object()
                                          .add("token", token_json(made.token))
                                          .add("secret", text_json(made.secret))
                                          .text(),
                                      201);
  return response.with("Cache-Control", "no-store").with("Location", "/v1/tokens/" + made.token.id);
}

Result<HttpResponse> delete_token(const Call& call) {
  TRY(const Token token, call.service.tokens.revoke(call.named("token")));
  return json_answer(token_json(token));
}

}  // namespace engine::service
