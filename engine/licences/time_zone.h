// Where days begin: a licence is sold in some place, and its last day ends at midnight there.
#pragma once

#include "engine/core/day.h"
#include "engine/core/result.h"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace engine::licences {

using Instant = std::chrono::sys_seconds;

/// A zone of the IANA database, as ICU has it. Threads: any, at the same time.
class TimeZone {
 public:
  TimeZone();  ///< UTC.

  /// "UTC", "Europe/Berlin"; empty is UTC. Errors: kInvalidInput.
  static Result<TimeZone> named(std::string_view name);

  const std::string& name() const { return name_; }

  /// The first instant of a day there: after a midnight that clocks skip, the moment they skip to;
  /// of one that comes twice, the first.
  Instant start_of(Day day) const;

 private:
  struct Rules;
  std::string name_;
  std::shared_ptr<const Rules> rules_;  // Null: UTC.
};

}  // namespace engine::licences
