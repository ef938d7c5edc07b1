// JSON put together as text. Numbers come as the decimals they are: through a double, one in a few
// hundred would be printed with noise behind its last place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace engine::run {

/// Text of one JSON object or array, piece by piece.
class JsonText {
 public:
  static JsonText object() { return JsonText('{', '}'); }
  static JsonText array() { return JsonText('[', ']'); }

  /// A member of an object; `json` is its value as JSON.
  JsonText& add(std::string_view name, std::string_view json);
  /// An element of an array.
  JsonText& add(std::string_view json);

  std::string text() const { return text_ + end_; }

 private:
  JsonText(char begin, char end) : text_(1, begin), end_(end) {}

  std::string text_;
  char end_;
};

/// A JSON string. Bytes that are no UTF-8 are replaced.
std::string text_json(std::string_view text);

/// `value` / 10^places without zeros at its end but for one: "1.0", "0.999", "-14.2".
std::string decimal(std::int64_t value, unsigned places);

std::string from_ppm(std::int32_t ppm);

}  // namespace engine::run
