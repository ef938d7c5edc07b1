#include "reports/usage_axes.h"

#include <array>

namespace reports {
namespace {

using namespace std::string_view_literals;

constexpr std::array kFunctions{"unknown"sv, "background"sv, "feature"sv,
                                "theme"sv,   "logo"sv,       "bumper"sv,
                                "dance"sv,   "promo"sv,      "paid_programming"sv};
constexpr std::array kPerceptions{"unknown"sv, "visual"sv, "source"sv, "background"sv};
constexpr std::array kVocalities{"unknown"sv, "vocal"sv, "instrumental"sv};
constexpr std::array kPositions{"unknown"sv, "none"sv,    "opening"sv, "main"sv,
                                "closing"sv, "segment"sv, "title"sv};
constexpr std::array kOrigins{"unknown"sv, "commissioned"sv, "library"sv,      "commercial"sv,
                              "live"sv,    "video"sv,        "public_domain"sv};

}  // namespace

template <>
std::span<const std::string_view> axis_words<Function>() {
  return kFunctions;
}
template <>
std::span<const std::string_view> axis_words<Perception>() {
  return kPerceptions;
}
template <>
std::span<const std::string_view> axis_words<Vocality>() {
  return kVocalities;
}
template <>
std::span<const std::string_view> axis_words<Position>() {
  return kPositions;
}
template <>
std::span<const std::string_view> axis_words<Origin>() {
  return kOrigins;
}

}  // namespace reports
