#include "reports/manifest.h"

#include "engine/core/digest.h"

#include <string_view>

namespace reports {
namespace {

std::string hex_digest(const std::string& content) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const auto byte : engine::Sha256().add(content).finish()) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

}  // namespace

std::string manifest_of(const std::map<std::string, std::string>& files) {
  std::string text;
  for (const auto& [name, content] : files) text += hex_digest(content) + "  " + name + "\n";
  return text;
}

}  // namespace reports
