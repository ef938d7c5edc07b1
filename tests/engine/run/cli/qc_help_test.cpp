// What `cuetrace help catalog qc` lists is what there is to set.
#include "engine/catalogue/quality/quality_limits.h"
#include "engine/core/text.h"
#include "engine/run/cli/catalog_command.h"

namespace engine::cli {
namespace {

using catalogue::QualityLimits;
using testing::HasSubstr;

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : "|") + name;
  return text;
}

TEST(QcHelp, NamesEveryLimitWithItsDefault) {
  const QualityLimits limits;
  const std::string details(kCatalogQcCommand.details);
  for (const auto& limit : catalogue::kLimits) {
    const std::string value = fixed_point(limits.*limit.value, limit.places);
    EXPECT_THAT(details, HasSubstr("  " + std::string(limit.name) + "=" + value)) << limit.name;
  }
  EXPECT_THAT(details, HasSubstr("required-tags=" + joined(limits.required_tags) + "\n"));
  EXPECT_THAT(details, HasSubstr("wanted-versions=" + joined(limits.wanted_versions) + "\n"));
}

TEST(QcHelp, NamesEveryRule) {
  std::string details(kCatalogQcCommand.details);
  for (char& c : details) c = c == '\n' ? ' ' : c;
  for (const auto& rule : catalogue::kRules) {
    EXPECT_THAT(details, testing::ContainsRegex(" " + std::string(rule.name) + "[, ]"))
        << rule.name;
  }
}

}  // namespace
}  // namespace engine::cli
