#include "engine/royalties/ratio.h"

#include "engine/core/money.h"
#include "engine/core/text.h"
#include "engine/core/wide.h"

#include <numeric>
#include <optional>

namespace engine::royalties {
namespace {

constexpr unsigned kPlaces = 6;
constexpr std::int64_t kOne = 1'000'000;  // 10^kPlaces.
constexpr std::int64_t kPartMax = 1'000'000'000;

Ratio reduced(std::int64_t numerator, std::int64_t denominator) {
  const std::int64_t common = std::gcd(numerator, denominator);
  return {numerator / common, denominator / common};
}

std::optional<Ratio> ratio_of(std::string_view text) {
  if (const std::size_t slash = text.find('/'); slash != text.npos) {
    const auto above = parse_fixed_point(trimmed(text.substr(0, slash)), 0);
    const auto below = parse_fixed_point(trimmed(text.substr(slash + 1)), 0);
    if (!above || !below || *above < 0 || *above > kPartMax) return std::nullopt;
    if (*below < 1 || *below > kPartMax) return std::nullopt;
    return reduced(*above, *below);
  }
  std::int64_t one = kOne;
  if (text.ends_with('%')) {
    text = trimmed(text.substr(0, text.size() - 1));
    one *= 100;
  }
  const auto value = parse_fixed_point(text, kPlaces);
  if (!value || *value < 0) return std::nullopt;
  return reduced(*value, one);
}

std::string without_last_zeros(std::string text) {
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

auto wrong(std::string_view text, const std::string& why) {
  return fail(Errc::kInvalidInput, "\"" + std::string(text) + "\": " + why);
}

}  // namespace

Result<Ratio> parse_ratio(std::string_view text) {
  if (const auto ratio = ratio_of(trimmed(text))) return *ratio;
  return wrong(text, "no share; write it as \"12.5 %\", \"0.125\" or \"1/8\"");
}

Result<Ratio> parse_part(std::string_view text) {
  TRY(const Ratio ratio, parse_ratio(text));
  if (ratio.numerator > ratio.denominator) return wrong(text, "more than the whole; give 0 to 1");
  return ratio;
}

std::string to_string(const Ratio& ratio) {
  constexpr std::int64_t kPercent = kOne * 100;
  if (kPercent % ratio.denominator != 0 || ratio.numerator > INT64_MAX / kPercent) {
    return std::to_string(ratio.numerator) + "/" + std::to_string(ratio.denominator);
  }
  const std::int64_t millionths = ratio.numerator * (kPercent / ratio.denominator);
  return without_last_zeros(fixed_point(millionths, kPlaces)) + " %";
}

Ratio rest_of(const Ratio& part) {
  return reduced(part.denominator - part.numerator, part.denominator);
}

std::optional<Ratio> difference(const Ratio& a, const Ratio& b) {
  const Wide above = Wide{a.numerator} * b.denominator - Wide{b.numerator} * a.denominator;
  const Wide below = Wide{a.denominator} * b.denominator;
  const Wide common = greatest_common_divisor(above, below);
  const auto numerator = narrowed(above / common);
  const auto denominator = narrowed(below / common);
  if (above < 0 || !numerator || !denominator) return std::nullopt;
  return Ratio{*numerator, *denominator};
}

std::optional<Ratio> product(const Ratio& a, const Ratio& b) {
  const Wide above = Wide{a.numerator} * b.numerator;
  const Wide below = Wide{a.denominator} * b.denominator;
  const Wide common = greatest_common_divisor(above, below);
  const auto numerator = narrowed(above / common);
  const auto denominator = narrowed(below / common);
  if (!numerator || !denominator) return std::nullopt;
  return Ratio{*numerator, *denominator};
}

Result<std::int64_t> part_of(std::int64_t amount, const Ratio& ratio) {
  return scaled(amount, ratio.numerator, ratio.denominator);
}

}  // namespace engine::royalties
