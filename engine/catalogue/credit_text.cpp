#include "engine/catalogue/credit_text.h"

#include "engine/catalogue/share_text.h"
#include "engine/core/text.h"

#include <string>

namespace engine::catalogue {
namespace {

constexpr std::int32_t kPpmPerBp = 100;

/// Takes what stands between the last `open` and the `close` after it out of `text`.
std::string taken_out(std::string& text, char open, char close) {
  const std::size_t start = text.rfind(open);
  const std::size_t end = start == text.npos ? text.npos : text.find(close, start);
  if (end == text.npos) return {};
  const std::string inside(trimmed(std::string_view(text).substr(start + 1, end - start - 1)));
  text = std::string(trimmed(text.substr(0, start))) + " " +
         std::string(trimmed(std::string_view(text).substr(end + 1)));
  text = std::string(trimmed(text));
  return inside;
}

}  // namespace

Contribution contribution_of_credit(std::string_view credit, ContributionKind kind) {
  Contribution one;
  one.kind = kind;
  std::string text(trimmed(credit));
  if (text.ends_with('%')) {
    const std::size_t blank = text.find_last_of(" )]");
    const auto share = parse_share_ppm(std::string_view(text).substr(blank + 1));
    if (blank != text.npos && share) {
      one.share_bp = *share / kPpmPerBp;
      text = std::string(trimmed(text.substr(0, blank + 1)));
    }
  }
  one.party.ipi = taken_out(text, '[', ']');
  one.party.society = taken_out(text, '(', ')');
  one.party.name = text;
  return one;
}

}  // namespace engine::catalogue
