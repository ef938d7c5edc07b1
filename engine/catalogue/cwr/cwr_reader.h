// Reads a CWR 2.1 or 2.2 file, tolerantly: what is wrong is told with its line, its record and the
// level of CISAC's that it has (transaction.h), and costs as little as can be.
#pragma once

#include "engine/catalogue/catalogue_import.h"
#include "engine/core/result.h"

#include <memory>
#include <string_view>

namespace engine::catalogue::cwr {

/// Whether a file that begins so, or is called so, is CWR.
bool looks_like_cwr(std::string_view beginning, std::string_view file_name);

/// Turns bytes that are pushed to it into rows, one for each recording of a NWR or REV transaction,
/// or one that waits for its audio, and into what societies answer. However they are cut, the
/// listener hears the same. Other transactions (agreements, conflicts) are told of and left
/// out. Holds one transaction, and some hundred bytes of each work before.
class CwrReader {
 public:
  CwrReader(ImportSource source, ImportListener listener);
  CwrReader(CwrReader&&) noexcept;
  ~CwrReader();

  /// Errors: kInvalidInput when it does not begin with HDR; those of the listener.
  Result<void> feed(std::string_view chunk);
  /// The end of the file. Errors: as `feed`.
  Result<ImportSummary> finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace engine::catalogue::cwr
