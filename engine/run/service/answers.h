// Answers as JSON, of what several routes speak of: videos, uses, jobs, pages of lists. The shapes
// are those of openapi_schemas.json.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/ledger/ledger_pages.h"
#include "engine/ledger/use_decisions.h"
#include "engine/licences/offers.h"
#include "engine/run/json_text.h"
#include "engine/run/service/http_message.h"
#include "engine/run/service/job.h"
#include "engine/run/service/route.h"
#include "engine/run/service/standing_uses.h"
#include "engine/run/service/tokens.h"
#include "engine/run/workspace.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::service {

HttpResponse json_answer(std::string body, unsigned status = 200);
HttpResponse no_content();
/// 202: the job, and where it is to be asked for.
HttpResponse accepted_answer(const Job& job);

/// {"items": [...], "next": "..." or null}
HttpResponse page_answer(const run::JsonText& items, const std::string& next);

/// The page of a list of `size` that is asked for: the places [first, end), and what is `next`.
struct PlacesOfPage {
  std::size_t first = 0;
  std::size_t end = 0;
  std::string next;  ///< Empty behind the last.
};
/// Errors: kUsage for what is no cursor.
Result<PlacesOfPage> page_of_list(const Call& call, std::size_t size);

/// ["...", "..."] of any range of texts.
template <class Texts>
std::string texts_json(const Texts& texts) {
  run::JsonText list = run::JsonText::array();
  for (const std::string_view text : texts) list.add(run::text_json(text));
  return list.text();
}

std::string text_or_null(const std::string& text);

/// Names of people are the same whatever the case of ASCII letters.
bool same_name(std::string_view a, std::string_view b);

/// Whether a writer or publisher has a part in the work: by IPI name number, or by name.
/// Everybody's is everything's where `party` is empty.
bool is_of_party(const catalogue::Recording& recording, const std::string& party);

/// What people call a video: its programme, its title, or the name of its file.
std::string name_of(const ledger::ListedVideo& video);

/// `has_media`: whether its file is there to be played.
std::string video_json(const ledger::ListedVideo& video, const StandingLedger* standing);
/// The members, for more to be added.
run::JsonText video_object(const ledger::ListedVideo& video, const StandingLedger* standing);

/// What uses are told with.
struct UseTelling {
  run::Records& records;
  const StandingLedger* standing = nullptr;  ///< Null: how they stand is not told.
  std::string party{};                       ///< For whom: then nothing is said of works of others.
};

/// Uses of any videos, in their order; their recordings are looked up. Errors: the database's.
Result<std::vector<std::string>> uses_json(const std::vector<ledger::RecordedUse>& uses,
                                           const UseTelling& telling);

/// Title, version, writers and numbers.
std::string recording_json(const catalogue::Recording& recording);

/// {"sequence", "kind", "at", "video_id", "track_id", "data"}
std::string event_json(const ledger::Event& event);

/// [{"name", "fee", "reckoned", "provided"}]: what would cover a use, the nearest first.
std::string offers_json(const std::vector<licences::Suggestion>& offers);

std::string job_json(const Job& job);
std::string token_json(const Token& token);

}  // namespace engine::service
