// What every family of identifiers has in common: a text that somebody gave is read once, and then
// it is either the one compact form in which ids are stored and compared, or what was given with
// the reason why it is no id. An invalid id is kept and reported; it is never dropped, and never
// used to find or join anything.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace engine::identifiers {

/// The outcome of reading a text as an identifier.
struct Reading {
  std::string text;     ///< The compact form when valid; else as given, trimmed; empty for absent.
  std::string problem;  ///< Empty when valid or absent: "the check digit is 1 and should be 3".

  bool valid() const { return problem.empty() && !text.empty(); }
  bool absent() const { return problem.empty() && text.empty(); }

  friend bool operator==(const Reading&, const Reading&) = default;
};

/// The form to keep: compact when valid, else what was given.
inline std::string kept(Reading reading) { return std::move(reading).text; }

/// A family. `read` takes any text; `display` takes the compact form of a valid id, and returns
/// anything else unchanged.
struct Family {
  std::string_view name;  ///< As people write it: "ISRC", "IPI name number".
  Reading (*read)(std::string_view given);
  std::string (*display)(std::string_view compact);
};

}  // namespace engine::identifiers
