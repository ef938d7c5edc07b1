#include "engine/catalogue/folded_text.h"

#include <unicode/locid.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

namespace engine::catalogue {
namespace {

/// Any script in Latin letters, decomposed without the marks, in ASCII where there is a way.
constexpr const char* kFold = "Any-Latin; NFKD; [:Mn:] Remove; Latin-ASCII; NFC";

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
}

/// Making one takes milliseconds; using one is not for several threads at once.
icu::Transliterator* folder() {
  thread_local const std::unique_ptr<icu::Transliterator> kFolder = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance(kFold, UTRANS_FORWARD, status));
  }();
  return kFolder.get();  // Null where ICU lacks its data.
}

icu::UnicodeString without_marks(std::string_view utf8) {
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  if (folder() != nullptr) folder()->transliterate(text);
  return text;
}

std::string in_utf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::string with_ascii_case(std::string_view text, char first, char last, int step) {
  std::string changed(text);
  for (char& c : changed) {
    if (c >= first && c <= last) c = static_cast<char>(c + step);
  }
  return changed;
}

}  // namespace

std::string folded(std::string_view utf8) {
  if (is_plain(utf8)) return with_ascii_case(utf8, 'A', 'Z', 'a' - 'A');
  return in_utf8(without_marks(utf8).foldCase());
}

std::string without_accents(std::string_view utf8) {
  if (is_plain(utf8)) return std::string(utf8);
  return in_utf8(without_marks(utf8));
}

std::string upper_ascii(std::string_view utf8) {
  if (is_plain(utf8)) return with_ascii_case(utf8, 'a', 'z', 'A' - 'a');
  return in_utf8(without_marks(utf8).toUpper(icu::Locale::getRoot()));
}

}  // namespace engine::catalogue
