#include "engine/core/text.h"
#include "engine/licences/licence_fields.h"
#include "engine/licences/licence_file.h"
#include "engine/run/asked_report.h"
#include "engine/run/service/answers.h"
#include "engine/run/service/desk.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/problem.h"
#include "engine/run/service/service.h"
#include "reports/licence_audit.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace engine::service {
namespace {

using licences::Licence;
using run::JsonText;
using run::text_json;

std::string licence_json(const Licence& licence) {
  JsonText json = JsonText::object();
  json.add("id", text_json(licence.id));
  for (const auto& [name, value] : licences::texts_of(licence)) {
    json.add(name, text_json(value));
  }
  return json.text();
}

bool speaks_of(const Licence& licence, const std::string& words) {
  if (words.empty()) return true;
  const std::string wanted = to_lower_ascii(words);
  return std::ranges::any_of(licences::texts_of(licence), [&](const auto& one) {
    return to_lower_ascii(one.second).find(wanted) != std::string::npos;
  });
}

/// Verdicts change although no scan does: whoever follows is told, and they are made anew.
Result<void> tell(const std::string& kind, const std::string& data, const Author& author,
                  run::Workspace& workspace) {
  ledger::Event event;
  event.kind = kind;
  event.at = author.at;
  event.data = data;
  return workspace.ledger().events().append(event);
}

std::string summary_json(const std::vector<reports::AuditRow>& rows) {
  std::array<std::size_t, reports::kStandings> uses{};
  std::array<MediaTime, reports::kStandings> music{};
  for (const reports::AuditRow& row : rows) {
    const auto at = static_cast<std::size_t>(reports::standing_of(row.verdict->state()));
    ++uses[at];
    music[at] += row.use->match.in_video.length();
  }
  JsonText list = JsonText::array();
  for (std::size_t i = 0; i < reports::kStandings; ++i) {
    list.add(JsonText::object()
                 .add("standing", text_json(to_string(static_cast<reports::Standing>(i))))
                 .add("uses", std::to_string(uses[i]))
                 .add("music_ms", std::to_string(to_ms(music[i])))
                 .text());
  }
  return list.text();
}

bool is_wanted(const reports::AuditRow& row, const Call& call) {
  const licences::State state = row.verdict->state();
  const auto standing = call.text("standing");
  const auto exact = call.text("state");
  return (!standing || *standing == to_string(reports::standing_of(state))) &&
         (!exact || *exact == to_string(state));
}

std::string audit_row_json(const reports::AuditRow& row, const std::string& use) {
  JsonText failed = JsonText::array();
  for (const licences::RuleFinding& one : row.verdict->overall.failed) {
    failed.add(JsonText::object()
                   .add("rule", text_json(to_string(one.rule)))
                   .add("unknown", one.unknown ? "true" : "false")
                   .add("reason", text_json(one.reason))
                   .text());
  }
  return JsonText::object()
      .add("use", use)
      .add("state", text_json(to_string(row.verdict->state())))
      .add("standing", text_json(to_string(reports::standing_of(row.verdict->state()))))
      .add("reasons", texts_json(row.verdict->overall.reasons))
      .add("failed", failed.text())
      .add("licence_id", text_or_null(row.verdict->overall.licence_id))
      .add("licensee", text_or_null(row.licensee))
      .add("action", text_json(to_string(row.action)))
      .add("offers", offers_json(row.offers))
      .text();
}

}  // namespace

Result<HttpResponse> list_licences(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(auto all, records->licences().all());
  std::erase_if(all,
                [&](const Licence& one) { return !speaks_of(one, call.text_or("words", "")); });
  TRY(const PlacesOfPage page, page_of_list(call, all.size()));
  JsonText items = JsonText::array();
  for (std::size_t i = page.first; i < page.end; ++i) items.add(licence_json(all[i]));
  return page_answer(items, page.next);
}

Result<HttpResponse> get_licence(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(const auto licence, records->licences().find(call.named("licence")));
  if (!licence) return fail(Errc::kNotFound, "there is no licence " + call.named("licence"));
  return json_answer(licence_json(*licence));
}

Result<HttpResponse> post_licences(const Call& call) {
  TRY(const auto file, licences::read_licences(call.request.body));
  std::vector<ProblemDetail> faults;
  for (const licences::RefusedLicence& one : file.refused) {
    faults.push_back({"/body/" + std::to_string(one.line), one.why});
  }
  if (!faults.empty()) {
    return problem(422, "Not all of these are licences; none was put on record",
                   faults.front().detail, faults);
  }
  const Author author = author_of(call.token);
  return call.service.desk.write([&](run::Workspace& workspace) -> Result<HttpResponse> {
    TRY(const auto put, workspace.licences().put(file.licences, author));
    const std::string counts = JsonText::object()
                                   .add("added", std::to_string(put.added))
                                   .add("changed", std::to_string(put.changed))
                                   .add("unchanged", std::to_string(put.unchanged))
                                   .text();
    TRY_VOID(tell("licences.changed", counts, author, workspace));
    return json_answer(counts);
  });
}

Result<HttpResponse> revoke_licence(const Call& call) {
  const auto body = nlohmann::json::parse(call.request.body);
  const Author author = author_of(call.token);
  TRY(const licences::Moment at, licences::parse_moment(body.value("on", author.at)));
  return call.service.desk.write([&](run::Workspace& workspace) -> Result<HttpResponse> {
    TRY(const Licence licence, workspace.licences().revoke(call.named("licence"), at, author));
    TRY_VOID(tell("licences.changed",
                  JsonText::object().add("revoked", text_json(licence.id)).text(), author,
                  workspace));
    return json_answer(licence_json(licence));
  });
}

Result<HttpResponse> list_audit(const Call& call) {
  TRY(const licences::OfferBook offers, run::offers_of(call.service.rate_card));
  TRY(auto records, call.service.records.take());
  TRY(const auto standing, call.service.uses.now());
  const reports::ReportedUses unknown;
  const auto audit =
      reports::licence_audit(standing->uses, unknown, *standing->judge, offers, standing->as_of);
  std::vector<const reports::AuditRow*> wanted;
  for (const reports::AuditRow& row : audit.rows) {
    if (is_wanted(row, call)) wanted.push_back(&row);
  }
  TRY(const PlacesOfPage page, page_of_list(call, wanted.size()));
  std::vector<ledger::RecordedUse> uses;
  for (std::size_t i = page.first; i < page.end; ++i) uses.push_back(*wanted[i]->use);
  TRY(const auto texts, uses_json(uses, {*records, standing.get(), {}}));
  JsonText items = JsonText::array();
  for (std::size_t i = page.first; i < page.end; ++i) {
    items.add(audit_row_json(*wanted[i], texts[i - page.first]));
  }
  return json_answer(JsonText::object()
                         .add("items", items.text())
                         .add("next", text_or_null(page.next))
                         .add("total", std::to_string(wanted.size()))
                         .add("summary", summary_json(audit.rows))
                         .text());
}

}  // namespace engine::service
