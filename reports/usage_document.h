// Usage and composer reports as documents for people: a page with pictures, and a workbook with
// everything.
#pragma once

#include "reports/composer_report.h"
#include "reports/documents/document.h"
#include "reports/timeline.h"
#include "reports/use_groups.h"

#include <optional>
#include <vector>

namespace reports {

enum class Medium {
  kPage,      ///< Pictures, and as many rows as somebody reads; says what it leaves out.
  kWorkbook,  ///< All rows and columns, and the contributors; no pictures.
};

/// Of what a page shows one by one.
constexpr std::size_t kPageTimelinesMax = 40;
constexpr std::size_t kPageUsesMax = 1000;

/// The videos whose timelines a page shows: those with the most music, in the report's order.
std::vector<engine::VideoId> timeline_videos(const ReportedUses& report);

struct DocumentRequest {
  Medium medium = Medium::kPage;
  std::optional<GroupBy> by{};
  Waveforms waveforms{};  ///< Of `timeline_videos`, as far as they are known.
};

documents::Document usage_document(const ReportedUses& report, const DocumentRequest& request);

/// `report` holds all uses that `composers` point into.
documents::Document composer_document(const std::vector<ComposerUsage>& composers,
                                      const ReportedUses& report, const DocumentRequest& request);

}  // namespace reports
