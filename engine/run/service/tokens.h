// Who may do what: bearer tokens. Their text is shown once, when one is made; what is kept is its
// SHA-256, which is as good as the token for telling it and of no use for showing it.
#pragma once

#include "engine/core/result.h"
#include "engine/storage/database.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::service {

/// What a token is good for.
struct Scopes {
  bool read = false;    ///< See everything but tokens.
  bool ingest = false;  ///< Upload, scan, check before publishing.
  bool review = false;  ///< Decide, correct, say what is known of videos; and read.
  bool admin = false;   ///< Everything.
  /// See the works of one writer or publisher, and nothing else: an IPI name number, or a name as
  /// the catalogue has it. Not together with the others.
  std::string composer{};

  friend bool operator==(const Scopes&, const Scopes&) = default;
};

/// "read,ingest", "composer:00199032457". Errors: kUsage, naming what there is.
Result<Scopes> scopes_named(std::string_view text);
std::string to_string(const Scopes& scopes);

struct Token {
  std::string id;    ///< 8 hex digits, for people.
  std::string name;  ///< Whose it is.
  Scopes scopes;
  std::string made_at;
  std::string expires_at;  ///< UTC, RFC 3339; empty: never.
  std::string revoked_at;  ///< Empty: it holds.
};

struct NewToken {
  Token token;
  std::string secret;  ///< "ctk_" and 43 letters of base64url: 256 random bits.
};

/// Threads: any number at a time. What another process has made or revoked is seen at once.
class Tokens {
 public:
  /// Errors: those of open_service_database.
  static Result<Tokens> open(const std::filesystem::path& workspace);

  /// Errors: kUsage (no name, or no scope).
  Result<NewToken> make(const std::string& name, const Scopes& scopes,
                        const std::string& expires_at);

  /// The oldest first; also those that were revoked.
  Result<std::vector<Token>> list() const;

  /// By its id, or whose it is. Errors: kNotFound; kUsage when several are of that name. Revoking
  /// twice changes nothing.
  Result<Token> revoke(const std::string& named);

  /// The one that this is the text of, if it holds now.
  Result<std::optional<Token>> find(std::string_view secret) const;

 private:
  explicit Tokens(storage::Database database);
  Result<std::vector<Token>> read(std::string_view condition, const storage::Values& values) const;

  std::unique_ptr<std::mutex> one_at_a_time_;
  storage::Database database_;
};

}  // namespace engine::service
