#include "engine/run/cli/author.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/royalty_command.h"
#include "engine/run/royalty_run.h"
#include "reports/table.h"

#include <ostream>

namespace engine::cli {
namespace {

using royalties::micros_text;

struct RunOptions {
  std::string rate_card;
  std::string period;
  std::optional<std::string> revenue;
  std::optional<std::string> book_in;
  bool dry_run = false;
  std::optional<std::string> by;
};

void declare(RunOptions& options, Arguments& arguments) {
  arguments.option("--rate-card FILE", "what uses are worth: TOML, or JSON", options.rate_card);
  arguments.required();
  arguments.option("--period PERIOD", "the month (2026-10) or quarter (2026-Q4) of the uses",
                   options.period);
  arguments.required();
  arguments.option("--revenue FILE",
                   "CSV of what came in: period, platform, territory, plan, subscriber, currency, "
                   "amount",
                   options.revenue);
  arguments.option("--book-in PERIOD",
                   "book what has changed into a later period, when PERIOD is closed",
                   options.book_in);
  arguments.flag("--dry-run", "show what would be posted, and post nothing", options.dry_run);
  declare_author(options.by, arguments);
}

Result<run::RoyaltyRequest> request_of(const RunOptions& options) {
  TRY(royalties::RateCard card, royalties::read_rate_card(options.rate_card));
  TRY(const auto period, royalties::BookPeriod::parse(options.period));
  TRY(const auto booked_in, royalties::BookPeriod::parse(options.book_in.value_or(options.period)));
  if (booked_in < period || booked_in.is_quarter() != period.is_quarter()) {
    return fail(Errc::kUsage, "--book-in " + booked_in.text() +
                                  ": give a period of the same kind, not before " + period.text());
  }
  run::RoyaltyRequest request{.card = std::move(card), .period = period, .booked_in = booked_in};
  if (options.revenue) {
    TRY(request.revenue, royalties::read_revenue(*options.revenue, period.text()));
  }
  request.author = author_of(options.by);
  request.dry_run = options.dry_run;
  return request;
}

/// Every account that moved, with whose it is.
std::string accounts_table(const run::RoyaltyOutcome& outcome) {
  reports::Table table({{"Account"}, {"Of"}, {"Amount", true}, {"Currency"}});
  for (const auto& [account, micros] : outcome.movements) {
    const auto payee = outcome.payees.find(account.holder);
    const std::string& holder = payee == outcome.payees.end() ? account.holder : payee->second.name;
    table.add({std::string(account.name), holder, micros_text(micros, account.currency),
               std::string(account.currency.code())});
  }
  return table.text();
}

void print(const run::RoyaltyOutcome& outcome, const run::RoyaltyRequest& request,
           const std::vector<royalties::Reconciliation>& all, std::ostream& out) {
  out << request.period.text() << ", rate card " << request.card.name << " "
      << request.card.version;
  if (request.booked_in != request.period) out << ", booked in " << request.booked_in.text();
  out << "\n"
      << counted(outcome.uses, "use") << ": " << counted(outcome.charges.charges.size(), "charge")
      << "\n";
  for (const auto& [why, uses] : outcome.charges.uncharged) {
    out << "  no money for " << counted(uses.size(), "use") << ": " << why << "\n";
  }
  for (const royalties::Pool& pool : outcome.charges.pools) {
    const Currency& currency = pool.revenue.currency;
    out << "  pool " << pool.name << ": " << micros_text(pool.amount, currency) << " of "
        << to_string(pool.revenue);
    if (pool.unclaimed != 0) out << ", unclaimed " << micros_text(pool.unclaimed, currency);
    if (pool.platform_adds != 0) {
      out << ", the platform adds " << micros_text(pool.platform_adds, currency);
    }
    out << "\n";
  }
  for (const std::string& warning : outcome.charges.warnings) out << "  " << warning << "\n";
  const royalties::PostingOutcome& posting = outcome.posting;
  out << (request.dry_run ? "Would post " : "Posted ") << posting.posted << ", reversed "
      << posting.reversed << ", unchanged " << posting.unchanged << "\n\n";
  if (request.dry_run) out << accounts_table(outcome) << "\n";
  out << reconciliation_text(all);
  if (request.dry_run) out << "Nothing was written.\n";
}

Result<Exit> run_run(const RunOptions& options, const Session& session) {
  TRY(const run::RoyaltyRequest request, request_of(options));
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  TRY(const run::RoyaltyOutcome outcome, run_royalties(workspace, request));
  TRY(const auto all, reconciled(outcome.movements));
  print(outcome, request, all, session.console.out);
  return Exit::kDone;
}

}  // namespace

const Command kRoyaltyRunCommand{
    .name = "royalty run",
    .summary = "reckon what the uses of a period earn, and book it",
    .details =
        "Books by double entry: what leaves one account enters another, and the reconciliation at\n"
        "the end says where all of it went. Money that nobody may have yet is in an account that\n"
        "says why: unmatched, held_dispute, held_conflict, held_over_claim, carried, breakage.\n"
        "\n"
        "A second run that finds what the first found posts nothing. What has changed since, be "
        "it\n"
        "shares, verdicts or rates, is reversed and booked anew. Shares are those of the day and\n"
        "the territory of each use. Either all of a run is booked, or nothing.",
    .examples =
        "cuetrace royalty run --rate-card house.toml --period 2026-10 --dry-run\n"
        "cuetrace royalty run --rate-card house.toml --period 2026-10 --revenue october.csv",
    .bind = bind<RunOptions, declare, run_run>,
};

}  // namespace engine::cli
