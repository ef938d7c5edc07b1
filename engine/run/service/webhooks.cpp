#include "engine/run/service/webhooks.h"

#include "engine/core/secret_text.h"
#include "engine/core/text.h"
#include "engine/core/utc.h"
#include "engine/run/service/answers.h"
#include "engine/run/service/remote_media.h"
#include "engine/run/service/service_database.h"
#include "ingest/network_access.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace engine::service {
namespace {

constexpr int kAttemptsMost = 14;  // With the pauses between them: about a day.
constexpr std::int64_t kPauseLongestS = 4 * 3600;
constexpr long kAnswerWithinMs = 10'000;
constexpr std::size_t kTakenAtOnce = 500;
constexpr std::int64_t kSentAtOnce = 100;

std::int64_t unix_now() { return std::time(nullptr); }

std::int64_t pause_after(int attempts) {
  constexpr int kDoublingsMost = 13;
  return std::min(kPauseLongestS, std::int64_t{2} << std::min(attempts, kDoublingsMost));
}

bool is_asked_for(const std::string& kinds, const std::string& kind) {
  const std::vector<std::string> words = split(kinds, ',');
  return kinds.empty() || std::ranges::find(words, kind) != words.end();
}

struct CloseCurl {
  void operator()(CURL* curl) const noexcept { curl_easy_cleanup(curl); }
};
struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

/// Looked at when it is connected to: a name may have come to mean another machine.
curl_socket_t open_public_socket(void*, curlsocktype, curl_sockaddr* peer) {
  if (!ingest::is_public_peer(peer->addr)) return CURL_SOCKET_BAD;
  return ::socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

std::size_t pass_over(char*, std::size_t size, std::size_t count, void*) { return size * count; }

}  // namespace

Webhooks::Webhooks(storage::Database database, RecordsPool& records, const EventWatch& events,
                   ServiceMetrics& metrics, bool allow_private)
    : database_(std::move(database)),
      records_(records),
      events_(events),
      metrics_(metrics),
      allow_private_(allow_private),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

Webhooks::~Webhooks() = default;

Result<std::unique_ptr<Webhooks>> Webhooks::open(const std::filesystem::path& workspace,
                                                 RecordsPool& records, const EventWatch& events,
                                                 ServiceMetrics& metrics, bool allow_private) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  TRY(auto database, open_service_database(workspace));
  return std::unique_ptr<Webhooks>(
      new Webhooks(std::move(database), records, events, metrics, allow_private));
}

Result<Webhook> Webhooks::add(const std::string& url, const std::string& kinds) {
  TRY_VOID(check_remote(url, {allow_private_}));
  Webhook made;
  made.id = random_hex(4);
  made.url = url;
  made.secret = "whs_" + random_base64url(32);
  made.kinds = kinds;
  made.made_at = utc_now();
  TRY(auto records, records_.take());
  TRY(made.sequence, records->ledger().events().newest());
  const std::lock_guard lock(mutex_);
  TRY_VOID(
      database_.run("INSERT INTO webhook VALUES (?, ?, ?, ?, ?, ?, 1)",
                    {made.id, made.url, made.secret, made.kinds, made.made_at, made.sequence}));
  return made;
}

Result<std::vector<Webhook>> Webhooks::read_all() const {
  std::vector<Webhook> all;
  TRY_VOID(database_.each(
      "SELECT webhook_id, url, secret, kinds, made_at, sequence, "
      "(SELECT count(*) FROM delivery AS d WHERE d.webhook_id = w.webhook_id AND dead = 0), "
      "(SELECT count(*) FROM delivery AS d WHERE d.webhook_id = w.webhook_id AND dead = 1) "
      "FROM webhook AS w WHERE active ORDER BY made_at, webhook_id",
      {}, [&](const storage::Row& row) -> Result<void> {
        all.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4),
                       row.integer(5), row.integer(6), row.integer(7)});
        return {};
      }));
  return all;
}

Result<std::vector<Webhook>> Webhooks::list() const {
  const std::lock_guard lock(mutex_);
  return read_all();
}

Result<void> Webhooks::check_known(const std::string& id) const {
  TRY(const auto all, read_all());
  if (std::ranges::find(all, id, &Webhook::id) != all.end()) return {};
  return fail(Errc::kNotFound, "there is no webhook " + id);
}

Result<void> Webhooks::remove(const std::string& id) {
  const std::lock_guard lock(mutex_);
  TRY_VOID(check_known(id));
  TRY_VOID(database_.run("DELETE FROM webhook WHERE webhook_id = ?", {id}));
  return {};
}

Result<std::vector<FailedDelivery>> Webhooks::failed(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  TRY_VOID(check_known(id));
  std::vector<FailedDelivery> failed;
  TRY_VOID(database_.each(
      "SELECT sequence, attempts, problem, body FROM delivery WHERE webhook_id = ? AND dead = 1 "
      "ORDER BY sequence",
      {id}, [&](const storage::Row& row) -> Result<void> {
        failed.push_back(
            {row.integer(0), static_cast<int>(row.integer(1)), row.text(2), row.text(3)});
        return {};
      }));
  return failed;
}

Result<std::int64_t> Webhooks::retry(const std::string& id) {
  const std::lock_guard lock(mutex_);
  TRY_VOID(check_known(id));
  return database_.run(
      "UPDATE delivery SET dead = 0, attempts = 0, next_at = 0 WHERE webhook_id = ? AND dead = 1",
      {id});
}

Result<void> Webhooks::take_up(const Webhook& webhook) {
  TRY(auto records, records_.take());
  TRY(const auto events, records->ledger().events().after(webhook.sequence, kTakenAtOnce));
  if (events.empty()) return {};
  const std::lock_guard lock(mutex_);
  TRY(storage::Transaction transaction, storage::Transaction::begin(database_));
  for (const ledger::Event& event : events) {
    if (!is_asked_for(webhook.kinds, event.kind)) continue;
    TRY_VOID(
        database_.run("INSERT INTO delivery SELECT webhook_id, ?, ?, 0, 0, '', 0 FROM webhook "
                      "WHERE webhook_id = ? ON CONFLICT DO NOTHING",
                      {event.sequence, event_json(event), webhook.id}));
  }
  TRY_VOID(database_.run("UPDATE webhook SET sequence = ? WHERE webhook_id = ?",
                         {events.back().sequence, webhook.id}));
  return transaction.commit();
}

Result<std::vector<Webhooks::Due>> Webhooks::due() const {
  const std::lock_guard lock(mutex_);
  std::vector<Due> due;
  // One that waits holds back those behind it, so that events come in their order.
  TRY_VOID(database_.each(
      "SELECT d.webhook_id, url, secret, d.sequence, body, attempts FROM delivery AS d "
      "JOIN webhook USING (webhook_id) WHERE dead = 0 AND NOT EXISTS (SELECT 1 FROM delivery AS e "
      "WHERE e.webhook_id = d.webhook_id AND e.dead = 0 AND e.sequence <= d.sequence "
      "AND e.next_at > ?1) ORDER BY d.sequence LIMIT ?2",
      {unix_now(), kSentAtOnce}, [&](const storage::Row& row) -> Result<void> {
        due.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.text(4),
                       static_cast<int>(row.integer(5))});
        return {};
      }));
  return due;
}

Result<std::string> Webhooks::send(const Due& due) const {
  TRY_VOID(check_remote(due.url, {allow_private_}));
  const std::unique_ptr<CURL, CloseCurl> curl(curl_easy_init());
  if (!curl) return fail(Errc::kUnavailable, "out of memory");
  const std::string time = std::to_string(unix_now());
  const std::string signature =
      "Cuetrace-Signature: t=" + time + ",v1=" + hmac_sha256_hex(due.secret, time + "." + due.body);
  const std::string name = "Cuetrace-Delivery: " + due.webhook + "-" + std::to_string(due.sequence);
  std::unique_ptr<curl_slist, FreeList> headers;
  for (const char* const header :
       {"Content-Type: application/json", signature.c_str(), name.c_str()}) {
    headers.reset(curl_slist_append(headers.release(), header));
  }
  CURL* const handle = curl.get();
  curl_easy_setopt(handle, CURLOPT_URL, due.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, kAnswerWithinMs);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "cuetrace");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, due.body.c_str());
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, pass_over);
  if (!allow_private_) {
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_public_socket);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");  // Its address would be all that is seen.
  }
  const CURLcode outcome = curl_easy_perform(handle);
  if (outcome != CURLE_OK) return fail(Errc::kRemoteUnreachable, curl_easy_strerror(outcome));
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  if (status >= 200 && status < 300) return std::to_string(status);
  return fail(Errc::kRemoteUnreachable, "answered " + std::to_string(status));
}

void Webhooks::deliver(const Due& due, std::set<std::string>& failing) {
  if (failing.contains(due.webhook)) return;
  const auto sent = send(due);
  metrics_.delivered(!sent);
  const std::lock_guard lock(mutex_);
  const storage::Values place = {due.webhook, due.sequence};
  if (sent) {
    // Where this fails the event comes again, under the same name.
    static_cast<void>(
        database_.run("DELETE FROM delivery WHERE webhook_id = ? AND sequence = ?", place));
    return;
  }
  failing.insert(due.webhook);
  const int attempts = due.attempts + 1;
  static_cast<void>(database_.run(
      "UPDATE delivery SET attempts = ?, next_at = ?, problem = ?, dead = ? "
      "WHERE webhook_id = ? AND sequence = ?",
      {std::int64_t{attempts}, unix_now() + pause_after(attempts), sent.error().message(),
       std::int64_t{attempts >= kAttemptsMost ? 1 : 0}, due.webhook, due.sequence}));
}

void Webhooks::work(const std::stop_token& stop) {
  constexpr auto kEvery = std::chrono::milliseconds(200);
  while (!stop.stop_requested()) {
    std::this_thread::sleep_for(kEvery);
    const auto all = list();
    if (!all) continue;
    bool waiting = false;
    for (const Webhook& one : *all) {
      if (one.sequence < events_.newest()) static_cast<void>(take_up(one));
      waiting = waiting || one.waiting > 0 || one.sequence < events_.newest();
    }
    if (!waiting) continue;
    const auto due = this->due();
    if (!due) continue;
    std::set<std::string> failing;
    for (const Due& one : *due) {
      if (stop.stop_requested()) return;
      deliver(one, failing);
    }
  }
}

}  // namespace engine::service
