#include "reports/dsr/profiles.h"

#include "engine/catalogue/shares.h"
#include "engine/core/text.h"

#include <algorithm>
#include <map>

namespace reports::dsr {
namespace {

using engine::catalogue::Contribution;

using Uses = std::vector<const Use*>;

constexpr const char* kSummary = "S1";

/// Makes a record; cells without a value are left out.
class Cells {
 public:
  explicit Cells(std::string type) : record_{.type = std::move(type)} {}
  Cells& with(const std::string& name, const std::string& value) {
    if (!value.empty()) record_.cells[name] = {value};
    return *this;
  }
  Cells& with(const std::string& name, std::vector<std::string> values) {
    std::erase(values, "");
    if (!values.empty()) record_.cells[name] = std::move(values);
    return *this;
  }
  Record record() const { return record_; }

 private:
  Record record_;
};

std::string or_unknown(const std::string& text) { return text.empty() ? "Unknown" : text; }

std::vector<std::string> names_of(const engine::catalogue::Work& work, bool publishers) {
  std::vector<std::string> names;
  for (const Contribution& one : work.contributions) {
    if (is_publisher(one) == publishers) names.push_back(one.party.name);
  }
  return names;
}

std::string party_id(const engine::catalogue::Party& party) {
  if (!party.isni.empty()) return "ISNI::" + party.isni;
  return party.ipi.empty() ? "" : "IPI::" + party.ipi;
}

class Report {
 public:
  Report(const ReportedUses& uses, const Message& message) : uses_(uses), message_(message) {}

  std::vector<Record> ugc() {
    records_.push_back(head("UgcProfile", "1.2"));
    records_.push_back(summary("SY02.02")
                           .with("ContentCategory", "UserGenerated")
                           .with("NetRevenue", "0")
                           .record());
    std::map<engine::TrackId, Uses> by_track;
    for (const Use& use : uses_.uses) by_track[use.match.track].push_back(&use);
    for (const auto& [track, of_track] : by_track) add_recording(of_track);
    return std::move(*this).footed();
  }

  std::vector<Record> audio_visual() {
    records_.push_back(head("AudioVisualProfile", "1.1"));
    records_.push_back(summary("SY06.01").record());
    std::map<std::string, Uses> by_video;
    for (const Use& use : uses_.uses) by_video[engine::to_string(use.video->id)].push_back(&use);
    for (const auto& [video, in_video] : by_video) add_video(in_video);
    return std::move(*this).footed();
  }

 private:
  Record head(const std::string& profile, const std::string& version) const {
    return Cells("HEAD")
        .with("MessageVersion", "dsrf/30")
        .with("Profile", profile)
        .with("ProfileVersion", version)
        .with("MessageId", message_.id)
        .with("MessageCreatedDateTime", message_.created_at)
        .with("FileNumber", "1")
        .with("NumberOfFiles", "1")
        .with("UsageStartDate", engine::to_string(*uses_.period.first))
        .with("UsageEndDate", engine::to_string(*uses_.period.last))
        .with("SenderPartyId", message_.sender_dpid)
        .with("SenderName", message_.sender_name)
        .with("ServiceDescription", message_.service)
        .with("RecipientPartyId", message_.recipient_dpid)
        .with("RecipientName", message_.recipient_name)
        .record();
  }

  Cells summary(const std::string& type) const {
    return Cells(type)
        .with("SummaryRecordId", kSummary)
        .with("CommercialModel", "Unknown")
        .with("UseType", "UserMakeAvailableUserProvided")
        .with("Territory", message_.territory)
        .with("ServiceDescription", message_.service)
        .with("Usages", std::to_string(uses_.uses.size()))
        .with("CurrencyOfReporting", message_.currency);
  }

  std::string next_block() { return "B" + std::to_string(++blocks_); }

  void add_recording(const Uses& uses) {
    const std::string block = next_block();
    const engine::catalogue::Recording& recording = *uses.front()->recording;
    const engine::catalogue::Work& work = recording.work;
    const std::string id = "cuetrace::" + engine::to_string(uses.front()->match.track);
    records_.push_back(Cells("AS02.02")
                           .with("BlockId", block)
                           .with("ResourceReference", "R1")
                           .with("DspResourceId", id)
                           .with("ISRC", recording.isrc)
                           .with("Title", or_unknown(recording.title))
                           .with("SubTitle", recording.version_title)
                           .with("DisplayArtistName", or_unknown(recording.artist))
                           .with("Duration", iso_duration(recording.duration))
                           .with("ResourceType", "SoundRecording")
                           .with("ISWC", work.iswc)
                           .with("ComposerAuthor", names_of(work, false))
                           .with("MusicPublisher", names_of(work, true))
                           .with("ProprietaryWorkId", work.id)
                           .record());
    std::map<std::string, Uses> by_video;
    for (const Use* const use : uses) by_video[engine::to_string(use->video->id)].push_back(use);
    for (const auto& [video, in_video] : by_video) {
      const Use& use = *in_video.front();
      records_.push_back(Cells("RU02.01")
                             .with("BlockId", block)
                             .with("SummaryRecordId", kSummary)
                             .with("DspReleaseId", "cuetrace::" + video)
                             .with("ReleaseTitle", video_name(use, uses_.record_of(use)))
                             .with("ReleaseURL", use.video->location)
                             .with("Usages", std::to_string(in_video.size()))
                             .record());
    }
    records_.push_back(Cells("SU03.02")
                           .with("BlockId", block)
                           .with("SalesTransactionId", "T" + block.substr(1))
                           .with("SummaryRecordId", kSummary)
                           .with("DspResourceId", id)
                           .with("Usages", std::to_string(uses.size()))
                           .with("NetRevenue", "0")
                           .record());
    add_shares(block, work);
  }

  /// Of the performing right, as they are owned on the last day of the report.
  void add_shares(const std::string& block, const engine::catalogue::Work& work) {
    const auto answer = shares_of(work, {.day = uses_.period.last});
    for (const engine::catalogue::PartyShare& one : answer.shares) {
      const engine::catalogue::Party& party = work.contributions[one.contribution].party;
      records_.push_back(Cells("LI01.02")
                             .with("BlockId", block)
                             .with("SummaryRecordId", kSummary)
                             .with("RightsController", or_unknown(party.name))
                             .with("RightsControllerPartyId", party_id(party))
                             .with("RightsControllerWorkId", work.id)
                             .with("RightSharePercentage", engine::fixed_point(one.share_ppm, 4))
                             .with("RightsType", "PerformingRight")
                             .with("AllocatedNetRevenue", "0")
                             .with("AllocatedAmount", "0")
                             .record());
    }
  }

  void add_video(const Uses& uses) {
    const std::string block = next_block();
    const Use& first = *uses.front();
    records_.push_back(Cells("AS03.01")
                           .with("BlockId", block)
                           .with("ResourceReference", "R1")
                           .with("DspResourceId", "cuetrace::" + engine::to_string(first.video->id))
                           .with("VideoType", "UserGeneratedVideo")
                           .with("Title", video_name(first, uses_.record_of(first)))
                           .with("Duration", iso_duration(first.video->duration))
                           .record());
    for (const Use* const use : uses) {
      const engine::catalogue::Recording& recording = *use->recording;
      records_.push_back(
          Cells("CU01.01")
              .with("BlockId", block)
              .with("CueResourceReference", "R1")
              .with("CueStartTime", iso_duration(use->match.in_video.start))
              .with("CueDuration", iso_duration(use->match.in_video.length()))
              .with("ReferencedCreationISRC", recording.isrc)
              .with("ReferencedCreationISWC", recording.work.iswc)
              .with("ReferencedCreationTitle", recording.title)
              .with("ReferencedCreationDisplayArtistName", recording.artist)
              .with("ReferencedCreationComposerAuthorName", names_of(recording.work, false))
              .record());
    }
    records_.push_back(Cells("SU04.01")
                           .with("BlockId", block)
                           .with("SummaryRecordId", kSummary)
                           .with("SalesTransactionId", "T" + block.substr(1))
                           .with("TransactedResource", "R1")
                           .with("IsRoyaltyBearing", "true")
                           .with("SalesUpgrade", "false")
                           .with("Usages", "1")
                           .with("Returns", "0")
                           .record());
  }

  std::vector<Record> footed() && {
    records_.push_back(Cells("FOOT")
                           .with("NumberOfLinesInFile", std::to_string(records_.size() + 1))
                           .with("NumberOfSummaryRecords", "1")
                           .with("NumberOfBlocksInFile", std::to_string(blocks_))
                           .record());
    return std::move(records_);
  }

  const ReportedUses& uses_;
  const Message& message_;
  std::vector<Record> records_;
  int blocks_ = 0;
};

/// Without blanks and what stands between elements.
std::string element(std::string text) {
  std::erase_if(text, [](char c) { return c == '_' || c == ' ' || c == '/'; });
  return text;
}

}  // namespace

std::vector<Record> records_of(const ReportedUses& report, Profile profile,
                               const Message& message) {
  Report made(report, message);
  return profile == Profile::kUgc ? made.ugc() : made.audio_visual();
}

std::string file_name(const ReportedUses& report, const Message& message) {
  std::string stamp = message.created_at.substr(0, 19);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  return "DSR_" + element(message.recipient_name) + "_" + element(message.sender_name) + "_" +
         element(message.service) + "_" + engine::to_string(*report.period.first) + "--" +
         engine::to_string(*report.period.last) + "_" + element(message.territory) + "_1of1_" +
         stamp + ".tsv";
}

std::string iso_duration(engine::MediaTime time) {
  const std::int64_t ms = engine::to_ms(time);
  const std::int64_t seconds = ms / 1000;
  std::string text = "PT";
  if (seconds >= 3600) text += std::to_string(seconds / 3600) + "H";
  if (seconds >= 60) text += std::to_string(seconds / 60 % 60) + "M";
  std::string rest = engine::fixed_point(ms % 60'000, 3);
  rest.erase(rest.find_last_not_of('0') + 1);
  if (rest.ends_with('.')) rest.pop_back();
  return text + rest + "S";
}

}  // namespace reports::dsr
