#include "engine/royalties/period.h"

#include "engine/core/text.h"

#include <chrono>

namespace engine::royalties {

using std::chrono::last;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;

Result<BookPeriod> BookPeriod::parse(std::string_view text) {
  const auto wrong = [&] {
    return fail(Errc::kUsage, "\"" + std::string(text) +
                                  "\": no period of books; give a month (2026-10) or a quarter "
                                  "(2026-Q4)");
  };
  if (text.size() != 7 || text[4] != '-') return wrong();
  const auto year_number = parse_fixed_point(text.substr(0, 4), 0);
  if (!year_number || *year_number < 1900) return wrong();
  const int of_year = static_cast<int>(*year_number);
  if (text[5] == 'Q') {
    if (text[6] < '1' || text[6] > '4') return wrong();
    return BookPeriod(of_year, 1 + 3 * (text[6] - '1'), 3);
  }
  const auto month_number = parse_fixed_point(text.substr(5), 0);
  if (!month_number || *month_number < 1 || *month_number > 12 || text[5] == '-') return wrong();
  return BookPeriod(of_year, static_cast<int>(*month_number), 1);
}

Day BookPeriod::first() const {
  return sys_days(year(year_) / month(static_cast<unsigned>(month_)) / 1);
}

Day BookPeriod::last() const { return later(1).first() - std::chrono::days(1); }

BookPeriod BookPeriod::later(std::int64_t periods) const {
  const std::int64_t months = std::int64_t{year_} * 12 + month_ - 1 + periods * months_;
  return {static_cast<int>(months / 12), static_cast<int>(months % 12) + 1, months_};
}

std::string BookPeriod::text() const {
  const std::string of_year = std::to_string(year_) + "-";
  if (is_quarter()) return of_year + "Q" + std::to_string((month_ + 2) / 3);
  return of_year + (month_ < 10 ? "0" : "") + std::to_string(month_);
}

}  // namespace engine::royalties
