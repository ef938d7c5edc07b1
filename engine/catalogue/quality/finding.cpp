#include "engine/catalogue/quality/finding.h"

#include <algorithm>

namespace engine::catalogue {

std::optional<Severity> severity_named(std::string_view name) {
  for (const Severity severity : {Severity::kNote, Severity::kWarning, Severity::kError}) {
    if (to_string(severity) == name) return severity;
  }
  return std::nullopt;
}

std::string_view name_of(Rule rule) { return kRules[static_cast<std::size_t>(rule)].name; }

std::optional<Rule> rule_named(std::string_view name) {
  const auto* const found = std::find_if(kRules.begin(), kRules.end(),
                                         [&](const RuleInfo& info) { return info.name == name; });
  if (found == kRules.end()) return std::nullopt;
  return found->rule;
}

}  // namespace engine::catalogue
