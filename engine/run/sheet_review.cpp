#include "engine/run/sheet_review.h"

#include "reports/sheet_on_record.h"

namespace engine::run {

Result<SheetReview> sheet_review(const VideoFacts& video, Records& records) {
  SheetReview review;
  review.video = video;
  TRY(review.policy, reports::policy_on_record(video.id, records.ledger()));
  review.policy.roll_up = false;
  TRY(review.matter, reports::matter_on_record(video, records.ledger(), records.catalogue()));
  review.rows = reports::review_rows(reports::make_cue_sheet(review.matter, review.policy),
                                     review.matter.corrections);
  return review;
}

Result<std::size_t> keep_rows(const SheetReview& review,
                              const std::vector<reports::ReviewRow>& rows, const Author& author,
                              ledger::Ledger& ledger) {
  TRY_VOID(reports::check_editable(review.video, ledger));
  TRY(const auto amendments, reports::amendments_of(rows, review.matter, review.policy));
  return ledger.amendments().change(review.video.id, amendments, author);
}

}  // namespace engine::run
