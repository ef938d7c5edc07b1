// What was answered to requests with an Idempotency-Key, so that one that is sent again is not
// carried out again.
#pragma once

#include "engine/core/result.h"
#include "engine/run/service/http_message.h"
#include "engine/storage/database.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace engine::service {

/// Threads: any. Answers are kept for a day.
class AnsweredRequests {
 public:
  static Result<AnsweredRequests> open(const std::filesystem::path& workspace);

  /// The answer of before; 422 where the key came with another request, 409 where that one is still
  /// being answered. Empty for a key that is new: it is taken until `keep`.
  std::optional<HttpResponse> find(const std::string& token, const std::string& key,
                                   const HttpRequest& request);

  /// What was answered. A fault of ours is forgotten, so that it can be tried again.
  void keep(const std::string& token, const std::string& key, const HttpResponse& response);

 private:
  explicit AnsweredRequests(storage::Database database);

  std::unique_ptr<std::mutex> one_at_a_time_;
  storage::Database database_;
};

}  // namespace engine::service
