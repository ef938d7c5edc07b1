#include "engine/run/found_facts.h"

#include "engine/core/file.h"
#include "engine/core/text.h"
#include "engine/core/utc.h"
#include "engine/ledger/amendments.h"
#include "engine/ledger/video_facts.h"
#include "engine/run/keys_of_files.h"
#include "engine/run/stated_facts.h"
#include "engine/run/video_file.h"
#include "engine/run/workspace.h"
#include "reports/sheet_on_record.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace engine::run {
namespace {

namespace fs = std::filesystem;
using ledger::Amendment;
using ledger::AmendmentChange;
using ledger::AmendmentKind;
using ledger::AmendmentValues;

constexpr const char* kKeyField = "license_key";
constexpr std::uint64_t kSidecarBytesMax = 4 << 20;
constexpr std::size_t kKeysMax = 100;  // Of a video, beside it and in it.

/// Keys that were found go to `keys`; what only looks like one becomes a warning.
void take_keys(const licences::KeysInText& found, const std::string& where,
               std::vector<std::string>& keys, std::vector<Error>& warnings) {
  for (const licences::FoundKey& one : found.keys) add_once(to_string(one.key), keys);
  if (keys.size() > kKeysMax) {
    keys.resize(kKeysMax);
    warnings.push_back({Errc::kInvalidInput, where + ": names more than " +
                                                 std::to_string(kKeysMax) +
                                                 " licence keys; the first ones were taken"});
  }
  for (const licences::LookAlike& one : found.look_alikes) {
    warnings.push_back(Error(Errc::kInvalidInput, one.why).during(where));
  }
}

Result<VideoRow> sidecar_row(const std::string& path) {
  TRY(const std::string text, read_file(path, kSidecarBytesMax));
  auto rows = read_video_file(text);
  const bool one_object = rows && rows->size() == 1 && trimmed(text).ends_with('}');
  if (one_object) return std::move(rows->front());
  return fail(Errc::kInvalidInput, path +
                                       ": is no JSON object, {\"title\": \"...\"}, and was left "
                                       "out; mend it and scan again");
}

Sidecar sidecar_of(const VideoRow& row, const std::string& path, std::vector<Error>& warnings) {
  StatedFacts stated = stated_facts(row);
  const auto warn = [&](const std::string& what) {
    warnings.push_back({Errc::kInvalidInput, path + ": " + what});
  };
  for (const std::string& problem : stated.problems) {
    warn(problem + "; the field was left out");
  }
  if (!stated.unknown.empty()) {
    warn(joined(stated.unknown, ", ") + ": no field of a video; left out");
  }
  Sidecar sidecar;
  sidecar.keys = listed_keys(stated.values[kKeyField]);
  stated.values.erase(kKeyField);
  std::erase_if(stated.values, [](const auto& one) { return one.second.empty(); });
  sidecar.values = std::move(stated.values);
  for (const auto& [name, given] : row.fields) {
    const ledger::VideoField* const field = ledger::find_video_field(name);
    if (field == nullptr) continue;
    const bool holds_keys = field->name == kKeyField || field->name == "description";
    if (holds_keys) take_keys(licences::find_keys(given), path, sidecar.keys, warnings);
  }
  return sidecar;
}

void find_sidecar(const VideoSource& source, FoundFacts& found) {
  const auto path = sidecar_path(source.location);
  if (!path) return;
  const auto row = sidecar_row(*path);
  if (row) {
    found.sidecar = sidecar_of(*row, *path, found.warnings);
  } else {
    found.warnings.push_back(row.error());
  }
}

/// Of a fingerprint file, which has them of the media it was made of; of a URL and a pipe.
licences::KeysInText keys_in_tags(const FingerprintedMedia& media) {
  std::string words;
  for (const auto& [name, text] : media.facts.tags) words.append(text).append("\n.\n");
  return licences::find_keys(words);
}

/// Who has the last word on each fact.
class LastWords {
 public:
  explicit LastWords(const std::vector<AmendmentChange>& history) {
    std::set<std::int64_t> undone;
    std::map<std::int64_t, std::string> author_of_batch;
    for (const AmendmentChange& one : history) {
      author_of_batch[one.batch] = one.by;
      if (one.undoes) undone.insert(*one.undoes);
    }
    for (const AmendmentChange& one : history) {
      if (one.kind != AmendmentKind::kFact || undone.contains(one.batch)) continue;
      const bool takes_back_a_persons = one.undoes && !is_scan(author_of_batch[*one.undoes]);
      if (!takes_back_a_persons) by_[one.subject] = one.by;
    }
  }

  bool is_free(const std::string& field) const {
    const auto by = by_.find(field);
    return by == by_.end() || is_scan(by->second);
  }
  bool is_of_sidecar(const std::string& field) const {
    const auto by = by_.find(field);
    return by != by_.end() && by->second == kSidecarAuthor;
  }

 private:
  static bool is_scan(const std::string& by) {
    return by == kSidecarAuthor || by == kContainerAuthor;
  }

  std::map<std::string, std::string> by_;
};

/// The facts of one video on their way from what they say to what was found.
class FactsOnRecord {
 public:
  FactsOnRecord(const VideoFacts& video, Workspace& workspace)
      : video_(video), workspace_(workspace), amendments_(workspace.ledger().amendments()) {}

  Result<std::vector<Error>> put(const FoundFacts& found) {
    TRY(values_, amendments_.of(video_.id, AmendmentKind::kFact));
    TRY(const std::vector<AmendmentChange> history, amendments_.history(video_.id));
    const LastWords last(history);
    if (found.sidecar) TRY_VOID(put_sidecar(*found.sidecar, last));
    if (last.is_free(kKeyField)) TRY_VOID(put_keys(found, history));
    return std::move(refused_);
  }

 private:
  std::string value(const std::string& field) const {
    const auto found = values_.find(field);
    return found == values_.end() ? std::string() : found->second;
  }

  Result<void> put_sidecar(const Sidecar& sidecar, const LastWords& last) {
    AmendmentValues after = values_;
    for (const auto& [name, said] : values_) {
      const bool withdrawn = name != kKeyField && last.is_of_sidecar(name) && last.is_free(name) &&
                             !sidecar.values.contains(name);
      if (withdrawn) after.erase(name);
    }
    for (const auto& [name, said] : sidecar.values) {
      if (last.is_free(name)) after[name] = said;
    }
    TRY_VOID(leave_out_what_cannot_be(after));
    return change_to(after, kSidecarAuthor);
  }

  /// A timecode that the frame rate does not have, and what stands at the head of a sheet that is
  /// out of the house: these stay as they are.
  Result<void> leave_out_what_cannot_be(AmendmentValues& after) {
    if (const auto together = ledger::check_together(after); !together) {
      refused_.push_back(Error(together.error()).during(video_.location));
      keep(after, "start_timecode");
      keep(after, "frame_rate");
    }
    const auto of_head = [&](const ledger::VideoField& field) {
      const std::string name(field.name);
      const auto found = after.find(name);
      return is_of_production(field) && value(name) != (found == after.end() ? "" : found->second);
    };
    if (std::ranges::none_of(ledger::video_fields(), of_head)) return {};
    const auto editable = reports::check_editable(video_, workspace_.ledger());
    if (editable) return {};
    refused_.push_back(editable.error());
    for (const ledger::VideoField& field : ledger::video_fields()) {
      if (is_of_production(field)) keep(after, std::string(field.name));
    }
    return {};
  }

  void keep(AmendmentValues& after, const std::string& field) const {
    const auto before = values_.find(field);
    if (before == values_.end()) {
      after.erase(field);
    } else {
      after[field] = before->second;
    }
  }

  /// The container's keys are told apart from the file's by the history: what the container said
  /// last is what it says.
  Result<void> put_keys(const FoundFacts& found, const std::vector<AmendmentChange>& history) {
    std::vector<std::string> of_container;
    for (const AmendmentChange& one : history) {
      if (one.kind == AmendmentKind::kFact && one.subject == kKeyField &&
          one.by == kContainerAuthor) {
        of_container = split(one.after.value_or(""), '|');
      }
    }
    std::vector<std::string> of_sidecar;
    for (const std::string& key : split(value(kKeyField), '|')) {
      if (std::ranges::find(of_container, key) == of_container.end()) of_sidecar.push_back(key);
    }
    if (found.sidecar) of_sidecar = found.sidecar->keys;
    if (found.keys && *found.keys != of_container) {
      of_container = *found.keys;
      TRY_VOID(set_keys(of_container, kContainerAuthor));
    }
    for (const std::string& key : of_container) add_once(key, of_sidecar);
    return set_keys(of_sidecar, kSidecarAuthor);
  }

  Result<void> set_keys(const std::vector<std::string>& keys, const char* author) {
    AmendmentValues after = values_;
    after[kKeyField] = joined(keys, "|");
    if (keys.empty()) after.erase(kKeyField);
    return change_to(after, author);
  }

  Result<void> change_to(const AmendmentValues& after, const char* author) {
    std::vector<Amendment> changes;
    for (const auto& [name, said] : values_) {
      if (!after.contains(name)) changes.push_back({AmendmentKind::kFact, name, std::nullopt});
    }
    for (const auto& [name, said] : after) {
      if (value(name) != said) changes.push_back({AmendmentKind::kFact, name, said});
    }
    if (changes.empty()) return {};
    TRY_VOID(amendments_.change(video_.id, changes, {author, utc_now()}));
    values_ = after;
    return {};
  }

  const VideoFacts& video_;
  Workspace& workspace_;
  ledger::Amendments amendments_;
  AmendmentValues values_;
  std::vector<Error> refused_;
};

}  // namespace

std::optional<std::string> sidecar_path(const std::string& video) {
  std::error_code ignored;
  for (const fs::path& path :
       {fs::path(video + ".json"), fs::path(video).replace_extension("json")}) {
    if (fs::is_regular_file(path, ignored) && path != video) return path.string();
  }
  return std::nullopt;
}

FoundFacts find_facts(const VideoSource& source, bool container_may_be_new,
                      const FingerprintedMedia* heard) {
  FoundFacts found;
  if (source.state) find_sidecar(source, found);
  if (!container_may_be_new) return found;
  std::optional<licences::KeysInText> keys;
  if (source.state) {
    if (auto read = keys_in_container(source.location)) keys = *std::move(read);
  }
  if (!keys && heard != nullptr) keys = keys_in_tags(*heard);
  if (keys) take_keys(*keys, source.given, found.keys.emplace(), found.warnings);
  return found;
}

Result<std::vector<Error>> put_found_facts(const VideoFacts& video, const FoundFacts& found,
                                           Workspace& workspace) {
  if (!found.sidecar && !found.keys) return std::vector<Error>{};
  return FactsOnRecord(video, workspace).put(found);
}

}  // namespace engine::run
