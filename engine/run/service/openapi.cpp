#include "engine/run/service/openapi.h"

#include "engine/core/text.h"
#include "engine/run/service/embedded_files.h"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <map>
#include <memory>

namespace engine::service {
namespace {

using Json = nlohmann::ordered_json;

const nlohmann::json& schemas() {
  static const nlohmann::json kSchemas =
      nlohmann::json::parse(embedded_file("openapi_schemas.json").value_or("{}"));
  return kSchemas;
}

Json reference_to(std::string_view schema) {
  return {{"$ref", "#/components/schemas/" + std::string(schema)}};
}

Json schema_of(const Parameter& parameter) {
  Json schema;
  switch (parameter.type) {
    case Type::kInteger:
      schema = {{"type", "integer"}, {"minimum", parameter.least}, {"maximum", parameter.most}};
      break;
    case Type::kBoolean: schema = {{"type", "boolean"}}; break;
    case Type::kId: schema = {{"type", "string"}, {"pattern", "^[0-9a-f]{6,64}$"}}; break;
    case Type::kDay: schema = {{"type", "string"}, {"format", "date"}}; break;
    case Type::kText: schema = {{"type", "string"}, {"maxLength", parameter.most}}; break;
  }
  if (!parameter.one_of.empty()) schema["enum"] = split(std::string(parameter.one_of), '|');
  return schema;
}

Json parameters_of(const Route& route) {
  Json list = Json::array();
  for (const std::string& part : split(std::string(route.path), '/')) {
    if (!part.starts_with('{')) continue;
    list.push_back({{"name", part.substr(1, part.size() - 2)},
                    {"in", "path"},
                    {"required", true},
                    {"schema", {{"type", "string"}, {"maxLength", 512}}}});
  }
  for (const Parameter& one : route.query) {
    list.push_back({{"name", one.name},
                    {"in", "query"},
                    {"required", one.required},
                    {"description", one.about},
                    {"schema", schema_of(one)}});
  }
  return list;
}

Json content_of(std::string_view media_types, std::string_view schema) {
  Json content;
  for (const std::string& type : split(std::string(media_types), '|')) {
    content[type] = Json::object();
    if (schema.empty() || type.find("json") == std::string::npos) continue;
    content[type]["schema"] = reference_to(schema);
  }
  return content;
}

std::string_view word_for(Access access) {
  switch (access) {
    case Access::kOpen: return "open";
    case Access::kSignedIn: return "any";
    case Access::kRead: return "read";
    case Access::kIngest: return "ingest";
    case Access::kReview: return "review";
    case Access::kAdmin: return "admin";
  }
  return "";
}

Json response_of(const Answer& answer) {
  Json response = {{"description", answer.about}};
  if (answer.status != 204) response["content"] = content_of(answer.media_types, answer.schema);
  return response;
}

Json operation_of(const Route& route) {
  Json operation = {{"operationId", route.id},
                    {"summary", route.summary},
                    {"x-scope", word_for(route.access)},
                    {"x-composers", route.composers == Composers::kOwnWorks ? "own" : "none"}};
  operation["security"] = Json::array();
  if (route.access != Access::kOpen) {
    operation["security"].push_back({{"bearer", Json::array()}});
    operation["security"].push_back({{"session", Json::array()}});
  }
  if (Json parameters = parameters_of(route); !parameters.empty()) {
    operation["parameters"] = std::move(parameters);
  }
  if (route.body) {
    operation["requestBody"] = {
        {"required", true},
        {"content", content_of(route.body->media_types, route.body->schema)},
        {"x-bytes-max", route.body->bytes_max}};
  }
  Json& answers = operation["responses"];
  answers[std::to_string(route.answer.status)] = response_of(route.answer);
  if (route.also) answers[std::to_string(route.also->status)] = response_of(*route.also);
  answers["default"] = {{"description", "refused; the problem says why"},
                        {"content", content_of("application/problem+json", "Problem")}};
  return operation;
}

std::string document() {
  Json json = {
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "cuetrace"},
        {"version", "1"},
        {"summary", "Whose music is in published video"},
        {"description",
         "Times are milliseconds and UTC (RFC 3339), money is in minor units. Lists are in pages: "
         "give `next` as `cursor`. `fields` names the members that are wanted, of the items of a "
         "list, and leaves the rest out. Answers have a strong ETag. A POST with an "
         "Idempotency-Key is "
         "carried out once, however often it is sent. Things may be added to answers; nothing is "
         "renamed."}}}};
  json["paths"] = Json::object();
  for (const Route& route : routes()) {
    json["paths"][std::string(route.path)][to_lower_ascii(route.method)] = operation_of(route);
  }
  json["components"]["schemas"] = schemas();
  json["components"]["securitySchemes"] = {
      {"bearer", {{"type", "http"}, {"scheme", "bearer"}}},
      {"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "cuetrace_session"}}}};
  return json.dump(1);
}

/// A schema with all others behind it, so that references within find what they name.
std::unique_ptr<valijson::Schema> parsed(const std::string& name) {
  nlohmann::json whole = schemas().at(name);
  whole["components"]["schemas"] = schemas();
  auto schema = std::make_unique<valijson::Schema>();
  valijson::SchemaParser parser;
  const valijson::adapters::NlohmannJsonAdapter adapter(whole);
  parser.populateSchema(adapter, *schema);
  return schema;
}

const valijson::Schema& schema_named(std::string_view name) {
  static const auto kAll = [] {
    std::map<std::string, std::unique_ptr<valijson::Schema>, std::less<>> all;
    for (const Route& route : routes()) {
      if (!route.body || route.body->schema.empty()) continue;
      std::string schema(route.body->schema);
      if (!all.contains(schema)) all.emplace(schema, parsed(schema));
    }
    return all;
  }();
  return *kAll.find(name)->second;
}

/// "<root>[title]" as a JSON Pointer: "/body/title".
std::string pointer_of(const std::string& context) {
  std::string pointer = "/body";
  for (std::size_t i = context.find('['); i != std::string::npos; i = context.find('[', i + 1)) {
    const std::size_t end = context.find(']', i);
    if (end == std::string::npos) break;
    pointer += "/" + context.substr(i + 1, end - i - 1);
  }
  return pointer;
}

}  // namespace

const std::string& openapi_json() {
  static const std::string kDocument = document();
  return kDocument;
}

std::vector<std::string> members_of(std::string_view schema) {
  const nlohmann::json* record = &schemas().at(std::string(schema));
  if (record->at("properties").contains("items")) {
    record = &record->at("properties").at("items").at("items");
    if (record->contains("$ref")) {
      const std::string place = record->at("$ref").get<std::string>();
      record = &schemas().at(place.substr(place.rfind('/') + 1));
    }
  }
  std::vector<std::string> names;
  for (const auto& [name, value] : record->at("properties").items()) names.push_back(name);
  return names;
}

std::vector<ProblemDetail> faults_of(std::string_view schema, std::string_view json) {
  const auto value = nlohmann::json::parse(json, nullptr, false);
  if (value.is_discarded()) return {{"/body", "is no JSON"}};
  valijson::ValidationResults results;
  valijson::Validator validator;
  const valijson::adapters::NlohmannJsonAdapter adapter(value);
  if (validator.validate(schema_named(schema), adapter, &results)) return {};
  std::vector<ProblemDetail> faults;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    std::string context;
    for (const std::string& part : error.context) context += part;
    faults.push_back({pointer_of(context), error.description});
  }
  return faults;
}

}  // namespace engine::service
