#include "engine/run/service/media_answer.h"

#include "engine/core/secret_text.h"
#include "engine/run/media_files.h"
#include "engine/run/service/embedded_files.h"
#include "engine/run/service/problem.h"
#include "engine/run/service/service.h"
#include "ingest/playable_sound.h"

#include <filesystem>
#include <mutex>

namespace engine::service {
namespace {

/// The WAV of a file as it is now; files that were made of earlier states are of no use any more.
Result<std::filesystem::path> playable(const std::string& location, const Call& call) {
  const auto state = run::file_state(location);
  if (!state) return std::filesystem::path(location);
  const std::string name = sha256_hex(location + "\n" + std::to_string(state->size_bytes) + "\n" +
                                      std::to_string(state->modified_ns));
  const std::filesystem::path folder = call.service.workspace / "playable";
  const std::filesystem::path wav = folder / (name.substr(0, 32) + ".wav");
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (std::filesystem::exists(wav, failed)) return wav;
  static std::mutex one_at_a_time;  // Two who ask for the same do not write into one another.
  const std::lock_guard lock(one_at_a_time);
  if (!std::filesystem::exists(wav, failed)) {
    TRY_VOID(ingest::write_playable(location, wav));
  }
  return wav;
}

}  // namespace

Result<HttpResponse> media_answer(const std::string& location, const Call& call) {
  std::error_code failed;
  std::filesystem::path file = location;
  if (call.text("format") == "wav") {
    TRY(file, playable(location, call));
  }
  const bool is_file = std::filesystem::is_regular_file(file, failed);
  const std::uint64_t size = is_file ? std::filesystem::file_size(file, failed) : 0;
  if (!is_file || failed) {
    return fail(Errc::kNotFound, "the media is not kept here, or not any more");
  }
  HttpResponse response;
  response.content_type = media_type_of(file.extension().string());
  response.with("Accept-Ranges", "bytes").with("Cache-Control", "private, max-age=3600");
  response.file = FilePart{file, 0, size};
  const std::string& range = call.request.header("range");
  if (range.empty()) return response;
  const auto part = part_asked_for(range, file, size);
  if (!part) {
    return problem(416, "There is no such range")
        .with("Content-Range", "bytes */" + std::to_string(size));
  }
  response.status = 206;
  response.file = part;
  response.with("Content-Range", "bytes " + std::to_string(part->first) + "-" +
                                     std::to_string(part->first + part->bytes - 1) + "/" +
                                     std::to_string(size));
  return response;
}

}  // namespace engine::service
