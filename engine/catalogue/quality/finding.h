// What can be wrong with a track or with the versions of a work: the rules by name, and a finding.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace engine::catalogue {

enum class Severity {
  kNote = 0,     ///< Worth knowing.
  kWarning = 1,  ///< A buyer or a platform may send it back.
  kError = 2,    ///< It cannot be used as it is.
};

constexpr std::string_view to_string(Severity severity) {
  constexpr std::array<std::string_view, 3> kNames{"note", "warning", "error"};
  return kNames[static_cast<std::size_t>(severity)];
}

std::optional<Severity> severity_named(std::string_view name);

/// Names and numbers are what scripts rely on; the order is that of findings in a report.
enum class Rule {
  kMedia,
  kUnmeasured,
  kSilent,
  kDamaged,
  kUnplayable,
  kClipping,
  kTruePeak,
  kLoudness,
  kDcOffset,
  kHeadSilence,
  kTailSilence,
  kOneSided,
  kPhase,
  kMono,
  kSurround,
  kSampleRate,
  kBitDepth,
  kLossy,
  kTempo,
  kKey,
  kLoopSeam,
  kTags,
  kVersionLength,
  kVersionOffset,
  kUnlike,
  kDuplicate,
  kVersions,
  kStems,
};

struct RuleInfo {
  Rule rule;
  std::string_view name;
  Severity severity;          ///< Unless told otherwise.
  std::string_view question;  ///< What it asks, for people.
};

/// In the order of Rule.
inline constexpr std::array kRules{
    RuleInfo{Rule::kMedia, "media", Severity::kNote, "is there any audio"},
    RuleInfo{Rule::kUnmeasured, "unmeasured", Severity::kWarning, "was it measured"},
    RuleInfo{Rule::kSilent, "silent", Severity::kError, "is there more than silence"},
    RuleInfo{Rule::kDamaged, "damaged", Severity::kError, "is the file whole"},
    RuleInfo{Rule::kUnplayable, "unplayable", Severity::kError, "are all samples numbers"},
    RuleInfo{Rule::kClipping, "clipping", Severity::kError, "is it free of flattened peaks"},
    RuleInfo{Rule::kTruePeak, "true-peak", Severity::kWarning, "is there headroom"},
    RuleInfo{Rule::kLoudness, "loudness", Severity::kWarning, "is it as loud as wanted"},
    RuleInfo{Rule::kDcOffset, "dc-offset", Severity::kWarning, "is it centred on zero"},
    RuleInfo{Rule::kHeadSilence, "head-silence", Severity::kWarning, "does it start at once"},
    RuleInfo{Rule::kTailSilence, "tail-silence", Severity::kWarning, "does it end with its sound"},
    RuleInfo{Rule::kOneSided, "one-sided", Severity::kWarning, "are left and right balanced"},
    RuleInfo{Rule::kPhase, "phase", Severity::kWarning, "does it survive a sum to mono"},
    RuleInfo{Rule::kMono, "mono", Severity::kNote, "is it stereo"},
    RuleInfo{Rule::kSurround, "surround", Severity::kNote, "has it no more than two channels"},
    RuleInfo{Rule::kSampleRate, "sample-rate", Severity::kWarning, "is the rate high enough"},
    RuleInfo{Rule::kBitDepth, "bit-depth", Severity::kWarning, "are samples fine enough"},
    RuleInfo{Rule::kLossy, "lossy", Severity::kNote, "is it stored without loss"},
    RuleInfo{Rule::kTempo, "tempo", Severity::kWarning, "is the declared tempo heard"},
    RuleInfo{Rule::kKey, "key", Severity::kNote, "is the declared key heard"},
    RuleInfo{Rule::kLoopSeam, "loop-seam", Severity::kWarning, "does a loop close"},
    RuleInfo{Rule::kTags, "tags", Severity::kWarning, "is it described"},
    RuleInfo{Rule::kVersionLength, "version-length", Severity::kWarning,
             "is a version as long as the full mix"},
    RuleInfo{Rule::kVersionOffset, "version-offset", Severity::kWarning,
             "does a version start with the full mix"},
    RuleInfo{Rule::kUnlike, "unlike", Severity::kNote, "does a version share its full mix's sound"},
    RuleInfo{Rule::kDuplicate, "duplicate", Severity::kNote, "is it in the catalogue once"},
    RuleInfo{Rule::kVersions, "versions", Severity::kNote, "has the work all its versions"},
    RuleInfo{Rule::kStems, "stems", Severity::kWarning, "do the stems make the full mix"},
};

std::string_view name_of(Rule rule);
std::optional<Rule> rule_named(std::string_view name);

struct Finding {
  Rule rule = Rule::kMedia;
  Severity severity = Severity::kNote;
  std::string measured;  ///< What there is, with its unit.
  std::string wanted;    ///< What there should be.
  std::string remedy;    ///< How to mend it: one clause, no full stop.

  friend bool operator==(const Finding&, const Finding&) = default;
};

}  // namespace engine::catalogue
