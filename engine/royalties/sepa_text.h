// Text as banks of the SEPA take it. Their messages are UTF-8, but what every bank has to keep is a
// small set (European Payments Council, EPC217-08: requirements for an extended character set):
//
//   a-z A-Z 0-9 / - ? : ( ) . , ' + and blanks
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace engine::royalties {

/// At most `most` characters of the set, without blanks at the ends. Accents go and other scripts
/// become Latin letters ("Łódź" is "Lodz"), '&' becomes '+', and what is left is '.'.
std::string sepa_text(std::string_view utf8, std::size_t most);

/// Whether it is in the set and may identify a payment: 1 to 35 characters, no '/' at either end
/// and not two of them together.
bool is_sepa_id(std::string_view text);

}  // namespace engine::royalties
