#include "engine/run/json_text.h"

#include "engine/core/text.h"

#include <nlohmann/json.hpp>

namespace engine::run {

JsonText& JsonText::add(std::string_view name, std::string_view json) {
  return add(std::string("\"").append(name).append("\":").append(json));
}

JsonText& JsonText::add(std::string_view json) {
  if (text_.size() > 1) text_ += ',';
  text_ += json;
  return *this;
}

std::string text_json(std::string_view text) {
  using nlohmann::json;
  return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string decimal(std::int64_t value, unsigned places) {
  std::string text = fixed_point(value, places);
  while (text.ends_with('0') && !text.ends_with(".0")) text.pop_back();
  return text;
}

std::string from_ppm(std::int32_t ppm) { return decimal(ppm, 6); }

}  // namespace engine::run
