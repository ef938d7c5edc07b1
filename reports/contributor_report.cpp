#include "reports/contributor_report.h"

#include "engine/catalogue/shares.h"
#include "engine/catalogue/societies.h"
#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "reports/table.h"

namespace reports {
namespace {

using engine::catalogue::Claim;
using engine::catalogue::Party;
using engine::catalogue::Right;
using engine::catalogue::ShareAnswer;

std::string word_for(Right right) {
  switch (right) {
    case Right::kPerformance: return "performance";
    case Right::kMechanical: return "mechanical";
    case Right::kSynchronisation: return "synchronisation";
  }
  return {};
}

/// The society of a right is that of the performing right where no other is on record.
const std::string& societies_for(Right right, const Party& party) {
  const std::string& of_right = right == Right::kMechanical        ? party.mechanical_society
                                : right == Right::kSynchronisation ? party.sync_society
                                                                   : party.society;
  return of_right.empty() ? party.society : of_right;
}

/// In hundredths of a percent that sum to what the millionths sum to. None when nothing is known.
std::vector<std::optional<std::int64_t>> shares_bp(const ShareAnswer& answer, std::size_t count) {
  constexpr std::int64_t kPpmPerBp = 100;
  std::vector<std::optional<std::int64_t>> shares(count);
  if (answer.claim == Claim::kUnknown) return shares;
  std::vector<std::int64_t> parts(count);
  for (const auto& one : answer.shares) parts[one.contribution] += one.share_ppm;
  const std::vector<std::int64_t> whole =
      engine::catalogue::apportioned(parts, answer.total_ppm / kPpmPerBp);
  return {whole.begin(), whole.end()};
}

void add_rows(const Use& use, const VideoRecord& record, std::vector<ContributorRow>& rows) {
  const engine::catalogue::Work& work = use.recording->work;
  engine::catalogue::ShareQuestion question;
  question.day = day_of(record).day;
  if (record.publication.territories.size() == 1) {
    question.territory = record.publication.territories.front();
  }
  for (const Right right : engine::catalogue::kRights) {
    question.right = right;
    const ShareAnswer answer = shares_of(work, question);
    const auto shares = shares_bp(answer, work.contributions.size());
    for (std::size_t i = 0; i < work.contributions.size(); ++i) {
      const Contribution& one = work.contributions[i];
      rows.push_back({use.id, one.party.number, one.party.name, one.party.ipi,
                      engine::catalogue::society_on(societies_for(right, one.party), question.day),
                      one.role, word_for(right), shares[i], std::string(claim_name(answer.claim))});
    }
  }
}

std::string number(const std::optional<std::int64_t>& share) {
  return share ? std::to_string(*share) : std::string();
}

}  // namespace

std::vector<ContributorRow> contributor_rows(const ReportedUses& report) {
  std::vector<ContributorRow> rows;
  for (const Use& use : report.uses) add_rows(use, report.record_of(use), rows);
  return rows;
}

std::string contributor_table(const std::vector<ContributorRow>& rows) {
  Table table({{"Usage"},
               {"Party"},
               {"Name"},
               {"IPI"},
               {"Society"},
               {"Role"},
               {"Right"},
               {"Share %", true}});
  for (const ContributorRow& row : rows) {
    table.add({row.usage_id, row.party_id, row.name, row.ipi, row.society, row.role, row.right,
               row.share_bp ? engine::fixed_point(*row.share_bp, 2) : "unknown"});
  }
  return table.text();
}

std::string contributor_csv(const std::vector<ContributorRow>& rows) {
  const std::vector<std::string> columns{"usage_id", "party_id", "name",     "ipi",  "society",
                                         "role",     "right",    "share_bp", "claim"};
  std::string text = engine::csv_row(columns);
  for (const ContributorRow& row : rows) {
    const std::vector<std::string> cells{row.usage_id, row.party_id,         row.name,
                                         row.ipi,      row.society,          row.role,
                                         row.right,    number(row.share_bp), row.claim};
    text += engine::csv_row(cells);
  }
  return text;
}

}  // namespace reports
