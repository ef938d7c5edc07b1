// CWR 2.1 and 2.2 (CISAC CWR11-1991 and CWR19-1070): Common Works Registration, a file of records
// of fixed fields. Positions count from 1, as in the specification; text is left-justified with
// blanks behind, numbers right-justified with zeros before, an empty date is zeros or blanks,
// shares are five digits with two decimals ("05000" is 50.00 %).
//
//   HDR  GRH  ( NWR|REV  SPU SPT OPU OPT  SWR SWT PWR OWR OWT PWR  ALT ... PER REC ORN ARI XRF )*
//   GRT  ( GRH ... GRT )*  TRL
//
// The records of a transaction begin with their type (3), the number of the transaction (8) and the
// number of the record in it (8).
#pragma once

#include "engine/core/day.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engine::catalogue::cwr {

enum class Version : std::uint8_t { k21, k22 };

/// A record as it is read. Fields beyond its end are empty: many senders leave out what is blank.
/// Positions count characters: of UTF-8 where the line is that, else of Windows-1252.
class Record {
 public:
  explicit Record(std::string_view line);

  std::string type() const { return raw(1, 3); }
  std::size_t length() const { return line_.size(); }  ///< In characters.

  /// In UTF-8, without the blanks around it.
  std::string text(std::size_t position, std::size_t length) const;
  /// The same with nothing taken off.
  std::string raw(std::size_t position, std::size_t length) const;
  /// Digits as a number; empty for blanks and for anything that is none.
  std::optional<std::int64_t> number(std::size_t position, std::size_t length) const;
  /// A share in millionths; empty as for `number`.
  std::optional<std::int32_t> share_ppm(std::size_t position) const;
  /// Empty for zeros, blanks, and what is no day.
  std::optional<Day> day(std::size_t position) const;
  /// Whether the field holds anything but blanks and zeros.
  bool says(std::size_t position, std::size_t length) const;

 private:
  std::u32string line_;
};

/// A record as it is written: fields are put at their positions, and what is not put is blank. Text
/// is upper case without accents, because that is what CWR holds; it is cut where it does not fit.
class RecordText {
 public:
  explicit RecordText(std::string_view type);

  RecordText& text(std::size_t position, std::size_t length, std::string_view value);
  RecordText& number(std::size_t position, std::size_t length, std::int64_t value);
  RecordText& share(std::size_t position, std::optional<std::int32_t> ppm);
  RecordText& day(std::size_t position, const std::optional<Day>& day);

  /// A text whose characters stay in their columns, from the position to the end: each becomes one
  /// that CWR holds.
  RecordText& columns(std::size_t position, std::string_view utf8);
  /// The same of names in other alphabets, which CWR holds in UTF-8: as they came.
  RecordText& native(std::size_t position, std::string_view utf8);

  /// Padded with blanks to `length`.
  std::string line(std::size_t length) const;

 private:
  std::string line_;
};

/// What is left of a text in CWR: upper case, accents taken off, other characters that the
/// character set lacks replaced by '?'.
std::string cwr_text(std::string_view utf8);

}  // namespace engine::catalogue::cwr
