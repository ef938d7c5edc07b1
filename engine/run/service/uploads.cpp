#include "engine/run/service/uploads.h"

#include "engine/core/secret_text.h"
#include "engine/core/utc.h"
#include "engine/run/service/service_database.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string_view>
#include <utility>

namespace engine::service {
namespace {

namespace fs = std::filesystem;

constexpr auto kKeptFor = std::chrono::hours(24);
constexpr std::string_view kEnding = ".upload";
/// What an upload must leave free: the ledger has to be written.
constexpr std::uint64_t kSpare = 256ULL << 20U;

std::uint64_t size_of(const fs::path& file) {
  std::error_code missing;
  const std::uintmax_t size = fs::file_size(file, missing);
  return missing ? 0 : size;
}

/// When a part was written last.
std::chrono::system_clock::time_point touched(const fs::path& file) {
  std::error_code missing;
  const auto time = fs::last_write_time(file, missing);
  if (missing) return std::chrono::system_clock::now();
  return std::chrono::time_point_cast<std::chrono::system_clock::duration>(
      std::chrono::file_clock::to_sys(time));
}

}  // namespace

std::string safe_name(const std::string& given) {
  constexpr std::size_t kMost = 120;
  std::string name;
  for (const char letter : given.substr(given.find_last_of("/\\") + 1)) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool kept = byte >= 0x80 || (byte >= '0' && byte <= '9') ||
                      (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                      std::string_view(" ._-()[]&,+").find(letter) != std::string_view::npos;
    name += kept ? letter : '_';
  }
  name.erase(0, name.find_first_not_of(". "));
  if (name.size() > kMost) name = name.substr(name.size() - kMost);
  while (!name.empty() && (static_cast<unsigned char>(name.front()) & 0xC0U) == 0x80U) {
    name.erase(0, 1);  // The rest of a letter that was cut.
  }
  return name.empty() ? "upload" : name;
}

Uploads::Uploads(storage::Database database, fs::path folder, Jobs& jobs)
    : database_(std::move(database)), folder_(std::move(folder)), jobs_(jobs) {}

Result<std::unique_ptr<Uploads>> Uploads::open(const fs::path& workspace, Jobs& jobs) {
  TRY(auto database, open_service_database(workspace));
  std::error_code ignored;
  fs::create_directories(workspace / "uploads", ignored);
  std::unique_ptr<Uploads> uploads(new Uploads(std::move(database), workspace / "uploads", jobs));
  TRY_VOID(uploads->resume());
  TRY_VOID(uploads->remove_expired());
  return uploads;
}

fs::path Uploads::file_of(const std::string& id) const {
  return folder_ / (id + std::string(kEnding));
}

Result<std::vector<Upload>> Uploads::read(const std::string& condition,
                                          const storage::Values& values) const {
  std::vector<Upload> uploads;
  TRY_VOID(database_.each(
      "SELECT upload_id, token_id, asked_by, name, bytes, keep, made_at, whole_at FROM upload "
      "WHERE " +
          condition + " ORDER BY made_at, upload_id",
      values, [&](const storage::Row& row) -> Result<void> {
        Upload& one = uploads.emplace_back();
        one.id = row.text(0);
        one.token_id = row.text(1);
        one.asked_by = row.text(2);
        one.asked = {row.text(3), static_cast<std::uint64_t>(row.integer(4)), row.integer(5) != 0};
        one.made_at = row.text(6);
        one.whole = !row.text(7).empty();
        one.received = one.whole ? one.asked.bytes : size_of(file_of(one.id));
        one.expires_at = utc_text(touched(file_of(one.id)) + kKeptFor);
        return {};
      }));
  return uploads;
}

Result<void> Uploads::check_room(const NewUpload& asked, const Token& token) const {
  TRY(const auto open, read("whole_at = ''", {}));
  const auto own = std::ranges::count(open, token.id, &Upload::token_id);
  if (static_cast<std::size_t>(own) >= kOpenMax) {
    return fail(Errc::kNotPermitted, "this token has " + std::to_string(own) +
                                         " uploads that are not whole; send the rest of one, or "
                                         "DELETE one");
  }
  std::uint64_t promised = kSpare + asked.bytes;
  for (const Upload& one : open) promised += one.asked.bytes - one.received;
  std::error_code failed;
  const fs::space_info space = fs::space(folder_, failed);
  if (failed || space.available >= promised) return {};
  return fail(Errc::kUnavailable, "the disk of the workspace has no room for " +
                                      std::to_string(asked.bytes) +
                                      " bytes beside what is being uploaded; make room there");
}

Result<Upload> Uploads::begin(const NewUpload& asked, const Token& token) {
  const std::lock_guard lock(mutex_);
  TRY_VOID(check_room(asked, token));
  const std::string id = random_hex(8);
  if (!std::ofstream(file_of(id), std::ios::binary).good()) {
    return fail(Errc::kUnavailable, "no file can be made in the folder uploads of the workspace");
  }
  TRY_VOID(database_.run(
      "INSERT INTO upload VALUES (?, ?, ?, ?, ?, ?, ?, '')",
      {id, token.id, token.name, safe_name(asked.name), static_cast<std::int64_t>(asked.bytes),
       std::int64_t{asked.keep ? 1 : 0}, utc_now()}));
  TRY(auto made, read("upload_id = ?", {id}));
  return std::move(made.front());
}

Result<Upload> Uploads::find(const std::string& id, const Token& token) const {
  const std::lock_guard lock(mutex_);
  TRY(auto found, read("upload_id = ? AND token_id = ?", {id, token.id}));
  if (found.empty()) {
    return fail(Errc::kNotFound, "there is no upload " + id + ", or no more: begin anew");
  }
  return std::move(found.front());
}

Result<std::vector<Upload>> Uploads::list(const Token& token) const {
  const std::lock_guard lock(mutex_);
  return read("token_id = ? AND whole_at = ''", {token.id});
}

std::shared_ptr<void> Uploads::take(const std::string& id) {
  const std::lock_guard lock(mutex_);
  if (!busy_.insert(id).second) return nullptr;
  return {this, [this, id](void*) {
            const std::lock_guard again(mutex_);
            busy_.erase(id);
          }};
}

Result<Job> Uploads::complete(const Upload& upload) {
  const fs::path folder = folder_ / upload.id;
  const fs::path media = folder / upload.asked.name;
  const std::lock_guard lock(mutex_);
  std::error_code failed;
  if (fs::exists(file_of(upload.id), failed)) {  // Else it was moved before.
    fs::create_directories(folder, failed);
    if (!failed) fs::rename(file_of(upload.id), media, failed);
    if (failed) {
      return fail(Errc::kUnavailable, "the upload cannot be kept: " + failed.message() +
                                          "; make room on the disk of the workspace");
    }
  }
  JobRequest request;
  request.location = media.string();
  request.name = upload.asked.name;
  request.remove_after = !upload.asked.keep;
  request.id = upload.id;
  TRY(Job job, jobs_.add(request, upload.asked_by));
  TRY_VOID(database_.run("UPDATE upload SET whole_at = ? WHERE upload_id = ? AND whole_at = ''",
                         {utc_now(), upload.id}));
  return job;
}

Result<void> Uploads::remove(const std::string& id) {
  std::error_code ignored;
  fs::remove(file_of(id), ignored);
  TRY_VOID(database_.run("DELETE FROM upload WHERE upload_id = ?", {id}));
  return {};
}

Result<void> Uploads::give_up(const std::string& id, const Token& token) {
  TRY(const Upload upload, find(id, token));
  const std::lock_guard lock(mutex_);
  if (busy_.contains(id)) {
    return fail(Errc::kLocked, "a part of upload " + id + " is being written; try again");
  }
  return remove(upload.id);
}

/// What a kill left between two steps of `complete`, or of `begin`.
Result<void> Uploads::resume() {
  TRY(const auto open, read("whole_at = ''", {}));
  for (const Upload& one : open) {
    std::error_code ignored;
    const bool moved = !fs::exists(file_of(one.id), ignored);
    if (moved && !fs::exists(folder_ / one.id / one.asked.name, ignored) && !jobs_.find(one.id)) {
      TRY_VOID(remove(one.id));
    } else if (moved || one.received == one.asked.bytes) {
      TRY_VOID(complete(one));
    }
  }
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder_, failed)) {
    if (entry.path().extension() != kEnding) continue;
    TRY(const auto known, read("upload_id = ?", {entry.path().stem().string()}));
    std::error_code ignored;
    if (known.empty()) fs::remove(entry.path(), ignored);
  }
  return {};
}

Result<void> Uploads::remove_expired() {
  const std::lock_guard lock(mutex_);
  const std::string day_ago = utc_text(std::chrono::system_clock::now() - kKeptFor);
  TRY_VOID(database_.run("DELETE FROM upload WHERE whole_at <> '' AND whole_at < ?", {day_ago}));
  const std::string now = utc_now();
  TRY(const auto open, read("whole_at = ''", {}));
  for (const Upload& one : open) {
    if (one.expires_at < now && !busy_.contains(one.id)) TRY_VOID(remove(one.id));
  }
  return {};
}

}  // namespace engine::service
