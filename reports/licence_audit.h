// Was it licensed, and if not, what would have made it so: every use with its verdict, what is to
// be done about it, and what would have covered it.
#pragma once

#include "engine/licences/judge.h"
#include "engine/licences/offers.h"
#include "reports/documents/document.h"
#include "reports/reported_uses.h"
#include "reports/usage_document.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reports {

/// What states mean for whoever has to act.
enum class Standing : std::uint8_t {
  kLicensed,
  kViolation,  ///< A licence is there, and not kept.
  kUnlicensed,
  kUnknown,  ///< Data is missing, or the music is nobody's.
  kFrozen,   ///< Disputed, or in conflict: money waits.
};
inline constexpr std::size_t kStandings = 5;

Standing standing_of(engine::licences::State state);
std::string_view to_string(Standing standing);  ///< "licensed", "violation", ...

enum class AuditAction : std::uint8_t {
  kNone,
  kRequestKey,  ///< Ask for the licence: perhaps there is one that nobody has named.
  kInvoice,
  kDispute,
  kManualReview,
};
std::string_view to_string(AuditAction action);  ///< "none", "request_key", ...

struct AuditRow {
  const Use* use = nullptr;  ///< Of unknown music without id and track. Never null.
  const VideoRecord* record = nullptr;
  std::size_t cue = 0;  ///< Its number in the video, from 1; 0 of unknown music.
  const engine::licences::Verdict* verdict = nullptr;  ///< Never null.
  std::string licensee{};  ///< Of the licence that the verdict names.
  std::vector<engine::licences::Suggestion> offers{};
  AuditAction action = AuditAction::kNone;
};

/// Points into what it was made from, which must outlive it.
struct LicenceAudit {
  std::vector<AuditRow> rows;  ///< By location of the video, then start.
  const ReportedUses* uses = nullptr;
  engine::licences::Instant as_of{};
};

/// `uses` have verdicts; `unknown` holds stretches of unknown music, as uses without id and track.
LicenceAudit licence_audit(const ReportedUses& uses, const ReportedUses& unknown,
                           const engine::licences::Judge& judge,
                           const engine::licences::OfferBook& offers,
                           engine::licences::Instant as_of);

/// Uses and music of each standing, in the order of Standing.
struct StandingCounts {
  std::array<std::size_t, kStandings> uses{};
  engine::MediaTime music{0};  ///< Of all of them.
};

struct AuditGroup {
  std::string label;
  StandingCounts counts;
};

/// By what groups are made of: the most that is not licensed first, then by label; months as they
/// come. Unknown music is in groups of videos, channels, platforms, territories and months alone.
std::vector<AuditGroup> audit_groups(const LicenceAudit& audit, GroupBy by);

/// By state, in the order of engine::licences::all_states; states without a use are left out.
std::vector<AuditGroup> audit_states(const LicenceAudit& audit);

std::string audit_table(const LicenceAudit& audit);
std::string audit_csv(const LicenceAudit& audit);
std::string audit_json(const LicenceAudit& audit);
documents::Document audit_document(const LicenceAudit& audit, Medium medium);

/// "RULE: reason; RULE: reason" and whatever else was said, in words.
std::string reasons_of(const engine::licences::Verdict& verdict);

/// A column of the CSV and the workbook.
struct AuditColumn {
  std::string_view name;
  int places;  ///< Decimals of a number; -1 for text.
  std::string (*cell)(const AuditRow& row);
};
/// In the order of the file. Columns may be added at the end; none is renamed.
std::span<const AuditColumn> audit_columns();

}  // namespace reports
