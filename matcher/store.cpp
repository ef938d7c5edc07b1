#include "matcher/store.h"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/version.h>
#include <rocksdb/write_batch.h>

#include <array>

namespace matcher {
namespace {

using engine::Errc;
using engine::fail;
using engine::Result;

constexpr std::array<const char*, kFamilyCount> kFamilyNames = {"default", "ordinal", "track",
                                                                "posting", "archive"};

/// An empty view may have no address, which RocksDB hands on to memcmp.
rocksdb::Slice slice(std::string_view text) {
  return {text.data() == nullptr ? "" : text.data(), text.size()};
}
std::string_view view(const rocksdb::Slice& text) { return {text.data(), text.size()}; }

engine::Error store_error(const std::filesystem::path& folder, const rocksdb::Status& status) {
  const std::string text = status.ToString();
  const std::string name = folder.string();
  if (text.find("LOCK") != text.npos || text.find("lock ") != text.npos) {
    return {Errc::kLocked, name + ": another cuetrace is writing here; wait for it to end"};
  }
  if (text.find("Permission denied") != text.npos) {
    return {Errc::kNotPermitted, name + ": permission denied; allow this user to use it"};
  }
  if (status.IsCorruption()) {
    return {Errc::kCorrupt, name + ": the index is damaged (" + text + "); restore it from a copy"};
  }
  return {Errc::kUnavailable, name + ": " + text};
}

/// A filter saves look-ups of absent keys a disk access; the cache is what the process may hold.
rocksdb::ColumnFamilyOptions family_options(const std::shared_ptr<rocksdb::Cache>& cache) {
  constexpr double kFilterBitsPerKey = 10;
  constexpr std::size_t kBlockBytes = std::size_t{16} << 10;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.block_size = kBlockBytes;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kFilterBitsPerKey));
  rocksdb::ColumnFamilyOptions options;
  options.compression = rocksdb::kLZ4Compression;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

rocksdb::DBOptions database_options() {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.max_background_jobs = 2;
  options.keep_log_file_num = 2;
  options.max_open_files = 512;
  return options;
}

}  // namespace

struct Batch::State {
  // RocksDB names a family by a handle of an open database, which a batch is made without.
  struct Change {
    Family family;
    enum class Kind { kPut, kErase, kEraseRange } kind;
    std::string key;
    std::string value;  // Of an erased range: its end.
  };
  std::vector<Change> changes;
  std::size_t size_bytes = 0;

  void add(Change change) {
    size_bytes += change.key.size() + change.value.size();
    changes.push_back(std::move(change));
  }
};

Batch::Batch() : state_(std::make_unique<State>()) {}
Batch::~Batch() = default;
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&&) noexcept = default;

void Batch::put(Family family, std::string_view key, std::string value) {
  state_->add({family, State::Change::Kind::kPut, std::string(key), std::move(value)});
}
void Batch::erase(Family family, std::string_view key) {
  state_->add({family, State::Change::Kind::kErase, std::string(key), {}});
}
void Batch::erase_range(Family family, std::string_view first, std::string_view end) {
  state_->add({family, State::Change::Kind::kEraseRange, std::string(first), std::string(end)});
}
std::size_t Batch::size_bytes() const { return state_->size_bytes; }

struct Store::State {
  std::filesystem::path folder;
  std::unique_ptr<rocksdb::DB> database;
  std::vector<rocksdb::ColumnFamilyHandle*> families;  // Owned; freed before the database.

  rocksdb::ColumnFamilyHandle* handle(Family family) const {
    return families[static_cast<std::size_t>(family)];
  }
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    for (auto* family : families) database->DestroyColumnFamilyHandle(family);
  }
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& folder, Access access) {
  constexpr std::size_t kCacheBytes = std::size_t{128} << 20;
  std::error_code error;
  if (access == Access::kRead && !std::filesystem::exists(folder / "CURRENT", error)) {
    return fail(Errc::kNoWorkspace,
                folder.string() + ": no index here; `cuetrace catalog add` makes one");
  }
  if (access == Access::kWrite) std::filesystem::create_directories(folder, error);
  if (error) return fail(Errc::kNotPermitted, folder.string() + ": " + error.message());

  const auto cache = rocksdb::NewLRUCache(kCacheBytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const char* name : kFamilyNames) descriptors.emplace_back(name, family_options(cache));

  auto state = std::make_unique<State>();
  state->folder = folder;
  rocksdb::DB* database = nullptr;
  const rocksdb::Status status =
      access == Access::kWrite
          ? rocksdb::DB::Open(database_options(), folder.string(), descriptors, &state->families,
                              &database)
          : rocksdb::DB::OpenForReadOnly(database_options(), folder.string(), descriptors,
                                         &state->families, &database);
  state->database.reset(database);
  if (!status.ok()) return fail(store_error(folder, status));
  return Store(std::move(state));
}

Result<std::optional<std::string>> Store::get(Family family, std::string_view key) const {
  std::string value;
  const rocksdb::Status status =
      state_->database->Get(rocksdb::ReadOptions(), state_->handle(family), slice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) return fail(store_error(state_->folder, status));
  return value;
}

Result<void> Store::for_each(
    Family family, std::string_view prefix,
    const std::function<void(std::string_view, std::string_view)>& visit) const {
  const std::unique_ptr<rocksdb::Iterator> it(
      state_->database->NewIterator(rocksdb::ReadOptions(), state_->handle(family)));
  for (it->Seek(slice(prefix)); it->Valid() && it->key().starts_with(slice(prefix)); it->Next()) {
    visit(view(it->key()), view(it->value()));
  }
  if (!it->status().ok()) return fail(store_error(state_->folder, it->status()));
  return {};
}

Result<void> Store::commit(Batch batch) {
  using Kind = Batch::State::Change::Kind;
  rocksdb::WriteBatch changes;
  for (Batch::State::Change& change : batch.state_->changes) {
    auto* family = state_->handle(change.family);
    if (change.kind == Kind::kPut) changes.Put(family, change.key, change.value);
    if (change.kind == Kind::kErase) changes.Delete(family, change.key);
    if (change.kind == Kind::kEraseRange) changes.DeleteRange(family, change.key, change.value);
    change = {};  // A ten-hour video is 24 MB; RocksDB has its copy now.
  }
  rocksdb::WriteOptions options;
  options.sync = true;
  const rocksdb::Status status = state_->database->Write(options, &changes);
  if (!status.ok()) return fail(store_error(state_->folder, status));
  return {};
}

std::string Store::version() { return rocksdb::GetRocksVersionAsString(true); }

}  // namespace matcher
