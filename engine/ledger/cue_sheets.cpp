#include "engine/ledger/cue_sheets.h"

namespace engine::ledger {

using storage::Row;
using storage::Transaction;

Result<void> CueSheets::issue(const IssuedSheet& sheet, const Author& author) {
  TRY(Transaction transaction, Transaction::begin(*database_));
  TRY(const std::int64_t added,
      database_->run("INSERT INTO cue_sheet VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                     {sheet.id, to_string(sheet.video), std::int64_t{sheet.revision},
                      sheet.supersedes, sheet.document}));
  if (added == 0) {
    return fail(Errc::kInvalidInput, "revision " + std::to_string(sheet.revision) +
                                         " of this cue sheet has been issued already");
  }
  TRY_VOID(move(sheet.id, "issued", {}, author));
  return transaction.commit();
}

Result<void> CueSheets::move(const std::string& sheet, const std::string& state,
                             const std::string& note, const Author& author) {
  TRY(Transaction transaction, Transaction::begin(*database_));
  TRY_VOID(
      database_->run("INSERT INTO cue_sheet_event (sheet_id, state, by_whom, made_at, note) "
                     "VALUES (?, ?, ?, ?, ?)",
                     {sheet, state, author.name, author.at, note}));
  TRY_VOID(database_->run(
      "INSERT INTO event (kind, video_id, at, data) SELECT 'cue_sheet.' || ?1, video_id, ?2, "
      "json_object('sheet_id', sheet_id, 'by', ?3, 'note', ?4) FROM cue_sheet WHERE sheet_id = ?5",
      {state, author.at, author.name, note, sheet}));
  return transaction.commit();
}

Result<std::vector<IssuedSheet>> CueSheets::of(const VideoId& video) const {
  std::vector<IssuedSheet> sheets;
  TRY_VOID(database_->each(
      "SELECT sheet_id, revision, supersedes, document, "
      "(SELECT state FROM cue_sheet_event AS e WHERE e.sheet_id = cue_sheet.sheet_id "
      "ORDER BY event_number DESC LIMIT 1) FROM cue_sheet WHERE video_id = ? ORDER BY revision",
      {to_string(video)}, [&](const Row& row) -> Result<void> {
        sheets.push_back({row.text(0), video, static_cast<int>(row.integer(1)), row.text(2),
                          row.text(3), row.text(4)});
        return {};
      }));
  return sheets;
}

Result<std::optional<IssuedSheet>> CueSheets::latest(const VideoId& video) const {
  TRY(std::vector<IssuedSheet> sheets, of(video));
  if (sheets.empty()) return std::nullopt;
  return std::move(sheets.back());
}

Result<std::vector<SheetEvent>> CueSheets::events(const VideoId& video) const {
  std::vector<SheetEvent> events;
  TRY_VOID(database_->each(
      "SELECT sheet_id, state, by_whom, made_at, note FROM cue_sheet_event "
      "JOIN cue_sheet USING (sheet_id) WHERE video_id = ? ORDER BY event_number",
      {to_string(video)}, [&](const Row& row) -> Result<void> {
        events.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)});
        return {};
      }));
  return events;
}

}  // namespace engine::ledger
