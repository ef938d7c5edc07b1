// Ordered keys and values on disk: the only code that names RocksDB.
#pragma once

#include "engine/core/result.h"
#include "matcher/index.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace matcher {

/// Column families, with keys as in store_key.h. The number never changes.
enum class Family : std::size_t {
  kMeta = 0,            ///< Few small values under names, see index.cpp and posting_runs.cpp.
  kOrdinal = 1,         ///< Track id -> ordinal, frames.
  kTrack = 2,           ///< Ordinal -> packed record.
  kPosting = 3,         ///< Of tracks: see posting_run.h.
  kArchive = 4,         ///< Video id -> packed record.
  kArchivePosting = 5,  ///< Of archived videos: see posting_run.h.
  kArchiveNumber = 6,   ///< Video id -> its number.
  kArchiveVideo = 7,    ///< Number -> video id.
};
constexpr std::size_t kFamilyCount = 8;

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

/// Moves over the keys of one family in order. Threads: one. Lifetime: shorter than the store's.
class Cursor {
 public:
  ~Cursor();
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) noexcept;

  void seek(std::string_view key);  ///< To the first key that is not less.
  void next();                      ///< Only when valid.
  bool valid() const;               ///< False at the end, or after an error: see `status`.
  std::string_view key() const;     ///< Until the next move; so is the value.
  std::string_view value() const;
  engine::Result<void> status() const;  ///< Errors: kCorrupt, kUnavailable.

 private:
  friend class Store;
  struct State;
  explicit Cursor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Writes many keys in ascending order beside the store, as sorted files that `finish` makes part
/// of it. What is not finished leaves nothing behind. Lifetime: shorter than the store's.
class BulkLoad {
 public:
  ~BulkLoad();
  BulkLoad(BulkLoad&&) noexcept;
  BulkLoad& operator=(BulkLoad&&) noexcept;

  /// Errors: kUnavailable; also when the family has keys between those put.
  engine::Result<void> put(std::string_view key, std::string_view value);
  /// All keys at once, and on disk when it returns. Nothing may be put after it.
  engine::Result<void> finish();

 private:
  friend class Store;
  struct State;
  explicit BulkLoad(std::unique_ptr<State> state);
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

  /// What it reads does not stay in memory.
  Cursor cursor(Family family) const;

  /// What a family takes, about: its files, and what is not in files yet.
  std::uint64_t size_bytes(Family family) const;

  /// On disk, past the operating system's caches, when it returns.
  engine::Result<void> commit(Batch batch);

  BulkLoad bulk_load(Family family);
  /// Frees keys [first, end) that were bulk loaded, at no cost by their number.
  engine::Result<void> drop_range(Family family, std::string_view first, std::string_view end);

  /// A store of its own with what is committed now, in a folder that is not there yet; files that
  /// never change are linked, not copied, where both are on one disk. Also beside a `commit`.
  engine::Result<void> copy_to(const std::filesystem::path& folder) const;

  static std::string version();  ///< Of the library, e.g. "7.8.3".

 private:
  friend class BulkLoad;
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace matcher
