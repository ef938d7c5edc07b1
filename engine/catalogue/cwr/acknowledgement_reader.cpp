#include "engine/catalogue/cwr/acknowledgement_reader.h"

#include "engine/core/text.h"

namespace engine::catalogue::cwr {

bool is_answer(const Line& line) {
  return line.text.starts_with("ACK") || line.text.starts_with("ISW");
}

namespace {

Result<Acknowledgement> read_iswc_notice(const Record& record, const std::string& society) {
  Acknowledgement told{.work_id = record.text(82, 14),
                       .title = record.text(20, 60),
                       .society = society,
                       .status = {},
                       .number = {},
                       .iswc = record.text(96, 11)};
  if (told.work_id.empty()) {
    return fail(Errc::kInvalidInput, "submitter work number: empty; positions 82 to 95 hold it");
  }
  return told;
}

}  // namespace

Result<Acknowledgement> read_acknowledgement(std::span<const Line> lines,
                                             const std::string& society) {
  const Record head(lines.front().text);
  if (head.type() == "ISW") return read_iswc_notice(head, society);
  Acknowledgement told{.work_id = head.text(110, 20),
                       .title = head.text(50, 60),
                       .society = society,
                       .status = head.text(158, 2),
                       .number = head.text(130, 20),
                       .iswc = {}};
  if (told.work_id.empty()) {
    return fail(Errc::kInvalidInput, "submitter work number: empty; positions 110 to 129 hold it");
  }
  if (society.empty()) {
    return fail(Errc::kInvalidInput,
                "the file's sender is no society; HDR has SO at position 4 and its code behind");
  }
  for (const Line& line : lines.subspan(1)) {
    const Record record(line.text);
    if (record.type() == "MSG") {
      told.messages.push_back(record.text(36, 150));
    } else if (record.type() == "NWR" || record.type() == "REV") {
      told.iswc = record.text(96, 11);
    }
  }
  return told;
}

std::string_view refusal_of(std::string_view status) {
  if (status == "RJ") return "refuses it";
  if (status == "CO") return "has other claims to it, which are in conflict";
  if (status == "NP") return "does not take it, since nobody there has a part in it";
  if (status == "DU") return "has it already, from you";
  return {};
}

}  // namespace engine::catalogue::cwr
