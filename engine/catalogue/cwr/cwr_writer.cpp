#include "engine/catalogue/cwr/cwr_writer.h"

#include <algorithm>

namespace engine::catalogue::cwr {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kSenderDigits = 9;

std::string digits_of(std::string_view text, std::size_t start, std::size_t length) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits.push_back(c);
  }
  return start > digits.size() ? std::string() : digits.substr(start, length);
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
}

}  // namespace

std::string CwrFrame::header() const {
  const bool is_22 = version_ == Version::k22;
  RecordText head("HDR");
  std::string number = digits_of(sender_.number, 0, 11);
  number.insert(0, number.size() < 11 ? 11 - number.size() : 0, '0');
  // A number of more than nine digits has the first two in the place of the sender's type.
  const bool is_long = !number.starts_with("00");
  head.text(4, 2, is_long ? number.substr(0, 2) : "PB");
  head.text(6, kSenderDigits, number.substr(2)).text(15, 45, sender_.name).text(60, 5, "01.10");
  head.text(65, 8, digits_of(created_, 0, 8)).text(73, 6, digits_of(created_, 8, 6));
  head.text(79, 8, digits_of(created_, 0, 8)).text(87, 15, has_native_names_ ? "UTF-8" : "");
  if (is_22) head.text(102, 3, "2.2").text(105, 3, "001").text(108, 30, "CUETRACE");
  RecordText group("GRH");
  group.text(4, 3, "NWR").number(7, 5, 1).text(12, 5, is_22 ? "02.20" : "02.10");
  group.number(17, 10, 0).text(27, 2, "");
  return head.line(is_22 ? 167 : 101) + std::string(kLineEnd) + group.line(28) +
         std::string(kLineEnd);
}

std::string CwrFrame::transaction(const Work& work, const std::vector<Recording>& recordings) {
  std::string text;
  for (const std::string& line : write_transaction(work, recordings, version_, transactions_)) {
    text += line + std::string(kLineEnd);
    has_native_names_ = has_native_names_ || !is_ascii(line);
    ++records_;
  }
  ++transactions_;
  return text;
}

std::string CwrFrame::trailer() const {
  constexpr std::uint64_t kFrameOfGroup = 2;
  constexpr std::uint64_t kFrameOfFile = 4;
  const auto counted = [&](RecordText& record, std::uint64_t frame) {
    record.number(9, 8, transactions_);
    record.number(17, 8, static_cast<std::int64_t>(records_ + frame));
    return record.line(0) + std::string(kLineEnd);
  };
  RecordText group("GRT");
  group.number(4, 5, 1);
  RecordText end("TRL");
  end.number(4, 5, 1);
  return counted(group, kFrameOfGroup) + counted(end, kFrameOfFile);
}

}  // namespace engine::catalogue::cwr
