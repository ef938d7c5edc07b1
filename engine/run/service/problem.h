// Refusals as programs read them: application/problem+json, RFC 9457.
#pragma once

#include "engine/core/result.h"
#include "engine/run/service/http_message.h"

#include <string>
#include <vector>

namespace engine::service {

/// One thing that is wrong with a request, and where: "/query/limit", or a JSON Pointer into the
/// body: "/body/title".
struct ProblemDetail {
  std::string pointer;
  std::string detail;
};

/// {"type", "title", "status", ["detail"], ["errors"]}; `type` is "urn:cuetrace:problem:NAME", the
/// same for ever for the same kind of refusal.
HttpResponse problem(unsigned status, const std::string& title, const std::string& detail = {},
                     const std::vector<ProblemDetail>& errors = {});

/// The refusal that an error of the engine comes to: 404 for what is not found, 400 for what is
/// malformed, 409, 422, 503, ...; 500 for what is nobody's fault but ours.
HttpResponse problem(const Error& error);

}  // namespace engine::service
