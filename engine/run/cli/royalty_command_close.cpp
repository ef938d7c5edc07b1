#include "engine/royalties/reconciliation.h"
#include "engine/royalties/settlement.h"
#include "engine/run/cli/author.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/royalty_command.h"
#include "engine/run/workspace.h"

#include <ostream>

namespace engine::cli {
namespace {

struct PeriodOptions {
  std::string period;
  std::optional<std::string> by;
};

void declare(PeriodOptions& options, Arguments& arguments) {
  arguments.positional("PERIOD", "a month (2026-10) or a quarter (2026-Q4)", options.period);
  declare_author(options.by, arguments);
}

Result<Exit> run_close(const PeriodOptions& options, const Session& session) {
  TRY(const auto period, royalties::BookPeriod::parse(options.period));
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  royalties::Books& books = workspace.books();
  TRY(const auto outcome, close_period(books, period, author_of(options.by)));
  TRY(const auto movements, books.movements(period));
  TRY(const auto all, royalties::reconciled(movements));
  session.console.out << period.text() << ": closed, "
                      << counted(static_cast<std::size_t>(outcome.posted), "statement") << "\n\n"
                      << reconciliation_text(all);
  return Exit::kDone;
}

Result<Exit> run_reopen(const PeriodOptions& options, const Session& session) {
  TRY(const auto period, royalties::BookPeriod::parse(options.period));
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  TRY(const auto outcome, reopen_period(workspace.books(), period, author_of(options.by)));
  session.console.out << period.text() << ": open again, "
                      << counted(static_cast<std::size_t>(outcome.reversed), "statement")
                      << " taken back\n";
  return Exit::kDone;
}

}  // namespace

const Command kRoyaltyCloseCommand{
    .name = "royalty close",
    .summary = "settle a period: statements become final, and nothing more is booked in it",
    .details =
        "For every party: earnings are rounded to whole minor units once, and the rest is "
        "carried;\n"
        "advances are recouped, reserves kept and released; what is below the threshold is "
        "carried\n"
        "over, and all else is payable. The agreements are those of the rate card of the last run.",
    .examples = "cuetrace royalty close 2026-10",
    .bind = bind<PeriodOptions, declare, run_close>,
};

const Command kRoyaltyReopenCommand{
    .name = "royalty reopen",
    .summary = "open a closed period again, while nothing of it is paid",
    .details = "Its statements are taken back. Later periods must be open.",
    .examples = "cuetrace royalty reopen 2026-10",
    .bind = bind<PeriodOptions, declare, run_reopen>,
};

}  // namespace engine::cli
