// The cue sheet that ASCAP and BMI take: which cell of their template says what. The template is
// theirs and is not ours to hand out; a workbook of our own making has the same cells, and a blank
// copy of theirs can be filled in place.
//
// Source: the layout of Cue_Sheet_Template_2016V3-6-5, as those who fill it describe it: head in
// D4 to D14 and N4 to N14, cues from row 20 on, one contributor a row.
#pragma once

#include "engine/core/result.h"
#include "reports/cue_sheet.h"
#include "reports/documents/workbook_reader.h"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace reports::us_cue_sheet {

constexpr std::string_view kSheetName = "Template";
constexpr std::uint32_t kFirstCueRow = 19;  ///< Row 20.
constexpr std::uint32_t kCueRowsMax = 980;  ///< Rows 20 to 999.

/// Columns A to R of the cues.
enum class Column : std::uint16_t {
  kNumber,
  kTitle,
  kUsage,
  kInHours,
  kInMinutes,
  kInSeconds,
  kOutHours,
  kOutMinutes,
  kOutSeconds,
  kMinutes,
  kSeconds,
  kRole,
  kFirstNames,
  kLastName,
  kPublisher,
  kPublisherIpi,
  kSociety,
  kShare,  ///< 0.5 for 50 %.
};

/// A cell of the head: whose label stands where, and what it says.
struct HeadCell {
  std::string_view label;
  std::string_view label_cell;
  std::string_view cell;
};
/// In the order of the form; durations are minutes, with the seconds in column F.
extern const std::array<HeadCell, 18> kHead;
constexpr std::string_view kTotalMinutes = "D14";  ///< Formulas over the durations of the cues.
constexpr std::string_view kTotalSeconds = "F14";

/// What the sheet puts into the cells, head first; rows of cues are not limited here. Times are
/// whole seconds: in is rounded down, and out is so long after it as the duration that is printed.
std::vector<documents::Filling> cells_of(const CueSheet& sheet);

/// How many rows its cues take.
std::size_t row_count(const CueSheet& sheet);

/// "Composer", "Publisher", ... for a CISAC role.
std::string_view role_name(const Contributor& contributor);

/// A workbook of our own making: the cells above, a sheet "Detail" with all that the form has no
/// place for, and one with what is to be resolved. Errors: those of Workbook.
engine::Result<std::string> workbook(const CueSheet& sheet);

/// The bytes of a user's blank template, filled. Errors: those of WorkbookReader; kInvalidInput
/// when it is another workbook, and when the cues need more rows than it has.
engine::Result<std::string> filled_template(const std::filesystem::path& blank,
                                            const CueSheet& sheet);

}  // namespace reports::us_cue_sheet
