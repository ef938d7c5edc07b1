// A licence as named fields: the columns of files, the keys of JSON, what is kept and what commands
// set. One table of fields serves them all.
#pragma once

#include "engine/core/result.h"
#include "engine/licences/licence.h"

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace engine::licences {

/// A field of a licence. Lists are separated by '|'.
struct LicenceField {
  std::string_view name;  ///< "valid_to": column of files, key in JSON, --valid-to.
  std::string_view about;
};

/// In the order in which they are shown.
std::span<const LicenceField> licence_fields();

/// The field of that name; other spellings that files use are understood ("license_id", "Valid
/// until", "publish_window.from"). Null when there is none.
const LicenceField* find_licence_field(std::string_view name);

/// Texts by name of a field; without empty ones.
using LicenceTexts = std::map<std::string, std::string>;

/// The licence that texts say. Errors: kInvalidInput, naming the field, what is wrong and what is
/// expected: an unreadable value, no id, a term or a window that ends before it begins.
Result<Licence> licence_of(const LicenceTexts& texts);

/// The inverse; without what is as open as can be.
LicenceTexts texts_of(const Licence& licence);

}  // namespace engine::licences
