#include "engine/run/service/folder_scans.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

namespace engine::service {
namespace {

constexpr auto kTurn = std::chrono::milliseconds(200);
constexpr auto kAskedBy = "watch";

}  // namespace

FolderScans::FolderScans(run::FolderWatch watch, Jobs& jobs, std::size_t at_once,
                         std::function<void(const Error&)> warn)
    : watch_(std::move(watch)),
      jobs_(jobs),
      at_once_(at_once),
      warn_(std::move(warn)),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

Result<std::unique_ptr<FolderScans>> FolderScans::open(std::vector<std::string> folders, Jobs& jobs,
                                                       std::size_t at_once,
                                                       std::function<void(const Error&)> warn) {
  run::WatchOptions options;
  options.folders = std::move(folders);
  TRY(run::FolderWatch watch, run::FolderWatch::open(std::move(options)));
  return std::unique_ptr<FolderScans>(
      new FolderScans(std::move(watch), jobs, at_once, std::move(warn)));
}

void FolderScans::work(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto settled = watch_.next(kTurn);
    if (!settled) {
      warn_(settled.error());
      return;
    }
    for (const Error& warning : watch_.take_warnings()) warn_(warning);
    for (const std::string& path : *settled) {
      if (std::ranges::find(waiting_, path) == waiting_.end()) waiting_.push_back(path);
    }
    forget_ended();
    hand_over(stop);
  }
}

void FolderScans::forget_ended() {
  std::erase_if(open_, [&](const auto& one) {
    const auto job = jobs_.find(one.first);
    return !job || (job->state != JobState::kQueued && job->state != JobState::kRunning);
  });
}

/// One that changes while it is scanned is scanned again afterwards.
bool FolderScans::waits_in_line(const std::string& path) const {
  return std::ranges::any_of(open_, [&](const auto& one) { return one.second == path; });
}

void FolderScans::hand_over(const std::stop_token& stop) {
  std::deque<std::string> later;
  for (; !waiting_.empty() && open_.size() < at_once_; waiting_.pop_front()) {
    if (stop.stop_requested()) return;
    const std::string& path = waiting_.front();
    if (waits_in_line(path)) {
      later.push_back(path);
      continue;
    }
    if (const auto stands = jobs_.take_up_standing(path); stands && *stands) continue;
    JobRequest request;
    request.location = path;
    request.name = std::filesystem::path(path).filename().string();
    const auto job = jobs_.add(request, kAskedBy);
    if (job) {
      open_.emplace(job->id, path);
    } else {
      later.push_back(path);
    }
  }
  waiting_.insert(waiting_.begin(), later.begin(), later.end());
}

}  // namespace engine::service
