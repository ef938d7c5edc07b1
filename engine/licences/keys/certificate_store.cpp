#include "engine/licences/keys/certificate_store.h"

#include <array>

namespace engine::licences {
namespace {

using storage::Row;

constexpr std::string_view kStep1 = R"sql(
CREATE TABLE licence_certificate (
  key         TEXT PRIMARY KEY,
  licence_id  TEXT NOT NULL,
  certificate TEXT NOT NULL,
  by_whom     TEXT NOT NULL,
  issued_at   TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIEW licence_certificate_v AS
SELECT key, licence_id, certificate, by_whom, issued_at FROM licence_certificate
ORDER BY licence_id, issued_at, key;
)sql";

constexpr std::array kSteps{kStep1};

}  // namespace

Result<CertificateStore> CertificateStore::open(storage::Database& database) {
  TRY_VOID(database.migrate({"licence_certificates", kSteps}));
  return CertificateStore(database);
}

Result<void> CertificateStore::put(const Certificate& certificate, const Author& author) {
  TRY_VOID(database_->run(
      "INSERT INTO licence_certificate VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
      {to_string(certificate.key), certificate.terms.licence_id, to_string(certificate),
       author.name, author.at}));
  return {};
}

Result<std::optional<Certificate>> CertificateStore::find(const LicenceKey& key) const {
  std::optional<Certificate> found;
  TRY_VOID(database_->each("SELECT certificate FROM licence_certificate WHERE key = ?",
                           {to_string(key)}, [&](const Row& row) -> Result<void> {
                             TRY(found, parse_certificate(row.text(0)));
                             return {};
                           }));
  return found;
}

}  // namespace engine::licences
