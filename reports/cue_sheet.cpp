#include "reports/cue_sheet.h"

#include <algorithm>
#include <array>

namespace reports {
namespace {

constexpr std::array<std::string_view, 2> kClassifications{"Original", "Revision"};
constexpr std::array<std::string_view, 5> kStates{"draft", "issued", "submitted", "approved",
                                                  "rejected"};

template <class Named, std::size_t N>
std::optional<Named> named(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto* const found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Named>(found - names.begin());
}

/// Where the family name begins in the whole name; 0 when there is nothing before it.
std::size_t family_name_at(const Contributor& writer) {
  const std::string& name = writer.name;
  const std::string& family = writer.family_name;
  if (!family.empty() && name.ends_with(family)) return name.size() - family.size();
  const std::size_t blank = name.rfind(' ');
  return blank == std::string::npos ? 0 : blank + 1;
}

}  // namespace

std::string last_name(const Contributor& writer) {
  if (!writer.family_name.empty()) return writer.family_name;
  return writer.name.substr(family_name_at(writer));
}

std::string first_names(const Contributor& writer) {
  const std::string& family = writer.family_name;
  if (!family.empty() && !writer.name.ends_with(family)) {
    // "Example, Ann", or the family name first as in Hungarian.
    if (!writer.name.starts_with(family)) return {};
    const std::size_t rest = writer.name.find_first_not_of(", ", family.size());
    return rest == std::string::npos ? "" : writer.name.substr(rest);
  }
  std::string first = writer.name.substr(0, family_name_at(writer));
  while (first.ends_with(' ')) first.pop_back();
  return first;
}

std::vector<FindingGroup> grouped(const std::vector<Finding>& findings) {
  std::vector<FindingGroup> groups;
  for (const Finding& finding : findings) {
    const std::string what = finding.field + ": " + finding.message;
    auto group = std::ranges::find_if(groups, [&](const FindingGroup& one) {
      return one.what == what && one.remedy == finding.remedy && one.rule == finding.rule;
    });
    if (group == groups.end()) {
      group = groups.insert(groups.end(), {what, finding.remedy, finding.rule, ""});
    }
    if (finding.cue == 0) continue;
    if (!group->cues.empty()) group->cues += ", ";
    group->cues += std::to_string(finding.cue);
  }
  return groups;
}

std::string_view to_string(Classification classification) {
  return kClassifications[static_cast<std::size_t>(classification)];
}

std::string_view to_string(SheetState state) { return kStates[static_cast<std::size_t>(state)]; }

std::optional<Classification> classification_named(std::string_view name) {
  return named<Classification>(kClassifications, name);
}

std::optional<SheetState> sheet_state_named(std::string_view name) {
  return named<SheetState>(kStates, name);
}

std::string printed_state(const CueSheet& sheet) {
  std::string state(to_string(sheet.is_draft() ? SheetState::kDraft : sheet.identity.state));
  for (char& c : state) c = static_cast<char>(c - 'a' + 'A');  // Lower-case letters alone.
  return state;
}

std::string programme_name(const CueSheet& sheet) {
  if (!sheet.production.title.empty()) return sheet.production.title;
  return sheet.video.location.substr(sheet.video.location.rfind('/') + 1);
}

}  // namespace reports
