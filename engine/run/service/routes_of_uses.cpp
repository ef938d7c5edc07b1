#include "engine/core/text.h"
#include "engine/ledger/ledger_pages.h"
#include "engine/run/deciding.h"
#include "engine/run/service/answers.h"
#include "engine/run/service/desk.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/service.h"
#include "engine/run/usage_records.h"

#include <nlohmann/json.hpp>

namespace engine::service {
namespace {

using run::JsonText;

Result<HttpResponse> page_of_uses(const ledger::Page<ledger::RecordedUse>& page, const Call& call,
                                  run::Records& records) {
  TRY(const auto standing, call.service.uses.now());
  TRY(const auto texts, uses_json(page.items, {records, standing.get(), call.composer()}));
  JsonText items = JsonText::array();
  for (const std::string& text : texts) items.add(text);
  return page_answer(items, page.next);
}

Result<ledger::PageAsked> asked_of(const Call& call) {
  ledger::PageAsked asked;
  asked.cursor = call.text_or("cursor", "");
  asked.most = call.page_length();
  asked.words = call.text_or("words", "");
  asked.party = call.composer();
  if (const auto video = call.text("video")) {
    asked.video = parse_id<VideoId>(*video);
    if (!asked.video) return fail(Errc::kNotFound, "there is no video " + *video);
  }
  if (const auto track = call.text("track")) {
    asked.track = parse_id<TrackId>(*track);
    if (!asked.track) return fail(Errc::kNotFound, "there is no track " + *track);
  }
  return asked;
}

/// The use, where the caller may see it. Errors: kNotFound.
Result<ledger::RecordedUse> use_named(const Call& call, run::Records& records) {
  TRY(ledger::KnownUse known, records.ledger().resolve_use(call.named("use")));
  const bool hidden =
      !call.composer().empty() && (!known.use.match.confident() || !known.current ||
                                   !is_of_party(*known.use.recording, call.composer()));
  if (hidden) return fail(Errc::kNotFound, "there is no use " + call.named("use"));
  return std::move(known.use);
}

Result<HttpResponse> use_answer(const ledger::RecordedUse& use, const Call& call,
                                run::Records& records) {
  TRY(const auto standing, call.service.uses.now());
  TRY(auto texts, uses_json({use}, {records, standing.get(), call.composer()}));
  return json_answer(std::move(texts.front()));
}

}  // namespace

Result<HttpResponse> list_uses(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(auto asked, asked_of(call));
  asked.confident = true;
  TRY(const auto page, records->ledger().pages().uses(asked));
  return page_of_uses(page, call, *records);
}

Result<HttpResponse> list_review(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(auto asked, asked_of(call));
  asked.confident = false;
  ledger::Page<ledger::RecordedUse> open;
  std::map<VideoId, std::vector<ledger::UseDecision>> decisions;
  // What was decided on is passed over, so a page may take several of the ledger's.
  do {
    TRY(auto page, records->ledger().pages().uses(asked));
    for (ledger::RecordedUse& use : page.items) {
      if (!decisions.contains(use.video->id)) {
        TRY(decisions[use.video->id],
            ledger::decisions_on(use.video->id, records->ledger().amendments()));
      }
      const auto* const decision = ledger::decision_for(use.match, decisions[use.video->id]);
      const bool decided = decision != nullptr && decision->verdict != ledger::Verdict::kNone;
      if (!decided) open.items.push_back(std::move(use));
    }
    open.next = asked.cursor = page.next;
  } while (open.items.size() < asked.most && !asked.cursor.empty());
  return page_of_uses(open, call, *records);
}

Result<HttpResponse> get_use(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(const auto use, use_named(call, *records));
  return use_answer(use, call, *records);
}

Result<HttpResponse> put_decision(const Call& call) {
  const auto body = nlohmann::json::parse(call.request.body);
  const Author author = author_of(call.token);
  return call.service.desk.write([&](run::Workspace& workspace) -> Result<HttpResponse> {
    TRY(const auto use, use_named(call, workspace.records()));
    const std::string verdict = body.at("verdict").get<std::string>();
    run::DecisionAsked asked;
    asked.verdict =
        ledger::verdict_named(verdict == "none" ? "" : verdict).value_or(ledger::Verdict::kNone);
    if (body.contains("note")) asked.note = clean_utf8(body["note"].get<std::string>());
    TRY_VOID(run::decide(use, asked, author, workspace.ledger()));
    return use_answer(use, call, workspace.records());
  });
}

}  // namespace engine::service
