#include "engine/catalogue/statement.h"

#include "engine/catalogue/recording_fields.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace engine::catalogue {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, kRights.size()> kRightNames = {
    "performance_ppm", "mechanical_ppm", "synchronisation_ppm"};

struct PartyField {
  std::string_view name;
  std::string Party::*text;
};

constexpr std::array kPartyFields = {
    PartyField{"name", &Party::name},
    PartyField{"family_name", &Party::family_name},
    PartyField{"number", &Party::number},
    PartyField{"ipi", &Party::ipi},
    PartyField{"ipi_base", &Party::ipi_base},
    PartyField{"isni", &Party::isni},
    PartyField{"society", &Party::society},
    PartyField{"mechanical_society", &Party::mechanical_society},
    PartyField{"sync_society", &Party::sync_society},
};

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void put(Json& json, std::string_view name, const std::string& text) {
  if (!text.empty()) json[std::string(name)] = text;
}

void put_details(Json& json, const Details& details) {
  if (!details.empty()) json["details"] = details;
}

/// The text under a name; empty when there is none. Throws when it is no text.
std::string text_of(const Json& json, std::string_view name) {
  const auto found = json.find(std::string(name));
  return found == json.end() ? std::string() : found->get<std::string>();
}

Details details_of(const Json& json) {
  const auto found = json.find("details");
  return found == json.end() ? Details() : found->get<Details>();
}

template <class Read>
void each_of(const Json& json, const char* name, const Read& read) {
  const auto found = json.find(name);
  if (found == json.end()) return;
  for (const Json& one : *found) read(one);
}

Json json_of(const ShareTerm& term) {
  Json json{{"kind", term.kind == ShareKind::kOwnership ? "ownership" : "collection"},
            {"territory", term.territory}};
  if (term.excluded) json["excluded"] = true;
  for (std::size_t i = 0; i < kRightNames.size(); ++i) {
    if (term.shares_ppm[i]) json[std::string(kRightNames[i])] = *term.shares_ppm[i];
  }
  if (term.from) json["from"] = to_string(*term.from);
  if (term.until) json["until"] = to_string(*term.until);
  return json;
}

ShareTerm term_of(const Json& json) {
  ShareTerm term;
  term.kind =
      text_of(json, "kind") == "collection" ? ShareKind::kCollection : ShareKind::kOwnership;
  term.territory = text_of(json, "territory");
  term.excluded = json.value("excluded", false);
  for (std::size_t i = 0; i < kRightNames.size(); ++i) {
    const auto found = json.find(std::string(kRightNames[i]));
    if (found != json.end()) term.shares_ppm[i] = found->get<std::int32_t>();
  }
  term.from = parse_day(text_of(json, "from"));
  term.until = parse_day(text_of(json, "until"));
  return term;
}

Json json_of(const Contribution& one) {
  Json json{{"kind", one.kind == ContributionKind::kWriter ? "writer" : "publisher"}};
  for (const PartyField& field : kPartyFields) put(json, field.name, one.party.*field.text);
  put(json, "role", one.role);
  if (one.share_bp) json["share_bp"] = *one.share_bp;
  if (one.controlled) json["controlled"] = true;
  if (one.chain != 0) json["chain"] = one.chain;
  for (const ShareTerm& term : one.terms) json["terms"].push_back(json_of(term));
  for (const PublishedWriter& link : one.writers) {
    Json writer{{"writer", link.writer}};
    put(writer, "submitter_agreement", link.submitter_agreement);
    put(writer, "society_agreement", link.society_agreement);
    json["writers"].push_back(std::move(writer));
  }
  put_details(json, one.details);
  return json;
}

Contribution contribution_of(const Json& json) {
  Contribution one;
  one.kind = text_of(json, "kind") == "publisher" ? ContributionKind::kPublisher
                                                  : ContributionKind::kWriter;
  for (const PartyField& field : kPartyFields) one.party.*field.text = text_of(json, field.name);
  one.role = text_of(json, "role");
  if (const auto share = json.find("share_bp"); share != json.end()) {
    one.share_bp = share->get<std::int32_t>();
  }
  one.controlled = json.value("controlled", false);
  one.chain = json.value("chain", 0U);
  each_of(json, "terms", [&](const Json& term) { one.terms.push_back(term_of(term)); });
  each_of(json, "writers", [&](const Json& link) {
    one.writers.push_back({.writer = link.at("writer").get<std::uint32_t>(),
                           .submitter_agreement = text_of(link, "submitter_agreement"),
                           .society_agreement = text_of(link, "society_agreement")});
  });
  one.details = details_of(json);
  return one;
}

Work work_of(const Json& json) {
  Work work;
  for (const WorkField& field : kWorkFields) work.*field.text = text_of(json, field.column);
  each_of(json, "contributions",
          [&](const Json& one) { work.contributions.push_back(contribution_of(one)); });
  each_of(json, "titles", [&](const Json& one) {
    work.titles.push_back({.title = text_of(one, "title"),
                           .type = text_of(one, "type"),
                           .language = text_of(one, "language")});
  });
  each_of(json, "numbers", [&](const Json& one) {
    work.numbers.push_back({.society = text_of(one, "society"), .number = text_of(one, "number")});
  });
  work.details = details_of(json);
  return work;
}

Recording recording_of(const Json& json) {
  Recording recording;
  for (const RecordingField& field : kRecordingFields) {
    recording.*field.text = text_of(json, field.column);
  }
  recording.track = parse_id<TrackId>(text_of(json, "track_id"));
  recording.duration = MediaTime{json.value("duration_us", std::int64_t{0})};
  recording.work.id = text_of(json, "work_id");
  return recording;
}

/// Runs `read` on the parsed text: the library tells by exceptions what is wrong.
template <class Read>
auto parsed(std::string_view statement, const Read& read) -> Result<decltype(read(Json()))> {
  try {
    return read(Json::parse(statement));
  } catch (const Json::exception& e) {
    return fail(Errc::kCorrupt, std::string("a statement of the catalogue: ") + e.what());
  }
}

}  // namespace

std::string statement_of(const Work& work) {
  Json json = Json::object();
  for (const WorkField& field : kWorkFields) put(json, field.column, work.*field.text);
  for (const Contribution& one : work.contributions) {
    json["contributions"].push_back(json_of(one));
  }
  for (const WorkTitle& title : work.titles) {
    Json one{{"title", title.title}};
    put(one, "type", title.type);
    put(one, "language", title.language);
    json["titles"].push_back(std::move(one));
  }
  for (const SocietyNumber& number : work.numbers) {
    json["numbers"].push_back(Json{{"society", number.society}, {"number", number.number}});
  }
  put_details(json, work.details);
  return dumped(json);
}

Result<Work> work_of_statement(std::string_view statement) { return parsed(statement, work_of); }

std::string statement_of(const Recording& recording) {
  Json json = Json::object();
  for (const RecordingField& field : kRecordingFields) {
    put(json, field.column, recording.*field.text);
  }
  if (recording.track) json["track_id"] = to_string(*recording.track);
  if (recording.duration.count() != 0) json["duration_us"] = recording.duration.count();
  put(json, "work_id", recording.work.id);
  return dumped(json);
}

Result<Recording> recording_of_statement(std::string_view statement) {
  return parsed(statement, recording_of);
}

}  // namespace engine::catalogue
