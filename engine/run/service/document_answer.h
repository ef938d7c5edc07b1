// Documents in the form that was asked for.
#pragma once

#include "engine/core/result.h"
#include "engine/run/document_format.h"
#include "engine/run/service/route.h"

#include <string>

namespace engine::service {

/// The parameter `format`; else what Accept names first of what there is; else JSON.
/// Errors: kUsage for an Accept without any of it.
Result<run::Format> asked_format(const Call& call);

/// `name` is what a browser calls the file that it saves; without its ending.
HttpResponse document_answer(std::string text, run::Format format, const std::string& name);

}  // namespace engine::service
