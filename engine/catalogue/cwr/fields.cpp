#include "engine/catalogue/cwr/fields.h"

#include <array>

namespace engine::catalogue::cwr {
namespace {

constexpr std::array kWorkFields = {
    DetailField{"language", 80, 2},
    DetailField{"copyright_date", 107, 8, FieldKind::kDay},
    DetailField{"copyright_number", 115, 12},
    DetailField{"category", 127, 3},
    DetailField{"work_duration", 130, 6, FieldKind::kNumber},
    DetailField{"recorded", 136, 1},
    DetailField{"text_music", 137, 3},
    DetailField{"composite", 140, 3},
    DetailField{"version_type", 143, 3},
    DetailField{"excerpt", 146, 3},
    DetailField{"arrangement", 149, 3},
    DetailField{"lyric_adaptation", 152, 3},
    DetailField{"contact_name", 155, 30},
    DetailField{"contact_id", 185, 10},
    DetailField{"work_type", 195, 2},
    DetailField{"grand_rights", 197, 1},
    DetailField{"component_count", 198, 3, FieldKind::kNumber},
    DetailField{"printed_date", 201, 8, FieldKind::kDay},
    DetailField{"exceptional_clause", 209, 1},
    DetailField{"opus", 210, 25},
    DetailField{"catalogue_number", 235, 25},
    DetailField{"priority", 260, 1},
};

constexpr std::array kPublisherFields = {
    DetailField{"tax_id", 79, 9, FieldKind::kNumber},
    DetailField{"submitter_agreement", 99, 14},
    DetailField{"special_agreement", 137, 1},
    DetailField{"first_refusal", 138, 1},
    DetailField{"isac", 153, 14},
    DetailField{"society_agreement", 167, 14},
    DetailField{"agreement_type", 181, 2},
    DetailField{"usa_license", 183, 1},
};

constexpr std::array kWriterFields = {
    DetailField{"tax_id", 107, 9, FieldKind::kNumber},
    DetailField{"reversionary", 151, 1},
    DetailField{"first_refusal", 152, 1},
    DetailField{"work_for_hire", 153, 1},
    DetailField{"personal_number", 168, 12, FieldKind::kNumber},
    DetailField{"usa_license", 180, 1},
};

}  // namespace

std::span<const DetailField> work_fields() { return kWorkFields; }
std::span<const DetailField> publisher_fields() { return kPublisherFields; }
std::span<const DetailField> writer_fields() { return kWriterFields; }

void read_details(const Record& record, std::span<const DetailField> fields, Details& details) {
  for (const DetailField& field : fields) {
    std::string text = record.text(field.position, field.length);
    if (field.kind == FieldKind::kDay) {
      const auto day = parse_day(text);
      text = day ? to_string(*day) : std::string();
    }
    if (field.kind == FieldKind::kNumber && !record.says(field.position, field.length)) continue;
    if (!text.empty()) details[std::string(field.name)] = text;
  }
}

void write_details(const Details& details, std::span<const DetailField> fields,
                   RecordText& record) {
  for (const DetailField& field : fields) {
    std::string text = detail(details, field.name);
    if (field.kind == FieldKind::kDay) {
      record.day(field.position, parse_day(text));
      continue;
    }
    if (field.kind == FieldKind::kNumber && text.size() < field.length) {
      text.insert(0, field.length - text.size(), '0');
    }
    record.text(field.position, field.length, text);
  }
}

std::string detail(const Details& details, std::string_view name) {
  const auto found = details.find(std::string(name));
  return found == details.end() ? std::string() : found->second;
}

}  // namespace engine::catalogue::cwr
