// Usage reports as DDEX's profiles have them. UgcProfile: a block is a recording, with the videos
// that it is in and its shares. AudioVisualProfile: a block is a video, with its cues.
//
// No money is in them: what is due is on statements. What a user of the format needs from DDEX is
// in LICENSING.md.
#pragma once

#include "engine/core/result.h"
#include "reports/dsr/flat_file.h"
#include "reports/reported_uses.h"

#include <string>
#include <vector>

namespace reports::dsr {

enum class Profile { kUgc, kAudioVisual };

struct Message {
  std::string id;
  std::string created_at;  ///< RFC 3339.
  std::string sender_dpid;
  std::string sender_name;
  std::string recipient_dpid{};
  std::string recipient_name{};
  std::string service = "cuetrace";
  std::string currency = "EUR";
  std::string territory = "Worldwide";
};

/// `report` is of a period with a first and a last day.
std::vector<Record> records_of(const ReportedUses& report, Profile profile, const Message& message);

/// "DSR_Recipient_Sender_Service_2026-10-01--2026-10-31_Worldwide_1of1_20261101T120000.tsv":
/// blanks and '_' within an element are left out.
std::string file_name(const ReportedUses& report, const Message& message);

/// ISO 8601: "PT1H2M3.5S".
std::string iso_duration(engine::MediaTime time);

}  // namespace reports::dsr
