#include "engine/core/text.h"
#include "engine/run/asked_report.h"
#include "engine/run/service/answers.h"
#include "engine/run/service/application.h"
#include "engine/run/service/desk.h"
#include "engine/run/service/document_answer.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/problem.h"
#include "engine/run/service/service.h"
#include "engine/run/sheet_review.h"
#include "reports/sheet_on_record.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace engine::service {
namespace {

using run::Format;
using run::JsonText;
using run::text_json;

/// What people edit, and the sheet of today with its state.
struct Edited {
  run::SheetReview review;
  reports::CueSheet sheet;
};

Result<Edited> edited(const Call& call, run::Records& records) {
  Edited edited;
  TRY(const auto video, video_named(call, records));
  TRY(edited.review, run::sheet_review(video.facts, records));
  TRY(edited.sheet,
      reports::sheet_on_record(video.facts, records.ledger(), records.catalogue(), std::nullopt));
  return edited;
}

std::string findings_json(const reports::CueSheet& sheet) {
  JsonText findings = JsonText::array();
  for (const reports::Finding& one : sheet.findings) {
    findings.add(JsonText::object()
                     .add("rule", text_json(one.rule))
                     .add("cue", std::to_string(one.cue))
                     .add("field", text_json(one.field))
                     .add("message", text_json(one.message))
                     .add("remedy", text_json(one.remedy))
                     .text());
  }
  return findings.text();
}

/// The rows as the editor has them; its tag is what If-Match names.
std::string rows_json(const Edited& edited, bool editable) {
  JsonText rows = JsonText::array();
  for (const reports::ReviewRow& row : edited.review.rows) {
    JsonText cells = JsonText::object();
    for (const std::string_view column : reports::review_columns()) {
      cells.add(column, text_json(row[column]));
    }
    rows.add(cells.text());
  }
  const auto columns = reports::review_columns();
  const auto last = std::ranges::find(columns, "notes");
  const auto editable_count = static_cast<std::size_t>(last - columns.begin()) + 1;
  return JsonText::object()
      .add("columns", texts_json(columns))
      .add("editable", texts_json(columns.first(std::min(editable_count, columns.size()))))
      .add("rows", rows.text())
      .add("findings", findings_json(edited.sheet))
      .add("state", text_json(to_string(edited.sheet.identity.state)))
      .add("revision", std::to_string(edited.sheet.identity.revision))
      .add("total_seconds", std::to_string(edited.sheet.total_seconds))
      .add("programme", text_json(reports::programme_name(edited.sheet)))
      .add("editable_now", editable ? "true" : "false")
      .text();
}

Result<std::string> rows_text(const Edited& edited, run::Records& records) {
  const bool editable = reports::check_editable(edited.review.video, records.ledger()).has_value();
  return rows_json(edited, editable);
}

std::vector<reports::ReviewRow> rows_of(const nlohmann::json& body) {
  std::vector<reports::ReviewRow> rows;
  for (const auto& object : body.at("rows")) {
    reports::ReviewRow& row = rows.emplace_back();
    row.line = rows.size();
    for (const auto& [name, value] : object.items()) {
      row.cells.emplace(name, clean_utf8(value.get<std::string>()));
    }
  }
  return rows;
}

}  // namespace

Result<HttpResponse> get_sheet(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(const auto video, video_named(call, *records));
  TRY(const Format format, asked_format(call));
  const auto revision = call.text("revision");
  TRY(const reports::CueSheet sheet,
      revision ? reports::issued_sheet(video.facts, static_cast<int>(call.number_or("revision", 0)),
                                       records->ledger())
               : reports::sheet_on_record(video.facts, records->ledger(), records->catalogue(),
                                          std::nullopt));
  TRY(std::string text, run::sheet_text(sheet, format));
  return document_answer(std::move(text), format, "cue-sheet-" + name_of(video));
}

Result<HttpResponse> get_sheet_rows(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(const Edited now, edited(call, *records));
  TRY(std::string text, rows_text(now, *records));
  return json_answer(std::move(text));
}

Result<HttpResponse> patch_sheet_rows(const Call& call) {
  const std::string& wanted = call.request.header("if-match");
  if (wanted.empty()) {
    return problem(428, "Say what was edited",
                   "send If-Match with the ETag of the rows, so that nobody's changes are lost");
  }
  const auto body = nlohmann::json::parse(call.request.body);
  const Author author = author_of(call.token);
  return call.service.desk.write([&](run::Workspace& workspace) -> Result<HttpResponse> {
    TRY(const Edited before, edited(call, workspace.records()));
    TRY(const std::string text, rows_text(before, workspace.records()));
    if (wanted != "*" && wanted.find(tag_of(text)) == std::string::npos) {
      return problem(412, "The sheet was changed meanwhile",
                     "get the rows again, and look what others have changed");
    }
    TRY_VOID(run::keep_rows(before.review, rows_of(body), author, workspace.ledger()));
    TRY(const Edited after, edited(call, workspace.records()));
    TRY(std::string now, rows_text(after, workspace.records()));
    HttpResponse response = json_answer(now);
    return response.with("ETag", tag_of(now));
  });
}

Result<HttpResponse> post_sheet_state(const Call& call) {
  const auto body = nlohmann::json::parse(call.request.body);
  const std::string state = body.at("state").get<std::string>();
  const std::string note = clean_utf8(body.value("note", std::string()));
  const Author author = author_of(call.token);
  return call.service.desk.write([&](run::Workspace& workspace) -> Result<HttpResponse> {
    TRY(const auto video, video_named(call, workspace.records()));
    if (state == "issued") {
      TRY_VOID(reports::issue_sheet(video.facts, workspace.ledger(), workspace.catalogue(),
                                    std::nullopt, author));
    } else {
      TRY_VOID(reports::move_sheet(video.facts, state, note, workspace.ledger(), author));
    }
    TRY(const auto sheet, reports::sheet_on_record(video.facts, workspace.ledger(),
                                                   workspace.catalogue(), std::nullopt));
    return json_answer(JsonText::object()
                           .add("state", text_json(to_string(sheet.identity.state)))
                           .add("revision", std::to_string(sheet.identity.revision))
                           .add("sheet_id", text_json(sheet.identity.id))
                           .text());
  });
}

}  // namespace engine::service
