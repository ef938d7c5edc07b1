// The check characters of the identifier families, each over the characters before it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace engine::identifiers {

/// ISO 7064 MOD 37,36 over digits and capital letters. Empty for any other character.
std::optional<char> check_mod_37_36(std::string_view text);

/// ISO 7064 MOD 11-2 over digits; ten is written 'X'. `digits` holds digits alone.
char check_mod_11_2(std::string_view digits);

/// The digit that brings `start` + the sum of position * digit (positions from 1) to a multiple of
/// ten: ISWC with 1, IPI base numbers with 2.
char check_weighted_mod_10(int start, std::string_view digits);

/// GS1: weights 3 and 1 in turn from the right. `digits` holds digits alone.
char check_gs1(std::string_view digits);

/// The two check digits of an IPI name number over its nine digits: weights 10 to 2, modulo 101.
std::string check_ipi_name(std::string_view digits);

/// "check digit is 1 and should be 3": what readings say.
std::string wrong_check(std::string_view found, std::string_view expected);

}  // namespace engine::identifiers
