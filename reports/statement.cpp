#include "reports/statement.h"

#include "engine/catalogue/territories.h"
#include "engine/core/numbering.h"
#include "engine/core/text.h"
#include "engine/royalties/allocation.h"
#include "engine/royalties/party.h"
#include "engine/royalties/payments.h"
#include "engine/royalties/reconciliation.h"
#include "reports/use_filter.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace reports {
namespace {

using namespace engine::royalties;  // NOLINT: the words of the books.
using engine::Result;
using engine::VideoFacts;

UseFacts facts_of_use(const UseIndex& index, const IndexedUse& use) {
  const VideoFacts& video = index.video_of(use).facts;
  const VideoRecord& record = index.video_of(use).record;
  const engine::catalogue::Recording& recording = index.recording_of(use);
  return {.usage_id = to_string(use.id),
          .platform = record.publication.platform,
          .channel = record.publication.channel,
          .video = video_name(video, record),
          .location = video.location,
          .published_at = record.publication.published_at,
          .media = record.publication.media,
          .track = recording.title,
          .version = recording.version,
          .isrc = recording.isrc,
          .iswc = recording.work.iswc,
          .in_ms = engine::to_ms(use.in_video.start),
          .out_ms = engine::to_ms(use.in_video.end)};
}

/// Weighted seconds with up to three decimals.
std::string units_text(std::int64_t units) {
  std::string text = engine::fixed_point(units / 1000, 3);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string percent_text(std::int32_t ppm) {
  std::string text = engine::fixed_point(ppm, 4);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text + " %";
}

void add_totals(const std::string& by, std::string (*label)(const StatementLine&),
                Statement& statement) {
  std::map<std::pair<engine::Currency, std::string>, std::int64_t> sums;
  for (const StatementLine& line : statement.lines) {
    sums[{line.currency, label(line)}] += line.net_micros;
  }
  for (const auto& [key, micros] : sums) {
    statement.totals.push_back(
        {by, key.second.empty() ? "(unknown)" : key.second, micros, key.first});
  }
}

/// The lines' parts of what is payable in another currency, where none of them is below zero.
Result<void> exchange_lines(Statement& statement) {
  for (const AccountOfParty& account : statement.accounts) {
    if (!account.payable || account.payable->currency == account.currency) continue;
    std::vector<std::int64_t> weights;
    for (const StatementLine& line : statement.lines) {
      weights.push_back(line.currency == account.currency ? line.net_micros : 0);
    }
    const bool any = std::any_of(weights.begin(), weights.end(), [](auto one) { return one > 0; });
    const bool negative =
        std::any_of(weights.begin(), weights.end(), [](auto one) { return one < 0; });
    if (!any || negative) continue;
    TRY(const auto parts, allocated(account.payable->minor, weights));
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (statement.lines[i].currency != account.currency) continue;
      statement.lines[i].exchanged = engine::Money{parts[i], account.payable->currency};
    }
  }
  return {};
}

}  // namespace

Result<std::vector<Payee>> statement_parties(const Books& books, const BookPeriod& period) {
  TRY(const Payees known, books.payees());
  std::set<std::string> keys;
  for (const BookingKind kind : {BookingKind::kUse, BookingKind::kStatement}) {
    TRY(const auto holders, books.holders(period, kind));
    keys.insert(holders.begin(), holders.end());
  }
  std::vector<Payee> payees;
  for (const auto& [key, payee] : known) {
    if (keys.contains(key)) payees.push_back(payee);
  }
  return payees;
}

Result<Payee> resolve_payee(const std::vector<Payee>& payees, const std::string& text) {
  std::vector<Payee> fitting;
  for (const Payee& payee : payees) {
    if (Agreements::is(text, payee)) return payee;
    if (contains_ignoring_case(payee.name, text)) fitting.push_back(payee);
  }
  if (fitting.size() == 1) return fitting.front();
  if (fitting.empty()) {
    return engine::fail(engine::Errc::kNotFound, "\"" + text +
                                                     "\": no party with a statement in "
                                                     "this period");
  }
  std::string names;
  for (const Payee& payee : fitting) names += (names.empty() ? "" : ", ") + payee.key;
  return engine::fail(engine::Errc::kUsage, "\"" + text + "\" may be any of " + names);
}

Result<StatementMaking> StatementMaking::of(const Books& books, const BookPeriod& period,
                                            const UseIndex& uses, std::string made_by) {
  TRY(RateCard card, books.card_of(period));
  StatementMaking making(books, period, uses, std::move(card));
  making.made_by_ = std::move(made_by);
  making.closed_ = books.is_closed(period);
  TRY(making.pools_, books.pools(period));
  TRY(making.held_, books.held(period));
  for (const BookedTransfer& one : making.held_) making.held_of_.emplace(one.use.usage, &one);
  TRY_VOID(making.look_up_accounts());
  TRY_VOID(making.look_up_unpaid());
  making.look_up_parties();
  return making;
}

Result<void> StatementMaking::look_up_unpaid() {
  engine::Numbering<std::string> whys;
  TRY_VOID(books_->unpaid(period_, [&](const UnpaidUse& one) -> Result<void> {
    const auto use = engine::parse_id<engine::UsageId>(one.usage);
    if (!use) return {};
    std::string why = one.why + (one.rate.empty() ? "" : ", rate \"" + one.rate + "\"");
    const auto number = whys.take(why);
    if (number.is_new) whys_.push_back(std::move(why));
    unpaid_.push_back({*use, one.booking, number.number});
    return {};
  }));
  std::ranges::stable_sort(unpaid_, {}, &Unpaid::use);
  return {};
}

void StatementMaking::look_up_parties() {
  for (std::uint32_t i = 0; i < uses_->recordings.size(); ++i) {
    for (const Contribution& one : uses_->recordings[i].work.contributions) {
      std::vector<std::uint32_t>& recordings = recordings_of_[payee_of(one.party).key];
      if (recordings.empty() || recordings.back() != i) recordings.push_back(i);
    }
  }
  uses_of_.resize(uses_->recordings.size());
  const Period days{period_.first(), period_.last()};
  for (std::uint32_t i = 0; i < uses_->uses.size(); ++i) {
    const IndexedUse& use = uses_->uses[i];
    if (counts_in(days, *uses_, use)) uses_of_[use.recording].push_back(i);
  }
}

Result<Statement> StatementMaking::statement(const Payee& payee) const {
  Statement made{.payee = payee,
                 .number = statement_number(period_, payee),
                 .period = period_,
                 .is_final = closed_,
                 .contract = card_.contract,
                 .rate_card = card_.name + " " + card_.version,
                 .rate_card_digest = card_.digest,
                 .made_by = made_by_};
  const Agreement* const agreement = agreement_with(payee);
  if (agreement != nullptr && !agreement->contract.empty()) made.contract = agreement->contract;
  made.accounts = accounts_of(payee.key);
  TRY(const auto booked, books_->transfers(period_, BookingKind::kUse, payee.key));
  for (const BookedTransfer& one : booked) {
    const bool mine =
        one.transfer.to.holder == payee.key &&
        (one.transfer.to.name == account::kAccrued || one.transfer.to.name == account::kFees);
    if (mine) made.lines.push_back(line_of(one, agreement));
  }
  for (const AccountOfParty& account : made.accounts) {
    for (ReconciliationRow& row : reconciliation_of(made, account)) {
      made.reconciliation.push_back(std::move(row));
    }
  }
  add_totals(
      "track", [](const StatementLine& line) { return line.use.track; }, made);
  add_totals(
      "platform", [](const StatementLine& line) { return line.use.platform; }, made);
  add_totals(
      "territory", [](const StatementLine& line) { return line.territory; }, made);
  add_totals(
      "rate", [](const StatementLine& line) { return line.rate; }, made);
  TRY_VOID(exchange_lines(made));
  add_exchange(made);
  add_uses_without_line(payee.key, made);
  return made;
}

UseFacts StatementMaking::facts_of(const std::string& usage_id) const {
  const IndexedUse* const found = uses_->find(usage_id);
  return found == nullptr ? UseFacts{.usage_id = usage_id} : facts_of_use(*uses_, *found);
}

StatementLine StatementMaking::line_of(const BookedTransfer& one,
                                       const Agreement* agreement) const {
  StatementLine line{.id = std::to_string(one.booking) + "." + std::to_string(one.position + 1),
                     .use = facts_of(one.use.usage),
                     .period = one.period,
                     .reverses = one.reverses == 0 ? "" : std::to_string(one.reverses),
                     .rate = one.use.rate,
                     .pool = one.use.pool,
                     .licence = one.use.licence,
                     .state = one.use.state,
                     .territory = engine::catalogue::territory_name(one.use.territory),
                     .units = one.use.units,
                     .gross_micros = one.use.gross,
                     .commission = one.use.commission,
                     .share_ppm = one.transfer.share_ppm,
                     .is_fee = one.transfer.to.name == account::kFees,
                     .net_micros = one.transfer.micros,
                     .currency = one.transfer.to.currency,
                     .why = {}};
  line.why = why(line, one, agreement);
  return line;
}

std::string StatementMaking::why(const StatementLine& line, const BookedTransfer& one,
                                 const Agreement* agreement) const {
  const std::string currency = " " + std::string(line.currency.code());
  const auto amount = [&](std::int64_t micros) { return micros_text(micros, line.currency); };
  std::string text;
  const auto pool = pools_.find(one.use.pool);
  if (pool != pools_.end()) {
    text = units_text(line.units) + " of " + units_text(pool->second.units) + " units of pool " +
           one.use.pool + " (" + pool->second.note + "): " + amount(line.gross_micros) + currency;
  } else {
    text = "rate \"" + line.rate + "\": " + amount(line.gross_micros) + currency;
    if (!line.licence.empty()) text += " under licence " + line.licence;
  }
  if (one.transfer.from.name == account::kPlatformFunds) text += ", topped up by the platform";
  if (!line.commission.empty()) text += "; less " + line.commission + " commission";
  text += "; " + percent_text(line.share_ppm) + " of the work";
  if (line.is_fee) {
    text += "; the fee for administering it";
  } else if (agreement != nullptr) {
    for (const Administration& level : agreement->administration) {
      text += "; less " + to_string(level.fee) + (level.at_source ? " at source" : "") + " for " +
              level.administrator;
    }
  }
  if (!line.reverses.empty()) text = "takes back booking " + line.reverses + ": " + text;
  return text + " = " + amount(line.net_micros) + currency;
}

UnpaidLine StatementMaking::unpaid_line(const IndexedUse& use) const {
  UnpaidLine line{.id = {}, .use = facts_of_use(*uses_, use), .reason = {}};
  const auto booked = std::ranges::lower_bound(unpaid_, use.id, {}, &Unpaid::use);
  if (booked == unpaid_.end() || booked->use != use.id) {
    line.reason =
        "not in the books: it was found since the last run, or none of it is this party's";
  } else {
    line.id = std::to_string(booked->booking) + ".0";
    line.reason = whys_[booked->why];
  }
  return line;
}

/// Uses of the party's that are held, and those that have no amount here.
void StatementMaking::add_uses_without_line(const std::string& party, Statement& statement) const {
  const auto mine = recordings_of_.find(party);
  if (mine == recordings_of_.end()) return;
  std::set<std::string> told;
  for (const StatementLine& line : statement.lines) told.insert(line.use.usage_id);
  for (const std::uint32_t recording : mine->second) {
    for (const std::uint32_t place : uses_of_[recording]) {
      const IndexedUse& use = uses_->uses[place];
      const std::string id = to_string(use.id);
      const auto held = held_of_.equal_range(id);
      for (auto one = held.first; one != held.second; ++one) {
        statement.held.push_back(held_line(*one->second));
      }
      const bool has_line = held.first != held.second || told.contains(id);
      if (!has_line) statement.unpaid.push_back(unpaid_line(use));
    }
  }
  const auto by_place = [](const auto& line) {
    return std::tie(line.use.location, line.use.in_ms, line.use.usage_id, line.id);
  };
  std::ranges::sort(statement.held, {}, by_place);
  std::ranges::sort(statement.unpaid, {}, by_place);
}

HeldLine StatementMaking::held_line(const BookedTransfer& one) const {
  return {.id = std::to_string(one.booking) + "." + std::to_string(one.position + 1),
          .use = facts_of(one.use.usage),
          .account = std::string(one.transfer.to.name),
          .reason = one.use.note,
          .micros = one.transfer.micros,
          .currency = one.transfer.to.currency};
}

}  // namespace reports
