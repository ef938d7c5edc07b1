// The service as a whole: opens a workspace for writing, answers until it is asked to stop, and
// gives everything back.
#pragma once

#include "engine/core/result.h"
#include "engine/run/service/http_server.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace engine::service {

struct ServingOptions {
  std::optional<std::string> workspace;  ///< As for run::workspace_folder.
  HttpServerOptions http;
  bool plain_http = false;  ///< No TLS although others can reach it: something before it has.
  std::vector<std::string> hosts;  ///< Names that it answers to, beside those of the address.
  std::optional<std::filesystem::path> web_folder;
  bool allow_private = false;            ///< URLs of private networks may be scanned.
  std::optional<std::string> rate_card;  ///< With [[offers]], for what nothing covers.
  std::vector<std::string> watched;      ///< Folders: what comes into them is scanned.
  int job_threads = 2;
  int requests_per_second = 0;  ///< Of one token; 0: no limit. As for RateLimits.
  bool json_logs = false;
  bool quiet_log = false;
  std::string version;
};

struct Served {
  std::uint16_t port = 0;
  std::string base_url;                    ///< "http://127.0.0.1:8040".
  std::optional<std::string> first_token;  ///< Made because there was none; shown once.
};

/// Calls `ready` once it answers, and returns when engine::interrupted() has become true and all
/// that was being answered is. Jobs that were not done are done by the next one. Errors: those of
/// Workspace::open_for_writing, FolderWatch::open and HttpServer::open; kUsage for an address that
/// others can reach, while there is no token, or no TLS and no word that none is wanted.
Result<void> serve(const ServingOptions& options, const std::function<void(const Served&)>& ready);

}  // namespace engine::service
