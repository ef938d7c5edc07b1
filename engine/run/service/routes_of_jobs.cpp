#include "engine/core/secret_text.h"
#include "engine/core/utc.h"
#include "engine/run/service/answers.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/jobs.h"
#include "engine/run/service/problem.h"
#include "engine/run/service/remote_media.h"
#include "engine/run/service/service.h"
#include "engine/run/service/uploads.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace engine::service {
namespace {

using run::JsonText;

/// Moves an upload to its place: a folder of its own, so that its name can stay.
Result<std::string> kept_upload(const Call& call, const std::string& name) {
  const std::filesystem::path folder = call.service.workspace / "uploads" / random_hex(8);
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (!failed) std::filesystem::rename(*call.request.body_file, folder / name, failed);
  if (failed) {
    return fail(Errc::kUnavailable, "the upload cannot be kept: " + failed.message() +
                                        "; make room on the disk of the workspace");
  }
  call.request.body_file.reset();
  return (folder / name).string();
}

/// {"url"} in a body that went to a file, as bodies of media do.
Result<std::string> url_of(const Call& call) {
  TRY(const std::string text, read_small_body(call.request));
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("url") || !json["url"].is_string()) {
    return fail(Errc::kUsage, "send {\"url\": \"https://...\"}");
  }
  const std::string url = json["url"].get<std::string>();
  TRY_VOID(check_remote(url, call.service.remote));
  return url;
}

Result<Job> queued(const Call& call, JobKind kind) {
  JobRequest request;
  request.kind = kind;
  request.name = safe_name(call.text_or("name", "upload"));
  const bool by_url = call.request.header("content-type").starts_with("application/json");
  if (by_url) {
    TRY(request.location, url_of(call));
    request.name = request.location;
  } else if (call.request.body_bytes == 0) {
    return fail(Errc::kUsage, "the body is empty; send the bytes of the media");
  } else {
    TRY(request.location, kept_upload(call, request.name));
    request.remove_after = call.text("keep") == "false";
  }
  return call.service.jobs.add(request, call.token->name);
}

}  // namespace

Result<HttpResponse> post_scan(const Call& call) {
  TRY(const Job job, queued(call, JobKind::kScan));
  return accepted_answer(job);
}

Result<HttpResponse> post_recording(const Call& call) {
  TRY(const Job job, queued(call, JobKind::kAddTrack));
  return accepted_answer(job);
}

Result<HttpResponse> post_backup(const Call& call) {
  // Never a place that the request names: the service writes where its owner has put it.
  std::string name = utc_now();
  std::erase_if(name, [](char letter) { return letter == ':' || letter == '-'; });
  const std::filesystem::path folder = call.service.workspace / "backups";
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  TRY(const Job job, call.service.jobs.add({.kind = JobKind::kBackup,
                                            .location = (folder / name).string(),
                                            .name = "backup " + name},
                                           call.token->name));
  return accepted_answer(job);
}

Result<HttpResponse> list_jobs(const Call& call) {
  TRY(const std::int64_t before, call.cursor());
  const std::size_t most = call.page_length();
  TRY(auto jobs, call.service.jobs.list(before, most + 1));
  const bool more = jobs.size() > most;
  if (more) jobs.pop_back();
  JsonText items = JsonText::array();
  for (const Job& job : jobs) items.add(job_json(job));
  return page_answer(items, more ? std::to_string(jobs.back().number) : "");
}

Result<HttpResponse> get_job(const Call& call) {
  TRY(const Job job, call.service.jobs.find(call.named("job")));
  return json_answer(job_json(job));
}

Result<HttpResponse> cancel_job(const Call& call) {
  TRY(const Job job, call.service.jobs.cancel(call.named("job")));
  return json_answer(job_json(job));
}

}  // namespace engine::service
