#include "engine/core/utc.h"
#include "engine/run/asked_report.h"
#include "engine/run/licence_records.h"
#include "engine/run/service/answers.h"
#include "engine/run/service/document_answer.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/service.h"
#include "reports/composer_report.h"
#include "reports/statement.h"

#include <algorithm>

namespace engine::service {
namespace {

using run::Format;
using run::JsonText;
using run::text_json;

Result<run::UseQuestion> question_of(const Call& call) {
  run::UseQuestion question;
  question.filter.video = call.text_or("video", "");
  question.filter.track = call.text_or("track", "");
  question.filter.channel = call.text_or("channel", "");
  question.filter.platform = call.text_or("platform", "");
  question.filter.territory = call.text_or("territory", "");
  question.filter.composer = call.text_or("composer", "");
  question.period = call.text("period");
  question.from = call.text("from");
  question.to = call.text("to");
  if (const auto by = call.text("by")) {
    for (const reports::GroupBy one : reports::all_groupings()) {
      if (reports::word_for(one) == *by) question.by = one;
    }
    if (!question.by) return fail(Errc::kUsage, "by: \"" + *by + "\" is nothing to add up by");
  }
  return question;
}

/// Leaves the uses of works of one writer or publisher, where only these may be seen.
void keep_own(const std::string& party, reports::ReportedUses& uses) {
  if (party.empty()) return;
  std::erase_if(uses.uses,
                [&](const reports::Use& use) { return !is_of_party(*use.recording, party); });
  uses.about = "works of " + party;
}

/// A page that waveforms are drawn on asks for the archive, which this process has open.
Result<HttpResponse> answer(Result<std::string> text, Format format, const std::string& name) {
  if (!text) return fail(std::move(text).error());
  return document_answer(*std::move(text), format, name);
}

/// A composer as the path names it: by IPI name number, or by name. Another's is not to be found.
Result<std::string> composer_named(const Call& call) {
  const std::string& name = call.named("composer");
  if (!call.composer().empty() && !same_name(call.composer(), name)) {
    return fail(Errc::kNotFound, "there is no composer " + name);
  }
  return name;
}

struct Tally {
  std::size_t uses = 0;
  MediaTime music{0};
  std::string label;
};

/// Uses added up by a key, the most music first.
class Tallies {
 public:
  void add(const std::string& key, const std::string& label, const reports::Use& use) {
    Tally& tally = tallies_[key];
    ++tally.uses;
    tally.music += use.match.in_video.length();
    tally.label = label;
  }

  /// {`name`: key, "name": label, "uses", "music_ms"}, at most `most`.
  std::string json(std::string_view name, std::size_t most, bool by_key) const {
    std::vector<std::pair<std::string, Tally>> sorted(tallies_.begin(), tallies_.end());
    if (!by_key) {
      std::ranges::stable_sort(
          sorted, [](const auto& a, const auto& b) { return a.second.music > b.second.music; });
    }
    JsonText list = JsonText::array();
    for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i) {
      const auto& [key, tally] = sorted[i];
      JsonText row = JsonText::object();
      row.add(name, text_json(key));
      if (!tally.label.empty()) row.add("name", text_json(tally.label));
      list.add(row.add("uses", std::to_string(tally.uses))
                   .add("music_ms", std::to_string(to_ms(tally.music)))
                   .text());
    }
    return list.text();
  }

  std::size_t size() const { return tallies_.size(); }

 private:
  std::map<std::string, Tally> tallies_;
};

std::string month_of(const reports::VideoRecord& record) {
  const auto day = reports::day_of(record);
  if (!day.day) return "unknown";
  return engine::to_string(*day.day).substr(0, std::string_view("2026-10").size());
}

}  // namespace

Result<HttpResponse> get_usage_report(const Call& call) {
  TRY(const Format format, asked_format(call));
  TRY(const auto question, question_of(call));
  TRY(auto records, call.service.records.take());
  TRY(auto uses, run::asked_uses(question, format, *records, run::Findings::kUses));
  keep_own(call.composer(), uses);
  return answer(run::usage_text(question, uses, format, *records, &call.service.index), format,
                "usage");
}

Result<HttpResponse> get_composer_report(const Call& call) {
  TRY(const Format format, asked_format(call));
  TRY(const auto question, question_of(call));
  TRY(auto records, call.service.records.take());
  TRY(auto uses, run::asked_uses(question, format, *records, run::Findings::kUses));
  keep_own(call.composer(), uses);
  const auto composers = reports::composer_usage(uses, question.filter.composer);
  return answer(
      run::composer_text(question, composers, uses, true, format, *records, &call.service.index),
      format, "composers");
}

Result<HttpResponse> get_audit_report(const Call& call) {
  TRY(const Format format, asked_format(call));
  TRY(const auto question, question_of(call));
  TRY(const licences::OfferBook offers, run::offers_of(call.service.rate_card));
  TRY(auto records, call.service.records.take());
  TRY(const auto standing, call.service.uses.anew());
  TRY(const auto uses, run::asked_of(question, standing->uses));
  TRY(auto unknown, run::unknown_music(*records, standing->uses));
  TRY_VOID(run::keep_asked(question, unknown));
  auto audit = reports::licence_audit(uses, unknown, *standing->judge, offers, standing->as_of);
  std::vector<std::string> states;
  if (const auto state = call.text("state")) states.push_back(*state);
  run::keep_states(states, audit);
  return answer(run::audit_text(audit, format), format, "licence-audit");
}

Result<HttpResponse> list_composers(const Call& call) {
  TRY(const auto standing, call.service.uses.now());
  const auto composers = reports::composer_usage(standing->uses, call.text_or("words", ""));
  JsonText items = JsonText::array();
  for (const reports::ComposerUsage& one : composers) {
    if (one.name.empty()) continue;
    items.add(JsonText::object()
                  .add("id", text_json(one.ipi.empty() ? one.name : one.ipi))
                  .add("name", text_json(one.name))
                  .add("ipi", text_json(one.ipi))
                  .add("uses", std::to_string(one.uses.size()))
                  .add("videos", std::to_string(one.videos))
                  .add("tracks", std::to_string(one.tracks))
                  .add("music_ms", std::to_string(to_ms(one.music)))
                  .text());
  }
  return page_answer(items, "");
}

Result<HttpResponse> get_composer(const Call& call) {
  constexpr std::size_t kMost = 50;
  constexpr std::size_t kMonthsMost = 1200;
  TRY(const std::string party, composer_named(call));
  TRY(const auto standing, call.service.uses.now());
  TRY(auto records, call.service.records.take());
  Tallies months;
  Tallies videos;
  Tallies versions;
  Tallies recordings;
  std::string name = party;
  std::string ipi;
  std::size_t uses = 0;
  MediaTime music{0};
  for (const reports::Use& use : standing->uses.uses) {
    if (!is_of_party(*use.recording, party)) continue;
    const reports::VideoRecord& record = standing->uses.record_of(use);
    for (const auto& one : use.recording->work.contributions) {
      if (one.party.ipi == party) name = one.party.name;
      if (one.party.ipi == party || one.party.name == party) ipi = one.party.ipi;
    }
    ++uses;
    music += use.match.in_video.length();
    months.add(month_of(record), "", use);
    videos.add(to_string(use.video->id), reports::video_name(use, record), use);
    versions.add(use.recording->version, "", use);
    recordings.add(use.recording->id, use.recording->title, use);
  }
  TRY(const auto periods, records->books().periods());
  return json_answer(JsonText::object()
                         .add("id", text_json(party))
                         .add("name", text_json(name))
                         .add("ipi", text_json(ipi))
                         .add("uses", std::to_string(uses))
                         .add("video_count", std::to_string(videos.size()))
                         .add("music_ms", std::to_string(to_ms(music)))
                         .add("months", months.json("month", kMonthsMost, true))
                         .add("videos", videos.json("id", kMost, false))
                         .add("versions", versions.json("version", kMost, false))
                         .add("recordings", recordings.json("id", kMost, false))
                         .add("periods", texts_json(periods))
                         .text());
}

Result<HttpResponse> get_statement(const Call& call) {
  TRY(const Format format, asked_format(call));
  TRY(const std::string party, composer_named(call));
  TRY(const auto period, royalties::BookPeriod::parse(call.text_or("period", "")));
  TRY(auto records, call.service.records.take());
  TRY(const reports::UseIndex uses, run::indexed_uses(*records));
  TRY(const auto making, reports::StatementMaking::of(records->books(), period, uses,
                                                      "cuetrace " + call.service.version));
  TRY(const auto payees, reports::statement_parties(records->books(), period));
  const auto own = std::ranges::find_if(payees, [&](const royalties::Payee& payee) {
    return payee.ipi == party || payee.key == party || payee.name == party;
  });
  if (own == payees.end()) {
    return fail(Errc::kNotFound, "nothing is booked for " + party + " in that period");
  }
  TRY(const auto statement, making.statement(*own));
  return answer(run::statement_text(statement, format), format, "statement-" + statement.number);
}

}  // namespace engine::service
