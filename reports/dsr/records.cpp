#include "reports/dsr/records.h"

#include <algorithm>
#include <utility>

namespace reports::dsr {
namespace {

/// '*': mandatory; "[]": several values.
constexpr std::pair<std::string_view, std::string_view> kTable[] = {
    {"HEAD",
     "RecordType* MessageVersion* Profile* ProfileVersion* MessageId* MessageCreatedDateTime* "
     "FileNumber* NumberOfFiles* UsageStartDate* UsageEndDate* SenderPartyId* SenderName* "
     "ServiceDescription RecipientPartyId RecipientName RepresentedRepertoire[]"},
    {"SY02.02",
     "RecordType* SummaryRecordId* DistributionChannel DistributionChannelDPID CommercialModel* "
     "UseType* Territory* ServiceDescription* Usages* Users CurrencyOfReporting* NetRevenue* "
     "RightsController RightsControllerPartyId AllocatedUsages[] AllocatedRevenue[] "
     "AllocatedNetRevenue RightsType ContentCategory* CurrencyOfTransaction ExchangeRate "
     "RightsTypePercentage"},
    {"SY06.01",
     "RecordType* SummaryRecordId* DistributionChannel DistributionChannelDPID CommercialModel* "
     "UseType* Territory* ServiceDescription* Usages* Subscribers CurrencyOfReporting* "
     "NumberOfReleases NetRevenue IndirectNetRevenue PreviewAvailable CurrencyOfTransaction "
     "ExchangeRate"},
    {"AS02.02",
     "RecordType* BlockId* ResourceReference* DspResourceId* ISRC[] Title* SubTitle "
     "DisplayArtistName* DisplayArtistPartyId Duration ResourceType* ISWC ComposerAuthor[] "
     "ComposerAuthorPartyId[] Arranger[] ArrangerPartyId[] MusicPublisher[] "
     "MusicPublisherPartyId[] WorkContributor[] WorkContributorPartyId[] ProprietaryWorkId "
     "IsMasterRecording"},
    {"AS03.01",
     "RecordType* BlockId* ResourceReference* DspResourceId* ISAN EIDR ProprietaryId[] "
     "VideoType[]* Title* SubTitle OriginalTitle SeasonNumber EpisodeNumber[] Genre Duration* "
     "ProducerName[] ProducerPartyId[] DirectorName[] DirectorPartyId[] ActorName[] "
     "ActorPartyId[] LanguageLocalizationType HasCaptioning HasAudioDescription "
     "LanguageOfPerformance LanguageOfDubbing ProductionOrReleaseDate CountryOfProduction[] "
     "FirstVoDBroadcastDate"},
    {"CU01.01",
     "RecordType* BlockId* CueResourceReference* CueStartTime CueDuration* ReferencedCreationISRC "
     "ReferencedCreationISWC ReferencedCreationTitle ReferencedCreationDisplayArtistName[] "
     "ReferencedCreationDisplayArtistPartyId[] ReferencedCreationContributorName[] "
     "ReferencedCreationContributorPartyId[] ReferencedCreationComposerAuthorName[] "
     "ReferencedCreationComposerAuthorPartyId[] ReferencedCreationArrangerName[] "
     "ReferencedCreationArrangerPartyId[]"},
    {"RU02.01",
     "RecordType* BlockId* SummaryRecordId* DspReleaseId* ReleaseTitle* ReleaseURL* Usages* "
     "ContentCategory"},
    {"SU03.02",
     "RecordType* BlockId* SalesTransactionId* SummaryRecordId DspResourceId* Usages* NetRevenue* "
     "ValidityPeriodStart ValidityPeriodEnd ContentCategory IsRoyaltyBearing"},
    {"SU04.01",
     "RecordType* BlockId* SummaryRecordId* SalesTransactionId* TransactedRelease "
     "TransactedResource DrmEnforcementType VideoDefinitionType CodingType BitRate "
     "OriginalBroadcastChannel OriginalBroadcastDateTime IsRoyaltyBearing* SalesUpgrade* Usages* "
     "Returns* DurationUsed PriceConsumerPaidExcSalesTax PromotionalActivity OfferStartDate "
     "OfferEndDate OfferURL FirstVoDBroadcastDateTime"},
    {"LI01.02",
     "RecordType* BlockId* SummaryRecordId RightsController* RightsControllerPartyId "
     "RightsControllerWorkId RightSharePercentage* RightsType AllocatedNetRevenue* "
     "AllocatedAmount* AllocatedUsages"},
    {"FOOT",
     "RecordType* NumberOfLinesInFile* NumberOfLinesInReport NumberOfSummaryRecords* "
     "NumberOfBlocksInFile* NumberOfBlocksInReport"},
};

CellRule cell_of(std::string_view word) {
  CellRule cell;
  for (bool marked = true; marked;) {
    marked = false;
    if (word.ends_with('*')) {
      cell.mandatory = marked = true;
      word.remove_suffix(1);
    } else if (word.ends_with("[]")) {
      cell.several = marked = true;
      word.remove_suffix(2);
    }
  }
  cell.name = word;
  return cell;
}

RecordRule record_of(std::string_view type, std::string_view cells) {
  RecordRule record{.type = type, .cells = {}};
  while (!cells.empty()) {
    const std::size_t end = std::min(cells.find(' '), cells.size());
    record.cells.push_back(cell_of(cells.substr(0, end)));
    cells.remove_prefix(std::min(end + 1, cells.size()));
  }
  return record;
}

}  // namespace

const RecordRule* find_record(std::string_view type) {
  static const std::vector<RecordRule> kRecords = [] {
    std::vector<RecordRule> records;
    for (const auto& [name, cells] : kTable) records.push_back(record_of(name, cells));
    return records;
  }();
  const auto found = std::find_if(kRecords.begin(), kRecords.end(),
                                  [&](const RecordRule& record) { return record.type == type; });
  return found == kRecords.end() ? nullptr : &*found;
}

}  // namespace reports::dsr
