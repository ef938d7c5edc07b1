// A work that uses everything the model has.
#pragma once

#include "engine/catalogue/model.h"

namespace engine::catalogue {

inline ShareTerm ownership(std::int32_t performance_ppm, std::int32_t mechanical_ppm) {
  return {.kind = ShareKind::kOwnership,
          .shares_ppm = {performance_ppm, mechanical_ppm, mechanical_ppm}};
}

inline ShareTerm collection(std::string territory, std::int32_t performance_ppm,
                            std::int32_t mechanical_ppm) {
  return {.kind = ShareKind::kCollection,
          .territory = std::move(territory),
          .shares_ppm = {performance_ppm, mechanical_ppm, mechanical_ppm}};
}

/// Ann, published by House, which collects for her but in the US, and Bob, who is somebody else's.
inline Work rich_work() {
  Work work{.id = "W1", .title = "Cold Day", .iswc = "T0345246801", .contributions = {}};
  Contribution ann{.kind = ContributionKind::kWriter,
                   .party = {.name = "Ann Author",
                             .ipi = "00014107338",
                             .society = "PRS",
                             .family_name = "Author",
                             .ipi_base = "I-000000229-7",
                             .isni = "000000012146438X",
                             .mechanical_society = "MCPS",
                             .sync_society = "MCPS",
                             .number = "A1"},
                   .role = "CA",
                   .share_bp = 5'000,
                   .controlled = true};
  ann.terms = {ownership(250'000, 0), collection("2136", 250'000, 0)};
  ann.details = {{"personal_number", "17"}};
  Contribution bob{.kind = ContributionKind::kWriter,
                   .party = {.name = "Bob Other"},
                   .role = "C",
                   .share_bp = 5'000};
  bob.terms = {ownership(500'000, 500'000)};
  Contribution house{.kind = ContributionKind::kPublisher,
                     .party = {.name = "House Music"},
                     .role = "E",
                     .share_bp = 10'000,
                     .controlled = true,
                     .terms = {},
                     .chain = 1};
  ShareTerm not_us{.kind = ShareKind::kCollection, .territory = "0840", .excluded = true};
  ShareTerm germany = collection("0276", 125'000, 250'000);
  germany.from = parse_day("2020-01-01");
  germany.until = parse_day("2020-12-31");
  house.terms = {ownership(250'000, 500'000), collection("2136", 250'000, 500'000), not_us,
                 germany};
  house.writers = {{.writer = 0, .submitter_agreement = "SA1", .society_agreement = "SO1"}};
  work.contributions = {ann, bob, house};
  work.titles = {{.title = "Jour froid", .type = "AT", .language = "FR"}, {.title = "Cold"}};
  work.numbers = {{.society = "052", .number = "123456AB"}};
  work.details = {{"copyright_date", "2020-01-31"}};
  return work;
}

}  // namespace engine::catalogue
