#include "engine/run/service/live_sources.h"

#include "engine/core/secret_text.h"
#include "engine/core/utc.h"
#include "engine/run/service/service_database.h"
#include "ingest/network_access.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace engine::service {

LiveSources::LiveSources(storage::Database database, run::Workspace workspace, bool allow_private)
    : database_(std::move(database)),
      workspace_(std::move(workspace)),
      scanner_(workspace_, workspace_.turns()),
      allow_private_(allow_private) {}

Result<std::unique_ptr<LiveSources>> LiveSources::open(run::Workspace& workspace,
                                                       bool allow_private) {
  TRY(auto database, open_service_database(workspace.folder()));
  TRY(run::Workspace beside, workspace.beside());
  std::unique_ptr<LiveSources> sources(
      new LiveSources(std::move(database), std::move(beside), allow_private));
  std::vector<LiveSource> known;
  TRY_VOID(sources->database_.each("SELECT live_id, url, name FROM live ORDER BY made_at, live_id",
                                   {}, [&](const storage::Row& row) -> Result<void> {
                                     LiveSource& one = known.emplace_back();
                                     one.id = row.text(0);
                                     one.url = row.text(1);
                                     one.name = row.text(2);
                                     return {};
                                   }));
  const std::lock_guard lock(sources->mutex_);
  for (const LiveSource& one : known) sources->listen(one);
  return sources;
}

LiveSources::~LiveSources() { stop(); }

void LiveSources::listen(const LiveSource& source) {
  Listening& one = listening_[source.id];
  one.source = source;
  one.source.state = "connecting";
  one.source.since = utc_now();
  run::LiveOptions options;
  options.address = source.url;
  options.title = source.name;
  options.public_only = !allow_private_;
  one.monitor = std::make_unique<run::LiveMonitor>(
      scanner_, options, [this, id = source.id](const run::LiveEvent& event) { take(id, event); });
  one.thread = std::thread([this, id = source.id, monitor = one.monitor.get()] {
    const auto ended = monitor->run();
    const std::lock_guard lock(mutex_);
    const auto found = listening_.find(id);
    if (found == listening_.end()) return;
    found->second.source.state = "ended";
    found->second.source.since = utc_now();
    found->second.source.now.clear();
    if (!ended) found->second.source.problem = ended.error().message();
  });
}

void LiveSources::take(const std::string& id, const run::LiveEvent& event) {
  const std::lock_guard lock(mutex_);
  const auto found = listening_.find(id);
  if (found == listening_.end()) return;
  LiveSource& source = found->second.source;
  const auto becomes = [&](const char* state) {
    source.state = state;
    source.since = utc_now();
    source.problem = event.reason;
  };
  switch (event.kind) {
    case run::LiveEventKind::kStarted:
    case run::LiveEventKind::kResumed: becomes("listening"); break;
    case run::LiveEventKind::kLost: becomes("lost"); break;
    case run::LiveEventKind::kEnded: becomes("ended"); break;
    default: break;
  }
  if (!event.cue) return;
  const std::string track = to_string(event.cue->match.track);
  std::erase_if(source.now, [&](const auto& one) { return one.track_id == track; });
  const bool plays = event.kind != run::LiveEventKind::kCueClosed;
  if (plays) {
    source.now.push_back({track, event.cue->label.title, event.cue->label.composer,
                          run::to_text(event.cue->started_at)});
  }
}

Result<LiveSource> LiveSources::add(const std::string& url, const std::string& name) {
  constexpr std::array<std::string_view, 5> kSchemes = {"http://", "https://", "rtmp://",
                                                        "rtmps://", "srt://"};
  const auto begins = [&](std::string_view scheme) { return url.starts_with(scheme); };
  if (std::ranges::none_of(kSchemes, begins)) {  // Never a file of this machine.
    return fail(Errc::kUsage, "a live source is a URL of http, https, rtmp, rtmps or srt");
  }
  if (!allow_private_) TRY_VOID(ingest::check_public(url));
  LiveSource source;
  source.id = random_hex(4);
  source.url = url;
  source.name = name.empty() ? run::source_name(url) : name;
  const std::lock_guard lock(mutex_);
  TRY_VOID(database_.run("INSERT INTO live VALUES (?, ?, ?, ?)",
                         {source.id, source.url, source.name, utc_now()}));
  listen(source);
  return listening_[source.id].source;
}

Result<void> LiveSources::remove(const std::string& id) {
  std::map<std::string, Listening>::node_type gone;
  {
    const std::lock_guard lock(mutex_);
    TRY_VOID(database_.run("DELETE FROM live WHERE live_id = ?", {id}));
    gone = listening_.extract(id);
  }
  if (gone.empty()) return fail(Errc::kNotFound, "there is no live source " + id);
  gone.mapped().monitor->stop();
  gone.mapped().thread.join();
  return {};
}

std::vector<LiveSource> LiveSources::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<LiveSource> sources;
  for (const auto& [id, one] : listening_) sources.push_back(one.source);
  return sources;
}

void LiveSources::stop() {
  std::map<std::string, Listening> gone;
  {
    const std::lock_guard lock(mutex_);
    gone = std::exchange(listening_, {});
  }
  for (auto& [id, one] : gone) one.monitor->stop();
  for (auto& [id, one] : gone) one.thread.join();
}

}  // namespace engine::service
