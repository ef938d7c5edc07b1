// The audit as a table for a terminal, as CSV and as JSON.
#include "engine/catalogue/territories.h"
#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "reports/json_parts.h"
#include "reports/licence_audit.h"
#include "reports/licence_circumstances.h"
#include "reports/table.h"
#include "reports/usage_report.h"
#include "reports/use_groups.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using engine::fixed_point;
using engine::licences::RuleFinding;
using engine::licences::Suggestion;
using engine::licences::TerritoryVerdict;
using Json = nlohmann::ordered_json;
using Row = const AuditRow&;
constexpr int kText = -1;

std::string ms(engine::MediaTime time) { return std::to_string(engine::to_ms(time)); }

std::string failed_rules(const TerritoryVerdict& verdict) {
  std::vector<std::string> rules;
  for (const RuleFinding& one : verdict.failed) {
    rules.push_back(std::string(to_string(one.rule)) + (one.unknown ? "?" : ""));
  }
  return engine::joined(rules, "|");
}

std::string licence(Row row, bool passing) {
  const TerritoryVerdict& verdict = row.verdict->overall;
  return verdict.passes == passing ? verdict.licence_id : std::string();
}

std::string territory_states(Row row) {
  std::vector<std::string> states;
  for (const TerritoryVerdict& one : row.verdict->by_territory) {
    states.push_back(engine::catalogue::territory_name(one.territory) + ":" +
                     std::string(to_string(one.state)));
  }
  return engine::joined(states, "|");
}

/// Seconds that the music was heard, by all who saw the video.
std::string exposure(Row row) {
  constexpr std::int64_t kMost = 100'000'000'000;  // Ten times as many as there are people.
  const auto audience = audience_of(row.record->publication.audience);
  if (!audience || *audience > kMost) return {};
  return fixed_point(engine::to_ms(row.use->match.in_video.length()) / 10 * *audience, 2);
}

std::string offers_text(Row row) {
  std::vector<std::string> texts;
  for (const Suggestion& one : row.offers) {
    texts.push_back(one.offer + ": " + to_string(one.fee) + " (" + one.reckoned + ")" +
                    (one.provided.empty() ? "" : ", if " + engine::joined(one.provided, " and ")));
  }
  return engine::joined(texts, "|");
}

std::string track_id(Row row) {
  return row.use->id.empty() ? std::string() : engine::to_string(row.use->match.track);
}

std::string confidence(Row row) {
  return row.use->id.empty() ? std::string() : fixed_point(row.use->match.confidence_ppm, 6);
}

std::string fee(Row row) {
  return row.offers.empty() ? std::string() : std::to_string(row.offers.front().fee.minor);
}

std::string fee_currency(Row row) {
  return row.offers.empty() ? std::string() : std::string(row.offers.front().fee.currency.code());
}

const std::array kColumns = std::to_array<AuditColumn>({
    {"usage_id", kText, [](Row row) { return row.use->id; }},
    {"video_id", kText, [](Row row) { return engine::to_string(row.use->video->id); }},
    {"video", kText, [](Row row) { return row.use->video->location; }},
    {"cue_seq", 0, [](Row row) { return row.cue == 0 ? "" : std::to_string(row.cue); }},
    {"track_id", kText, track_id},
    {"recording_id", kText, [](Row row) { return row.use->recording->id; }},
    {"track_title", kText, [](Row row) { return row.use->recording->title; }},
    {"version", kText, [](Row row) { return row.use->recording->version; }},
    {"composers", kText, [](Row row) { return writers_of(*row.use->recording); }},
    {"state", kText, [](Row row) { return std::string(to_string(row.verdict->state())); }},
    {"failed_rules", kText, [](Row row) { return failed_rules(row.verdict->overall); }},
    {"reasons", kText, [](Row row) { return reasons_of(*row.verdict); }},
    {"licence_id", kText, [](Row row) { return licence(row, true); }},
    {"nearest_licence", kText, [](Row row) { return licence(row, false); }},
    {"licensee", kText, [](Row row) { return row.licensee; }},
    {"in_ms", 0, [](Row row) { return ms(row.use->match.in_video.start); }},
    {"out_ms", 0, [](Row row) { return ms(row.use->match.in_video.end); }},
    {"duration_ms", 0, [](Row row) { return ms(row.use->match.in_video.length()); }},
    {"confidence", 6, confidence},
    {"published_at", kText, [](Row row) { return row.record->publication.published_at; }},
    {"territory", kText,
     [](Row row) { return engine::joined(row.record->publication.territories, "|"); }},
    {"media", kText, [](Row row) { return row.record->publication.media; }},
    {"platform", kText, [](Row row) { return row.record->publication.platform; }},
    {"channel", kText, [](Row row) { return row.record->publication.channel; }},
    {"uploader", kText, [](Row row) { return row.record->publication.uploader; }},
    {"audience", kText, [](Row row) { return row.record->publication.audience; }},
    {"exposure_units", 2, exposure},
    {"by_territory", kText, territory_states},
    {"est_fee_minor", 0, fee},
    {"est_fee_currency", kText, fee_currency},
    {"offers", kText, offers_text},
    {"action", kText, [](Row row) { return std::string(to_string(row.action)); }},
});

std::string name_of(Row row) {
  return row.use->id.empty() ? "(unknown music)" : row.use->recording->title;
}

/// "violation 2, unlicensed 1", without what there is none of.
std::string told(const StandingCounts& counts) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < kStandings; ++i) {
    if (counts.uses.at(i) == 0) continue;
    parts.push_back(std::string(to_string(static_cast<Standing>(i))) + " " +
                    std::to_string(counts.uses.at(i)));
  }
  return engine::joined(parts, ", ");
}

Json json_of(const TerritoryVerdict& verdict) {
  Json failed = Json::array();
  for (const RuleFinding& one : verdict.failed) {
    failed.push_back(
        {{"rule", to_string(one.rule)}, {"unknown", one.unknown}, {"reason", one.reason}});
  }
  return {{"territory", verdict.territory},
          {"state", to_string(verdict.state)},
          {"covered", verdict.passes},
          {"licence_id", verdict.passes ? Json(verdict.licence_id) : Json()},
          {"nearest_licence", verdict.passes ? Json() : Json(verdict.licence_id)},
          {"failed", std::move(failed)},
          {"reasons", verdict.reasons}};
}

Json json_of(const Suggestion& offer) {
  return {{"offer", offer.offer},
          {"fee_minor", offer.fee.minor},
          {"currency", offer.fee.currency.code()},
          {"reckoned", offer.reckoned},
          {"provided", offer.provided}};
}

/// Laid out; bytes of strangers' tags that are no UTF-8 are replaced.
std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Json json_of(Row row) {
  const VideoRecord& record = *row.record;
  Json json{{"usage_id", row.use->id},
            {"video_id", engine::to_string(row.use->video->id)},
            {"video", row.use->video->location},
            {"cue_seq", row.cue},
            {"track_id", track_id(row)},
            {"recording_id", row.use->recording->id},
            {"track_title", row.use->recording->title},
            {"version", row.use->recording->version},
            {"composers", engine::catalogue::writer_names(row.use->recording->work)},
            {"start_ms", engine::to_ms(row.use->match.in_video.start)},
            {"end_ms", engine::to_ms(row.use->match.in_video.end)},
            {"confidence_ppm", row.use->match.confidence_ppm},
            {"published_at", record.publication.published_at},
            {"territories", record.publication.territories},
            {"media", record.publication.media},
            {"platform", record.publication.platform},
            {"channel", record.publication.channel},
            {"licensee", row.licensee},
            {"action", to_string(row.action)}};
  json["verdict"] = json_of(row.verdict->overall);
  Json territories = Json::array();
  for (const TerritoryVerdict& one : row.verdict->by_territory) territories.push_back(json_of(one));
  json["by_territory"] = std::move(territories);
  Json offers = Json::array();
  for (const Suggestion& one : row.offers) offers.push_back(json_of(one));
  json["offers"] = std::move(offers);
  return json;
}

Json json_of(const std::vector<AuditGroup>& groups) {
  Json list = Json::array();
  for (const AuditGroup& group : groups) {
    Json one{{"name", group.label}, {"music_ms", engine::to_ms(group.counts.music)}};
    for (std::size_t i = 0; i < kStandings; ++i) {
      one[std::string(to_string(static_cast<Standing>(i)))] = group.counts.uses.at(i);
    }
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace

std::span<const AuditColumn> audit_columns() { return kColumns; }

std::string audit_table(const LicenceAudit& audit) {
  Table table({{"Video"}, {"In"}, {"Out"}, {"Track"}, {"State"}, {"Licence"}, {"Action"}, {"Why"}});
  StandingCounts all;
  for (const AuditRow& row : audit.rows) {
    const engine::MediaSpan& span = row.use->match.in_video;
    table.add({video_name(*row.use, *row.record), engine::to_timecode(span.start),
               engine::to_timecode(span.end), name_of(row),
               std::string(to_string(row.verdict->state())), row.verdict->overall.licence_id,
               std::string(to_string(row.action)), reasons_of(*row.verdict)});
    ++all.uses.at(static_cast<std::size_t>(standing_of(row.verdict->state())));
  }
  std::string text = table.text() + "\nUses " + std::to_string(audit.rows.size()) +
                     (audit.rows.empty() ? "" : ": " + told(all)) + "\n";
  for (const AuditRow& row : audit.rows) {
    if (row.offers.empty()) continue;
    text += video_name(*row.use, *row.record) + ", " + name_of(row) + ": would be covered by " +
            row.offers.front().offer + ", " + to_string(row.offers.front().fee) + " (" +
            row.offers.front().reckoned + ")\n";
  }
  return text;
}

std::string audit_csv(const LicenceAudit& audit) {
  std::vector<std::string> cells;
  for (const AuditColumn& column : kColumns) cells.emplace_back(column.name);
  std::string text = engine::csv_row(cells);
  for (const AuditRow& row : audit.rows) {
    cells.clear();
    for (const AuditColumn& column : kColumns) cells.push_back(column.cell(row));
    text += engine::csv_row(cells);
  }
  return text;
}

std::string audit_json(const LicenceAudit& audit) {
  const Json head{{"schema", "cuetrace.audit/1"},
                  {"as_of", to_string(engine::licences::Moment{audit.as_of, false})}};
  std::string text = with_list(text_of(head), "uses");
  bool first = true;
  for (const AuditRow& row : audit.rows) {
    text += (first ? "\n" : ",\n") + indented(text_of(json_of(row)), 4);
    first = false;
  }
  Json sums{{"states", json_of(audit_states(audit))}};
  for (const GroupBy by :
       {GroupBy::kChannel, GroupBy::kComposer, GroupBy::kTrack, GroupBy::kMonth}) {
    sums["by_" + std::string(word_for(by))] = json_of(audit_groups(audit, by));
  }
  // The members of the sums, without their opening brace, go on where the list ends.
  return text + (first ? "]," : "\n  ],") + text_of(sums).substr(1) + "\n";
}

}  // namespace reports
