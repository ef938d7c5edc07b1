#include "engine/run/royalty_run.h"

#include "engine/licences/moment.h"
#include "engine/royalties/crediting.h"
#include "engine/run/royalty_uses.h"

namespace engine::run {

Result<RoyaltyOutcome> run_royalties(Workspace& workspace, const RoyaltyRequest& request) {
  royalties::Books& books = workspace.books();
  RoyaltyOutcome outcome;
  TRY(const licences::Moment as_of, licences::parse_moment(request.author.at));
  TRY(const royalties::Uses uses, played_uses(workspace.records(), request.period, as_of.at));
  outcome.uses = uses.uses.size();
  TRY(const royalties::History history, books.history(request.period));
  TRY(outcome.charges, charges_of(request.card, uses, request.revenue, history));

  TRY(auto transaction, workspace.begin());
  TRY(outcome.posting, books.post(
                           {.period = request.period,
                            .booked_in = request.booked_in,
                            .card = &request.card,
                            .author = request.author},
                           [&](const royalties::TakeBooking& take) {
                             return credit(request.card, uses, outcome.charges, outcome.payees,
                                           take);
                           },
                           outcome.payees));
  TRY(outcome.movements, books.movements(request.booked_in, royalties::BookingKind::kUse));
  if (!request.dry_run) TRY_VOID(transaction.commit());
  return outcome;
}

}  // namespace engine::run
