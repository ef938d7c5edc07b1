#include "engine/run/service/tokens.h"

#include "engine/core/secret_text.h"
#include "engine/core/text.h"
#include "engine/core/utc.h"
#include "engine/run/service/service_database.h"

#include <utility>

namespace engine::service {
namespace {

constexpr std::string_view kPrefix = "ctk_";
constexpr std::string_view kComposer = "composer:";
constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kIdBytes = 4;

Error wrong_scope(std::string_view word) {
  return {Errc::kUsage, "\"" + std::string(word) +
                            "\" is no scope; give read, ingest, review or admin, several with "
                            "commas, or composer:ID alone"};
}

}  // namespace

Result<Scopes> scopes_named(std::string_view text) {
  Scopes scopes;
  const std::string whole(trimmed(text));
  if (whole.starts_with(kComposer)) {
    scopes.composer = std::string(trimmed(std::string_view(whole).substr(kComposer.size())));
    if (scopes.composer.empty()) return fail(wrong_scope(whole));
    return scopes;
  }
  if (whole.empty() || whole.ends_with(',')) return fail(wrong_scope(whole));
  for (const std::string& part : split(whole, ',')) {
    const std::string_view word = trimmed(part);
    bool* const scope = word == "read"     ? &scopes.read
                        : word == "ingest" ? &scopes.ingest
                        : word == "review" ? &scopes.review
                        : word == "admin"  ? &scopes.admin
                                           : nullptr;
    if (scope == nullptr) return fail(wrong_scope(word));
    *scope = true;
  }
  return scopes;
}

std::string to_string(const Scopes& scopes) {
  if (!scopes.composer.empty()) return std::string(kComposer) + scopes.composer;
  std::vector<std::string> words;
  if (scopes.read) words.emplace_back("read");
  if (scopes.ingest) words.emplace_back("ingest");
  if (scopes.review) words.emplace_back("review");
  if (scopes.admin) words.emplace_back("admin");
  return joined(words, ",");
}

Tokens::Tokens(storage::Database database)
    : one_at_a_time_(std::make_unique<std::mutex>()), database_(std::move(database)) {}

Result<Tokens> Tokens::open(const std::filesystem::path& workspace) {
  TRY(auto database, open_service_database(workspace));
  return Tokens(std::move(database));
}

Result<NewToken> Tokens::make(const std::string& name, const Scopes& scopes,
                              const std::string& expires_at) {
  const std::string clean = clean_utf8(trimmed(name));
  if (clean.empty()) return fail(Errc::kUsage, "say whose the token is to be");
  NewToken made;
  made.secret = std::string(kPrefix) + random_base64url(kSecretBytes);
  made.token = {random_hex(kIdBytes), clean, scopes, utc_now(), expires_at, {}};
  const std::lock_guard lock(*one_at_a_time_);
  TRY_VOID(database_.run("INSERT INTO token VALUES (?, ?, ?, ?, ?, ?, '')",
                         {made.token.id, sha256_hex(made.secret), clean, to_string(scopes),
                          made.token.made_at, expires_at}));
  return made;
}

Result<std::vector<Token>> Tokens::read(std::string_view condition,
                                        const storage::Values& values) const {
  std::vector<Token> tokens;
  const std::lock_guard lock(*one_at_a_time_);
  TRY_VOID(database_.each(
      "SELECT token_id, name, scopes, made_at, expires_at, revoked_at FROM token WHERE " +
          std::string(condition) + " ORDER BY made_at, name, token_id",
      values, [&](const storage::Row& row) -> Result<void> {
        TRY(const Scopes scopes, scopes_named(row.text(2)));
        tokens.push_back({row.text(0), row.text(1), scopes, row.text(3), row.text(4), row.text(5)});
        return {};
      }));
  return tokens;
}

Result<std::vector<Token>> Tokens::list() const { return read("1", {}); }

Result<Token> Tokens::revoke(const std::string& named) {
  TRY(const std::vector<Token> found,
      read("token_id = ?1 OR (name = ?1 AND revoked_at = '')", {named}));
  if (found.empty()) {
    return fail(Errc::kNotFound, "there is no token " + named + "; `cuetrace token ls` has them");
  }
  if (found.size() > 1) {
    std::string ids;
    for (const Token& one : found) ids += (ids.empty() ? "" : ", ") + one.id;
    return fail(Errc::kUsage, "several tokens are of " + named + "; name one by its id: " + ids);
  }
  Token revoked = found.front();
  if (revoked.revoked_at.empty()) revoked.revoked_at = utc_now();
  const std::lock_guard lock(*one_at_a_time_);
  TRY_VOID(database_.run("UPDATE token SET revoked_at = ? WHERE token_id = ?",
                         {revoked.revoked_at, revoked.id}));
  return revoked;
}

Result<std::optional<Token>> Tokens::find(std::string_view secret) const {
  if (!secret.starts_with(kPrefix)) return std::nullopt;
  TRY(const std::vector<Token> found,
      read("digest = ? AND revoked_at = '' AND (expires_at = '' OR expires_at > ?)",
           {sha256_hex(secret), utc_now()}));
  if (found.empty()) return std::nullopt;
  return found.front();
}

}  // namespace engine::service
