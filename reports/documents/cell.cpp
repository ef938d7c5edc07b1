#include "engine/core/media_time.h"
#include "engine/core/text.h"
#include "reports/documents/document.h"

namespace reports::documents {
namespace {

Cell number_cell(std::string text, std::int64_t number, unsigned places) {
  Cell cell(std::move(text));
  cell.number = number;
  cell.places = places;
  return cell;
}

}  // namespace

Cell count_cell(std::int64_t number) { return number_cell(std::to_string(number), number, 0); }

Cell fixed_cell(std::int64_t number, unsigned places) {
  return number_cell(engine::fixed_point(number, places), number, places);
}

Cell seconds_cell(std::int64_t seconds) {
  return number_cell(engine::to_clock(engine::from_ms(seconds * 1000)), seconds, 0);
}

}  // namespace reports::documents
