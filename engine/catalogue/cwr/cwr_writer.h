// Writes a CWR 2.1 or 2.2 file: a draft of a registration, in the name of a sender that CISAC has
// given a number.
#pragma once

#include "engine/catalogue/cwr/transaction.h"
#include "engine/catalogue/model.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::catalogue::cwr {

struct Sender {
  std::string number;  ///< IPI name number of a publisher, 9 to 11 digits.
  std::string name;
};

/// The frame around transactions. The file is what `header`, the lines of the works and `trailer`
/// make, each line ended by CR LF; the header is asked for last, and stands first.
class CwrFrame {
 public:
  /// `created` is UTC, as utc_now writes it.
  CwrFrame(Version version, Sender sender, std::string created)
      : version_(version), sender_(std::move(sender)), created_(std::move(created)) {}

  /// Names the character set, where a work that was written has names in other alphabets.
  std::string header() const;
  /// A work, of which nothing is lacking (transaction.h).
  std::string transaction(const Work& work, const std::vector<Recording>& recordings);
  std::string trailer() const;

 private:
  Version version_;
  Sender sender_;
  std::string created_;
  std::uint32_t transactions_ = 0;
  std::uint64_t records_ = 0;
  bool has_native_names_ = false;
};

}  // namespace engine::catalogue::cwr
