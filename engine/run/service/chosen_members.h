// `fields=`: answers with the members that were asked for, and no others.
#pragma once

#include "engine/run/service/http_message.h"
#include "engine/run/service/route.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::service {

/// 400 for names that no member of the route's answer has, or of its items, where it is a list.
std::optional<HttpResponse> refusal_of_fields(const Route& route, const HttpRequest& request);

/// A JSON object with the members of these names alone; where it is a page, its items are cut and
/// the page is not. Values stay as they are written, number by number.
std::string with_members(std::string_view json, const std::vector<std::string>& names);

/// Leaves what `fields` asks for in an answer that is JSON.
void choose_members(const HttpRequest& request, HttpResponse& response);

}  // namespace engine::service
