// Text without what does not tell words apart: accents, case, and the many letters that stand for
// one. The only file that names ICU is folded_text.cpp.
#pragma once

#include <string>
#include <string_view>

namespace engine::catalogue {

/// What search compares: "Été à Kraków" and "ete a krakow" are the same. Accents and case go, other
/// scripts are written in Latin letters ("Весна" is "vesna"), full-width letters become plain ones.
std::string folded(std::string_view utf8);

/// The same with the case as it is: "Été à Kraków" is "Ete a Krakow".
std::string without_accents(std::string_view utf8);

/// The same in capitals, and with ASCII alone where there is any: what registries hold.
std::string upper_ascii(std::string_view utf8);

}  // namespace engine::catalogue
