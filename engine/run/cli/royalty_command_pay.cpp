#include "engine/core/utc.h"
#include "engine/royalties/payments.h"
#include "engine/run/cli/author.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/output.h"
#include "engine/run/cli/royalty_command.h"
#include "engine/run/workspace.h"

#include <ostream>

namespace engine::cli {
namespace {

struct PayOptions {
  std::string period;
  std::string format = "csv";
  std::optional<std::string> accounts;
  std::optional<std::string> execute_on;
  std::optional<std::string> output;
  bool again = false;
  std::optional<std::string> by;
};

void declare(PayOptions& options, Arguments& arguments) {
  arguments.positional("PERIOD", "a closed month (2026-10) or quarter (2026-Q4)", options.period);
  arguments.choice<std::string>("--format FORMAT", "what to write",
                                {{"csv", "csv"}, {"pain001", "pain001"}}, options.format);
  arguments.option("--accounts FILE",
                   "bank accounts of payer and payees, TOML or JSON; pain001 needs them",
                   options.accounts);
  arguments.option("--execute-on DAY", "when banks are to pay; else today", options.execute_on);
  arguments.option("-o, --output FILE", "write to FILE in place of standard output",
                   options.output);
  arguments.flag("--again", "write the file of a period that was paid once more; books nothing",
                 options.again);
  declare_author(options.by, arguments);
}

Result<Day> execution_day(const PayOptions& options, const Author& author) {
  const std::string text = options.execute_on.value_or(author.at.substr(0, 10));
  if (const auto day = parse_day(text)) return *day;
  return fail(Errc::kUsage, "--execute-on " + text + ": no day; write it as 2026-11-30");
}

Result<Exit> run_again(const PayOptions& options, const royalties::BookPeriod& period,
                       const Session& session) {
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const auto file, records.books().payment_file(period));
  if (!file) return fail(Errc::kNotFound, "period " + period.text() + " was not paid yet");
  TRY_VOID(deliver(*file, options.output, session.console));
  return Exit::kDone;
}

Result<Exit> run_pay(const PayOptions& options, const Session& session) {
  TRY(const auto period, royalties::BookPeriod::parse(options.period));
  if (options.again) return run_again(options, period, session);
  std::optional<royalties::BankAccounts> accounts;
  if (options.accounts) {
    TRY(accounts, royalties::read_bank_accounts(*options.accounts));
  } else if (options.format == "pain001") {
    return fail(Errc::kUsage, "pain001 needs bank accounts; name a file with --accounts");
  }
  const Author author = author_of(options.by);
  TRY(const Day execution, execution_day(options, author));
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  TRY(const auto order, payment_order(workspace.books(), period, accounts ? &*accounts : nullptr));
  if (order.payments.empty()) {
    return fail(Errc::kNotFound, "nothing is payable at the end of " + period.text() +
                                     "; --again writes the file of an earlier payment");
  }
  std::string file = payments_csv(order);
  if (options.format == "pain001") {
    TRY(file, payments_pain001(order, accounts->payer, author.at, execution));
  }
  TRY_VOID(book_payments(workspace.books(), order, options.format, file, author));
  TRY_VOID(deliver(file, options.output, session.console));
  session.console.log << counted(order.payments.size(), "payment") << '\n';
  for (const royalties::Payee& one : order.without_account) {
    session.console.log << one.name << ": has no bank account in the file; stays payable\n";
  }
  return Exit::kDone;
}

}  // namespace

const Command kRoyaltyPayCommand{
    .name = "royalty pay",
    .summary = "write the payment file of closed statements, once",
    .details =
        "pain001 is ISO 20022 pain.001.001.09, which banks take. What is paid is booked with the\n"
        "file, so that nothing is paid twice; if the file got lost, --again writes the same one.",
    .examples =
        "cuetrace royalty pay 2026-10 -o october.csv\n"
        "cuetrace royalty pay 2026-10 --format pain001 --accounts banks.toml -o october.xml",
    .bind = bind<PayOptions, declare, run_pay>,
};

}  // namespace engine::cli
