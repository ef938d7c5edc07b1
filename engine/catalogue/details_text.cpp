#include "engine/catalogue/details_text.h"

#include <nlohmann/json.hpp>

namespace engine::catalogue {

using Json = nlohmann::json;

std::string text_of_details(const Details& details) {
  if (details.empty()) return {};
  return Json(details).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Details> details_of_text(std::string_view text) {
  if (text.empty()) return Details();
  try {
    return Json::parse(text).get<Details>();
  } catch (const Json::exception& e) {
    return fail(Errc::kCorrupt, std::string("details in the catalogue: ") + e.what());
  }
}

}  // namespace engine::catalogue
