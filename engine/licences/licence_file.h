// Licences from files: CSV with a licence a row, or JSON, one object or a list of them. One bad row
// is one refused row.
#pragma once

#include "engine/core/result.h"
#include "engine/licences/licence.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::licences {

struct RefusedLicence {
  std::uint64_t line = 0;  ///< Of the file, from 1; of JSON the number of the object.
  std::string why;
};

struct LicenceFile {
  std::vector<Licence> licences;
  std::vector<RefusedLicence> refused;
  std::vector<std::string> unknown_columns;  ///< As the file has them; they are kept out.
};

/// JSON when the text begins with '{' or '[', else CSV of any separator and encoding. In JSON,
/// lists may be arrays, what belongs together may be an object ("publish_window": {"from", "to"}),
/// and choices may be an object of true and false. An id that comes twice is refused the second
/// time. Errors: kInvalidInput when this is neither, or has no licence_id.
Result<LicenceFile> read_licences(std::string_view text);

}  // namespace engine::licences
