// Cases of verdicts: what is changed in the small world of licence_world.h, and what is said then.
#pragma once

#include "tests/engine/licences/licence_world.h"

#include <vector>

namespace engine::licences {

struct Case {
  const char* name;
  void (*change)(World& world);
  State state;
  const char* rules = "";  ///< Failed or not known, of the licence named.
};

/// One for each rule that does not hold, alone.
extern const std::vector<Case> kOneRuleCases;
/// What is licensed, and why.
extern const std::vector<Case> kLicensedCases;
/// What is neither licensed nor a single rule that failed.
extern const std::vector<Case> kOtherCases;

}  // namespace engine::licences
