// The records of DDEX's Digital Sales Report as flat file: which cells each has, in order. A table,
// so that a newer version of a record is a line more, and no code.
// Source: DDEX DSR flat file standard, parts on UgcProfile 1.2 and AudioVisualProfile 1.1.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reports::dsr {

struct CellRule {
  std::string_view name;
  bool mandatory = false;
  bool several = false;  ///< Holds several values, with '|' between them.
};

struct RecordRule {
  std::string_view type;  ///< With its version: "AS02.02".
  std::vector<CellRule> cells;
};

/// Null for a type that is not known.
const RecordRule* find_record(std::string_view type);

}  // namespace reports::dsr
