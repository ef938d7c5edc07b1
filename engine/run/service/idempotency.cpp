#include "engine/run/service/idempotency.h"

#include "engine/core/secret_text.h"
#include "engine/core/utc.h"
#include "engine/run/service/problem.h"
#include "engine/run/service/service_database.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace engine::service {
namespace {

constexpr std::size_t kKeyBytesMax = 255;
constexpr std::int64_t kStillBeingAnswered = 0;

/// Tells requests apart; of a body that went to a file its length stands for it.
std::string digest_of(const HttpRequest& request) {
  return sha256_hex(request.method + " " + request.target + "\n" +
                    std::to_string(request.body_bytes) + "\n" + request.body);
}

}  // namespace

AnsweredRequests::AnsweredRequests(storage::Database database)
    : one_at_a_time_(std::make_unique<std::mutex>()), database_(std::move(database)) {}

Result<AnsweredRequests> AnsweredRequests::open(const std::filesystem::path& workspace) {
  TRY(auto database, open_service_database(workspace));
  // What was being answered when the service was stopped was not answered.
  TRY_VOID(
      database.run("DELETE FROM answered WHERE status = ? OR at < strftime('%Y-%m-%dT%H:%M:"
                   "%SZ', 'now', '-1 day')",
                   {kStillBeingAnswered}));
  return AnsweredRequests(std::move(database));
}

std::optional<HttpResponse> AnsweredRequests::find(const std::string& token, const std::string& key,
                                                   const HttpRequest& request) {
  if (key.size() > kKeyBytesMax) {
    return problem(400, "The request is malformed", "Idempotency-Key has at most 255 bytes");
  }
  const std::string digest = digest_of(request);
  const std::lock_guard lock(*one_at_a_time_);
  std::optional<HttpResponse> known;
  const auto read = database_.each(
      "SELECT request, status, body, location FROM answered WHERE token_id = ? AND key = ?",
      {token, key}, [&](const storage::Row& row) -> Result<void> {
        if (row.text(0) != digest) {
          known = problem(422, "The Idempotency-Key was used for another request",
                          "use a new key for a new request");
        } else if (row.integer(1) == kStillBeingAnswered) {
          known = problem(409, "The same request is being answered", "ask again in a moment");
        } else {
          known.emplace().status = static_cast<unsigned>(row.integer(1));
          known->body = row.text(2);
          if (const std::string location = row.text(3); !location.empty()) {
            known->with("Location", location);
          }
          known->with("Idempotency-Replayed", "true");
        }
        return {};
      });
  if (!read) return problem(read.error());
  if (known) return known;
  const auto taken =
      database_.run("INSERT INTO answered VALUES (?, ?, ?, ?, '', '', ?) ON CONFLICT DO NOTHING",
                    {token, key, digest, kStillBeingAnswered, utc_now()});
  if (!taken) return problem(taken.error());
  return std::nullopt;
}

void AnsweredRequests::keep(const std::string& token, const std::string& key,
                            const HttpResponse& response) {
  std::string location;
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") location = value;
  }
  const std::lock_guard lock(*one_at_a_time_);
  // What cannot be kept is carried out again when it is sent again, as without a key.
  if (response.status >= 500) {
    static_cast<void>(
        database_.run("DELETE FROM answered WHERE token_id = ? AND key = ?", {token, key}));
    return;
  }
  static_cast<void>(database_.run(
      "UPDATE answered SET status = ?, body = ?, location = ? "
      "WHERE token_id = ? AND key = ?",
      {static_cast<std::int64_t>(response.status), response.body, location, token, key}));
}

}  // namespace engine::service
