#include "engine/catalogue/recording_search.h"

#include "engine/catalogue/catalogue_store.h"
#include "engine/catalogue/folded_text.h"
#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/recording_fields.h"
#include "engine/core/digest.h"
#include "engine/core/text.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace engine::catalogue {
namespace {

using storage::Database;
using storage::Row;

/// Gaps that are no text field of a recording.
const std::map<std::string, std::string>& other_gaps() {
  static const std::map<std::string, std::string> kGaps = {
      {"audio", "r.track_id IS NULL"},
      {"iswc", "EXISTS (SELECT 1 FROM work w WHERE w.work_id = r.work_id AND w.iswc = '')"},
      {"composer",
       "NOT EXISTS (SELECT 1 FROM contribution c WHERE c.work_id = r.work_id AND c.kind = 0)"},
      {"publisher",
       "NOT EXISTS (SELECT 1 FROM contribution c WHERE c.work_id = r.work_id AND c.kind = 1)"},
      {"share",
       "(EXISTS (SELECT 1 FROM contribution c WHERE c.work_id = r.work_id AND c.share_bp IS NULL) "
       "OR NOT EXISTS (SELECT 1 FROM contribution c WHERE c.work_id = r.work_id))"},
      {"ipi",
       "EXISTS (SELECT 1 FROM contribution c JOIN party p USING (party_id) "
       "WHERE c.work_id = r.work_id AND p.ipi = '')"},
      {"society",
       "EXISTS (SELECT 1 FROM contribution c JOIN party p USING (party_id) "
       "WHERE c.work_id = r.work_id AND p.society = '')"}};
  return kGaps;
}

/// Words of a folded text, each as FTS5 asks for a beginning; empty when there is none.
std::string query_of(std::string_view text) {
  std::string query;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    query += (query.empty() ? "\"" : " \"") + word + "\"*";
    word.clear();
  };
  for (const char c : folded(text)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c < 0;
    if (letter) {
      word.push_back(c);
    } else {
      end_word();
    }
  }
  end_word();
  return query;
}

/// The row of the index that a recording has: the index knows numbers alone.
std::int64_t row_of(const std::string& recording_id) {
  Sha256 digest;
  digest.add(recording_id);
  std::uint64_t value = 0;
  const auto bytes = digest.finish_id();
  for (std::size_t i = 0; i < sizeof value; ++i) value = value << 8 | bytes[i];
  return static_cast<std::int64_t>(value >> 1);
}

class ConditionBuilder {
 public:
  void add(const std::string& sql) {
    condition_.sql += (condition_.sql.empty() ? "WHERE r.removed = 0 AND " : " AND ") + sql;
  }
  void add(const std::string& sql, storage::Value value) {
    add(sql);
    condition_.values.push_back(std::move(value));
  }
  /// `column` empty: any.
  void add_words(const std::string& column, const std::string& text) {
    if (trimmed(text).empty()) return;
    std::string query = query_of(text);
    if (query.empty()) query = "\"\x01\"";  // Signs alone are in no index.
    if (!column.empty()) query = column + " : (" + query + ")";
    add("r.recording_id IN (SELECT recording_id FROM recording_words WHERE recording_words "
        "MATCH ?)",
        query);
  }
  SearchCondition finish() {
    if (condition_.sql.empty()) condition_.sql = "WHERE r.removed = 0";
    condition_.sql += " ORDER BY r.title, r.recording_id";
    return std::move(condition_);
  }

 private:
  SearchCondition condition_;
};

Result<std::string> gap_condition(const std::string& gap) {
  if (const auto found = other_gaps().find(gap); found != other_gaps().end()) return found->second;
  for (const RecordingField& field : kRecordingFields) {
    if (field.in_csv && field.column == gap) return "r." + gap + " = ''";
  }
  std::string names;
  for (const std::string& name : searchable_gaps()) names += (names.empty() ? "" : ", ") + name;
  return fail(Errc::kUsage, "nothing is called \"" + gap + "\"; there are " + names);
}

}  // namespace

std::span<const std::string> searchable_gaps() {
  static const std::vector<std::string> kGaps = [] {
    std::vector<std::string> gaps;
    for (const auto& [name, sql] : other_gaps()) gaps.push_back(name);
    for (const RecordingField& field : kRecordingFields) {
      if (field.in_csv && field.text != &Recording::id) gaps.emplace_back(field.column);
    }
    std::sort(gaps.begin(), gaps.end());
    return gaps;
  }();
  return kGaps;
}

Result<SearchCondition> condition_of(const RecordingFilter& filter) {
  ConditionBuilder condition;
  condition.add_words("", filter.words);
  condition.add_words("title", filter.title);
  condition.add_words("people", filter.composer);
  condition.add_words("moods", filter.mood);
  if (!filter.isrc.empty()) {
    const identifiers::Reading isrc = identifiers::read_isrc(filter.isrc);
    if (isrc.valid()) {
      condition.add("r.isrc = ?", isrc.text);
    } else {
      condition.add("0");
    }
  }
  if (!filter.version.empty()) condition.add("r.version = ?", to_lower_ascii(filter.version));
  if (filter.bpm) {
    condition.add("r.bpm <> '' AND CAST(r.bpm AS REAL) >= ?", std::int64_t{filter.bpm->low});
    condition.add("CAST(r.bpm AS REAL) <= ?", std::int64_t{filter.bpm->high});
  }
  if (!filter.missing.empty()) {
    TRY(const std::string gap, gap_condition(filter.missing));
    condition.add(gap);
  }
  return condition.finish();
}

Result<void> forget_words(Database& database, const std::string& recording_id) {
  TRY_VOID(database.run("DELETE FROM recording_words WHERE rowid = ?", {row_of(recording_id)}));
  return {};
}

Result<void> index_words(Database& database, const std::string& recording_id) {
  TRY_VOID(forget_words(database, recording_id));
  TRY(const auto found, load_recordings(database, "WHERE recording_id = ?", {recording_id}));
  if (found.empty()) return {};
  const Recording& one = found.front().recording;
  std::string titles = one.title + " " + one.work.title + " " + one.version_title;
  for (const WorkTitle& title : one.work.titles) titles += " " + title.title;
  std::string writers;
  std::string others = one.artist + " " + one.label + " " + one.library;
  for (const Contribution& who : one.work.contributions) {
    (who.kind == ContributionKind::kWriter ? writers : others) += " " + who.party.name;
  }
  const std::string about = others + " " + one.album + " " + one.album_code + " " +
                            one.instruments + " " + one.uses + " " + one.genres + " " +
                            one.keywords + " " + one.tempo + " " + one.description + " " +
                            one.isrc + " " + one.work.iswc + " " + one.version;
  TRY_VOID(
      database.run("INSERT INTO recording_words (rowid, recording_id, title, people, moods, about) "
                   "VALUES (?, ?, ?, ?, ?, ?)",
                   {row_of(recording_id), recording_id, folded(titles), folded(writers),
                    folded(one.moods), folded(about)}));
  return {};
}

Result<void> index_words_of_work(Database& database, const std::string& work_id) {
  std::vector<std::string> ids;
  TRY_VOID(database.each("SELECT recording_id FROM recording WHERE work_id = ?", {work_id},
                         [&](const Row& row) -> Result<void> {
                           ids.push_back(row.text(0));
                           return {};
                         }));
  for (const std::string& id : ids) TRY_VOID(index_words(database, id));
  return {};
}

Result<void> index_words_due(Database& database) {
  std::vector<std::string> ids;
  TRY_VOID(
      database.each("SELECT recording_id FROM words_due", {}, [&](const Row& row) -> Result<void> {
        ids.push_back(row.text(0));
        return {};
      }));
  if (ids.empty()) return {};
  TRY(storage::Transaction transaction, storage::Transaction::begin(database));
  for (const std::string& id : ids) TRY_VOID(index_words(database, id));
  TRY_VOID(database.run("DELETE FROM words_due"));
  return transaction.commit();
}

}  // namespace engine::catalogue
