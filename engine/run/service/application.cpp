#include "engine/run/service/application.h"

#include "engine/core/secret_text.h"
#include "engine/core/text.h"
#include "engine/core/utc.h"
#include "engine/run/service/chosen_members.h"
#include "engine/run/service/idempotency.h"
#include "engine/run/service/metrics.h"
#include "engine/run/service/openapi.h"
#include "engine/run/service/problem.h"
#include "engine/run/service/rate_limits.h"
#include "engine/run/service/route.h"
#include "engine/run/service/web_files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <mutex>

namespace engine::service {
namespace {

constexpr std::string_view kBearer = "bearer ";
constexpr std::string_view kSession = "cuetrace_session=";
constexpr std::size_t kGzipFrom = 1024;
constexpr std::uint64_t kUnaskedBytesMax = 4096;

bool changes(const HttpRequest& request) {
  return request.method != "GET" && request.method != "HEAD";
}

/// The token that came with a request, and whether a browser sent it by itself.
struct Credential {
  std::string secret;
  bool by_cookie = false;
};

Credential credential_of(const HttpRequest& request) {
  const std::string& authorization = request.header("authorization");
  if (to_lower_ascii(authorization).starts_with(kBearer)) {
    return {std::string(trimmed(std::string_view(authorization).substr(kBearer.size()))), false};
  }
  for (const std::string& part : split(request.header("cookie"), ';')) {
    const std::string_view cookie = trimmed(part);
    if (cookie.starts_with(kSession)) return {std::string(cookie.substr(kSession.size())), true};
  }
  return {};
}

/// "example.org" of "https://example.org:8040".
std::string host_of(std::string_view origin) {
  if (const auto scheme = origin.find("://"); scheme != std::string_view::npos) {
    origin = origin.substr(scheme + 3);
  }
  if (origin.starts_with('[')) return std::string(origin.substr(0, origin.find(']') + 1));
  return to_lower_ascii(origin.substr(0, origin.find(':')));
}

/// Ids come from others and go into logs: letters, digits and a few signs.
bool is_plain(std::string_view text) {
  return !text.empty() && text.size() <= 128 && std::ranges::all_of(text, [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
           (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '_' || letter == '.';
  });
}

std::string log_text(const Exchange& exchange) {
  const HttpRequest& request = exchange.request;
  return utc_now() + " " + request.peer + " " + request.method + " " + request.target + " " +
         std::to_string(exchange.status) + " " + std::to_string(exchange.bytes) + " B " +
         fixed_point(exchange.took.count(), 3) + " ms " + request.id;
}

std::string log_json(const Exchange& exchange) {
  const HttpRequest& request = exchange.request;
  nlohmann::ordered_json line = {{"at", utc_now()},
                                 {"peer", request.peer},
                                 {"method", request.method},
                                 {"target", request.target},
                                 {"status", exchange.status},
                                 {"bytes", exchange.bytes},
                                 {"took_us", exchange.took.count()},
                                 {"request_id", request.id}};
  if (const std::string& trace = request.header("traceparent"); is_plain(trace)) {
    line["traceparent"] = trace;
  }
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

class Application {
 public:
  Application(const Service& service, ApplicationOptions options)
      : service_(service), options_(std::move(options)), limits_(options_.requests_per_second) {}

  Admission admit(HttpRequest& head) {
    head.id = is_plain(head.header("x-request-id")) ? head.header("x-request-id") : random_hex(8);
    Admission admission;
    Admitted admitted = looked_at(head);
    if (admitted.refusal) {
      admission.plan.refusal = finished(*std::move(admitted.refusal), admitted.rate, head);
      return admission;
    }
    admission.plan = plan_of(admitted, head);
    if (admission.plan.refusal) {
      admission.plan.refusal = finished(*std::move(admission.plan.refusal), admitted.rate, head);
      return admission;
    }
    admission.answer = [this, admitted = std::move(admitted)](HttpRequest& request) {
      return answer(admitted, request);
    };
    return admission;
  }

  void told(const Exchange& exchange) {
    service_.metrics.note(exchange);
    if (options_.quiet) return;
    const std::string line = options_.json_logs ? log_json(exchange) : log_text(exchange);
    const std::lock_guard lock(log_);
    std::cerr << line << '\n';
  }

 private:
  /// What is known of a request before its body is looked at.
  struct Admitted {
    const Route* route = nullptr;  ///< Null for the pages of the UI.
    std::map<std::string, std::string, std::less<>> path;
    std::optional<Token> token;
    RateStanding rate;
    std::optional<HttpResponse> refusal;
  };

  static Admitted refused(HttpResponse response) {
    Admitted admitted;
    admitted.refusal = std::move(response);
    return admitted;
  }

  Admitted looked_at(const HttpRequest& request) {
    if (!options_.hosts.empty() &&
        std::ranges::find(options_.hosts, host_of(request.header("host"))) ==
            options_.hosts.end()) {
      return refused(problem(421, "This is not the host that was asked",
                             "start the service with --host NAME to have it answer to that name"));
    }
    if (is_web_path(request)) {
      if (!changes(request)) return {};
      return refused(problem(405, "This cannot be done here").with("Allow", "GET"));
    }
    Routed routed = route_of(request);
    if (routed.refusal) return refused(*std::move(routed.refusal));
    Admitted admitted;
    admitted.route = routed.route;
    admitted.path = routed.path;
    admitted.refusal = routed.route->access == Access::kOpen
                           ? refusal_of_address(request, admitted)
                           : authenticate(request, *routed.route, admitted);
    if (!admitted.refusal) {
      admitted.refusal = refusal_of_parameters(*routed.route, routed, request);
    }
    if (!admitted.refusal) admitted.refusal = refusal_of_fields(*routed.route, request);
    return admitted;
  }

  static std::optional<HttpResponse> refusal_of_rate(const RateStanding& rate) {
    if (rate.allowed) return std::nullopt;
    return problem(429, "These are too many requests",
                   "wait for as many seconds as Retry-After says")
        .with("Retry-After", std::to_string(rate.retry_s));
  }

  std::optional<HttpResponse> refusal_of_address(const HttpRequest& request, Admitted& admitted) {
    admitted.rate = limits_.take_of_address(request.peer);
    return refusal_of_rate(admitted.rate);
  }

  std::optional<HttpResponse> authenticate(const HttpRequest& request, const Route& route,
                                           Admitted& admitted) {
    const Credential credential = credential_of(request);
    const std::string digest = limits_.are_on() ? sha256_hex(credential.secret) : std::string();
    if (!limits_.knows(digest)) {
      if (auto refusal = refusal_of_address(request, admitted)) return refusal;
    }
    auto token = service_.tokens.find(credential.secret);
    if (!token) return problem(token.error());
    if (!*token) {
      return problem(401, "A token is needed",
                     credential.secret.empty()
                         ? "send Authorization: Bearer TOKEN; `cuetrace token make` makes one"
                         : "this token is not known, was revoked, or has expired")
          .with("WWW-Authenticate", "Bearer realm=\"cuetrace\"");
    }
    admitted.rate = limits_.take_of_token(digest);
    if (auto refusal = refusal_of_rate(admitted.rate)) return refusal;
    if (credential.by_cookie && changes(request)) {
      const std::string& origin = request.header("origin");
      if (origin.empty() || host_of(origin) != host_of(request.header("host"))) {
        return problem(403, "Pages of other places may not do this",
                       "send the token as Authorization: Bearer TOKEN");
      }
    }
    if (!allows(route, (*token)->scopes)) {
      return problem(403, "This token may not do this",
                     "its scopes are " + to_string((*token)->scopes));
    }
    admitted.token = *std::move(token);
    return std::nullopt;
  }

  Call call_of(const Admitted& admitted, HttpRequest& request) const {
    return {request, service_, admitted.token ? &*admitted.token : nullptr, admitted.path};
  }

  BodyPlan plan_of(const Admitted& admitted, HttpRequest& head) const {
    BodyPlan plan;
    if (admitted.route == nullptr) return plan;
    if (!admitted.route->body) {  // Some clients send "{}" with every POST.
      plan.bytes_max = kUnaskedBytesMax;
      return plan;
    }
    if (admitted.route->body->plan != nullptr) {
      auto own = admitted.route->body->plan(call_of(admitted, head));
      if (own) return *std::move(own);
      plan.refusal = problem(own.error());
      return plan;
    }
    plan.bytes_max = admitted.route->body->bytes_max;
    if (admitted.route->body->spooled) {
      plan.spool_to = service_.workspace / "uploads" / (random_hex(16) + ".part");
      std::error_code ignored;
      std::filesystem::create_directories(plan.spool_to->parent_path(), ignored);
    }
    return plan;
  }

  HttpResponse answer(const Admitted& admitted, HttpRequest& request) const {
    HttpResponse response = admitted.route == nullptr ? web_file(request, service_.web_folder)
                                                      : carried_out(admitted, request);
    if (request.body_file) {  // Nobody has taken it.
      std::error_code ignored;
      std::filesystem::remove(*request.body_file, ignored);
    }
    return finished(std::move(response), admitted.rate, request);
  }

  HttpResponse carried_out(const Admitted& admitted, HttpRequest& request) const {
    const Route& route = *admitted.route;
    if (route.body && !route.body->schema.empty() &&
        request.header("content-type").find("json") != std::string::npos) {
      const auto faults = faults_of(route.body->schema, request.body);
      if (!faults.empty()) {
        return problem(422, "The body is not as it should be",
                       faults.front().pointer + ": " + faults.front().detail, faults);
      }
    }
    const std::string& key = request.header("idempotency-key");
    const bool once = route.method == "POST" && !key.empty() && admitted.token;
    if (once) {
      if (auto before = service_.answered.find(admitted.token->id, key, request)) return *before;
    }
    auto answered = route.handle(call_of(admitted, request));
    HttpResponse response = answered ? *std::move(answered) : problem(answered.error());
    choose_members(request, response);
    if (once) service_.answered.keep(admitted.token->id, key, response);
    return response;
  }

  /// Every answer says what it is an answer to, and what browsers may do with it.
  HttpResponse finished(HttpResponse response, const RateStanding& rate,
                        const HttpRequest& request) const {
    if (rate.limit > 0) {
      response.with("RateLimit-Limit", std::to_string(rate.limit))
          .with("RateLimit-Remaining", std::to_string(rate.remaining))
          .with("RateLimit-Reset", std::to_string(rate.reset_s));
    }
    if (!request.id.empty()) response.with("X-Request-Id", request.id);
    if (const std::string& trace = request.header("traceparent"); is_plain(trace)) {
      response.with("traceparent", trace);
    }
    response.with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Content-Security-Policy", content_security_policy(response.content_type));
    if (response.file || response.events) return response;
    if (response.status == 200 && !changes(request)) put_tag(response, request);
    const bool worth = response.body.size() >= kGzipFrom && is_text(response.content_type);
    if (worth) response.with("Vary", "Accept-Encoding");
    if (worth && request.header("accept-encoding").find("gzip") != std::string::npos) {
      response.body = gzip(response.body);
      response.with("Content-Encoding", "gzip");
    }
    return response;
  }

  static bool is_text(std::string_view type) {
    return type.starts_with("text/") || type.find("json") != std::string_view::npos ||
           type.find("xml") != std::string_view::npos;
  }

  static void put_tag(HttpResponse& response, const HttpRequest& request) {
    const auto has = [&](std::string_view name) {
      return std::ranges::any_of(response.headers,
                                 [&](const auto& one) { return one.first == name; });
    };
    const std::string tag = tag_of(response.body);
    response.with("ETag", tag);
    if (!has("Cache-Control")) response.with("Cache-Control", "private, no-cache");
    const std::string& known = request.header("if-none-match");
    if (known == "*" || known.find(tag) != std::string::npos) {
      response.status = 304;
      response.body.clear();
    }
  }

  const Service& service_;
  ApplicationOptions options_;
  RateLimits limits_;
  std::mutex log_;
};

}  // namespace

std::string tag_of(std::string_view body) { return '"' + sha256_hex(body).substr(0, 32) + '"'; }

HttpHandlers application(const Service& service, const ApplicationOptions& options) {
  const auto application = std::make_shared<Application>(service, options);
  return {[application](HttpRequest& head) { return application->admit(head); },
          [application](const Exchange& exchange) { application->told(exchange); }};
}

}  // namespace engine::service
