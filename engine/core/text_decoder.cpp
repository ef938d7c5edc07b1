#include "engine/core/text_decoder.h"

#include "engine/core/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace engine {
namespace {

constexpr std::size_t kEvidenceBytes = 4096;
constexpr std::size_t kLongestUtf8 = 4;
constexpr std::uint32_t kReplacement = 0xFFFD;

/// Windows-1252 from 0x80 to 0x9F; the rest is as Latin-1. Five places are not used.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }

/// Whether bytes are UTF-8; the last few may be the start of a character that goes on.
bool is_utf8(std::string_view bytes, bool at_end) {
  for (std::size_t cut = 0; cut < kLongestUtf8 && cut <= bytes.size(); ++cut) {
    if (!at_end || cut == 0) {
      const std::string_view whole = bytes.substr(0, bytes.size() - cut);
      // Only bytes that are not UTF-8 change the length.
      if (clean_utf8(whole).size() == whole.size()) return true;
    }
  }
  return false;
}

std::string of_windows_1252(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const std::uint32_t code = byte_of(c);
    append_utf8(text, code >= 0x80 && code < 0xA0 ? kWindows1252[code - 0x80] : code);
  }
  return text;
}

/// Of well-formed UTF-8.
std::u32string of_utf8(std::string_view bytes) {
  std::u32string text;
  for (const char c : bytes) {
    const std::uint32_t byte = byte_of(c);
    if ((byte & 0xC0) == 0x80) {
      text.back() = text.back() << 6 | (byte & 0x3F);
    } else {
      text.push_back(byte < 0x80   ? byte
                     : byte < 0xE0 ? byte & 0x1F
                     : byte < 0xF0 ? byte & 0x0F
                                   : byte & 0x07);
    }
  }
  return text;
}

}  // namespace

void append_utf8(std::string& text, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

std::u32string code_points(std::string_view bytes) {
  if (is_utf8(bytes, true)) return of_utf8(bytes);
  return of_utf8(of_windows_1252(bytes));
}

std::string_view encoding_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8: return "UTF-8";
    case Encoding::kUtf16Le: return "UTF-16 LE";
    case Encoding::kUtf16Be: return "UTF-16 BE";
    case Encoding::kWindows1252: break;
  }
  return "Windows-1252";
}

std::string TextDecoder::feed(std::string_view bytes) {
  held_ += bytes;
  if (state_ == State::kStart && !begin(false)) return {};
  std::string text = take_ascii();
  if (state_ == State::kUndecided) decide(false);
  if (state_ == State::kDecided) text += decode();
  return text;
}

Result<std::string> TextDecoder::finish() {
  if (state_ == State::kStart) begin(true);
  std::string text = take_ascii();
  if (state_ == State::kUndecided) decide(true);
  if (state_ == State::kDecided) text += decode();
  if (!held_.empty() || surrogate_ != 0) {
    return fail(Errc::kInvalidInput, "ends within a character of UTF-16; it may be cut off");
  }
  return text;
}

/// Looks for a mark; false while more bytes are needed to tell.
bool TextDecoder::begin(bool at_end) {
  const std::string_view held = held_;
  constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
  const bool may_be_mark = kUtf8Mark.starts_with(held.substr(0, kUtf8Mark.size()));
  if (!at_end && (held.size() < 2 || (may_be_mark && held.size() < kUtf8Mark.size()))) return false;
  if (held.starts_with(kUtf8Mark)) {
    held_.erase(0, kUtf8Mark.size());
    state_ = State::kDecided;
  } else if (held.starts_with("\xFF\xFE") || held.starts_with("\xFE\xFF")) {
    encoding_ = held[0] == '\xFF' ? Encoding::kUtf16Le : Encoding::kUtf16Be;
    held_.erase(0, 2);
    state_ = State::kDecided;
  } else if (held.size() >= 2 && (held[0] == '\0') != (held[1] == '\0')) {
    encoding_ = held[1] == '\0' ? Encoding::kUtf16Le : Encoding::kUtf16Be;
    state_ = State::kDecided;
  } else {
    state_ = State::kAscii;
  }
  return true;
}

std::string TextDecoder::take_ascii() {
  if (state_ != State::kAscii) return {};
  const auto end =
      std::find_if(held_.begin(), held_.end(), [](char c) { return byte_of(c) >= 0x80; });
  std::string text(held_.begin(), end);
  held_.erase(held_.begin(), end);
  if (!held_.empty()) state_ = State::kUndecided;
  return text;
}

void TextDecoder::decide(bool at_end) {
  if (held_.size() < kEvidenceBytes && !at_end) return;
  const std::string_view evidence = std::string_view(held_).substr(0, kEvidenceBytes);
  const bool whole = at_end && evidence.size() == held_.size();
  encoding_ = is_utf8(evidence, whole) ? Encoding::kUtf8 : Encoding::kWindows1252;
  state_ = State::kDecided;
}

std::string TextDecoder::decode() {
  if (encoding_ == Encoding::kUtf8) return std::exchange(held_, {});
  if (encoding_ == Encoding::kWindows1252) return of_windows_1252(std::exchange(held_, {}));
  std::string text;
  std::size_t at = 0;
  for (; at + 2 <= held_.size(); at += 2) {
    const std::uint32_t first = byte_of(held_[at]);
    const std::uint32_t second = byte_of(held_[at + 1]);
    const std::uint32_t unit =
        encoding_ == Encoding::kUtf16Le ? first | (second << 8) : (first << 8) | second;
    const bool low = unit >= 0xDC00 && unit < 0xE000;
    if (surrogate_ != 0) {
      append_utf8(text,
                  low ? 0x10000 + ((surrogate_ - 0xD800) << 10) + (unit - 0xDC00) : kReplacement);
      surrogate_ = 0;
      if (low) continue;
    }
    if (unit >= 0xD800 && unit < 0xDC00) {
      surrogate_ = unit;
    } else {
      append_utf8(text, low ? kReplacement : unit);
    }
  }
  held_.erase(0, at);
  return text;
}

}  // namespace engine
