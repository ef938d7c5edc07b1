// What /openapi.json promises, held against what the service does: every route, with valid, invalid
// and unauthorised requests, and every answer against its schema.
#include "tests/service/service_fixture.h"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace service_tests {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

struct Operation {
  std::string method;
  std::string path;
  json definition;

  std::string id() const { return definition.at("operationId"); }
  bool open() const { return definition.at("x-scope") == "open"; }
};

class ContractTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    service_ = new RunningService;
    document_ = json::parse(service_->get("/openapi.json", "").body);
    read_ = service_->make_token("read");
    ingest_ = service_->make_token("ingest");
    composer_ = service_->make_token("composer:Composer 1");
    const std::string csv = "licence_id,licensee\nL-1,Ann\n";
    ask(service_->port, {.method = "POST",
                         .target = "/v1/licences",
                         .token = service_->admin,
                         .body = csv,
                         .content_type = "text/csv"});
  }
  static void TearDownTestSuite() {
    delete service_;
    service_ = nullptr;
  }

  static std::vector<Operation> operations() {
    std::vector<Operation> all;
    for (const auto& [path, methods] : document_["paths"].items()) {
      for (const auto& [method, definition] : methods.items()) {
        std::string upper = method;
        for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        all.push_back({upper, path, definition});
      }
    }
    return all;
  }

  /// An upload that is there: some requests take it away.
  static std::string upload_there() {
    static std::string id;
    if (id.empty() || service_->get("/v1/uploads/" + id, service_->admin).status != 200) {
      id = json::parse(service_->send("POST", "/v1/uploads", body_of("postUpload")).body)["id"];
    }
    return id;
  }

  /// The path with things that are there; `own` for those of Composer 1.
  static std::string filled(const std::string& path, bool own) {
    const std::map<std::string, std::string> values = {
        {"video", service_->video},
        {"use", own ? service_->own_use : service_->other_use},
        {"recording", own ? service_->own_track : service_->other_track},
        {"composer", own ? "Composer%201" : "Composer%202"},
        {"licence", "L-1"},
        {"cluster", std::string(32, 'a')},
        {"job", "0123456789abcdef"},
        {"token", "00000000"},
        {"live", "00000000"},
        {"webhook", "00000000"},
        {"upload", path.find("{upload}") == std::string::npos ? "" : upload_there()}};
    std::string target = path;
    for (const auto& [name, value] : values) {
      const std::string variable = "{" + name + "}";
      const auto at = target.find(variable);
      if (at != std::string::npos) target.replace(at, variable.size(), value);
    }
    EXPECT_EQ(target.find('{'), std::string::npos) << "no example for " << path;
    return target;
  }

  static HttpAsk request_of(const Operation& operation, const std::string& token, bool own = true) {
    HttpAsk wanted{
        .method = operation.method, .target = filled(operation.path, own), .token = token};
    const json parameters = operation.definition.value("parameters", json::array());
    for (const json& parameter : parameters) {
      if (parameter["in"] == "query" && parameter["required"] == true) {
        wanted.target += "?" + parameter["name"].get<std::string>() + "=2026-10";
      }
    }
    if (operation.definition.contains("requestBody")) {
      wanted.content_type = "application/json";
      wanted.body = body_of(operation.id()).dump();
    }
    return wanted;
  }

  static json body_of(const std::string& operation) {
    static const std::map<std::string, json> kBodies = {
        {"postSession", {{"token", service_->admin}}},
        {"postToken", {{"name", "Bea"}, {"scopes", "read"}}},
        {"patchFacts", {{"title", "A Film"}}},
        {"putDecision", {{"verdict", "accepted"}, {"note", "heard"}}},
        {"putUnknownName", {{"name", "Theme"}}},
        {"patchSheetRows", {{"rows", json::array()}}},
        {"postSheetState", {{"state", "submitted"}}},
        {"postLicences", {{"licence_id", "L-1"}, {"licensee", "Ann"}}},
        {"revokeLicence", json::object()},
        {"postLive", {{"url", "ftp://example.org/x"}}},
        {"postWebhook", {{"url", "http://127.0.0.1:9/x"}}},
        {"postScan", {{"url", "http://127.0.0.1:9/x.mp4"}}},
        {"postRecording", {{"url", "http://127.0.0.1:9/x.mp3"}}},
        {"postCheck", {{"url", "x"}}},
        {"postUpload", {{"name", "clip.mp4"}, {"bytes", 1000}}},
        {"putUpload", "a part"}};
    const auto found = kBodies.find(operation);
    EXPECT_NE(found, kBodies.end()) << "no example of a body for " << operation;
    return found == kBodies.end() ? json() : found->second;
  }

  /// What is wrong with an answer, against the schema that the document has for it.
  static std::string fault_of(const Operation& operation, const HttpAnswer& answer) {
    const json& responses = operation.definition["responses"];
    const std::string status = std::to_string(answer.status);
    const json& promised = responses.contains(status) ? responses[status] : responses["default"];
    if (!responses.contains(status) && answer.status < 400) return "undocumented status " + status;
    if (!promised.contains("content")) return answer.body.empty() ? "" : "an unpromised body";
    std::string type = answer.headers.at("content-type");
    type = type.substr(0, type.find(';'));
    if (!promised["content"].contains(type)) return "undocumented type " + type;
    const json& content = promised["content"][type];
    if (!content.contains("schema")) return "";
    json schema_json = content["schema"];
    schema_json["components"] = document_["components"];
    valijson::Schema schema;
    valijson::SchemaParser parser;
    const valijson::adapters::NlohmannJsonAdapter schema_adapter(schema_json);
    parser.populateSchema(schema_adapter, schema);
    const json body = json::parse(answer.body);
    const valijson::adapters::NlohmannJsonAdapter body_adapter(body);
    valijson::ValidationResults results;
    valijson::Validator validator;
    if (validator.validate(schema, body_adapter, &results)) return "";
    valijson::ValidationResults::Error error;
    std::string text;
    while (results.popError(error)) text += error.description + "; ";
    return text + answer.body.substr(0, 300);
  }

  static bool is_stream(const Operation& operation) { return operation.id() == "streamEvents"; }

  static inline RunningService* service_ = nullptr;
  static inline json document_;
  static inline std::string read_;
  static inline std::string ingest_;
  static inline std::string composer_;
};

TEST_F(ContractTest, EveryRouteIsDocumentedOnceAndNamed) {
  std::set<std::string> ids;
  for (const Operation& one : operations()) {
    EXPECT_TRUE(ids.insert(one.id()).second) << one.id();
    EXPECT_FALSE(one.definition.at("summary").get<std::string>().empty()) << one.id();
  }
  EXPECT_GT(ids.size(), 50U);
}

TEST_F(ContractTest, EveryRouteAnswersAsItPromises) {
  for (const Operation& one : operations()) {
    if (is_stream(one)) continue;
    HttpAsk wanted = request_of(one, service_->admin);
    if (one.id() == "patchSheetRows") wanted.headers.emplace_back("If-Match: *");
    const HttpAnswer answer = ask(service_->port, wanted);
    EXPECT_LT(answer.status, 500) << one.id() << " " << answer.body;
    EXPECT_EQ(fault_of(one, answer), "") << one.id() << " " << answer.status;
    EXPECT_NE(answer.headers.count("x-request-id"), 0U) << one.id();
  }
}

TEST_F(ContractTest, NoRouteAnswersWithoutAToken) {
  for (const Operation& one : operations()) {
    if (one.open()) continue;
    for (const std::string& token :
         {std::string(), std::string("ctk_") + std::string(43, 'A'), std::string("\xFF\xFE")}) {
      const HttpAnswer answer = ask(service_->port, request_of(one, token));
      EXPECT_EQ(answer.status, 401) << one.id();
      EXPECT_EQ(fault_of(one, answer), "") << one.id();
      EXPECT_THAT(answer.headers.at("www-authenticate"), HasSubstr("Bearer")) << one.id();
    }
  }
}

TEST_F(ContractTest, NoTokenGoesBeyondItsScopes) {
  for (const Operation& one : operations()) {
    if (is_stream(one) || one.open()) continue;
    const std::string scope = one.definition.at("x-scope");
    if (scope == "any") continue;
    const auto status = [&](const std::string& token) {
      return ask(service_->port, request_of(one, token)).status;
    };
    EXPECT_EQ(status(read_) == 403, scope != "read") << one.id();
    EXPECT_EQ(status(ingest_) == 403, scope != "ingest") << one.id();
    EXPECT_EQ(status(composer_) == 403, one.definition.at("x-composers") == "none") << one.id();
  }
}

TEST_F(ContractTest, AComposerSeesNothingOfOthersOnAnyRoute) {
  for (const Operation& one : operations()) {
    if (is_stream(one) || one.open()) continue;
    if (one.definition.at("x-composers") == "own") {
      const HttpAnswer own = ask(service_->port, request_of(one, composer_, true));
      EXPECT_NE(own.status, 403) << one.id();
      EXPECT_EQ(own.body.find("Composer 2"), std::string::npos) << one.id() << own.body;
      EXPECT_EQ(own.body.find("Song 2"), std::string::npos) << one.id() << own.body;
      EXPECT_EQ(own.body.find(service_->other_track), std::string::npos) << one.id();
    }
    const bool names_others = one.path.find("{use}") != std::string::npos ||
                              one.path.find("{recording}") != std::string::npos ||
                              one.path.find("{composer}") != std::string::npos;
    if (!names_others) continue;
    const int status = ask(service_->port, request_of(one, composer_, false)).status;
    EXPECT_TRUE(status == 403 || status == 404) << one.id() << " " << status;
  }
}

TEST_F(ContractTest, ParametersThatAreWrongAreRefused) {
  for (const Operation& one : operations()) {
    if (is_stream(one)) continue;
    HttpAsk wanted = request_of(one, service_->admin);
    wanted.target += (wanted.target.find('?') == std::string::npos ? "?" : "&");
    wanted.target += "no_such_parameter=1";
    const HttpAnswer answer = ask(service_->port, wanted);
    EXPECT_EQ(answer.status, 400) << one.id() << answer.body;
    EXPECT_EQ(fault_of(one, answer), "") << one.id();
    const json parameters = one.definition.value("parameters", json::array());
    for (const json& parameter : parameters) {
      const json& schema = parameter["schema"];
      const bool loose = schema["type"] == "string" && !schema.contains("enum") &&
                         !schema.contains("pattern") && schema.value("format", "") != "date";
      if (parameter["in"] != "query" || loose) continue;
      HttpAsk bad = request_of(one, service_->admin);
      bad.target += (bad.target.find('?') == std::string::npos ? "?" : "&") +
                    parameter["name"].get<std::string>() + "=%3F%3F";
      EXPECT_EQ(ask(service_->port, bad).status, 400) << one.id() << " " << parameter["name"];
    }
  }
}

TEST_F(ContractTest, CursorsThatAreNoneAreRefused) {
  for (const Operation& one : operations()) {
    if (is_stream(one)) continue;
    const json parameters = one.definition.value("parameters", json::array());
    for (const json& parameter : parameters) {
      if (parameter["name"] != "cursor") continue;
      for (const char* const cursor : {"x", "-1", "1x", "99999999999999999999"}) {
        const HttpAnswer answer =
            service_->get(filled(one.path, true) + "?cursor=" + cursor, service_->admin);
        EXPECT_EQ(answer.status, 400) << one.id() << " " << cursor << answer.body;
      }
    }
  }
}

/// The object whose members `fields` chooses among; null where a list is empty.
json record_of(const json& body) {
  if (!body.contains("items")) return body;
  return body["items"].empty() ? json() : body["items"][0];
}

TEST_F(ContractTest, SendsTheMembersThatAreAskedForAlone) {
  std::size_t records = 0;
  for (const Operation& one : operations()) {
    const json parameters = one.definition.value("parameters", json::array());
    const bool chooses = std::ranges::any_of(
        parameters, [](const json& parameter) { return parameter["name"] == "fields"; });
    if (!chooses) continue;
    const HttpAsk whole = request_of(one, service_->admin);
    const auto asked = [&](const std::string& fields) {
      HttpAsk wanted = whole;
      wanted.target += (wanted.target.find('?') == std::string::npos ? "?fields=" : "&fields=");
      wanted.target += fields;
      return ask(service_->port, wanted);
    };
    const HttpAnswer unknown = asked("no_such_member");
    EXPECT_EQ(unknown.status, 400) << one.id();
    EXPECT_THAT(unknown.body, HasSubstr("is none of ")) << one.id();
    const HttpAnswer all = ask(service_->port, whole);
    if (all.status != 200) continue;
    const json record = record_of(json::parse(all.body));
    for (const auto& [name, value] : record.items()) {
      const HttpAnswer chosen = asked(name);
      EXPECT_EQ(chosen.status, 200) << one.id() << chosen.body;
      if (chosen.status != 200) continue;
      const json left = record_of(json::parse(chosen.body));
      EXPECT_EQ(left.size(), 1U) << one.id() << chosen.body;
      EXPECT_TRUE(left.contains(name)) << one.id() << chosen.body;
      ++records;
    }
  }
  EXPECT_GT(records, 100U);
}

TEST_F(ContractTest, BodiesThatAreWrongAreRefused) {
  for (const Operation& one : operations()) {
    if (!one.definition.contains("requestBody")) continue;
    const json& content = one.definition["requestBody"]["content"];
    for (const char* const body : {"{", "[1,2]", "\"\xFF\"", "{\"a\":{\"b\":[]}}", "null"}) {
      HttpAsk wanted = request_of(one, service_->admin);
      wanted.body = body;
      if (one.id() == "patchSheetRows") wanted.headers.emplace_back("If-Match: *");
      const HttpAnswer answer = ask(service_->port, wanted);
      EXPECT_TRUE(answer.status == 400 || answer.status == 422)
          << one.id() << " " << body << " " << answer.status << answer.body;
    }
    if (content.contains("*/*")) continue;
    HttpAsk other = request_of(one, service_->admin);
    other.content_type = "application/x-www-form-urlencoded";
    EXPECT_EQ(ask(service_->port, other).status, 415) << one.id();
  }
}

TEST_F(ContractTest, WhatIsNotThereIsNotFound) {
  for (const Operation& one : operations()) {
    if (one.path.find('{') == std::string::npos || is_stream(one)) continue;
    HttpAsk wanted = request_of(one, service_->admin);
    const std::size_t begin = one.path.find('{');
    const std::size_t end = one.path.find('}');
    wanted.target = one.path.substr(0, begin) + "ffffffffffffffffffffffffffffffff" +
                    one.path.substr(end + 1) +
                    (wanted.target.find('?') == std::string::npos
                         ? ""
                         : wanted.target.substr(wanted.target.find('?')));
    if (one.id() == "patchSheetRows") wanted.headers.emplace_back("If-Match: *");
    const HttpAnswer answer = ask(service_->port, wanted);
    if (one.id() == "getComposer") continue;  // Who has no uses has an empty page.
    EXPECT_EQ(answer.status, 404) << one.id() << answer.body;
  }
}

TEST_F(ContractTest, OtherMethodsAreRefused) {
  for (const Operation& one : operations()) {
    const HttpAnswer answer =
        ask(service_->port,
            {.method = "TRACE", .target = filled(one.path, true), .token = service_->admin});
    EXPECT_EQ(answer.status, 405) << one.path;
    EXPECT_THAT(answer.headers.at("allow"), HasSubstr(one.method));
  }
}

}  // namespace
}  // namespace service_tests
