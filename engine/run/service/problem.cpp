#include "engine/run/service/problem.h"

#include <nlohmann/json.hpp>

namespace engine::service {
namespace {

using Json = nlohmann::ordered_json;

const char* name_of(unsigned status) {
  switch (status) {
    case 400: return "malformed";
    case 401: return "not-authenticated";
    case 403: return "not-allowed";
    case 404: return "not-found";
    case 405: return "no-such-method";
    case 406: return "no-such-format";
    case 409: return "conflict";
    case 412: return "changed-meanwhile";
    case 413: return "too-large";
    case 415: return "no-such-media-type";
    case 416: return "no-such-range";
    case 421: return "wrong-host";
    case 422: return "invalid";
    case 428: return "if-match-needed";
    case 429: return "too-many";
    case 431: return "head-too-long";
    case 503: return "unavailable";
    case 507: return "no-room";
    default: return "fault";
  }
}

unsigned status_of(Errc code) {
  switch (code) {
    case Errc::kUsage: return 400;
    case Errc::kNotFound:
    case Errc::kNoWorkspace: return 404;
    case Errc::kNotPermitted: return 403;
    case Errc::kInvalidInput:
    case Errc::kNoAudio:
    case Errc::kTruncated:
    case Errc::kTooShort:
    case Errc::kSilent:
    case Errc::kUnsupported:
    case Errc::kRemoteUnreachable: return 422;
    case Errc::kLocked:
    case Errc::kUnavailable:
    case Errc::kInterrupted: return 503;
    case Errc::kCorrupt:
    case Errc::kNewerFormat: return 500;
  }
  return 500;
}

}  // namespace

HttpResponse problem(unsigned status, const std::string& title, const std::string& detail,
                     const std::vector<ProblemDetail>& errors) {
  Json json = {{"type", std::string("urn:cuetrace:problem:") + name_of(status)},
               {"title", title},
               {"status", status}};
  if (!detail.empty()) json["detail"] = detail;
  for (const ProblemDetail& one : errors) {
    json["errors"].push_back({{"pointer", one.pointer}, {"detail", one.detail}});
  }
  HttpResponse response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

HttpResponse problem(const Error& error) {
  return problem(status_of(error.code()), "The request cannot be carried out", error.message(),
                 {{"", std::string(error_name(error.code()))}});
}

}  // namespace engine::service
