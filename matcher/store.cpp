#include "matcher/store.h"

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/sst_file_writer.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/version.h>
#include <rocksdb/write_batch.h>

#include <array>

namespace matcher {
namespace {

using engine::Errc;
using engine::fail;
using engine::Result;

constexpr std::array<const char*, kFamilyCount> kFamilyNames = {
    "default", "ordinal",         "track",          "posting",
    "archive", "archive_posting", "archive_number", "archive_video"};

bool holds_postings(Family family) {
  return family == Family::kPosting || family == Family::kArchivePosting;
}

/// Where sorted files are written before they become part of the database.
constexpr const char* kBulkFolder = "bulk";

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

constexpr std::size_t kRecordCacheBytes = std::size_t{32} << 20;

/// Of records that were committed and are in no sorted file yet, for each family. RocksDB's own 64
/// MB are more than a service of a small workspace takes for all else.
constexpr std::size_t kUnsortedBytes = std::size_t{16} << 20;

/// A filter saves look-ups of absent keys a disk access.
rocksdb::ColumnFamilyOptions record_options(const std::shared_ptr<rocksdb::Cache>& cache) {
  constexpr double kFilterBitsPerKey = 10;
  constexpr std::size_t kBlockBytes = std::size_t{16} << 10;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.block_size = kBlockBytes;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kFilterBitsPerKey));
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = kUnsortedBytes;
  options.compression = rocksdb::kLZ4Compression;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

/// Posting blocks are bit-packed, so that compression would find nothing, and each is a block of
/// RocksDB's: reading one reads no other. They come in bulk and go in bulk, never by compaction;
/// which of them stay in memory is for matcher/kept_blocks.h to say.
rocksdb::ColumnFamilyOptions posting_options() {
  constexpr std::size_t kBlockBytes = 1024;
  rocksdb::BlockBasedTableOptions table;
  table.no_block_cache = true;
  table.block_size = kBlockBytes;
  table.checksum = rocksdb::kXXH3;
  rocksdb::ColumnFamilyOptions options;
  options.compression = rocksdb::kNoCompression;
  options.disable_auto_compactions = true;
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
  // A family that is hardly written would keep the log of all others for ever: gigabytes that the
  // next opening reads again.
  options.max_total_wal_size = std::uint64_t{64} << 20;
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
  std::shared_ptr<rocksdb::Cache> record_cache = rocksdb::NewLRUCache(kRecordCacheBytes);
  std::unique_ptr<rocksdb::DB> database;
  std::vector<rocksdb::ColumnFamilyHandle*> families;  // Owned; freed before the database.

  rocksdb::ColumnFamilyHandle* handle(Family family) const {
    return families[static_cast<std::size_t>(family)];
  }
  rocksdb::ColumnFamilyOptions options(Family family) const {
    return holds_postings(family) ? posting_options() : record_options(record_cache);
  }
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors() const {
    std::vector<rocksdb::ColumnFamilyDescriptor> all;
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
      all.emplace_back(kFamilyNames[i], options(static_cast<Family>(i)));
    }
    return all;
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
  std::error_code error;
  if (access == Access::kRead && !std::filesystem::exists(folder / "CURRENT", error)) {
    return fail(Errc::kNoWorkspace,
                folder.string() + ": no index here; `cuetrace catalog add` makes one");
  }
  if (access == Access::kWrite) std::filesystem::create_directories(folder, error);
  if (error) return fail(Errc::kNotPermitted, folder.string() + ": " + error.message());

  auto state = std::make_unique<State>();
  state->folder = folder;
  const std::vector<rocksdb::ColumnFamilyDescriptor> descriptors = state->descriptors();
  rocksdb::DB* database = nullptr;
  const rocksdb::Status status =
      access == Access::kWrite
          ? rocksdb::DB::Open(database_options(), folder.string(), descriptors, &state->families,
                              &database)
          : rocksdb::DB::OpenForReadOnly(database_options(), folder.string(), descriptors,
                                         &state->families, &database);
  state->database.reset(database);
  if (!status.ok()) return fail(store_error(folder, status));
  // What a crash left of a bulk load. Only now: another writer's must not be touched.
  if (access == Access::kWrite) std::filesystem::remove_all(folder / kBulkFolder, error);
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

struct Cursor::State {
  const std::filesystem::path* folder;
  std::unique_ptr<rocksdb::Iterator> it;
};

Cursor::Cursor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Cursor::~Cursor() = default;
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;

void Cursor::seek(std::string_view key) { state_->it->Seek(slice(key)); }
void Cursor::next() { state_->it->Next(); }
bool Cursor::valid() const { return state_->it->Valid(); }
std::string_view Cursor::key() const { return view(state_->it->key()); }
std::string_view Cursor::value() const { return view(state_->it->value()); }

Result<void> Cursor::status() const {
  if (!state_->it->status().ok()) return fail(store_error(*state_->folder, state_->it->status()));
  return {};
}

Cursor Store::cursor(Family family) const {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  auto state = std::make_unique<Cursor::State>();
  state->folder = &state_->folder;
  state->it.reset(state_->database->NewIterator(options, state_->handle(family)));
  return Cursor(std::move(state));
}

struct BulkLoad::State {
  static constexpr std::uint64_t kFileBytes = std::uint64_t{256} << 20;

  Store::State& store;
  Family family;
  rocksdb::Options options;
  std::unique_ptr<rocksdb::SstFileWriter> writer;  // Of files.back(), while it is open.
  std::vector<std::string> files;

  State(Store::State& opened, Family target)
      : store(opened), family(target), options(database_options(), opened.options(target)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    writer.reset();
    std::error_code ignored;
    for (const std::string& file : files) std::filesystem::remove(file, ignored);
  }

  std::filesystem::path folder() const { return store.folder / kBulkFolder; }

  rocksdb::Status begin_file() {
    std::error_code ignored;  // The writer says it better.
    std::filesystem::create_directories(folder(), ignored);
    files.push_back((folder() / (std::to_string(files.size()) + ".sst")).string());
    writer = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), options);
    return writer->Open(files.back());
  }
  rocksdb::Status end_file() {
    const rocksdb::Status status = writer->Finish();
    writer.reset();
    return status;
  }
};

BulkLoad::BulkLoad(std::unique_ptr<State> state) : state_(std::move(state)) {}
BulkLoad::~BulkLoad() = default;
BulkLoad::BulkLoad(BulkLoad&&) noexcept = default;
BulkLoad& BulkLoad::operator=(BulkLoad&&) noexcept = default;

BulkLoad Store::bulk_load(Family family) {
  return BulkLoad(std::make_unique<BulkLoad::State>(*state_, family));
}

Result<void> BulkLoad::put(std::string_view key, std::string_view value) {
  rocksdb::Status status;
  if (!state_->writer) status = state_->begin_file();
  if (status.ok()) status = state_->writer->Put(slice(key), slice(value));
  if (status.ok() && state_->writer->FileSize() >= State::kFileBytes) status = state_->end_file();
  if (!status.ok()) return fail(store_error(state_->store.folder, status));
  return {};
}

Result<void> BulkLoad::finish() {
  rocksdb::Status status;
  if (state_->writer) status = state_->end_file();
  if (status.ok() && !state_->files.empty()) {
    rocksdb::IngestExternalFileOptions options;
    options.move_files = true;
    options.write_global_seqno = false;
    status = state_->store.database->IngestExternalFile(state_->store.handle(state_->family),
                                                        state_->files, options);
  }
  if (!status.ok()) return fail(store_error(state_->store.folder, status));
  return {};
}

Result<void> Store::copy_to(const std::filesystem::path& folder) const {
  rocksdb::Checkpoint* made = nullptr;
  rocksdb::Status status = rocksdb::Checkpoint::Create(state_->database.get(), &made);
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
  if (status.ok()) status = checkpoint->CreateCheckpoint(folder.string());
  if (!status.ok()) return fail(store_error(folder, status));
  return {};
}

Result<void> Store::drop_range(Family family, std::string_view first, std::string_view end) {
  if (first >= end) return {};
  const rocksdb::Slice from = slice(first);
  const rocksdb::Slice to = slice(end);
  const rocksdb::Status status = rocksdb::DeleteFilesInRange(
      state_->database.get(), state_->handle(family), &from, &to, /*include_end=*/false);
  if (!status.ok()) return fail(store_error(state_->folder, status));
  // A file that holds other keys as well, or a key that was not bulk loaded, is still there.
  Cursor rest = cursor(family);
  rest.seek(first);
  TRY_VOID(rest.status());
  if (!rest.valid() || rest.key() >= end) return {};
  Batch batch;
  batch.erase_range(family, first, end);
  return commit(std::move(batch));
}

std::uint64_t Store::size_bytes(Family family) const {
  std::uint64_t files = 0;
  std::uint64_t memory = 0;
  state_->database->GetIntProperty(state_->handle(family),
                                   rocksdb::DB::Properties::kLiveSstFilesSize, &files);
  state_->database->GetIntProperty(state_->handle(family),
                                   rocksdb::DB::Properties::kCurSizeAllMemTables, &memory);
  return files + memory;
}

std::string Store::version() { return rocksdb::GetRocksVersionAsString(true); }

}  // namespace matcher
