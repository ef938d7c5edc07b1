#include "tests/engine/licences/verdict_cases.h"

namespace engine::licences {

const std::vector<Case> kLicensedCases = {
    {"by channel", [](World&) {}, State::kLicensedChannel},
    {"by channel without platform", [](World& w) { w.licence().channels = {"ANN COOKS"}; },
     State::kLicensedChannel},
    {"by one channel of several",
     [](World& w) {
       w.licence().channels = {"vimeo:x", "youtube:ann cooks"};
     },
     State::kLicensedChannel},
    {"by licensee", [](World& w) { w.licence().channels.clear(); }, State::kLicensedChannel},
    {"by licensee in other letters",
     [](World& w) {
       w.licence().channels.clear();
       w.licence().licensee = "Ánn Examplé";
     },
     State::kLicensedChannel},
    {"by a channel that is the licensee",
     [](World& w) {
       w.licence().channels.clear();
       w.licence().licensee = "Ann Cooks";
       w.video().uploader.clear();
     },
     State::kLicensedChannel},
    {"single use of the uploader",
     [](World& w) {
       w.licence().channels.clear();
       w.licence().model = Model::kSingleUse;
     },
     State::kLicensedKey},
    {"by key",
     [](World& w) {
       w.licence().channels.clear();
       w.licence().licensee = "Somebody";
       w.video().keys = {"l-1"};
     },
     State::kLicensedKey},
    {"by the key that was issued",
     [](World& w) {
       w.licence().channels.clear();
       w.licence().licensee = "Somebody";
       w.licence().key = "CT1-ABCDE-FGHJK-MNPQR-STVWX-Y";
       w.video().keys = {"other", "ct1-abcde-fghjk-mnpqr-stvwx-y"};
     },
     State::kLicensedKey},
    {"by a certificate",
     [](World& w) {
       w.licence().channels.clear();
       w.licence().licensee = "Somebody";
       w.licence().key = "CT1-ABCDE-FGHJK-MNPQR-STVWX-Y";
       w.video().keys = {"CT1-ABCDE-FGHJK-MNPQR-STVWX-Y.eyJ9.c2ln"};
     },
     State::kLicensedKey},
    {"by video", [](World& w) { w.licence().videos = {"soup.mp4"}; }, State::kLicensedKey},
    {"by title", [](World& w) { w.licence().videos = {"soup"}; }, State::kLicensedKey},
    {"by video on another channel",
     [](World& w) {
       w.licence().videos = {"/videos/soup.mp4"};
       w.video().channel = "Ben Bakes";
     },
     State::kLicensedKey},
    {"for ever", [](World& w) { w.options.as_of = moment("2028-01-01").at; },
     State::kLicensedPerpetual},
    {"while it runs, to the last second",
     [](World& w) {
       w.licence().perpetual_for_published = false;
       w.options.as_of = moment("2026-12-31T23:59:59Z").at;
     },
     State::kLicensedChannel},
    {"own, as a writer",
     [](World& w) {
       w.licences.clear();
       w.music().owners = {"Ann Example"};
     },
     State::kLicensedOwn},
    {"own, as a label",
     [](World& w) {
       w.licences.clear();
       w.music().owners = {"ann cooks"};
     },
     State::kLicensedOwn},
    {"blanket",
     [](World& w) {
       w.licence().model = Model::kBlanket;
       w.licence().channels.clear();
       w.licence().licensee = "Video Platform";
       w.licence().platforms = {"youtube"};
     },
     State::kLicensedBlanket},
    {"blanket that has ended",
     [](World& w) {
       w.licence().model = Model::kBlanket;
       w.licence().channels.clear();
       w.licence().licensee = "Video Platform";
       w.options.as_of = moment("2028-01-01").at;
     },
     State::kLicensedPerpetual},
    {"public domain",
     [](World& w) {
       w.licence() = Licence{.id = "PD", .model = Model::kPublicDomain, .tracks = {"R-1"}};
     },
     State::kPublicDomain},
    {"no royalty",
     [](World& w) {
       w.licence() = Licence{.id = "CC0", .model = Model::kFree, .tracks = {"usrc17607839"}};
     },
     State::kNoRoyalty},
    {"grace",
     [](World& w) {
       w.licence().grace_days = 14;
       w.video().published = moment("2027-01-14T23:59:59Z");
     },
     State::kGrace},
    {"grace for what stays",
     [](World& w) {
       w.licence().perpetual_for_published = false;
       w.licence().grace_days = 14;
       w.options.as_of = moment("2027-01-14T23:59:59Z").at;
     },
     State::kGrace},
    {"whitelisted",
     [](World& w) {
       w.licences.clear();
       w.use().decision = Decision::kWhitelisted;
     },
     State::kWhitelisted},
    {"not revoked yet", [](World& w) { w.licence().revoked_at = moment("2026-07-02"); },
     State::kLicensedChannel},
    {"a track named", [](World& w) { w.licence().tracks = {"r-1"}; }, State::kLicensedChannel},
    {"a catalogue named", [](World& w) { w.licence().catalogues = {"example library"}; },
     State::kLicensedChannel},
    {"all catalogues",
     [](World& w) {
       w.licence().tracks = {"R-2"};
       w.licence().catalogues = {"*"};
     },
     State::kLicensedChannel},
    {"territory in a group", [](World& w) { w.licence().territories = {"2120"}; },
     State::kLicensedChannel},
    {"world without one", [](World& w) { w.licence().territories_excluded = {"0840"}; },
     State::kLicensedChannel},
    {"world where none is known",
     [](World& w) {
       w.licence().territories = {"2136"};
       w.video().territories.clear();
     },
     State::kLicensedChannel},
    {"online takes in social", [](World& w) { w.licence().media = {"online"}; },
     State::kLicensedChannel},
    {"online takes in podcasts",
     [](World& w) {
       w.licence().media = {"online"};
       w.video().media = {"podcast"};
     },
     State::kLicensedChannel},
    {"all of its media",
     [](World& w) {
       w.licence().media = {"social", "ads_paid"};
       w.video().media = {"social", "ads_paid"};
     },
     State::kLicensedChannel},
    {"version in other spelling",
     [](World& w) {
       w.licence().versions = {"full", "No Melody", "stems"};
       w.music().version = "no-melody";
     },
     State::kLicensedChannel},
    {"a stem where stems are allowed",
     [](World& w) {
       w.licence().versions = {"stems"};
       w.music().version = "stem";
     },
     State::kLicensedChannel},
    {"as long as allowed", [](World& w) { w.licence().max_duration = from_ms(20'000); },
     State::kLicensedChannel},
    {"as many as allowed", [](World& w) { w.licence().max_audience = 5000; },
     State::kLicensedChannel},
    {"alone, as a person has accepted",
     [](World& w) {
       w.licence().standalone_allowed = false;
       w.use().alone = true;
       w.use().decision = Decision::kAccepted;
     },
     State::kLicensedChannel},
    {"at another frame rate",
     [](World& w) {
       w.licence().edits_allowed = false;
       w.use().speed_ppm = 1'041'667;
       w.use().pitch_cents = 71;
     },
     State::kLicensedChannel},
    {"edited where edits are allowed", [](World& w) { w.use().speed_ppm = 1'200'000; },
     State::kLicensedChannel},
    {"one video of one", [](World& w) { w.licence().max_uses = 1; }, State::kLicensedChannel},
    {"an episode of a series",
     [](World& w) {
       w.licence().series = {52, 365};
       w.video().series = "Soups";
     },
     State::kLicensedChannel},
};

}  // namespace engine::licences
