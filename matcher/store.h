// Ordered keys and values on disk: the only code that names RocksDB.
#pragma once

#include "engine/core/result.h"
#include "matcher/index.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace matcher {

/// Column families. The number is the place in the database and never changes.
enum class Family : std::size_t {
  kMeta = 0,     ///< Few small values under names, see index_format.h.
  kOrdinal = 1,  ///< Track id (16 bytes) -> ordinal (u32 big-endian).
  kTrack = 2,    ///< Ordinal -> fingerprint record.
  kPosting = 3,  ///< Run, bucket -> posting block.
  kArchive = 4,  ///< Video id (16 bytes) -> fingerprint record.
};
constexpr std::size_t kFamilyCount = 5;

/// Changes that happen all or not at all.
class Batch {
 public:
  Batch();
  ~Batch();
  Batch(Batch&&) noexcept;
  Batch& operator=(Batch&&) noexcept;

  void put(Family family, std::string_view key, std::string value);
  void erase(Family family, std::string_view key);
  void erase_range(Family family, std::string_view first, std::string_view end);  ///< Without end.
  std::size_t size_bytes() const;

 private:
  friend class Store;
  struct State;
  std::unique_ptr<State> state_;
};

/// Threads: all const functions at once from many threads, also beside one `commit`.
class Store {
 public:
  /// Errors: kLocked, kNoWorkspace (reading, none there), kNotPermitted, kCorrupt, kUnavailable.
  static engine::Result<Store> open(const std::filesystem::path& folder, Access access);

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  engine::Result<std::optional<std::string>> get(Family family, std::string_view key) const;

  /// Calls `visit(key, value)` in key order for every key that starts with `prefix`.
  engine::Result<void> for_each(
      Family family, std::string_view prefix,
      const std::function<void(std::string_view key, std::string_view value)>& visit) const;

  /// On disk, past the operating system's caches, when it returns.
  engine::Result<void> commit(Batch batch);

  static std::string version();  ///< Of the library, e.g. "7.8.3".

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace matcher
