#include "reports/documents/zip_archive.h"

#include "engine/core/file.h"
#include "reports/documents/temporary_folder.h"

#include <minizip/unzip.h>
#include <minizip/zip.h>

#include <algorithm>
#include <array>
#include <memory>

namespace reports::documents {
namespace {

using engine::Errc;
using engine::fail;
using engine::Result;

constexpr std::size_t kPartsMax = 10'000;
constexpr std::size_t kBytesMax = std::size_t{256} << 20;
constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
constexpr unsigned kEncrypted = 1;  // Of a part's flags.

using OpenArchive = std::unique_ptr<void, decltype(&unzClose)>;

/// Unpacks the current part into at most `room` bytes.
Result<std::string> unpack(unzFile archive, std::size_t room, const std::string& file) {
  if (unzOpenCurrentFile(archive) != UNZ_OK) {
    return fail(Errc::kInvalidInput, file + ": packed in a way that is not known; save it anew");
  }
  std::string content;
  std::array<char, kChunkBytes> chunk;
  int got = 0;
  while ((got = unzReadCurrentFile(archive, chunk.data(), chunk.size())) > 0) {
    content.append(chunk.data(), static_cast<std::size_t>(got));
    if (content.size() > room) break;
  }
  const bool whole = unzCloseCurrentFile(archive) == UNZ_OK && got == 0;
  if (content.size() > room) {
    return fail(Errc::kInvalidInput,
                file + ": unpacks to more than 256 MB; take out what does not belong to it");
  }
  if (!whole) return fail(Errc::kInvalidInput, file + ": damaged; get it again");
  return content;
}

Result<ZipPart> read_current(unzFile archive, std::size_t room, const std::string& file) {
  constexpr std::size_t kNameMax = 1024;
  unz_file_info64 info{};
  std::array<char, kNameMax> name{};
  if (unzGetCurrentFileInfo64(archive, &info, name.data(), name.size() - 1, nullptr, 0, nullptr,
                              0) != UNZ_OK) {
    return fail(Errc::kInvalidInput, file + ": damaged; get it again");
  }
  if ((info.flag & kEncrypted) != 0) {
    return fail(Errc::kInvalidInput,
                file + ": protected by a password; save it without one and try again");
  }
  ZipPart part;
  part.name = name.data();
  part.dos_time = static_cast<std::uint32_t>(info.dosDate);
  TRY(part.content, unpack(archive, room, file));
  return part;
}

}  // namespace

Result<std::vector<ZipPart>> read_zip(const std::filesystem::path& path) {
  const std::string file = path.string();
  // Says better than minizip what is wrong with a file that cannot be opened.
  TRY(const std::string bytes, engine::read_start(path, 2));
  if (!bytes.starts_with("PK")) return fail(Errc::kInvalidInput, file + ": no zip archive");
  const OpenArchive archive(unzOpen64(file.c_str()), unzClose);
  if (!archive) return fail(Errc::kInvalidInput, file + ": damaged; get it again");
  std::vector<ZipPart> parts;
  std::size_t room = kBytesMax;
  for (int at = unzGoToFirstFile(archive.get()); at == UNZ_OK;
       at = unzGoToNextFile(archive.get())) {
    TRY(ZipPart part, read_current(archive.get(), room, file));
    room -= part.content.size();
    parts.push_back(std::move(part));
    if (parts.size() > kPartsMax) {
      return fail(Errc::kInvalidInput, file + ": has more than 10,000 parts");
    }
  }
  return parts;
}

const ZipPart* find_part(const std::vector<ZipPart>& parts, std::string_view name) {
  const auto at = std::find_if(parts.begin(), parts.end(),
                               [&](const ZipPart& part) { return part.name == name; });
  return at == parts.end() ? nullptr : &*at;
}

Result<std::string> zip_of(const std::vector<ZipPart>& parts) {
  TRY(const TemporaryFolder folder, TemporaryFolder::make());
  const std::string file = folder.file("archive.zip");
  zipFile const archive = zipOpen64(file.c_str(), APPEND_STATUS_CREATE);
  bool good = archive != nullptr;
  for (const ZipPart& part : parts) {
    if (!good) break;
    zip_fileinfo info{};
    info.dosDate = part.dos_time;
    good = zipOpenNewFileInZip(archive, part.name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                               Z_DEFLATED, Z_DEFAULT_COMPRESSION) == ZIP_OK &&
           zipWriteInFileInZip(archive, part.content.data(),
                               static_cast<unsigned>(part.content.size())) == ZIP_OK &&
           zipCloseFileInZip(archive) == ZIP_OK;
  }
  if (archive != nullptr) good = zipClose(archive, nullptr) == ZIP_OK && good;
  if (!good) {
    return fail(Errc::kUnavailable, folder.path() + ": cannot be written; see that it has room");
  }
  return engine::read_file(file);
}

}  // namespace reports::documents
