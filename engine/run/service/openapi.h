// The document that says what the service answers to (OpenAPI 3.1), made of the table of routes,
// and the check of what is sent against it.
#pragma once

#include "engine/run/service/problem.h"
#include "engine/run/service/route.h"

#include <string>
#include <vector>

namespace engine::service {

/// The whole document, as JSON; made once. Threads: any.
const std::string& openapi_json();

/// Names of the members of the schema of that name; of its items, where it is a page.
/// Threads: any.
std::vector<std::string> members_of(std::string_view schema);

/// What is wrong with a JSON text that is to be of the schema of that name (openapi_schemas.json);
/// empty when nothing is. Threads: any.
std::vector<ProblemDetail> faults_of(std::string_view schema, std::string_view json);

}  // namespace engine::service
