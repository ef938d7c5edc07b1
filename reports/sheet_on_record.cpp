#include "reports/sheet_on_record.h"

#include "engine/core/digest.h"
#include "engine/ledger/use_decisions.h"

#include <algorithm>
#include <array>

namespace reports {
namespace {

using engine::Errc;
using engine::fail;
using engine::Result;
using engine::VideoFacts;
using engine::catalogue::Catalogue;
using engine::ledger::Author;
using engine::ledger::IssuedSheet;
using engine::ledger::Ledger;
using engine::ledger::VideoMetadata;

/// Of a long series the other episodes nearest in the list are enough to tell a theme.
constexpr std::size_t kOthersMax = 50;

Result<std::vector<Use>> uses_of(const VideoFacts& video, Ledger& ledger) {
  TRY(std::vector<Use> uses, ledger.findings_in(video.id));
  TRY(const auto decisions, engine::ledger::decisions_on(video.id, ledger.amendments()));
  std::erase_if(uses, [&](const Use& use) { return !is_use(use.match, decisions); });
  return uses;
}

Result<Recurrence> recurrence_around(const VideoFacts& video, const Production& production,
                                     Ledger& ledger) {
  std::vector<std::vector<Use>> of_series;
  std::vector<std::vector<Use>> of_company;
  if (production.series.empty() && production.company.empty()) return Recurrence{};
  TRY(const auto all, ledger.metadata());
  for (const auto& [other, metadata] : all) {
    if (other == video.id) continue;
    const Production& theirs = metadata.production;
    const bool series = !production.series.empty() && theirs.series == production.series;
    const bool company = !production.company.empty() && theirs.company == production.company;
    const bool wanted =
        (series && of_series.size() < kOthersMax) || (company && of_company.size() < kOthersMax);
    if (!wanted) continue;
    TRY(std::vector<Use> uses, ledger.uses_in(other));
    if (series && of_series.size() < kOthersMax) of_series.push_back(uses);
    if (company && of_company.size() < kOthersMax) of_company.push_back(std::move(uses));
  }
  return recurrence_among(of_series, of_company);
}

std::string sheet_id_of(const engine::VideoId& video, int revision) {
  engine::Sha256 digest;
  digest.add_field("cue sheet").add_field(engine::to_string(video));
  digest.add_field(std::to_string(revision));
  return engine::to_hex(digest.finish_id());
}

/// What a sheet says, whoever calls it what, and whatever is still to be mended.
std::string content_of(CueSheet sheet) {
  sheet.identity = {};
  sheet.findings.clear();
  return cue_sheet_json(sheet);
}

SheetState state_of(const IssuedSheet& issued) {
  return sheet_state_named(issued.state).value_or(SheetState::kDraft);  // "revised" is a draft.
}

Result<CueSheet> sheet_of(const IssuedSheet& issued) {
  auto sheet = cue_sheet_of_json(issued.document);
  if (!sheet) {
    return fail(Errc::kCorrupt,
                "revision " + std::to_string(issued.revision) + ": " + sheet.error().message());
  }
  sheet->identity.state = state_of(issued);
  return sheet;
}

SheetIdentity identity_after(const engine::VideoId& video,
                             const std::optional<IssuedSheet>& latest) {
  SheetIdentity identity;
  identity.revision = latest ? latest->revision + 1 : 0;
  identity.id = sheet_id_of(video, identity.revision);
  if (latest) {
    identity.supersedes = latest->id;
    identity.classification = Classification::kRevision;
  }
  return identity;
}

std::string revision_name(const IssuedSheet& issued) {
  return issued.revision == 0 ? "the original" : "revision " + std::to_string(issued.revision);
}

}  // namespace

Result<SheetMatter> matter_on_record(const VideoFacts& video, Ledger& ledger,
                                     const Catalogue& catalogue) {
  SheetMatter matter;
  matter.video = video;
  TRY(matter.uses, uses_of(video, ledger));
  TRY(matter.metadata, ledger.metadata(video.id));
  TRY(matter.recurrence, recurrence_around(video, matter.metadata.production, ledger));
  TRY(const auto values, ledger.amendments().of(video.id, engine::ledger::AmendmentKind::kCue));
  TRY(matter.corrections, corrections_of(values));
  matter.recording_of =
      [catalogue](const std::string& id) -> std::optional<engine::catalogue::Recording> {
    const auto track = engine::parse_id<engine::TrackId>(id);
    if (!track) return std::nullopt;
    auto recording = catalogue.find(*track);
    if (!recording) return std::nullopt;  // The database fails; the sheet says the cue is lost.
    return *std::move(recording);
  };
  return matter;
}

Result<CueSheetPolicy> policy_on_record(const engine::VideoId& video, Ledger& ledger) {
  TRY(const auto latest, ledger.cue_sheets().latest(video));
  if (!latest) return CueSheetPolicy{};
  TRY(const CueSheet sheet, sheet_of(*latest));
  return sheet.policy;
}

Result<CueSheet> sheet_on_record(const VideoFacts& video, Ledger& ledger,
                                 const Catalogue& catalogue,
                                 const std::optional<CueSheetPolicy>& policy) {
  TRY(const auto latest, ledger.cue_sheets().latest(video.id));
  CueSheetPolicy used = policy.value_or(CueSheetPolicy{});
  std::optional<CueSheet> before;
  if (latest) {
    TRY(before, sheet_of(*latest));
    if (!policy) used = before->policy;
  }
  TRY(SheetMatter matter, matter_on_record(video, ledger, catalogue));
  CueSheet sheet = make_cue_sheet(std::move(matter), used);
  if (before) {
    // The day on which a sheet was prepared is set when it is issued; it is no change.
    auto& date = sheet.production.preparer.date;
    if (!date) date = before->production.preparer.date;
    if (content_of(sheet) == content_of(*before)) {
      sheet.identity = before->identity;
      return sheet;
    }
    TRY(const auto metadata, ledger.metadata(video.id));
    date = metadata.production.preparer.date;
  }
  sheet.identity = identity_after(video.id, latest);
  return sheet;
}

Result<CueSheet> issued_sheet(const VideoFacts& video, int revision, Ledger& ledger) {
  TRY(const auto sheets, ledger.cue_sheets().of(video.id));
  for (const IssuedSheet& one : sheets) {
    if (one.revision == revision) return sheet_of(one);
  }
  return fail(Errc::kNotFound,
              "revision " + std::to_string(revision) + " of this cue sheet was never issued" +
                  (sheets.empty() ? "; `cuetrace cuesheet issue` makes the original, 0"
                                  : "; the last one is " + std::to_string(sheets.back().revision)));
}

Result<void> check_editable(const VideoFacts& video, Ledger& ledger) {
  TRY(const auto latest, ledger.cue_sheets().latest(video.id));
  if (!latest) return {};
  const SheetState state = state_of(*latest);
  if (state != SheetState::kSubmitted && state != SheetState::kApproved) return {};
  return fail(Errc::kInvalidInput, revision_name(*latest) + " of the cue sheet is " +
                                       latest->state +
                                       " and cannot be changed; open the next one with "
                                       "`cuetrace cuesheet revise`");
}

Result<CueSheet> issue_sheet(const VideoFacts& video, Ledger& ledger, const Catalogue& catalogue,
                             const std::optional<CueSheetPolicy>& policy, const Author& author) {
  TRY_VOID(check_editable(video, ledger));
  TRY(CueSheet sheet, sheet_on_record(video, ledger, catalogue, policy));
  if (!sheet.findings.empty()) {
    return fail(Errc::kInvalidInput,
                "the cue sheet is a draft: " + std::to_string(sheet.findings.size()) +
                    " things are to be mended; `cuetrace cuesheet check` "
                    "lists them");
  }
  TRY(const auto latest, ledger.cue_sheets().latest(video.id));
  if (latest && latest->id == sheet.identity.id) {
    return fail(Errc::kInvalidInput, revision_name(*latest) +
                                         " of the cue sheet says the same and is " + latest->state +
                                         "; there is nothing new to issue");
  }
  auto& date = sheet.production.preparer.date;
  if (!date) date = engine::parse_day(std::string_view(author.at).substr(0, 10));
  sheet.identity.state = SheetState::kIssued;
  IssuedSheet issued;
  issued.id = sheet.identity.id;
  issued.video = video.id;
  issued.revision = sheet.identity.revision;
  issued.supersedes = sheet.identity.supersedes;
  issued.document = cue_sheet_json(sheet);
  TRY_VOID(ledger.cue_sheets().issue(issued, author));
  return sheet;
}

Result<void> move_sheet(const VideoFacts& video, const std::string& state, const std::string& note,
                        Ledger& ledger, const Author& author) {
  struct Step {
    std::string_view from;
    std::string_view to;
  };
  constexpr std::array kSteps{
      Step{"issued", "submitted"},  Step{"submitted", "approved"}, Step{"submitted", "rejected"},
      Step{"submitted", "revised"}, Step{"approved", "revised"},   Step{"rejected", "revised"},
  };
  TRY(const auto latest, ledger.cue_sheets().latest(video.id));
  if (!latest) {
    return fail(Errc::kInvalidInput,
                "the cue sheet has not been issued; `cuetrace cuesheet issue` does");
  }
  const bool allowed = std::ranges::any_of(
      kSteps, [&](const Step& step) { return step.from == latest->state && step.to == state; });
  if (!allowed) {
    return fail(Errc::kInvalidInput, revision_name(*latest) + " of the cue sheet is " +
                                         latest->state + " and cannot become " + state);
  }
  return ledger.cue_sheets().move(latest->id, state, note, author);
}

}  // namespace reports
