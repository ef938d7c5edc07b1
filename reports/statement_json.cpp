// Statements as CSV and JSON: the twins of the page, for programs.
#include "engine/core/csv.h"
#include "engine/royalties/reconciliation.h"
#include "reports/statement.h"

#include <nlohmann/json.hpp>

#include <array>

namespace reports {
namespace {

using namespace engine::royalties;  // NOLINT: the words of the books.
using Json = nlohmann::ordered_json;

std::string major(std::int64_t minor, const engine::Currency& currency) {
  return engine::decimal_text({minor, currency});
}

Json json_of(const UseFacts& use) {
  return {
      {"usage_id", use.usage_id}, {"platform", use.platform}, {"channel", use.channel},
      {"video", use.video},       {"location", use.location}, {"published_at", use.published_at},
      {"media", use.media},       {"track", use.track},       {"version", use.version},
      {"isrc", use.isrc},         {"iswc", use.iswc},         {"in_ms", use.in_ms},
      {"out_ms", use.out_ms}};
}

Json json_of(const AccountOfParty& account) {
  const engine::Currency& currency = account.currency;
  Json recouped = Json::array();
  for (const auto& [id, minor] : account.recouped) {
    recouped.push_back({{"advance", id}, {"amount", major(minor, currency)}});
  }
  Json json{{"currency", currency.code()},
            {"carried_in", major(account.carried_in, currency)},
            {"rounding_in", micros_text(account.rounding_in_micros, currency)},
            {"earned", micros_text(account.earned_micros, currency)},
            {"fees", micros_text(account.fees_micros, currency)},
            {"recouped", recouped},
            {"reserved", major(account.reserved, currency)},
            {"released", major(account.released, currency)},
            {"withheld", major(account.withheld, currency)},
            {"rounding_out", micros_text(account.rounding_out_micros, currency)},
            {"carried_out", major(account.carried_out, currency)},
            {"due", major(account.due, currency)},
            {"payable", nullptr}};
  if (account.payable) {
    json["payable"] = {{"amount", engine::decimal_text(*account.payable)},
                       {"currency", account.payable->currency.code()}};
  }
  return json;
}

Json json_of(const StatementLine& line) {
  Json json{{"line_id", line.id},
            {"period", line.period},
            {"reverses", line.reverses},
            {"use", json_of(line.use)},
            {"rate", line.rate},
            {"pool", line.pool},
            {"licence", line.licence},
            {"state", line.state},
            {"territory", line.territory},
            {"units", line.units},
            {"gross", micros_text(line.gross_micros, line.currency)},
            {"commission", line.commission},
            {"share_ppm", line.share_ppm},
            {"fee", line.is_fee},
            {"net", micros_text(line.net_micros, line.currency)},
            {"currency", line.currency.code()},
            {"why", line.why}};
  if (line.exchanged) json["exchanged"] = to_string(*line.exchanged);
  return json;
}

Json held_json(const Statement& statement) {
  Json list = Json::array();
  for (const HeldLine& one : statement.held) {
    list.push_back({{"line_id", one.id},
                    {"use", json_of(one.use)},
                    {"account", one.account},
                    {"reason", one.reason},
                    {"amount", micros_text(one.micros, one.currency)},
                    {"currency", one.currency.code()}});
  }
  return list;
}

constexpr std::array<std::string_view, 30> kColumns{
    "statement",  "line_id",   "period",   "reverses",     "usage_id",  "platform",
    "channel",    "video",     "location", "published_at", "territory", "media",
    "track",      "version",   "isrc",     "iswc",         "in_ms",     "out_ms",
    "rate",       "pool",      "licence",  "state",        "units",     "gross",
    "commission", "share_ppm", "net",      "currency",     "exchanged", "why"};

}  // namespace

std::string statement_csv(const Statement& statement) {
  std::string text = engine::csv_row(std::vector<std::string>(kColumns.begin(), kColumns.end()));
  for (const StatementLine& line : statement.lines) {
    const UseFacts& use = line.use;
    const std::array<std::string, kColumns.size()> cells{
        statement.number,
        line.id,
        line.period,
        line.reverses,
        use.usage_id,
        use.platform,
        use.channel,
        use.video,
        use.location,
        use.published_at,
        line.territory,
        use.media,
        use.track,
        use.version,
        use.isrc,
        use.iswc,
        std::to_string(use.in_ms),
        std::to_string(use.out_ms),
        line.rate,
        line.pool,
        line.licence,
        line.state,
        std::to_string(line.units),
        micros_text(line.gross_micros, line.currency),
        line.commission,
        std::to_string(line.share_ppm),
        micros_text(line.net_micros, line.currency),
        std::string(line.currency.code()),
        line.exchanged ? to_string(*line.exchanged) : "",
        line.why};
    text += engine::csv_row(cells);
  }
  return text;
}

std::string statement_json(const Statement& statement) {
  Json json{{"statement", statement.number},
            {"payee",
             {{"account", statement.payee.key},
              {"name", statement.payee.name},
              {"ipi", statement.payee.ipi}}},
            {"period", statement.period.text()},
            {"final", statement.is_final},
            {"rate_card", statement.rate_card},
            {"rate_card_digest", statement.rate_card_digest},
            {"made_by", statement.made_by},
            {"accounts", Json::array()},
            {"exchange", statement.exchange},
            {"lines", Json::array()},
            {"held", held_json(statement)},
            {"evidence", Json::array()},
            {"totals", Json::array()}};
  for (const AccountOfParty& one : statement.accounts) json["accounts"].push_back(json_of(one));
  for (const StatementLine& line : statement.lines) json["lines"].push_back(json_of(line));
  for (const UseFacts& use : statement.evidence) json["evidence"].push_back(json_of(use));
  for (const StatementTotal& one : statement.totals) {
    json["totals"].push_back({{"by", one.by},
                              {"label", one.label},
                              {"net", micros_text(one.micros, one.currency)},
                              {"currency", one.currency.code()}});
  }
  return json.dump(2) + "\n";
}

}  // namespace reports
