#include "engine/catalogue/catalogue_export.h"

#include "engine/catalogue/catalogue_columns.h"
#include "engine/catalogue/recording_fields.h"
#include "engine/catalogue/share_text.h"
#include "engine/catalogue/statement.h"
#include "engine/core/csv.h"
#include "engine/core/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace engine::catalogue {
namespace {

/// What a row says, by column.
using Row = std::map<std::string, std::string>;

void put(Row& row, const std::string& column, std::string text) {
  if (!text.empty()) row[column] = std::move(text);
}

void put_party(Row& row, const std::string& prefix, const Contribution& one) {
  const Party& party = one.party;
  put(row, prefix + "name", party.name);
  put(row, prefix + "last_name", party.family_name);
  put(row, prefix + "role", one.role);
  put(row, prefix + "number", party.number);
  put(row, prefix + "ipi", party.ipi);
  put(row, prefix + "ipi_base", party.ipi_base);
  put(row, prefix + "isni", party.isni);
  put(row, prefix + "society", party.society);
  put(row, prefix + "mr_society", party.mechanical_society);
  put(row, prefix + "sr_society", party.sync_society);
  if (one.share_bp) put(row, prefix + "share", fixed_point(*one.share_bp, 2));
  put(row, prefix + "ownership", terms_text(one.terms, ShareKind::kOwnership));
  put(row, prefix + "collection", terms_text(one.terms, ShareKind::kCollection));
  if (one.controlled) put(row, prefix + "controlled", "yes");
  put(row, prefix + "details", details_cell(one.details));
}

void put_links(Row& row, const std::string& prefix, const Contribution& one) {
  if (one.chain != 0) put(row, prefix + "chain", std::to_string(one.chain));
  std::string writers;
  std::string agreements;
  bool agreed = false;
  for (const PublishedWriter& link : one.writers) {
    const std::string between = writers.empty() ? "" : "|";
    writers += between + std::to_string(link.writer + 1);
    std::string agreement = link.submitter_agreement;
    if (!link.society_agreement.empty()) agreement += "/" + link.society_agreement;
    agreed = agreed || !agreement.empty();
    agreements += between + (agreement.empty() ? "-" : agreement);
  }
  put(row, prefix + "writers", writers);
  if (agreed) put(row, prefix + "agreements", agreements);
}

void put_work(Row& row, const Work& work) {
  if (!work.id.starts_with("work:")) put(row, "work_id", work.id);
  put(row, "work_title", work.title);
  put(row, "iswc", work.iswc);
  put(row, "work_details", details_cell(work.details));
  unsigned number = 0;
  for (const WorkTitle& title : work.titles) {
    const std::string prefix = "alternative_" + std::to_string(++number) + "_";
    put(row, prefix + "title", title.title);
    put(row, prefix + "type", title.type);
    put(row, prefix + "language", title.language);
  }
  number = 0;
  for (const SocietyNumber& one : work.numbers) {
    const std::string prefix = "work_number_" + std::to_string(++number) + "_";
    put(row, prefix + "society", one.society);
    put(row, prefix + "number", one.number);
  }
  unsigned writers = 0;
  unsigned publishers = 0;
  for (const Contribution& one : work.contributions) {
    const bool writer = one.kind == ContributionKind::kWriter;
    const std::string prefix = writer ? "writer_" + std::to_string(++writers) + "_"
                                      : "publisher_" + std::to_string(++publishers) + "_";
    put_party(row, prefix, one);
    if (!writer) put_links(row, prefix, one);
  }
}

Row row_of(const Recording& recording) {
  Row row;
  for (const RecordingField& field : kRecordingFields) {
    if (field.in_csv) put(row, std::string(field.column), recording.*field.text);
  }
  if (is_made_id(recording.id, recording.track)) row.erase("recording_id");
  put(row, "audio", recording.path);
  if (recording.duration.count() > 0) {
    constexpr std::int64_t kUsPerMs = 1'000;
    put(row, "duration", fixed_point((recording.duration.count() + kUsPerMs / 2) / kUsPerMs, 3));
  }
  put_work(row, recording.work);
  return row;
}

/// In the order of the columns' list; of numbered ones, by number.
std::vector<std::string> ordered(const std::set<std::string>& used) {
  std::vector<std::string> columns;
  for (const std::string& pattern : catalogue_columns()) {
    if (used.contains(pattern)) columns.push_back(pattern);
  }
  std::map<std::pair<std::string, unsigned>, std::vector<std::string>> groups;
  for (const std::string& pattern : catalogue_columns()) {
    const std::size_t place = pattern.find("{n}");
    if (place == pattern.npos) continue;
    for (const std::string& name : used) {
      const NumberedName fit = matched(pattern, name);
      if (fit.fits) groups[{pattern.substr(0, place), fit.number}].push_back(name);
    }
  }
  for (const char* const who : {"alternative_", "work_number_", "writer_", "publisher_"}) {
    for (const auto& [group, names] : groups) {
      if (group.first == who) columns.insert(columns.end(), names.begin(), names.end());
    }
  }
  return columns;
}

}  // namespace

std::string catalogue_csv(const std::vector<Recording>& recordings) {
  std::set<std::string> used = {"title"};
  std::vector<Row> rows;
  for (const Recording& recording : recordings) {
    rows.push_back(row_of(recording));
    for (const auto& [column, text] : rows.back()) used.insert(column);
  }
  const std::vector<std::string> columns = ordered(used);
  std::string csv = csv_row(columns);
  for (const Row& row : rows) {
    std::vector<std::string> fields;
    for (const std::string& column : columns) {
      const auto found = row.find(column);
      fields.push_back(found == row.end() ? std::string() : found->second);
    }
    csv += csv_row(fields);
  }
  return csv;
}

std::string catalogue_json(const std::vector<Recording>& recordings) {
  using Json = nlohmann::ordered_json;
  Json document{
      {"schema", "cuetrace.catalogue/1"}, {"works", Json::array()}, {"recordings", Json::array()}};
  std::set<std::string> told;
  for (const Recording& recording : recordings) {
    document["recordings"].push_back(Json::parse(statement_of(recording)));
    if (told.insert(recording.work.id).second) {
      document["works"].push_back(Json::parse(statement_of(recording.work)));
    }
  }
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace engine::catalogue
