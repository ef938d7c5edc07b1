#include "engine/run/service/serving.h"

#include "engine/core/interrupt.h"
#include "engine/run/service/application.h"
#include "engine/run/service/desk.h"
#include "engine/run/service/event_watch.h"
#include "engine/run/service/folder_scans.h"
#include "engine/run/service/idempotency.h"
#include "engine/run/service/jobs.h"
#include "engine/run/service/live_sources.h"
#include "engine/run/service/metrics.h"
#include "engine/run/service/music_check.h"
#include "engine/run/service/standing_uses.h"
#include "engine/run/service/uploads.h"
#include "engine/run/service/webhooks.h"
#include "ingest/network_access.h"

#include <algorithm>
#include <iostream>
#include <thread>

namespace engine::service {
namespace {

constexpr auto kGrace = std::chrono::seconds(10);
constexpr auto kTidyEvery = std::chrono::minutes(1);

bool is_loopback(const std::string& address) {
  return address == "::1" || address.starts_with("127.");
}

bool holds(const Token& token) { return token.revoked_at.empty(); }

/// Errors: kUsage.
Result<void> check_reach(const ServingOptions& options) {
  if (options.http.tls || options.plain_http || is_loopback(options.http.address)) return {};
  return fail(Errc::kUsage,
              "tokens must not cross a network in the clear: give --tls-cert and --tls-key, or "
              "--plain-http where something before this service has TLS");
}

/// A service without a token is of no use, and one that anybody can reach must not be open.
Result<std::optional<std::string>> first_token(const ServingOptions& options, Tokens& tokens) {
  TRY(const auto known, tokens.list());
  if (std::ranges::any_of(known, holds)) return std::nullopt;
  if (!is_loopback(options.http.address)) {
    return fail(Errc::kUsage, options.http.address +
                                  " can be reached by others, and there is no token yet; make one "
                                  "with `cuetrace token make NAME --scopes admin`");
  }
  Scopes scopes;
  scopes.admin = true;
  TRY(NewToken made, tokens.make("first start", scopes, ""));
  return std::move(made.secret);
}

std::string base_url(const HttpServerOptions& http, std::uint16_t port) {
  const bool v6 = http.address.find(':') != std::string::npos;
  const bool any = http.address == "0.0.0.0" || http.address == "::";
  const std::string host = any ? "localhost" : v6 ? "[" + http.address + "]" : http.address;
  return (http.tls ? "https://" : "http://") + host + ":" + std::to_string(port);
}

/// On loopback the names of loopback; elsewhere any, unless some are named.
std::vector<std::string> hosts_of(const ServingOptions& options) {
  std::vector<std::string> hosts = options.hosts;
  if (hosts.empty() && !is_loopback(options.http.address)) return {};
  for (const char* const name : {"localhost", "127.0.0.1", "[::1]"}) hosts.emplace_back(name);
  hosts.push_back(options.http.address);
  return hosts;
}

/// Null where none are to be watched.
Result<std::unique_ptr<FolderScans>> watch_folders(const ServingOptions& options, Jobs& jobs) {
  if (options.watched.empty()) return nullptr;
  const auto at_once = static_cast<std::size_t>(options.job_threads) * 2;
  return FolderScans::open(options.watched, jobs, at_once, [](const Error& warning) {
    std::cerr << "watching: " + warning.message() + "\n";
  });
}

void remove_half_uploads(const std::filesystem::path& workspace) {
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(workspace / "uploads", failed)) {
    std::error_code ignored;
    if (entry.path().extension() == ".part") std::filesystem::remove(entry.path(), ignored);
  }
}

}  // namespace

Result<void> serve(const ServingOptions& options, const std::function<void(const Served&)>& ready) {
  TRY_VOID(check_reach(options));
  if (!options.allow_private) ingest::keep_to_public_addresses();
  TRY(run::Workspace workspace, run::Workspace::open_for_writing(options.workspace));
  remove_half_uploads(workspace.folder());
  TRY(Tokens tokens, Tokens::open(workspace.folder()));
  TRY(const auto first, first_token(options, tokens));
  TRY(AnsweredRequests answered, AnsweredRequests::open(workspace.folder()));
  TRY(run::Workspace beside, workspace.beside());
  // Each outlives those below it.
  RecordsPool records(workspace.folder());
  ServiceMetrics metrics;
  EventWatch events(records);
  StandingUses uses(records, events);
  Desk desk(std::move(beside));
  TRY(const auto jobs, Jobs::open(workspace, metrics, options.job_threads));
  TRY(const auto uploads, Uploads::open(workspace.folder(), *jobs));
  MusicCheck check(workspace, records, uses);
  TRY(const auto live, LiveSources::open(workspace, options.allow_private));
  TRY(const auto webhooks,
      Webhooks::open(workspace.folder(), records, events, metrics, options.allow_private));
  const Service service{workspace.folder(),
                        options.web_folder,
                        options.version,
                        {options.allow_private},
                        records,
                        workspace.index(),
                        tokens,
                        desk,
                        *jobs,
                        *uploads,
                        uses,
                        events,
                        metrics,
                        answered,
                        check,
                        *live,
                        *webhooks,
                        options.rate_card};
  TRY(HttpServer server,
      HttpServer::open(options.http,
                       application(service, {hosts_of(options), options.requests_per_second,
                                             options.json_logs, options.quiet_log})));
  TRY(auto watched, watch_folders(options, *jobs));
  server.start();
  ready({server.port(), base_url(options.http, server.port()), first});
  auto tidied = std::chrono::steady_clock::now();
  while (!interrupted()) {
    metrics.set_connections(server.connections());
    if (std::chrono::steady_clock::now() - tidied > kTidyEvery) {
      static_cast<void>(uploads->remove_expired());  // What fails is tried again.
      tidied = std::chrono::steady_clock::now();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  server.stop(kGrace);
  watched.reset();
  live->stop();
  jobs->stop();
  return {};
}

}  // namespace engine::service
