// "Did you mean": the known word nearest to a misspelt one.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace engine::cli {

/// The nearest of `known` when it is near enough to be meant: at most a third of the letters
/// inserted, left out, replaced or swapped with a neighbour. Of equals the first.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known);

/// `; did you mean "scan"?`, or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string> known);

}  // namespace engine::cli
