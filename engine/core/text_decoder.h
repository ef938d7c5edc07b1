// Text files of any common encoding as UTF-8, in pieces: what spreadsheets and registries write.
#pragma once

#include "engine/core/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace engine {

enum class Encoding : std::uint8_t { kUtf8, kUtf16Le, kUtf16Be, kWindows1252 };

std::string_view encoding_name(Encoding encoding);  ///< "UTF-8", "UTF-16 LE", ...

/// Adds a code point to UTF-8 text.
void append_utf8(std::string& text, std::uint32_t code);

/// A piece of text as code points: of UTF-8 where it is well formed, else of Windows-1252.
std::u32string code_points(std::string_view bytes);

/// Finds out the encoding and turns bytes that are pushed to it into UTF-8.
///
/// A byte order mark decides, and is left out. Without one, a NUL among the first two bytes means
/// UTF-16; else text is ASCII until the first byte above it, and the 4 KiB from there on decide:
/// UTF-8 when they are well formed, otherwise Windows-1252 (of which Latin-1 is the printable
/// part). In text that was found to be UTF-8, later bytes that are not stay as they are, for the
/// reader of the cell they stand in to refuse. However the bytes are cut, the same comes out. Holds
/// at most 4 KiB back.
class TextDecoder {
 public:
  /// The UTF-8 of what is certain so far.
  std::string feed(std::string_view bytes);

  /// The end of the input: the rest. Errors: kInvalidInput for UTF-16 that ends within a character.
  Result<std::string> finish();

  Encoding encoding() const { return encoding_; }  ///< kUtf8 while it is not certain.

 private:
  enum class State : std::uint8_t { kStart, kAscii, kUndecided, kDecided };

  bool begin(bool at_end);
  void decide(bool at_end);
  std::string take_ascii();
  std::string decode();

  State state_ = State::kStart;
  Encoding encoding_ = Encoding::kUtf8;
  std::string held_;             // Bytes that are not decoded yet.
  std::uint32_t surrogate_ = 0;  // The first half of a UTF-16 pair; 0 for none.
};

}  // namespace engine
