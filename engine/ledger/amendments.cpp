#include "engine/ledger/amendments.h"

#include <algorithm>
#include <array>
#include <set>

namespace engine::ledger {
namespace {

using storage::Row;
using storage::Transaction;
using storage::Value;

constexpr std::array<std::string_view, 3> kKinds{"fact", "cue", "decision"};

Result<AmendmentKind> kind_named(const std::string& name) {
  const auto* const found = std::ranges::find(kKinds, name);
  if (found == kKinds.end()) {
    return fail(Errc::kNewerFormat,
                "an amendment of an unknown kind, " + name + "; a newer cuetrace has written it");
  }
  return static_cast<AmendmentKind>(found - kKinds.begin());
}

Value text_or_null(const std::optional<std::string>& text) { return text ? Value(*text) : Value(); }

std::optional<std::string> text_of(const Row& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.text(column));
}

}  // namespace

std::string_view to_string(AmendmentKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

Result<AmendmentValues> Amendments::of(const VideoId& video, AmendmentKind kind) const {
  AmendmentValues values;
  TRY_VOID(database_->each("SELECT subject, value FROM amendment WHERE video_id = ? AND kind = ?",
                           {to_string(video), std::string(to_string(kind))},
                           [&](const Row& row) -> Result<void> {
                             values.emplace(row.text(0), row.text(1));
                             return {};
                           }));
  return values;
}

Result<AmendmentValues> Amendments::times_of(const VideoId& video, AmendmentKind kind) const {
  AmendmentValues times;
  TRY_VOID(database_->each(
      "SELECT subject, made_at FROM amendment_change "
      "WHERE video_id = ? AND kind = ? ORDER BY change_number",
      {to_string(video), std::string(to_string(kind))}, [&](const Row& row) -> Result<void> {
        times[row.text(0)] = row.text(1);
        return {};
      }));
  return times;
}

Result<std::map<VideoId, AmendmentValues>> Amendments::all(AmendmentKind kind) const {
  std::map<VideoId, AmendmentValues> values;
  TRY_VOID(database_->each("SELECT video_id, subject, value FROM amendment WHERE kind = ?",
                           {std::string(to_string(kind))}, [&](const Row& row) -> Result<void> {
                             const auto video = parse_id<VideoId>(row.text(0));
                             if (video) values[*video].emplace(row.text(1), row.text(2));
                             return {};
                           }));
  return values;
}

Result<std::size_t> Amendments::change(const VideoId& video,
                                       const std::vector<Amendment>& amendments,
                                       const Author& author) {
  return write(video, amendments, author, std::nullopt);
}

Result<std::size_t> Amendments::write(const VideoId& video,
                                      const std::vector<Amendment>& amendments,
                                      const Author& author, std::optional<std::int64_t> undoes) {
  TRY(Transaction transaction, Transaction::begin(*database_));
  const std::string id = to_string(video);
  std::int64_t next = 1;
  TRY_VOID(database_->each("SELECT coalesce(max(change_number), 0) + 1 FROM amendment_change", {},
                           [&](const Row& row) -> Result<void> {
                             next = row.integer(0);
                             return {};
                           }));
  const std::int64_t batch = next;
  for (const Amendment& one : amendments) {
    const std::string kind(to_string(one.kind));
    std::optional<std::string> before;
    TRY_VOID(database_->each(
        "SELECT value FROM amendment WHERE video_id = ? AND kind = ? AND subject = ?",
        {id, kind, one.subject}, [&](const Row& row) -> Result<void> {
          before = row.text(0);
          return {};
        }));
    if (before == one.value) continue;
    if (one.value) {
      TRY_VOID(database_->run(
          "INSERT INTO amendment VALUES (?, ?, ?, ?) ON CONFLICT (video_id, kind, subject) "
          "DO UPDATE SET value = excluded.value",
          {id, kind, one.subject, *one.value}));
    } else {
      TRY_VOID(
          database_->run("DELETE FROM amendment WHERE video_id = ? AND kind = ? AND subject = ?",
                         {id, kind, one.subject}));
    }
    TRY_VOID(database_->run(
        "INSERT INTO amendment_change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {next++, batch, id, kind, one.subject, text_or_null(before), text_or_null(one.value),
         author.name, author.at, undoes ? Value(*undoes) : Value()}));
    TRY_VOID(database_->run(
        "INSERT INTO event (kind, video_id, at, data) VALUES (?1 || '.changed', ?2, ?3, "
        "json_object('subject', ?4, 'before', ?5, 'after', ?6, 'by', ?7))",
        {kind, id, author.at, one.subject, text_or_null(before), text_or_null(one.value),
         author.name}));
  }
  TRY_VOID(transaction.commit());
  return static_cast<std::size_t>(next - batch);
}

Result<std::vector<AmendmentChange>> Amendments::history(const VideoId& video) const {
  std::vector<AmendmentChange> changes;
  TRY_VOID(database_->each(
      "SELECT change_number, batch, kind, subject, before, after, by_whom, made_at, undoes "
      "FROM amendment_change WHERE video_id = ? ORDER BY change_number",
      {to_string(video)}, [&](const Row& row) -> Result<void> {
        AmendmentChange change;
        change.number = row.integer(0);
        change.batch = row.integer(1);
        TRY(change.kind, kind_named(row.text(2)));
        change.subject = row.text(3);
        change.before = text_of(row, 4);
        change.after = text_of(row, 5);
        change.by = row.text(6);
        change.at = row.text(7);
        change.undoes = row.optional_integer(8);
        changes.push_back(std::move(change));
        return {};
      }));
  return changes;
}

Result<std::vector<AmendmentChange>> Amendments::undo(const VideoId& video,
                                                      const std::vector<AmendmentKind>& kinds,
                                                      const Author& author) {
  TRY(const std::vector<AmendmentChange> changes, history(video));
  std::set<std::int64_t> undone;
  for (const AmendmentChange& one : changes) {
    if (one.undoes) undone.insert(*one.undoes);
  }
  std::int64_t latest = 0;
  for (const AmendmentChange& one : changes) {
    const bool of_kind = std::ranges::find(kinds, one.kind) != kinds.end();
    if (of_kind && !one.undoes && !undone.contains(one.batch)) latest = one.batch;
  }
  std::vector<AmendmentChange> taken_back;
  std::vector<Amendment> wanted;
  for (const AmendmentChange& one : changes) {
    if (one.batch != latest) continue;
    taken_back.push_back(one);
    wanted.push_back({one.kind, one.subject, one.before});
  }
  if (!wanted.empty()) TRY_VOID(write(video, wanted, author, latest));
  return taken_back;
}

}  // namespace engine::ledger
