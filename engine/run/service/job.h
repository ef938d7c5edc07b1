// Work that takes longer than an answer: scanning, adding tracks, looking for them in earlier
// videos. Jobs are on disk from the moment they are accepted, so that none is lost however the
// service ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engine::service {

enum class JobKind : std::uint8_t { kScan, kAddTrack, kRematch, kBackup };
enum class JobState : std::uint8_t { kQueued, kRunning, kDone, kFailed, kCancelled };

std::string_view to_string(JobKind kind);    ///< "scan", "catalog.add", "rematch", "backup".
std::string_view to_string(JobState state);  ///< "queued", "running", ...
std::optional<JobKind> job_kind_named(std::string_view word);
std::optional<JobState> job_state_named(std::string_view word);

/// What is to be done.
struct JobRequest {
  JobKind kind = JobKind::kScan;
  std::string location;       ///< Path or URL of the media; folder of a backup.
  std::string name;           ///< As people call it.
  bool remove_after = false;  ///< The file is an upload, and is not to be kept.
  std::string id{};           ///< That the job is to have; empty: one is made.
};

struct Job {
  std::int64_t number = 0;  ///< In the order in which they were accepted.
  std::string id;           ///< 16 hex digits.
  JobRequest request;
  JobState state = JobState::kQueued;
  std::string result;  ///< JSON of what came of it: {"video_id", "uses", "review"}; empty: nothing.
  std::string error;   ///< Why it failed.
  std::string asked_by;
  std::string made_at;
  std::string started_at;
  std::string ended_at;
  int attempts = 0;
  std::int64_t done_ms = 0;  ///< Of the media, while it runs.
  std::int64_t all_ms = 0;   ///< 0: not known.
};

}  // namespace engine::service
