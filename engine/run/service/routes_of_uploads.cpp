#include "engine/run/service/answers.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/problem.h"
#include "engine/run/service/service.h"
#include "engine/run/service/uploads.h"

#include <nlohmann/json.hpp>

namespace engine::service {
namespace {

using run::JsonText;
using run::text_json;

std::string upload_json(const Upload& upload) {
  return JsonText::object()
      .add("id", text_json(upload.id))
      .add("name", text_json(upload.asked.name))
      .add("bytes", std::to_string(upload.asked.bytes))
      .add("received", std::to_string(upload.received))
      .add("keep", upload.asked.keep ? "true" : "false")
      .add("made_at", text_json(upload.made_at))
      .add("expires_at", text_json(upload.expires_at))
      .add("job_id", upload.whole ? text_json(upload.id) : "null")
      .text();
}

/// With the bytes that are there, as Range tells them.
HttpResponse with_standing(HttpResponse response, const Upload& upload) {
  if (upload.received == 0) return response;
  return response.with("Range", "bytes=0-" + std::to_string(upload.received - 1));
}

HttpResponse conflict(const Upload& upload, const std::string& title, const std::string& detail) {
  return with_standing(problem(409, title, detail), upload);
}

/// Errors: kUsage.
Result<ContentRange> range_of(const Call& call, const Upload& upload) {
  const auto range = parse_content_range(call.request.header("content-range"));
  if (!range) {
    return fail(Errc::kUsage,
                "send Content-Range: bytes FIRST-LAST/TOTAL with the part, or bytes */TOTAL to "
                "ask what is there");
  }
  if (range->total != upload.asked.bytes) {
    return fail(Errc::kUsage, "this upload was to have " + std::to_string(upload.asked.bytes) +
                                  " bytes, not " + std::to_string(range->total));
  }
  const std::string& length = call.request.header("content-length");
  if (range->bytes > 0 && !length.empty() && length != std::to_string(range->bytes)) {
    return fail(Errc::kUsage, "the body has " + length + " bytes, and Content-Range speaks of " +
                                  std::to_string(range->bytes));
  }
  return *range;
}

}  // namespace

Result<HttpResponse> post_upload(const Call& call) {
  const auto body = nlohmann::json::parse(call.request.body);
  NewUpload asked;
  asked.name = body.at("name").get<std::string>();
  asked.bytes = body.at("bytes").get<std::uint64_t>();
  asked.keep = body.value("keep", true);
  const auto made = call.service.uploads.begin(asked, *call.token);
  if (!made && made.error().code() == Errc::kNotPermitted) {
    return problem(429, "There are too many uploads", made.error().message());
  }
  if (!made && made.error().code() == Errc::kUnavailable) {
    return problem(507, "There is no room for the upload", made.error().message());
  }
  if (!made) return fail(made.error());
  HttpResponse response = json_answer(upload_json(*made), 201);
  return response.with("Location", "/v1/uploads/" + made->id);
}

Result<HttpResponse> list_uploads(const Call& call) {
  TRY(const auto uploads, call.service.uploads.list(*call.token));
  JsonText items = JsonText::array();
  for (const Upload& one : uploads) items.add(upload_json(one));
  return page_answer(items, "");
}

Result<HttpResponse> get_upload(const Call& call) {
  TRY(const Upload upload, call.service.uploads.find(call.named("upload"), *call.token));
  return with_standing(json_answer(upload_json(upload)), upload);
}

Result<BodyPlan> plan_upload_part(const Call& call) {
  Uploads& uploads = call.service.uploads;
  const std::string& id = call.named("upload");
  BodyPlan plan;
  TRY(Upload upload, uploads.find(id, *call.token));
  TRY(const ContentRange range, range_of(call, upload));
  if (range.bytes == 0) return plan;
  plan.held = uploads.take(id);
  if (!plan.held) {
    plan.refusal = conflict(upload, "Another part of this upload is being written",
                            "ask what is there with Content-Range: bytes */TOTAL");
    plan.refusal->with("Retry-After", "1");
    return plan;
  }
  TRY(upload, uploads.find(id, *call.token));  // As it is now that nobody else writes to it.
  if (upload.whole || range.first != upload.received) {
    plan.refusal = conflict(upload, "This part does not follow what is there",
                            std::to_string(upload.received) + " bytes are there; go on from that");
    return plan;
  }
  plan.bytes_max = range.bytes;
  plan.append_to = uploads.file_of(id);
  return plan;
}

Result<HttpResponse> put_upload(const Call& call) {
  TRY(const Upload upload, call.service.uploads.find(call.named("upload"), *call.token));
  if (upload.received < upload.asked.bytes) {
    return with_standing(json_answer(upload_json(upload)), upload);
  }
  TRY(const Job job, call.service.uploads.complete(upload));
  return accepted_answer(job);
}

Result<HttpResponse> delete_upload(const Call& call) {
  TRY_VOID(call.service.uploads.give_up(call.named("upload"), *call.token));
  return no_content();
}

}  // namespace engine::service
