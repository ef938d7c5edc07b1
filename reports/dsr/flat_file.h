// DSR flat files as text: TAB between cells, '|' between the values of one, '\' before either where
// it is meant, '#' before lines that nobody reads. Both directions keep to the same table of
// records.
#pragma once

#include "engine/core/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reports::dsr {

using Values = std::vector<std::string>;  ///< Of one cell.

struct Record {
  std::string type;                       ///< "AS02.02"
  std::map<std::string, Values> cells{};  ///< By name, without RecordType; none is empty.

  /// The first value; empty when there is none.
  std::string text(const std::string& cell) const;
  friend bool operator==(const Record&, const Record&) = default;
};

/// One line a record, each ended by LF. Errors: kInvalidInput for an unknown record or cell, a
/// mandatory cell that is empty, several values where one may be.
engine::Result<std::string> flat_text(const std::vector<Record>& records);

/// Errors: kInvalidInput, "LINE: what is wrong": the same, too many cells, and a FOOT that counts
/// other lines.
engine::Result<std::vector<Record>> parse_flat(std::string_view text);

}  // namespace reports::dsr
