// The codes that societies and exchange formats have for how music is used, derived from the axes
// of usage_axes.h by one table (usage_code.cpp).
#pragma once

#include "reports/usage_axes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reports {

enum class CodeSet : std::uint8_t {
  kUsTemplate,  ///< The template of ASCAP and BMI: BI, BV, VI, VV, MT, ET, Logo.
  kUsExtended,  ///< What studios write beside these: FI, FV, VS, OT, CT, BUMPER, LOGO, PD.
  kBmiClass,    ///< By what BMI pays: Background, Feature, Theme, Logo.
  kApra,        ///< Background, Featured, Theme.
  kUk,          ///< S4C and BBC: Background, Featured, Visual, Signature.
  kCwr,         ///< CWR's BLTVR.
  kDdex,        ///< CueUseType of DDEX; the other elements: ddex_usage.
};

struct UsageCode {
  std::string text;  ///< Empty when the axes do not tell, or when the set has no code for it.
  /// The code stands for what was taken to be so: function or perception are not known and count
  /// as background. A sheet with such a code is a draft.
  bool assumed = false;

  friend bool operator==(const UsageCode&, const UsageCode&) = default;
};

UsageCode usage_code(const UsageAxes& axes, CodeSet set);

/// The code of ASCAP and BMI as people see it: "BI?" while it rests on what nobody has said, and
/// "?" where there is none.
std::string us_code(const UsageAxes& axes);

/// "us", "us-extended", "bmi", "apra", "uk", "cwr", "ddex".
std::string_view code_set_name(CodeSet set);
std::optional<CodeSet> code_set_named(std::string_view name);

/// The elements of a DDEX Cue, in the words of its allowed value sets; empty where there is none.
struct DdexUsage {
  std::string cue_use_type;
  std::string theme_type;
  std::string visual_perception_type;
  std::string vocal_type;
  std::string cue_origin;

  friend bool operator==(const DdexUsage&, const DdexUsage&) = default;
};
DdexUsage ddex_usage(const UsageAxes& axes);

}  // namespace reports
