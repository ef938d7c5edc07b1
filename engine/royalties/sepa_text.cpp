#include "engine/royalties/sepa_text.h"

#include "engine/catalogue/folded_text.h"
#include "engine/core/text.h"

#include <algorithm>

namespace engine::royalties {
namespace {

constexpr std::string_view kMarks = "/-?:().,'+ ";
constexpr std::size_t kIdMax = 35;

bool is_in_set(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kMarks.find(c) != kMarks.npos;
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string sepa_text(std::string_view utf8, std::size_t most) {
  std::string text;
  for (const char c : catalogue::without_accents(clean_utf8(utf8))) {
    if (continues_character(c)) continue;  // One mark stands for the whole character.
    if (is_in_set(c)) {
      text += c;
    } else {
      text += c == '&' ? '+' : '.';
    }
  }
  text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
  text.resize(std::min(text.size(), most));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

bool is_sepa_id(std::string_view text) {
  return !text.empty() && text.size() <= kIdMax &&
         std::all_of(text.begin(), text.end(), is_in_set) && text.front() != '/' &&
         text.back() != '/' && text.find("//") == text.npos;
}

}  // namespace engine::royalties
