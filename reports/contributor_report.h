// Who has which share of each use, by right: the file that goes with the uses.
#pragma once

#include "reports/reported_uses.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reports {

/// One party's part of one right in the work of a use, owned on the day of the use, where its video
/// was published: in the world, unless one territory alone is on record.
struct ContributorRow {
  std::string usage_id;
  std::string party_id;  ///< What the customer calls the party; empty when it has no number.
  std::string name;
  std::string ipi;
  std::string society;  ///< Of that right, on that day, as it is written.
  std::string role;
  std::string right;  ///< performance, mechanical or synchronisation.
  /// Of the whole work. Empty when the catalogue does not say, or not so that it has one meaning.
  std::optional<std::int64_t> share_bp;
  std::string claim;  ///< Whether the shares of the right add up: catalogue::claim_name.
};

/// In the order of the uses, then of the rights, then of the work's contributors.
std::vector<ContributorRow> contributor_rows(const ReportedUses& report);

std::string contributor_table(const std::vector<ContributorRow>& rows);
std::string contributor_csv(const std::vector<ContributorRow>& rows);
std::string contributor_json(const std::vector<ContributorRow>& rows);

}  // namespace reports
