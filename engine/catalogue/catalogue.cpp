#include "engine/catalogue/catalogue.h"

#include "engine/catalogue/catalogue_schema.h"
#include "engine/catalogue/catalogue_store.h"
#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/kinship_store.h"
#include "engine/catalogue/recording_merge.h"
#include "engine/catalogue/societies.h"
#include "engine/core/text.h"
#include "engine/core/utc.h"

#include <algorithm>
#include <utility>

namespace engine::catalogue {
namespace {

using storage::Database;
using storage::Row;
using storage::Transaction;
using storage::Values;

std::string made_work_id(const std::string& recording_id) { return "work:" + recording_id; }

bool has_made_work(const Recording& recording) {
  return recording.work.id == made_work_id(recording.id);
}

using Stored = std::optional<StoredRecording>;

Result<Stored> load_one(const Database& database, std::string_view condition,
                        const std::string& value) {
  TRY(auto found, load_recordings(database, condition, {value}));
  if (found.empty()) return Stored();
  return Stored(std::move(found.front()));
}

/// What is known already of a recording that is being put: under its id, and under its track or,
/// where neither was known before, under the id it had while it waited for its audio.
struct Earlier {
  Stored by_id;
  Stored by_track;  // Empty when it is the same as `by_id`.
};

Result<Earlier> load_earlier(const Database& database, Recording& recording) {
  Earlier earlier;
  if (recording.track) {
    TRY(earlier.by_track, load_one(database, "WHERE track_id = ?", to_string(*recording.track)));
  }
  if (recording.id.empty() && earlier.by_track) recording.id = earlier.by_track->recording.id;
  if (recording.id.empty()) {
    recording.id = recording_id_of(recording);
    Recording waiting = recording;
    waiting.track.reset();
    TRY(earlier.by_track, load_one(database, "WHERE recording_id = ? AND track_id IS NULL",
                                   recording_id_of(waiting)));
  }
  TRY(earlier.by_id, load_one(database, "WHERE recording_id = ?", recording.id));
  if (earlier.by_id && earlier.by_track &&
      earlier.by_id->recording.id == earlier.by_track->recording.id) {
    earlier.by_track.reset();
  }
  return earlier;
}

/// One recording has one track, and one track one recording.
Result<void> check_track(const Recording& recording, const Earlier& earlier) {
  if (earlier.by_track && !earlier.by_track->removed) {
    const Recording& other = earlier.by_track->recording;
    if (!is_made_id(other.id, other.track)) {
      return fail(Errc::kInvalidInput, recording.id + ": has the same sound as recording " +
                                           other.id + "; keep one of the two");
    }
  }
  if (earlier.by_id && !earlier.by_id->removed && recording.track) {
    const Recording& same = earlier.by_id->recording;
    if (same.track && *same.track != *recording.track) {
      return fail(Errc::kInvalidInput, recording.id + ": has other audio already; take that away " +
                                           "with `cuetrace catalog rm " + to_string(*same.track) +
                                           "`, or give the new one an id of its own");
    }
  }
  return {};
}

/// Fills in what is known already, and ids that are missing.
Result<void> complete(const Database& database, Recording& recording, const Earlier& earlier) {
  for (const Stored* stored : {&earlier.by_id, &earlier.by_track}) {
    if (recording.work.id.empty() && *stored && !has_made_work((*stored)->recording)) {
      recording.work.id = (*stored)->recording.work.id;
    }
  }
  if (recording.work.id.empty()) recording.work.id = made_work_id(recording.id);
  TRY(const auto work, load_work(database, recording.work.id));
  if (work) fill_work(recording.work, *work);
  for (const Stored* stored : {&earlier.by_id, &earlier.by_track}) {
    if (!*stored) continue;
    const Recording& known = (*stored)->recording;
    fill_recording(recording, known);
    // The writers that a customer's work has are those of that work alone.
    if (!work && has_made_work(known)) fill_work(recording.work, known.work);
  }
  if (recording.version.empty()) recording.version = "full";
  return {};
}

/// A removed recording whose id is taken over by other audio stays, under an id made of its track.
Result<void> keep_history(Database& database, const StoredRecording& old) {
  StoredRecording kept = old;
  kept.recording.id = to_string(*old.recording.track);
  TRY_VOID(erase_recording(database, old.recording.id));
  return add_recording(database, kept);
}

Result<void> replace(Database& database, const StoredRecording& next, const Earlier& earlier) {
  const Recording& recording = next.recording;
  TRY(const bool work_changed, save_work(database, recording.work, next.since));
  for (const Stored* stored : {&earlier.by_id, &earlier.by_track}) {
    if (!*stored) continue;
    const Recording& old = (*stored)->recording;
    if (old.track && old.track != recording.track) {
      TRY_VOID(keep_history(database, **stored));
    } else {
      TRY_VOID(keep_past_recording(database, **stored, next.since));
      TRY_VOID(erase_recording(database, old.id));
      TRY_VOID(forget_words(database, old.id));
    }
  }
  TRY_VOID(add_recording(database, next));
  TRY_VOID(work_changed ? index_words_of_work(database, recording.work.id)
                        : index_words(database, recording.id));
  for (const Stored* stored : {&earlier.by_id, &earlier.by_track}) {
    if (*stored) {
      TRY_VOID(retire_unused_work(database, (*stored)->recording.work.id, next.since));
    }
  }
  return {};
}

/// The time from which on `recording` is said: a clock that was set back changes no past.
std::string since(const Earlier& earlier, std::string now) {
  for (const Stored* stored : {&earlier.by_id, &earlier.by_track}) {
    if (*stored) now = std::max(now, (*stored)->since);
  }
  return now;
}

std::string tag(const MediaFacts& facts, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    const auto found = facts.tags.find(key);
    if (found != facts.tags.end() && !trimmed(found->second).empty()) return found->second;
  }
  return {};
}

std::vector<Contribution> composers_of(const MediaFacts& facts) {
  std::string names = tag(facts, {"composer", "tcom"});
  std::replace(names.begin(), names.end(), ';', '|');
  std::vector<Contribution> writers;
  for (std::string& name : split(names, '|')) {
    writers.push_back({.kind = ContributionKind::kWriter,
                       .party = {.name = std::move(name), .ipi = {}, .society = {}},
                       .role = "C",
                       .share_bp = std::nullopt});
  }
  return writers;
}

Recording recording_of_tags(const TrackId& track, const MediaFacts& facts, MediaTime duration) {
  Recording recording;
  recording.track = track;
  recording.path = facts.location;
  recording.duration = duration;
  recording.title = tag(facts, {"title"});
  if (recording.title.empty()) {
    recording.title = std::filesystem::path(facts.location).stem().string();
  }
  recording.artist = tag(facts, {"artist", "album_artist"});
  recording.album = tag(facts, {"album"});
  recording.isrc = tag(facts, {"isrc", "tsrc"});
  recording.work.contributions = composers_of(facts);
  return recording;
}

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::vector<Recording> present(std::vector<StoredRecording> stored) {
  std::vector<Recording> recordings;
  for (StoredRecording& one : stored) {
    if (!one.removed) recordings.push_back(std::move(one.recording));
  }
  return recordings;
}

}  // namespace

Result<Catalogue> Catalogue::open(Database& database, Clock clock) {
  TRY_VOID(database.migrate(schema()));
  if (database.access() == storage::Access::kWrite) TRY_VOID(index_words_due(database));
  return Catalogue(database, std::move(clock));
}

Result<PutOutcome> Catalogue::put_track(const TrackId& track, const MediaFacts& facts,
                                        MediaTime duration) {
  TRY(Transaction transaction, Transaction::begin(*database_));
  TRY(const auto known, load_one(*database_, "WHERE track_id = ?", to_string(track)));
  if (known && !known->removed) return PutOutcome::kUnchanged;
  Recording recording = recording_of_tags(track, facts, duration);
  if (known) {  // What the customer said of it counts for more than tags.
    Recording back = known->recording;
    back.path = recording.path;
    fill_recording(back, recording);
    recording = std::move(back);
  }
  TRY(const PutOutcome outcome, put(recording));
  TRY_VOID(transaction.commit());
  return outcome;
}

struct Catalogue::Change {
  StoredRecording next;
  Earlier earlier;
  PutOutcome outcome = PutOutcome::kUnchanged;
};

Result<Catalogue::Change> Catalogue::change_of(const Recording& given) const {
  Recording recording = cleaned(given);
  TRY(Earlier earlier, load_earlier(*database_, recording));
  TRY_VOID(check_track(recording, earlier));
  const auto is_there = [](const Stored& stored) { return stored && !stored->removed; };
  // Words alone do not bring back a track that was taken away.
  const bool stays_removed = !recording.track && earlier.by_id && earlier.by_id->removed;
  TRY_VOID(complete(*database_, recording, earlier));
  StoredRecording next{.recording = std::move(recording),
                       .removed = stays_removed,
                       .since = since(earlier, clock_())};
  const bool same = !earlier.by_track && earlier.by_id && earlier.by_id->says_the_same(next);
  const bool was_there = stays_removed || is_there(earlier.by_id) || is_there(earlier.by_track);
  const PutOutcome outcome = same        ? PutOutcome::kUnchanged
                             : was_there ? PutOutcome::kChanged
                                         : PutOutcome::kNew;
  return Change{.next = std::move(next), .earlier = std::move(earlier), .outcome = outcome};
}

Result<PutOutcome> Catalogue::put(const Recording& given) {
  TRY(Transaction transaction, Transaction::begin(*database_));
  TRY(const Change change, change_of(given));
  if (change.outcome == PutOutcome::kUnchanged) return change.outcome;
  TRY_VOID(replace(*database_, change.next, change.earlier));
  TRY_VOID(transaction.commit());
  return change.outcome;
}

Result<PutOutcome> Catalogue::foresee(const Recording& given) const {
  TRY(const Change change, change_of(given));
  return change.outcome;
}

/// The work as it is once the society's answer is on record.
Result<Work> Catalogue::acknowledged_work(const Acknowledgement& told) const {
  TRY(auto known, load_work(*database_, told.work_id));
  if (!known) {
    return fail(Errc::kNotFound, "no work '" + clean_utf8(told.work_id) +
                                     "' in the catalogue; import its registration first");
  }
  const identifiers::Reading iswc = identifiers::read_iswc(told.iswc);
  if (iswc.valid() && identifiers::read_iswc(known->iswc).valid() && known->iswc != iswc.text) {
    return fail(Errc::kInvalidInput, "work '" + known->id + "': society " + told.society +
                                         " says its ISWC is " + iswc.text +
                                         ", and the catalogue says " + known->iswc +
                                         "; correct the one that is wrong");
  }
  if (iswc.valid()) known->iswc = iswc.text;
  if (told.number.empty() || told.society.empty()) return *std::move(known);
  const auto of_society =
      std::find_if(known->numbers.begin(), known->numbers.end(), [&](const SocietyNumber& one) {
        return one.society == told.society || society_code(one.society) == told.society;
      });
  if (of_society == known->numbers.end()) {
    known->numbers.push_back({.society = told.society, .number = clean_utf8(told.number)});
  } else {
    of_society->number = clean_utf8(told.number);
  }
  return *std::move(known);
}

Result<PutOutcome> Catalogue::put(const Acknowledgement& told) {
  TRY(Transaction transaction, Transaction::begin(*database_));
  TRY(const Work work, acknowledged_work(told));
  TRY(const bool changed, save_work(*database_, work, clock_()));
  if (!changed) return PutOutcome::kUnchanged;
  TRY_VOID(index_words_of_work(*database_, work.id));
  TRY_VOID(transaction.commit());
  return PutOutcome::kChanged;
}

Result<PutOutcome> Catalogue::foresee(const Acknowledgement& told) const {
  TRY(const Work work, acknowledged_work(told));
  TRY(const auto known, load_work(*database_, told.work_id));
  return known == work ? PutOutcome::kUnchanged : PutOutcome::kChanged;
}

Result<std::optional<Recording>> Catalogue::find(const TrackId& track) const {
  TRY(auto stored, load_one(*database_, "WHERE track_id = ?", to_string(track)));
  if (!stored) return std::optional<Recording>();
  return std::optional<Recording>(std::move(stored->recording));
}

Result<std::optional<Recording>> Catalogue::find(const TrackId& track,
                                                 const std::string& as_of) const {
  return load_past_recording(*database_, track, as_of);
}

Result<std::optional<Work>> Catalogue::work(const std::string& id) const {
  return load_work(*database_, id);
}

Result<std::optional<Work>> Catalogue::work(const std::string& id, const std::string& as_of) const {
  return load_past_work(*database_, id, as_of);
}

Result<std::vector<WorkState>> Catalogue::work_states(const std::string& id) const {
  return load_work_states(*database_, id);
}

Result<std::vector<Recording>> Catalogue::find_any(const std::string& text) const {
  constexpr std::size_t kPrefixMin = 6;
  const std::string lower = to_lower_ascii(text);
  TRY(auto exact, load_recordings(*database_, "WHERE recording_id = ? OR track_id = ? ORDER BY 1",
                                  {text, lower}));
  if (auto recordings = present(std::move(exact)); !recordings.empty()) return recordings;
  if (text.empty()) return std::vector<Recording>();
  std::string condition = "WHERE path = ?";
  Values values = {text};
  if (const identifiers::Reading isrc = identifiers::read_isrc(text); isrc.valid()) {
    condition += " OR isrc = ?";
    values.emplace_back(isrc.text);
  }
  if (text.size() >= kPrefixMin && is_hex(lower)) {
    condition += " OR (track_id >= ? AND track_id < ?)";
    values.insert(values.end(), {lower, lower + "g"});  // 'g' comes after every hex digit.
  }
  TRY(auto found, load_recordings(*database_, condition + " ORDER BY recording_id", values));
  return present(std::move(found));
}

Result<std::vector<Recording>> Catalogue::list(const RecordingFilter& filter) const {
  TRY(const SearchCondition condition, condition_of(filter));
  TRY(auto stored, load_recordings(*database_, condition.sql, condition.values));
  return present(std::move(stored));
}

Result<std::set<TrackId>> Catalogue::tracks() const {
  std::set<TrackId> tracks;
  TRY_VOID(
      database_->each("SELECT track_id FROM recording WHERE removed = 0 AND track_id IS NOT NULL",
                      {}, [&](const Row& row) -> Result<void> {
                        if (const auto track = parse_id<TrackId>(row.text(0)))
                          tracks.insert(*track);
                        return {};
                      }));
  return tracks;
}

Result<void> Catalogue::put_kin(const TrackId& track, const std::vector<Kinship>& kin,
                                int version) {
  TRY(Transaction transaction, Transaction::begin(*database_));
  TRY_VOID(erase_kin_of_other_versions(*database_, version));
  for (const Kinship& kinship : kin) TRY_VOID(save_kinship(*database_, kinship));
  TRY_VOID(
      database_->run("INSERT INTO kin_sought (track_id, version) VALUES (?, ?) "
                     "ON CONFLICT DO UPDATE SET version = excluded.version",
                     {to_string(track), std::int64_t{version}}));
  return transaction.commit();
}

Result<std::vector<Kinship>> Catalogue::kin(const TrackId& track) const {
  return load_kin(*database_, track);
}

Result<std::vector<Kinship>> Catalogue::kin() const { return load_kin(*database_); }

Result<std::set<TrackId>> Catalogue::tracks_with_kin_sought(int version) const {
  std::set<TrackId> tracks;
  TRY_VOID(database_->each("SELECT track_id FROM kin_sought WHERE version = ?",
                           {std::int64_t{version}}, [&](const Row& row) -> Result<void> {
                             if (const auto track = parse_id<TrackId>(row.text(0))) {
                               tracks.insert(*track);
                             }
                             return {};
                           }));
  return tracks;
}

Result<void> Catalogue::remove(const TrackId& track, Removal removal) {
  TRY(Transaction transaction, Transaction::begin(*database_));
  TRY(const auto stored, load_one(*database_, "WHERE track_id = ?", to_string(track)));
  if (!stored || stored->removed) {
    return fail(Errc::kNotFound, to_string(track) + ": no such track in the catalogue");
  }
  TRY_VOID(erase_kin(*database_, track));
  if (removal == Removal::kKeepForHistory) {
    const std::string now = std::max(clock_(), stored->since);
    TRY_VOID(keep_past_recording(*database_, *stored, now));
    TRY_VOID(database_->run("UPDATE recording SET removed = 1, since = ? WHERE recording_id = ?",
                            {now, stored->recording.id}));
  } else {
    TRY_VOID(erase_recording(*database_, stored->recording.id));
    TRY_VOID(forget_words(*database_, stored->recording.id));
    TRY_VOID(forget_past_recording(*database_, stored->recording.id));
    TRY_VOID(forget_unused_work(*database_, stored->recording.work.id));
  }
  return transaction.commit();
}

}  // namespace engine::catalogue
