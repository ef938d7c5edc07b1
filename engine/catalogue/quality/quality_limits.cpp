#include "engine/catalogue/quality/quality_limits.h"

#include "engine/catalogue/recording_fields.h"
#include "engine/core/text.h"

#include <algorithm>
#include <limits>

namespace engine::catalogue {
namespace {

constexpr std::string_view kRequiredTags = "required-tags";
constexpr std::string_view kWantedVersions = "wanted-versions";

template <class Infos>
std::string names_of(const Infos& infos) {
  std::string names;
  for (const auto& info : infos) names += (names.empty() ? "" : ", ") + std::string(info.name);
  return names;
}

Error unknown(std::string_view name) {
  return {Errc::kUsage, std::string(name) + ": no such limit or rule; there are " +
                            names_of(kLimits) + ", required-tags, wanted-versions; and the rules " +
                            names_of(kRules)};
}

bool is_tag(const std::string& name) {
  if (name == "writers" || name == "publishers" || name == "iswc") return true;
  return std::any_of(kRecordingFields.begin(), kRecordingFields.end(),
                     [&](const RecordingField& field) { return field.column == name; });
}

Result<void> set_limit(const LimitInfo& limit, std::string_view value, QualityLimits& limits) {
  const auto number = parse_fixed_point(value, limit.places);
  if (!number || *number < std::numeric_limits<std::int32_t>::min() ||
      *number > std::numeric_limits<std::int32_t>::max()) {
    return fail(Errc::kUsage, std::string(limit.name) + ": \"" + std::string(value) +
                                  "\" is no number with at most " + std::to_string(limit.places) +
                                  " decimals, such as " +
                                  fixed_point(limits.*limit.value, limit.places));
  }
  limits.*limit.value = static_cast<std::int32_t>(*number);
  return {};
}

Result<void> set_severity(const RuleInfo& rule, std::string_view value, QualityLimits& limits) {
  const auto severity = severity_named(value);
  if (!severity && value != "off") {
    return fail(Errc::kUsage, std::string(rule.name) + ": \"" + std::string(value) +
                                  "\" is none of error, warning, note, off");
  }
  limits.severities[static_cast<std::size_t>(rule.rule)] = severity;
  return {};
}

Result<void> set_tags(std::string_view value, QualityLimits& limits) {
  std::vector<std::string> tags = split(value, '|');
  for (const std::string& tag : tags) {
    if (is_tag(tag)) continue;
    return fail(Errc::kUsage,
                std::string(kRequiredTags) + ": \"" + tag +
                    "\" is no column of the catalogue CSV, nor writers or publishers");
  }
  limits.required_tags = std::move(tags);
  return {};
}

}  // namespace

QualityLimits::QualityLimits() {
  for (const RuleInfo& info : kRules)
    severities[static_cast<std::size_t>(info.rule)] = info.severity;
}

Result<void> QualityLimits::set(std::string_view setting) {
  const std::size_t sign = setting.find('=');
  if (sign == setting.npos) {
    return fail(Errc::kUsage, "\"" + std::string(setting) + "\": not of the form NAME=VALUE");
  }
  const std::string_view name = trimmed(setting.substr(0, sign));
  const std::string_view value = trimmed(setting.substr(sign + 1));
  for (const LimitInfo& limit : kLimits) {
    if (limit.name == name) return set_limit(limit, value, *this);
  }
  if (const auto rule = rule_named(name)) {
    return set_severity(kRules[static_cast<std::size_t>(*rule)], value, *this);
  }
  if (name == kRequiredTags) return set_tags(value, *this);
  if (name != kWantedVersions) return fail(unknown(name));
  wanted_versions = split(value, '|');
  return {};
}

Result<void> QualityLimits::set_all(std::string_view text) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    if (auto done = set(line); !done) {
      return fail(std::move(done).error().during(std::to_string(number)));
    }
  }
  return {};
}

void apply(const QualityProfile& profile, QualityLimits& limits) {
  limits.loudness_min = profile.loudness_min;
  limits.loudness_max = profile.loudness_max;
  limits.true_peak_max = profile.true_peak_max;
}

}  // namespace engine::catalogue
