// What the functions behind the routes work with.
#pragma once

#include "engine/run/service/records_pool.h"
#include "engine/run/service/remote_media.h"
#include "engine/run/service/tokens.h"
#include "matcher/index.h"

#include <filesystem>
#include <optional>
#include <string>

namespace engine::service {

class Desk;
class Jobs;
class StandingUses;
class EventWatch;
class ServiceMetrics;
class AnsweredRequests;
class LiveSources;
class MusicCheck;
class Uploads;
class Webhooks;

/// Lifetime: everything outlives the server. Threads: all of it may be used by many at once.
struct Service {
  std::filesystem::path workspace;
  std::optional<std::filesystem::path> web_folder;  ///< UI from there, in place of the one within.
  std::string version;
  RemotePolicy remote;
  RecordsPool& records;
  const matcher::Index& index;
  Tokens& tokens;
  Desk& desk;
  Jobs& jobs;
  Uploads& uploads;
  StandingUses& uses;
  EventWatch& events;
  ServiceMetrics& metrics;
  AnsweredRequests& answered;
  MusicCheck& check;
  LiveSources& live;
  Webhooks& webhooks;
  std::optional<std::string> rate_card;  ///< With offers, for what nothing covers.
};

}  // namespace engine::service
