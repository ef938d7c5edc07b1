// Uploads that come in parts: what broke off goes on where it stopped, also after the service was
// stopped or killed. When one is whole it becomes a scan.
#pragma once

#include "engine/core/result.h"
#include "engine/run/service/jobs.h"
#include "engine/run/service/tokens.h"
#include "engine/storage/database.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace engine::service {

/// A name for a file made of what somebody called it: letters, digits and few signs, with its
/// ending, and never a path.
std::string safe_name(const std::string& given);

struct NewUpload {
  std::string name;
  std::uint64_t bytes = 0;  ///< Of the whole.
  bool keep = true;         ///< The media, once it was scanned.
};

struct Upload {
  std::string id;  ///< 16 hex digits; the job has the same when it is whole.
  std::string token_id;
  std::string asked_by;
  NewUpload asked;
  std::string made_at;
  std::string expires_at;  ///< A day after the last part.
  std::uint64_t received = 0;
  bool whole = false;
};

/// How much has come of an upload is what its file holds, so a kill loses what was on its way and
/// no more.
///
/// Threads: any.
class Uploads {
 public:
  /// Goes on with what was whole when the service was killed, and removes what has expired.
  /// `jobs` outlives it.
  static Result<std::unique_ptr<Uploads>> open(const std::filesystem::path& workspace, Jobs& jobs);

  /// Errors: kUnavailable, when the disk has no room for it beside those that are open;
  /// kNotPermitted, when the token has kOpenMax of these.
  Result<Upload> begin(const NewUpload& asked, const Token& token);

  /// Of that token alone. Errors: kNotFound.
  Result<Upload> find(const std::string& id, const Token& token) const;
  /// Those of a token that are not whole, the oldest first.
  Result<std::vector<Upload>> list(const Token& token) const;

  /// The right to write to an upload, as long as this is held; null while somebody else has it.
  std::shared_ptr<void> take(const std::string& id);
  std::filesystem::path file_of(const std::string& id) const;

  /// Makes a job of one that is whole; the same job however often it is asked for.
  Result<Job> complete(const Upload& upload);

  /// Errors: kNotFound; kLocked, while a part is being written.
  Result<void> give_up(const std::string& id, const Token& token);

  /// Removes what nobody has sent a part of for a day.
  Result<void> remove_expired();

  static constexpr std::size_t kOpenMax = 16;  ///< Of one token.

 private:
  Uploads(storage::Database database, std::filesystem::path folder, Jobs& jobs);
  Result<std::vector<Upload>> read(const std::string& condition,
                                   const storage::Values& values) const;
  Result<void> check_room(const NewUpload& asked, const Token& token) const;
  Result<void> resume();
  Result<void> remove(const std::string& id);

  storage::Database database_;
  std::filesystem::path folder_;
  Jobs& jobs_;
  mutable std::mutex mutex_;
  std::set<std::string> busy_;  // Ids of those that a part is being written to.
};

}  // namespace engine::service
