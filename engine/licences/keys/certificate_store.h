// Certificates as they were issued, so that a key alone can be verified where they are kept.
//
// licence_certificate_v: key, licence_id, certificate (the line of text), by_whom, issued_at (UTC).
//   One row per key; none is ever taken out.
#pragma once

#include "engine/core/author.h"
#include "engine/core/result.h"
#include "engine/licences/keys/certificate.h"
#include "engine/storage/database.h"

#include <optional>

namespace engine::licences {

/// Threads: those of the database, one at a time. The database must outlive it.
class CertificateStore {
 public:
  /// Brings the schema up to date, or checks it for reading.
  static Result<CertificateStore> open(storage::Database& database);

  /// One that is there stays as it is.
  Result<void> put(const Certificate& certificate, const Author& author);

  Result<std::optional<Certificate>> find(const LicenceKey& key) const;

 private:
  explicit CertificateStore(storage::Database& database) : database_(&database) {}
  storage::Database* database_;
};

}  // namespace engine::licences
