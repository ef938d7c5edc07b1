#include "tests/engine/licences/verdict_cases.h"

namespace engine::licences {

const std::vector<Case> kOneRuleCases = {
    {"revoked", [](World& w) { w.licence().revoked_at = moment("2026-06-30"); }, State::kRevoked,
     "revoked"},
    {"expired", [](World& w) { w.video().published = moment("2027-01-01T00:00:00Z"); },
     State::kViolationExpired, "term"},
    {"published late", [](World& w) { w.licence().publish_to = moment("2026-06-14"); },
     State::kViolationExpired, "publish_window"},
    {"territory", [](World& w) { w.licence().territories = {"0840"}; }, State::kViolationTerritory,
     "territory"},
    {"media", [](World& w) { w.licence().media = {"broadcast"}; }, State::kViolationMedia, "media"},
    {"platform", [](World& w) { w.licence().platforms = {"vimeo"}; }, State::kViolationPlatform,
     "platform"},
    {"version", [](World& w) { w.licence().versions = {"instrumental"}; }, State::kViolationTier,
     "version"},
    {"duration", [](World& w) { w.licence().max_duration = from_ms(19'999); },
     State::kViolationDuration, "duration"},
    {"audience", [](World& w) { w.licence().max_audience = 4999; }, State::kViolationAudience,
     "audience"},
    {"standalone",
     [](World& w) {
       w.licence().standalone_allowed = false;
       w.video().media.push_back("standalone");
     },
     State::kViolationStandalone, "standalone"},
    {"modified",
     [](World& w) {
       w.licence().edits_allowed = false;
       w.use().speed_ppm = 1'200'000;
     },
     State::kViolationModified, "modified"},
};

const std::vector<Case> kOtherCases = {
    {"no licence", [](World& w) { w.licences.clear(); }, State::kUnlicensed},
    {"a licence of others",
     [](World& w) {
       w.licence().channels = {"youtube:Ben Bakes"};
       w.licence().licensee = "Ben Example";
     },
     State::kUnlicensed, ""},
    {"a licence of others for the track",
     [](World& w) {
       w.licence().channels = {"youtube:Ben Bakes"};
       w.licence().licensee = "Ben Example";
       w.licence().tracks = {"R-1"};
     },
     State::kUnlicensed, "connection"},
    {"a licence for other music", [](World& w) { w.licence().tracks = {"R-2"}; },
     State::kUnlicensed, "track"},
    {"a key for other music",
     [](World& w) {
       w.licence().tracks = {"R-2"};
       w.video().keys = {"L-1"};
     },
     State::kUnlicensed, "track"},
    {"a key that is none on record",
     [](World& w) {
       w.licences.clear();
       w.video().keys = {"L-7"};
     },
     State::kUnlicensed},
    {"not yet", [](World& w) { w.video().published = moment("2025-12-31T23:59:59Z"); },
     State::kViolationNotYet, "term"},
    {"before its window", [](World& w) { w.licence().publish_from = moment("2026-06-16"); },
     State::kViolationNotYet, "publish_window"},
    {"another channel", [](World& w) { w.licence().channels = {"youtube:Ann Bakes"}; },
     State::kViolationChannel, "channel"},
    {"another platform's channel", [](World& w) { w.licence().channels = {"vimeo:Ann Cooks"}; },
     State::kViolationChannel, "channel"},
    {"another video",
     [](World& w) {
       w.licence().channels.clear();
       w.licence().videos = {"stew.mp4"};
     },
     State::kViolationChannel, "channel"},
    {"a video whose name ends alike",
     [](World& w) {
       w.licence().channels.clear();
       w.licence().videos = {"oup.mp4"};
     },
     State::kViolationChannel, "channel"},
    {"ended, and not for ever",
     [](World& w) {
       w.licence().perpetual_for_published = false;
       w.options.as_of = moment("2027-01-01T00:00:00Z").at;
     },
     State::kViolationExpired, "term"},
    {"after its grace",
     [](World& w) {
       w.licence().grace_days = 14;
       w.video().published = moment("2027-01-15T00:00:00Z");
     },
     State::kViolationExpired, "term"},
    {"excluded territory", [](World& w) { w.licence().territories_excluded = {"0276"}; },
     State::kViolationTerritory, "territory"},
    {"excluded group",
     [](World& w) {
       w.licence().territories = {"2136"};
       w.licence().territories_excluded = {"2120"};
     },
     State::kViolationTerritory, "territory"},
    {"more than its territory",
     [](World& w) {
       w.licence().territories = {"0276"};
       w.video().territories = {"2136"};
     },
     State::kViolationTerritory, "territory"},
    {"world, with one excluded",
     [](World& w) {
       w.licence().territories_excluded = {"0840"};
       w.video().territories = {"2136"};
     },
     State::kViolationTerritory, "territory"},
    {"paid advertising",
     [](World& w) {
       w.licence().ads_allowed = false;
       w.video().media = {"social", "ads_paid"};
     },
     State::kViolationMedia, "media"},
    {"one of its media",
     [](World& w) {
       w.licence().media = {"social"};
       w.video().media = {"social", "broadcast"};
     },
     State::kViolationMedia, "media"},
    {"online does not take in broadcast",
     [](World& w) {
       w.licence().media = {"online"};
       w.video().media = {"broadcast"};
     },
     State::kViolationMedia, "media"},
    {"pitched",
     [](World& w) {
       w.licence().edits_allowed = false;
       w.use().pitch_cents = -200;
     },
     State::kViolationModified, "modified"},
    {"for no video at all", [](World& w) { w.licence().max_uses = 0; }, State::kViolationUses,
     "uses"},
    {"day of publication not known", [](World& w) { w.video().published.reset(); },
     State::kUnknownData, "term"},
    {"window, day not known",
     [](World& w) {
       w.licence().valid_from.reset();
       w.licence().valid_to.reset();
       w.licence().publish_to = moment("2026-12-31");
       w.video().published.reset();
     },
     State::kUnknownData, "publish_window"},
    {"a day that the term cuts",
     [](World& w) {
       w.licence().valid_to = moment("2026-06-15T12:00:00Z");
       w.video().published = moment("2026-06-15");
     },
     State::kUnknownData, "term"},
    {"territory not known",
     [](World& w) {
       w.licence().territories = {"0276"};
       w.video().territories.clear();
     },
     State::kUnknownData, "territory"},
    {"media not known",
     [](World& w) {
       w.licence().media = {"social"};
       w.video().media.clear();
     },
     State::kUnknownData, "media"},
    {"platform not known",
     [](World& w) {
       w.licence().channels = {"Ann Cooks"};
       w.licence().platforms = {"youtube"};
       w.video().platform.clear();
     },
     State::kUnknownData, "platform"},
    {"audience not known",
     [](World& w) {
       w.licence().max_audience = 10'000;
       w.video().audience.reset();
     },
     State::kUnknownData, "audience"},
    {"channel not known", [](World& w) { w.video().channel.clear(); }, State::kUnknownData,
     "channel"},
    {"neither channel nor uploader known",
     [](World& w) {
       w.video().channel.clear();
       w.video().uploader.clear();
     },
     State::kUnknownData, "connection"},
    {"who published is not known, and a blanket is elsewhere",
     [](World& w) {
       w.video().channel.clear();
       w.video().uploader.clear();
       Licence& blanket = w.another("L-0");
       blanket.model = Model::kBlanket;
       blanket.channels.clear();
       blanket.platforms = {"tv"};
     },
     State::kUnknownData, "connection"},
    {"alone, to be looked at",
     [](World& w) {
       w.licence().standalone_allowed = false;
       w.use().alone = true;
     },
     State::kUnknownData, "standalone"},
    {"blanket of another platform",
     [](World& w) {
       w.licence().model = Model::kBlanket;
       w.licence().licensee = "Video Platform";
       w.licence().channels.clear();
       w.licence().platforms = {"vimeo"};
     },
     State::kUnlicensed, ""},
    {"blanket that has ended before",
     [](World& w) {
       w.licence().model = Model::kBlanket;
       w.licence().licensee = "Video Platform";
       w.licence().channels.clear();
       w.licence().platforms = {"youtube"};
       w.licence().valid_to = moment("2026-06-14");
     },
     State::kViolationExpired, "term"},
    {"free elsewhere",
     [](World& w) {
       w.licence() =
           Licence{.id = "CC0", .model = Model::kFree, .tracks = {"R-1"}, .territories = {"0840"}};
     },
     State::kUnlicensed, "territory"},
    {"disputed",
     [](World& w) {
       w.use().decision = Decision::kDisputed;
       w.use().decided_at = moment("2026-06-20").at;
     },
     State::kDisputed},
    {"disputed, day not known", [](World& w) { w.use().decision = Decision::kDisputed; },
     State::kDisputed},
    {"disputed to the last second",
     [](World& w) {
       w.use().decision = Decision::kDisputed;
       w.use().decided_at = moment("2026-06-01T00:00:01Z").at;
     },
     State::kDisputed},
    {"dispute that has lapsed",
     [](World& w) {
       w.use().decision = Decision::kDisputed;
       w.use().decided_at = moment("2026-06-01").at;
     },
     State::kLicensedChannel},
    {"two licensors, one alone",
     [](World& w) {
       Licence& other = w.another("L-2");
       other.licensor = "Other Music";
       other.exclusive = true;
       other.channels = {"youtube:Ben Bakes"};
     },
     State::kConflict},
    {"exclusive where another licenses the track",
     [](World& w) {
       w.licence().exclusive = true;
       Licence& other = w.another("L-2");
       other.licensor = "Other Music";
       other.exclusive = false;
       other.tracks = {"R-1"};
       other.channels = {"youtube:Ben Bakes"};
     },
     State::kConflict},
    {"owners of more than everything",
     [](World& w) { w.music().over_claim = "writers state 120 %"; }, State::kConflict},
    {"exclusive of the same licensor", [](World& w) { w.another("L-2").exclusive = true; },
     State::kLicensedChannel},
    {"exclusive at another time",
     [](World& w) {
       Licence& other = w.another("L-2");
       other.licensor = "Other Music";
       other.exclusive = true;
       other.valid_from = moment("2026-07-01");
     },
     State::kLicensedChannel},
    {"exclusive elsewhere",
     [](World& w) {
       Licence& other = w.another("L-2");
       other.licensor = "Other Music";
       other.exclusive = true;
       other.territories = {"0840"};
     },
     State::kLicensedChannel},
    {"exclusive and revoked",
     [](World& w) {
       Licence& other = w.another("L-2");
       other.licensor = "Other Music";
       other.exclusive = true;
       other.revoked_at = moment("2026-01-02");
     },
     State::kLicensedChannel},
};

}  // namespace engine::licences
