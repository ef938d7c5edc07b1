// Statements as CSV and JSON: the twins of the page, for programs.
#include "engine/core/csv.h"
#include "engine/royalties/reconciliation.h"
#include "reports/statement.h"

#include <nlohmann/json.hpp>

#include <algorithm>
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
  for (const Recoupment& one : account.recouped) {
    recouped.push_back({{"advance", one.advance}, {"amount", major(one.amount, currency)}});
    if (one.repaid) recouped.back()["repaid"] = to_string(*one.repaid);
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

/// What a row of the CSV is: a line of a use with its amount, a use whose money is held, one
/// without money, or a row of the reconciliation.
constexpr std::array<std::string_view, 31> kColumns{
    "statement", "line_id",   "kind",     "period",       "reverses",   "usage_id",  "platform",
    "channel",   "video",     "location", "published_at", "territory",  "media",     "track",
    "version",   "isrc",      "iswc",     "in_ms",        "out_ms",     "rate",      "pool",
    "licence",   "state",     "units",    "gross",        "commission", "share_ppm", "net",
    "currency",  "exchanged", "why"};

class Row {
 public:
  Row(const Statement& statement, const std::string& id, std::string_view kind) {
    set("statement", statement.number);
    set("line_id", id);
    set("kind", std::string(kind));
  }
  void set(std::string_view column, const std::string& text) {
    const auto place = std::ranges::find(kColumns, column) - kColumns.begin();
    cells_[static_cast<std::size_t>(place)] = text;
  }
  void set(const UseFacts& use) {
    set("usage_id", use.usage_id);
    set("platform", use.platform);
    set("channel", use.channel);
    set("video", use.video);
    set("location", use.location);
    set("published_at", use.published_at);
    set("media", use.media);
    set("track", use.track);
    set("version", use.version);
    set("isrc", use.isrc);
    set("iswc", use.iswc);
    set("in_ms", std::to_string(use.in_ms));
    set("out_ms", std::to_string(use.out_ms));
  }
  std::string text() const { return engine::csv_row(cells_); }

 private:
  std::array<std::string, kColumns.size()> cells_;
};

std::string row_of(const Statement& statement, const StatementLine& line) {
  Row row(statement, line.id, line.is_fee ? "fee" : "earned");
  row.set(line.use);
  row.set("period", line.period);
  row.set("reverses", line.reverses);
  row.set("territory", line.territory);
  row.set("rate", line.rate);
  row.set("pool", line.pool);
  row.set("licence", line.licence);
  row.set("state", line.state);
  row.set("units", std::to_string(line.units));
  row.set("gross", micros_text(line.gross_micros, line.currency));
  row.set("commission", line.commission);
  row.set("share_ppm", std::to_string(line.share_ppm));
  row.set("net", micros_text(line.net_micros, line.currency));
  row.set("currency", std::string(line.currency.code()));
  row.set("exchanged", line.exchanged ? to_string(*line.exchanged) : "");
  row.set("why", line.why);
  return row.text();
}

}  // namespace

std::string statement_csv(const Statement& statement) {
  std::string text = engine::csv_row(std::vector<std::string>(kColumns.begin(), kColumns.end()));
  for (const StatementLine& line : statement.lines) text += row_of(statement, line);
  for (const HeldLine& one : statement.held) {
    Row row(statement, one.id, "held");
    row.set(one.use);
    row.set("gross", micros_text(one.micros, one.currency));
    row.set("currency", std::string(one.currency.code()));
    row.set("why", one.account + (one.reason.empty() ? "" : ": " + one.reason));
    text += row.text();
  }
  for (const UnpaidLine& one : statement.unpaid) {
    Row row(statement, one.id, "unpaid");
    row.set(one.use);
    row.set("why", one.reason);
    text += row.text();
  }
  for (const ReconciliationRow& one : statement.reconciliation) {
    Row row(statement, one.id, "account");
    row.set("period", statement.period.text());
    row.set("net", micros_text(one.micros, one.currency));
    row.set("currency", std::string(one.currency.code()));
    row.set("why", one.label);
    text += row.text();
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
            {"contract", statement.contract},
            {"rate_card", statement.rate_card},
            {"rate_card_digest", statement.rate_card_digest},
            {"made_by", statement.made_by},
            {"accounts", Json::array()},
            {"exchange", statement.exchange},
            {"lines", Json::array()},
            {"held", held_json(statement)},
            {"unpaid", Json::array()},
            {"totals", Json::array()},
            {"reconciliation", Json::array()}};
  for (const AccountOfParty& one : statement.accounts) json["accounts"].push_back(json_of(one));
  for (const StatementLine& line : statement.lines) json["lines"].push_back(json_of(line));
  for (const UnpaidLine& one : statement.unpaid) {
    json["unpaid"].push_back(
        {{"line_id", one.id}, {"use", json_of(one.use)}, {"reason", one.reason}});
  }
  for (const ReconciliationRow& one : statement.reconciliation) {
    json["reconciliation"].push_back({{"line_id", one.id},
                                      {"label", one.label},
                                      {"amount", micros_text(one.micros, one.currency)},
                                      {"currency", one.currency.code()}});
  }
  for (const StatementTotal& one : statement.totals) {
    json["totals"].push_back({{"by", one.by},
                              {"label", one.label},
                              {"net", micros_text(one.micros, one.currency)},
                              {"currency", one.currency.code()}});
  }
  return json.dump(2) + "\n";
}

}  // namespace reports
