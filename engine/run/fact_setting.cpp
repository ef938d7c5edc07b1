#include "engine/run/fact_setting.h"

#include "engine/core/text.h"
#include "engine/ledger/video_facts.h"
#include "engine/run/stated_facts.h"
#include "reports/sheet_on_record.h"

#include <string>
#include <utility>

namespace engine::run {
namespace {

std::vector<licences::LookAlike> take_keys_of_description(const ledger::AmendmentValues& known,
                                                          ledger::AmendmentValues& wanted) {
  const auto description = wanted.find("description");
  if (description == wanted.end()) return {};
  licences::KeysInText found = licences::find_keys(description->second);
  if (!found.keys.empty() && !wanted.contains("license_key")) {
    const auto before = known.find("license_key");
    std::string keys = before == known.end() ? "" : before->second;
    for (const licences::FoundKey& one : found.keys) keys += "|" + to_string(one.key);
    wanted["license_key"] = joined(listed_keys(keys), "|");
  }
  return std::move(found.look_alikes);
}

}  // namespace

Result<FactsSet> set_facts(const VideoFacts& video, ledger::AmendmentValues wanted,
                           const Author& author, Workspace& workspace) {
  FactsSet set;
  auto amendments = workspace.ledger().amendments();
  TRY(auto values, amendments.of(video.id, ledger::AmendmentKind::kFact));
  set.look_alikes = take_keys_of_description(values, wanted);
  std::vector<ledger::Amendment> changes;
  bool changes_head = false;
  for (const auto& [name, value] : wanted) {
    const auto before = values.find(name);
    const bool same = before == values.end() ? value.empty() : before->second == value;
    changes_head = changes_head || (!same && is_of_production(*ledger::find_video_field(name)));
    ledger::Amendment& change = changes.emplace_back();
    change.subject = name;
    if (value.empty()) {
      values.erase(name);
    } else {
      change.value = value;
      values[name] = value;
    }
  }
  TRY_VOID(ledger::check_together(values));
  if (changes_head) TRY_VOID(reports::check_editable(video, workspace.ledger()));
  TRY(set.changed, amendments.change(video.id, changes, author));
  return set;
}

}  // namespace engine::run
