#include "engine/run/service/route.h"

#include "engine/core/day.h"
#include "engine/core/text.h"
#include "engine/run/service/problem.h"

#include <algorithm>
#include <charconv>

namespace engine::service {
namespace {

using PathValues = std::map<std::string, std::string, std::less<>>;

/// The values of the variables of `pattern`, if the path is of its form.
std::optional<PathValues> matched(std::string_view pattern, const std::vector<std::string>& path) {
  const std::vector<std::string> parts = split(std::string(pattern.substr(1)), '/');
  if (parts.size() != path.size()) return std::nullopt;
  PathValues values;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].starts_with('{')) {
      if (path[i].empty()) return std::nullopt;
      values.emplace(parts[i].substr(1, parts[i].size() - 2), path[i]);
    } else if (parts[i] != path[i]) {
      return std::nullopt;
    }
  }
  return values;
}

bool answers(const Route& route, std::string_view method) {
  return route.method == method || (method == "HEAD" && route.method == "GET");
}

bool is_one_of(std::string_view choices, const std::string& value) {
  const std::vector<std::string> words = split(std::string(choices), '|');
  return std::ranges::find(words, value) != words.end();
}

std::string fault_of_number(const Parameter& parameter, const std::string& value) {
  std::int64_t number = 0;
  const char* const end = value.data() + value.size();
  const auto [rest, error] = std::from_chars(value.data(), end, number);
  if (error == std::errc() && rest == end && number >= parameter.least &&
      number <= parameter.most) {
    return {};
  }
  return "expected a whole number from " + std::to_string(parameter.least) + " to " +
         std::to_string(parameter.most);
}

/// Empty when the value is good.
std::string fault_of(const Parameter& parameter, const std::string& value) {
  if (!parameter.one_of.empty() && !is_one_of(parameter.one_of, value)) {
    return "expected one of " + std::string(parameter.one_of);
  }
  switch (parameter.type) {
    case Type::kInteger: return fault_of_number(parameter, value);
    case Type::kBoolean: return value == "true" || value == "false" ? "" : "expected true or false";
    case Type::kId: {
      const bool hex = value.size() >= 6 && value.size() <= 64 &&
                       value.find_first_not_of("0123456789abcdef") == std::string::npos;
      return hex ? "" : "expected an id: hex digits, 6 and more";
    }
    case Type::kDay: return parse_day(value) ? "" : "expected a day, such as 2026-10-31";
    case Type::kText:
      if (value.size() <= static_cast<std::size_t>(parameter.most)) return {};
      return "expected at most " + std::to_string(parameter.most) + " bytes";
  }
  return {};
}

bool takes_type(std::string_view media_types, std::string_view given) {
  const std::string type = to_lower_ascii(trimmed(given.substr(0, given.find(';'))));
  return media_types == "*/*" || is_one_of(media_types, type);
}

}  // namespace

std::string Call::text_or(std::string_view name, std::string_view otherwise) const {
  return text(name).value_or(std::string(otherwise));
}

std::int64_t Call::number_or(std::string_view name, std::int64_t otherwise) const {
  const auto value = text(name);
  std::int64_t number = otherwise;
  if (value) std::from_chars(value->data(), value->data() + value->size(), number);
  return number;
}

Result<std::int64_t> Call::cursor() const {
  const auto cursor = text("cursor");
  if (!cursor || cursor->empty()) return 0;
  std::int64_t number = 0;
  const char* const end = cursor->data() + cursor->size();
  const auto [rest, error] = std::from_chars(cursor->data(), end, number);
  if (error == std::errc() && rest == end && number >= 0) return number;
  return fail(Errc::kUsage, "\"" + *cursor + "\" is no cursor; give `next` of the page before");
}

const std::string& Call::composer() const {
  static const std::string kAll;
  return token == nullptr ? kAll : token->scopes.composer;
}

Routed route_of(const HttpRequest& request) {
  std::vector<std::string> allowed;
  for (const Route& route : routes()) {
    auto values = matched(route.path, request.path);
    if (!values) continue;
    if (answers(route, request.method)) return {&route, *std::move(values), {}};
    allowed.emplace_back(route.method);
  }
  Routed none;
  if (allowed.empty()) {
    none.refusal = problem(404, "There is nothing here", "/openapi.json says what there is");
  } else {
    none.refusal = problem(405, "This cannot be done here").with("Allow", joined(allowed, ", "));
  }
  return none;
}

std::optional<HttpResponse> refusal_of_parameters(const Route& route, const Routed& routed,
                                                  const HttpRequest& request) {
  std::vector<ProblemDetail> faults;
  for (const auto& [name, value] : request.query) {
    const auto known = std::ranges::find(route.query, name, &Parameter::name);
    if (known == route.query.end()) {
      faults.push_back({"/query/" + name, "is not known here"});
    } else if (std::string fault = fault_of(*known, value); !fault.empty()) {
      faults.push_back({"/query/" + name, std::move(fault)});
    }
  }
  for (const Parameter& one : route.query) {
    if (one.required && !request.parameter(one.name)) {
      faults.push_back({"/query/" + std::string(one.name), "is needed"});
    }
  }
  constexpr std::size_t kPathValueMax = 512;
  for (const auto& [name, value] : routed.path) {
    if (value.size() > kPathValueMax) faults.push_back({"/path/" + name, "is too long"});
  }
  if (!faults.empty()) {
    return problem(400, "The request is malformed",
                   faults.front().pointer + " " + faults.front().detail, faults);
  }
  if (route.body && !takes_type(route.body->media_types, request.header("content-type"))) {
    return problem(415, "Bodies of this type are not taken here",
                   "send " + std::string(route.body->media_types) + " as Content-Type");
  }
  return std::nullopt;
}

bool allows(const Route& route, const Scopes& scopes) {
  if (!scopes.composer.empty()) {
    return route.access == Access::kSignedIn || route.composers == Composers::kOwnWorks;
  }
  if (scopes.admin) return true;
  switch (route.access) {
    case Access::kOpen:
    case Access::kSignedIn: return true;
    case Access::kRead: return scopes.read || scopes.review;
    case Access::kIngest: return scopes.ingest;
    case Access::kReview: return scopes.review;
    case Access::kAdmin: return false;
  }
  return false;
}

}  // namespace engine::service
