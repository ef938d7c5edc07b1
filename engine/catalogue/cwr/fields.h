// Fields of CWR that the catalogue keeps as details, under names of their own: one list that
// reading and writing go through.
#pragma once

#include "engine/catalogue/cwr/record.h"
#include "engine/catalogue/model.h"

#include <span>
#include <string_view>

namespace engine::catalogue::cwr {

enum class FieldKind : std::uint8_t {
  kText,    ///< Left-justified; blanks are empty.
  kNumber,  ///< Right-justified; zeros are empty.
  kDay,     ///< YYYYMMDD; zeros are empty.
};

struct DetailField {
  std::string_view name;
  std::size_t position = 0;
  std::size_t length = 0;
  FieldKind kind = FieldKind::kText;
};

std::span<const DetailField> work_fields();       ///< Of NWR and REV.
std::span<const DetailField> publisher_fields();  ///< Of SPU and OPU.
std::span<const DetailField> writer_fields();     ///< Of SWR and OWR.

void read_details(const Record& record, std::span<const DetailField> fields, Details& details);

/// Empty text and number fields are left blank; numbers and days are zeros.
void write_details(const Details& details, std::span<const DetailField> fields, RecordText& record);

/// The text of a detail; empty when there is none.
std::string detail(const Details& details, std::string_view name);

/// Details of a work whose name begins so hold whole records, without their prefix, that have no
/// place of their own here; they go out as they came in.
inline constexpr std::string_view kKeptRecord = "cwr_record_";

}  // namespace engine::catalogue::cwr
