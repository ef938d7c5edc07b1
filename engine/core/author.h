// Who says something that stays on record, and when.
#pragma once

#include <string>

namespace engine {

struct Author {
  std::string name;
  std::string at;  ///< UTC, RFC 3339.
};

}  // namespace engine
