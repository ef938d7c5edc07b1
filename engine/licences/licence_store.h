// Licences on record, with all that was ever said of them: who changed what, and when.
//
// licence_v: one row per licence: licence_id, key, licensor, licensee, model, tier, valid_from,
//   valid_to, revoked_at, document (JSON: every field that is stated, by name).
// licence_change_v: every change, in order: licence_id, before, after (documents), by_whom,
//   made_at (UTC).
#pragma once

#include "engine/core/author.h"
#include "engine/core/result.h"
#include "engine/licences/licence.h"
#include "engine/storage/database.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace engine::licences {

struct LicenceChange {
  std::string before;  ///< Documents; empty: there was none.
  std::string after;
  std::string by;
  std::string at;
};

/// How many were new, how many said something else than before, how many said the same.
struct PutLicences {
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
};

/// Threads: those of the database, one at a time. The database must outlive it.
class LicenceStore {
 public:
  /// Brings the schema up to date, or checks it for reading.
  static Result<LicenceStore> open(storage::Database& database);

  /// All or nothing. A licence that is there is replaced, and what it said stays in its history;
  /// where the new one states no key, and is not revoked, the old key and revocation stay.
  Result<PutLicences> put(const std::vector<Licence>& licences, const Author& author);

  /// From `at` on it covers nothing; empty takes the revocation back. Returns what it says now.
  /// Errors: kNotFound.
  Result<Licence> revoke(const std::string& id, const std::optional<Moment>& at,
                         const Author& author);

  Result<bool> is_empty() const;

  /// Ordered by id.
  Result<std::vector<Licence>> all() const;

  Result<std::optional<Licence>> find(const std::string& id) const;
  /// By the typed key, in the form in which it was issued.
  Result<std::optional<Licence>> find_by_key(const std::string& key) const;

  /// Of one licence, the oldest first.
  Result<std::vector<LicenceChange>> history(const std::string& id) const;

 private:
  enum class Written { kAdded, kChanged, kSame };
  Result<Written> write(const Licence& licence, const std::optional<Licence>& known,
                        const Author& author);

  explicit LicenceStore(storage::Database& database) : database_(&database) {}
  storage::Database* database_;
};

}  // namespace engine::licences
