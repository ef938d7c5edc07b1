// Periods of the books: months ("2026-10") or quarters ("2026-Q4"), one kind in one set of books.
#pragma once

#include "engine/core/day.h"
#include "engine/core/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace engine::royalties {

class BookPeriod {
 public:
  /// Errors: kUsage.
  static Result<BookPeriod> parse(std::string_view text);

  Day first() const;
  Day last() const;
  bool holds(Day day) const { return first() <= day && day <= last(); }
  bool is_quarter() const { return months_ == 3; }
  BookPeriod later(std::int64_t periods) const;

  std::string text() const;

  /// Of one kind, as they follow one another.
  friend auto operator<=>(const BookPeriod&, const BookPeriod&) = default;

 private:
  BookPeriod(int year, int month, int months) : year_(year), month_(month), months_(months) {}
  int year_;
  int month_;   // The first, from 1.
  int months_;  // 1 or 3.
};

}  // namespace engine::royalties
