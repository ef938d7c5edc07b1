#include "engine/catalogue/work_store.h"

#include "engine/catalogue/details_text.h"
#include "engine/catalogue/statement.h"

#include <algorithm>
#include <utility>

namespace engine::catalogue {
namespace {

using storage::Database;
using storage::Row;
using storage::Value;
using storage::value_or_null;
using storage::Values;

Value day_or_null(const std::optional<Day>& day) { return day ? Value(to_string(*day)) : Value(); }

Result<Contribution> contribution_of(const Row& row) {
  Contribution one;
  one.kind = row.integer(0) == 0 ? ContributionKind::kWriter : ContributionKind::kPublisher;
  one.role = row.text(1);
  if (const auto share = row.optional_integer(2)) one.share_bp = static_cast<std::int32_t>(*share);
  one.controlled = row.integer(3) != 0;
  one.chain = static_cast<std::uint32_t>(row.integer(4));
  TRY(one.details, details_of_text(row.text(5)));
  one.party = {.name = row.text(6),
               .ipi = row.text(7),
               .society = row.text(8),
               .family_name = row.text(9),
               .ipi_base = row.text(10),
               .isni = row.text(11),
               .mechanical_society = row.text(12),
               .sync_society = row.text(13),
               .number = row.text(14)};
  return one;
}

ShareTerm term_of(const Row& row) {
  ShareTerm term;
  term.kind = row.integer(1) == 0 ? ShareKind::kOwnership : ShareKind::kCollection;
  term.territory = row.text(2);
  term.excluded = row.integer(3) != 0;
  for (int i = 0; i < static_cast<int>(kRights.size()); ++i) {
    if (const auto share = row.optional_integer(4 + i)) {
      term.shares_ppm[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(*share);
    }
  }
  term.from = parse_day(row.text(7));
  term.until = parse_day(row.text(8));
  return term;
}

/// The contribution at a position; none when a row of another table names one that is not there.
Contribution* at(Work& work, std::int64_t position) {
  const auto index = static_cast<std::size_t>(position);
  return index < work.contributions.size() ? &work.contributions[index] : nullptr;
}

Result<void> load_contributions(const Database& database, Work& work) {
  TRY_VOID(database.each(
      "SELECT kind, role, share_bp, controlled, chain, details, name, ipi, society, family_name, "
      "ipi_base, isni, mechanical_society, sync_society, number "
      "FROM contribution JOIN party USING (party_id) WHERE work_id = ? ORDER BY kind, position",
      {work.id}, [&](const Row& row) -> Result<void> {
        TRY(Contribution one, contribution_of(row));
        work.contributions.push_back(std::move(one));
        return {};
      }));
  TRY_VOID(
      database.each("SELECT position, kind, territory, excluded, performance_ppm, mechanical_ppm, "
                    "synchronisation_ppm, valid_from, valid_until "
                    "FROM share_term WHERE work_id = ? ORDER BY position, term",
                    {work.id}, [&](const Row& row) -> Result<void> {
                      if (auto* const one = at(work, row.integer(0)))
                        one->terms.push_back(term_of(row));
                      return {};
                    }));
  return database.each(
      "SELECT position, writer, submitter_agreement, society_agreement FROM published_writer "
      "WHERE work_id = ? ORDER BY position, link",
      {work.id}, [&](const Row& row) -> Result<void> {
        if (auto* const one = at(work, row.integer(0))) {
          one->writers.push_back({.writer = static_cast<std::uint32_t>(row.integer(1)),
                                  .submitter_agreement = row.text(2),
                                  .society_agreement = row.text(3)});
        }
        return {};
      });
}

Result<void> load_titles(const Database& database, Work& work) {
  TRY_VOID(database.each(
      "SELECT title, type, language FROM work_title WHERE work_id = ? ORDER BY position", {work.id},
      [&](const Row& row) -> Result<void> {
        work.titles.push_back({.title = row.text(0), .type = row.text(1), .language = row.text(2)});
        return {};
      }));
  return database.each(
      "SELECT society, number FROM work_number WHERE work_id = ? ORDER BY position", {work.id},
      [&](const Row& row) -> Result<void> {
        work.numbers.push_back({.society = row.text(0), .number = row.text(1)});
        return {};
      });
}

/// A work and the time since when it is said.
struct StoredWork {
  Work work;
  std::string since;
};

Result<std::optional<StoredWork>> load_stored(const Database& database, const std::string& id) {
  std::optional<StoredWork> stored;
  TRY_VOID(database.each(
      "SELECT title, iswc, since, details FROM work WHERE work_id = ?", {id},
      [&](const Row& row) -> Result<void> {
        stored.emplace();
        stored->work =
            Work{.id = id, .title = row.text(0), .iswc = row.text(1), .contributions = {}};
        stored->since = row.text(2);
        TRY(stored->work.details, details_of_text(row.text(3)));
        return {};
      }));
  if (!stored) return stored;
  TRY_VOID(load_contributions(database, stored->work));
  TRY_VOID(load_titles(database, stored->work));
  return stored;
}

Result<void> add_terms(Database& database, const Work& work, std::size_t position) {
  const Contribution& one = work.contributions[position];
  std::int64_t number = 0;
  for (const ShareTerm& term : one.terms) {
    TRY_VOID(database.run(
        "INSERT INTO share_term VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {work.id, static_cast<std::int64_t>(position), number++,
         static_cast<std::int64_t>(term.kind), term.territory, std::int64_t{term.excluded ? 1 : 0},
         value_or_null(term.shares_ppm[0]), value_or_null(term.shares_ppm[1]),
         value_or_null(term.shares_ppm[2]), day_or_null(term.from), day_or_null(term.until)}));
  }
  number = 0;
  for (const PublishedWriter& link : one.writers) {
    TRY_VOID(database.run(
        "INSERT INTO published_writer VALUES (?, ?, ?, ?, ?, ?)",
        {work.id, static_cast<std::int64_t>(position), number++, std::int64_t{link.writer},
         link.submitter_agreement, link.society_agreement}));
  }
  return {};
}

Result<void> add_contribution(Database& database, const Work& work, std::size_t position) {
  const Contribution& one = work.contributions[position];
  const Party& party = one.party;
  const Values names = {party.name,
                        party.ipi,
                        party.society,
                        party.family_name,
                        party.ipi_base,
                        party.isni,
                        party.mechanical_society,
                        party.sync_society,
                        party.number};
  TRY_VOID(database.run(
      "INSERT INTO party (name, ipi, society, family_name, ipi_base, isni, mechanical_society, "
      "sync_society, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      names));
  Values values = {work.id,
                   static_cast<std::int64_t>(one.kind),
                   static_cast<std::int64_t>(position),
                   one.role,
                   value_or_null(one.share_bp),
                   std::int64_t{one.controlled ? 1 : 0},
                   std::int64_t{one.chain},
                   text_of_details(one.details)};
  values.insert(values.end(), names.begin(), names.end());
  TRY_VOID(database.run(
      "INSERT INTO contribution (work_id, kind, position, role, share_bp, controlled, chain, "
      "details, party_id) SELECT ?, ?, ?, ?, ?, ?, ?, ?, party_id FROM party WHERE name = ? AND "
      "ipi = ? AND society = ? AND family_name = ? AND ipi_base = ? AND isni = ? AND "
      "mechanical_society = ? AND sync_society = ? AND number = ?",
      values));
  return add_terms(database, work, position);
}

/// Takes what hangs on a work away; returns the parties that were named in it.
Result<std::vector<std::int64_t>> take_parts(Database& database, const std::string& work) {
  std::vector<std::int64_t> parties;
  TRY_VOID(database.each("SELECT party_id FROM contribution WHERE work_id = ?", {work},
                         [&](const Row& row) -> Result<void> {
                           parties.push_back(row.integer(0));
                           return {};
                         }));
  TRY_VOID(database.run("DELETE FROM share_term WHERE work_id = ?", {work}));
  TRY_VOID(database.run("DELETE FROM published_writer WHERE work_id = ?", {work}));
  TRY_VOID(database.run("DELETE FROM contribution WHERE work_id = ?", {work}));
  TRY_VOID(database.run("DELETE FROM work_title WHERE work_id = ?", {work}));
  TRY_VOID(database.run("DELETE FROM work_number WHERE work_id = ?", {work}));
  return parties;
}

Result<void> erase_unused_parties(Database& database, const std::vector<std::int64_t>& parties) {
  for (const std::int64_t party : parties) {
    TRY_VOID(
        database.run("DELETE FROM party WHERE party_id = ?1 AND NOT EXISTS "
                     "(SELECT 1 FROM contribution WHERE party_id = ?1)",
                     {party}));
  }
  return {};
}

Result<void> add_parts(Database& database, const Work& work) {
  for (std::size_t i = 0; i < work.contributions.size(); ++i) {
    TRY_VOID(add_contribution(database, work, i));
  }
  std::int64_t number = 0;
  for (const WorkTitle& title : work.titles) {
    TRY_VOID(database.run("INSERT INTO work_title VALUES (?, ?, ?, ?, ?)",
                          {work.id, number++, title.title, title.type, title.language}));
  }
  number = 0;
  for (const SocietyNumber& one : work.numbers) {
    TRY_VOID(database.run("INSERT INTO work_number VALUES (?, ?, ?, ?)",
                          {work.id, number++, one.society, one.number}));
  }
  return {};
}

/// What is said of a work ends; a state that did not last a second is nobody's to ask for.
Result<void> keep_past(Database& database, const StoredWork& stored, const std::string& until) {
  if (stored.since >= until) return {};
  TRY_VOID(database.run("INSERT OR REPLACE INTO past_work VALUES (?, ?, ?, ?)",
                        {stored.work.id, stored.since, until, statement_of(stored.work)}));
  return {};
}

Result<bool> is_used(const Database& database, const std::string& work) {
  bool used = false;
  TRY_VOID(database.each("SELECT 1 FROM recording WHERE work_id = ? LIMIT 1", {work},
                         [&](const Row&) -> Result<void> {
                           used = true;
                           return {};
                         }));
  return used;
}

Result<void> erase_work(Database& database, const std::string& id) {
  TRY(const auto parties, take_parts(database, id));
  TRY_VOID(database.run("DELETE FROM work WHERE work_id = ?", {id}));
  return erase_unused_parties(database, parties);
}

}  // namespace

Result<std::optional<Work>> load_work(const Database& database, const std::string& id) {
  TRY(auto stored, load_stored(database, id));
  if (!stored) return std::optional<Work>();
  return std::optional<Work>(std::move(stored->work));
}

Result<bool> save_work(Database& database, const Work& work, const std::string& now) {
  TRY(const auto earlier, load_stored(database, work.id));
  if (earlier && earlier->work == work) return false;
  // A clock that was set back does not make the past uncertain.
  const std::string since = earlier ? std::max(earlier->since, now) : now;
  if (earlier) TRY_VOID(keep_past(database, *earlier, since));
  TRY_VOID(
      database.run("INSERT INTO work (work_id, title, iswc, since, details) VALUES (?, ?, ?, ?, ?) "
                   "ON CONFLICT DO UPDATE SET title = excluded.title, iswc = excluded.iswc, "
                   "since = excluded.since, details = excluded.details",
                   {work.id, work.title, work.iswc, since, text_of_details(work.details)}));
  TRY(const auto parties, take_parts(database, work.id));
  TRY_VOID(add_parts(database, work));
  TRY_VOID(erase_unused_parties(database, parties));
  return true;
}

Result<void> retire_unused_work(Database& database, const std::string& id, const std::string& now) {
  TRY(const auto stored, load_stored(database, id));
  TRY(const bool used, is_used(database, id));
  if (!stored || used) return {};
  TRY_VOID(keep_past(database, *stored, now));
  return erase_work(database, id);
}

Result<void> forget_unused_work(Database& database, const std::string& id) {
  TRY(const bool used, is_used(database, id));
  if (used) return {};
  TRY_VOID(database.run("DELETE FROM past_work WHERE work_id = ?", {id}));
  return erase_work(database, id);
}

Result<std::optional<Work>> load_past_work(const Database& database, const std::string& id,
                                           const std::string& as_of) {
  std::optional<Work> work;
  TRY_VOID(database.each(
      "SELECT statement FROM past_work WHERE work_id = ? AND since <= ? AND until > ?",
      {id, as_of, as_of}, [&](const Row& row) -> Result<void> {
        TRY(work, work_of_statement(row.text(0)));
        return {};
      }));
  if (work) return work;
  TRY(auto stored, load_stored(database, id));
  if (stored && stored->since <= as_of) work = std::move(stored->work);
  return work;
}

Result<std::vector<WorkState>> load_work_states(const Database& database, const std::string& id) {
  std::vector<WorkState> states;
  TRY_VOID(database.each(
      "SELECT since, until, statement FROM past_work WHERE work_id = ? ORDER BY until", {id},
      [&](const Row& row) -> Result<void> {
        TRY(Work work, work_of_statement(row.text(2)));
        states.push_back({row.text(0), row.text(1), std::move(work)});
        return {};
      }));
  TRY(auto stored, load_stored(database, id));
  if (stored) states.push_back({stored->since, {}, std::move(stored->work)});
  return states;
}

}  // namespace engine::catalogue
