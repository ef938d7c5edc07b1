#include "engine/run/service/http_message.h"

#include "engine/core/text.h"

#include <zlib.h>

#include <algorithm>
#include <charconv>

namespace engine::service {
namespace {

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  const char lower = static_cast<char>(digit | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char letter = text[i];
    if (letter == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      letter = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (letter == '+' && plus_is_blank) {
      letter = ' ';
    }
    if (letter == '\0') return std::nullopt;
    decoded.push_back(letter);
  }
  if (clean_utf8(decoded) != decoded) return std::nullopt;
  return decoded;
}

std::optional<std::uint64_t> number_of(std::string_view digits) {
  std::uint64_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

}  // namespace

const std::string& HttpRequest::header(std::string_view name) const {
  static const std::string kNone;
  const auto found = headers.find(name);
  return found == headers.end() ? kNone : found->second;
}

std::optional<std::string> HttpRequest::parameter(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::optional<Target> parse_target(std::string_view target) {
  if (!target.starts_with('/')) return std::nullopt;
  Target parsed;
  const std::size_t question = target.find('?');
  for (const std::string& segment : split(std::string(target.substr(1, question - 1)), '/')) {
    auto decoded = percent_decoded(segment, false);
    if (!decoded || *decoded == "." || *decoded == "..") return std::nullopt;
    parsed.path.push_back(*std::move(decoded));
  }
  if (question == std::string_view::npos) return parsed;
  for (const std::string& pair : split(std::string(target.substr(question + 1)), '&')) {
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = percent_decoded(std::string_view(pair).substr(0, equals), true);
    auto value =
        percent_decoded(std::string_view(pair).substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value) return std::nullopt;
    parsed.query.emplace_back(*std::move(name), *std::move(value));
  }
  return parsed;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 'a' && byte <= 'z') ||
                       std::string_view("-._~").find(letter) != std::string_view::npos;
    if (plain) {
      encoded.push_back(letter);
    } else {
      encoded += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
  return encoded;
}

std::optional<FilePart> part_asked_for(std::string_view range, const std::filesystem::path& file,
                                       std::uint64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!range.starts_with(kUnit) || size == 0) return std::nullopt;
  std::string_view first_range = range.substr(kUnit.size());
  first_range = first_range.substr(0, first_range.find(','));
  const std::size_t dash = first_range.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = number_of(first_range.substr(0, dash));
  const auto last = number_of(first_range.substr(dash + 1));
  const bool open_end = dash + 1 == first_range.size();
  if (!first) {  // The last so many bytes.
    if (dash != 0 || !last || *last == 0) return std::nullopt;
    const std::uint64_t bytes = std::min(*last, size);
    return FilePart{file, size - bytes, bytes};
  }
  if (*first >= size || (!last && !open_end) || (last && *last < *first)) return std::nullopt;
  const std::uint64_t end = last ? std::min(*last, size - 1) : size - 1;
  return FilePart{file, *first, end - *first + 1};
}

std::optional<ContentRange> parse_content_range(std::string_view text) {
  constexpr std::string_view kUnit = "bytes ";
  const std::size_t slash = text.find('/');
  if (!text.starts_with(kUnit) || slash == std::string_view::npos) return std::nullopt;
  const auto total = number_of(text.substr(slash + 1));
  const std::string_view part = text.substr(kUnit.size(), slash - kUnit.size());
  if (!total) return std::nullopt;
  if (part == "*") return ContentRange{0, 0, *total};
  const std::size_t dash = std::min(part.find('-'), part.size());
  const auto first = number_of(part.substr(0, dash));
  const auto last = number_of(part.substr(std::min(dash + 1, part.size())));
  if (!first || !last || *last < *first || *last >= *total) return std::nullopt;
  return ContentRange{*first, *last - *first + 1, *total};
}

std::string gzip(std::string_view bytes) {
  constexpr int kGzipWindow = 15 + 16;
  constexpr int kLevel = 5;
  z_stream stream{};
  deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  // zlib does not write to what it reads.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace engine::service
