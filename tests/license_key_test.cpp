// Licence keys through the program's front door: a pair made, certificates verified without a
// workspace, keys written into copies of real videos and found there.
#include "engine/core/text.h"
#include "engine/licences/keys/certificate.h"
#include "tests/stage.h"

#include <nlohmann/json.hpp>

#include <sys/stat.h>

namespace {

using engine::PrivateKey;
using engine::cli::Exit;
using engine::licences::Licence;
using engine::licences::parse_moment;
using nlohmann::json;
using support::Ran;
using support::Stage;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

class LicenseKey : public testing::Test {
 protected:
  LicenseKey() {
    stage.must({"license", "keygen", "--private", stage.path("our.pem")});
    support::write_text(stage / "licence.cert", certificate() + "\n");
  }

  static Licence october() {
    Licence licence;
    licence.id = "L-1";
    licence.licensor = "Example Library";
    licence.licensee = "A Channel";
    licence.valid_from = parse_moment("2026-10-01").value();
    licence.valid_to = parse_moment("2026-10-31").value();
    licence.tracks = {"EXLIB-0001"};
    return licence;
  }

  std::string certificate(const std::string& private_key = "our.pem") const {
    const auto key = PrivateKey::read(stage / private_key);
    return to_string(engine::licences::issue_certificate(october(), key.value()).value());
  }

  /// Without a workspace: the folder named is never made.
  Ran verify(const std::string& subject, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> args{
        "license", "verify",    subject, "--public-key", stage.path("our.pub.pem"),
        "--as-of", "2026-10-15"};
    args.insert(args.end(), more.begin(), more.end());
    return stage.run_in("no-workspace", args);
  }

  std::string make(const std::string& name) const {
    support::ffmpeg({"-f", "lavfi", "-i", "sine=r=44100:d=2", "-f", "lavfi", "-i",
                     "testsrc=s=64x48:r=10:d=2", "-c:v", "mpeg4", "-c:a", "aac", stage.path(name)});
    return stage.path(name);
  }

  Stage stage;
};

TEST_F(LicenseKey, APairIsMadeOnceAndItsSecretIsItsOwners) {
  struct stat state {};
  ASSERT_EQ(::stat(stage.path("our.pem").c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U);
  const std::string before = support::read_text(stage / "our.pem");
  const Ran again = stage.run({"license", "keygen", "--private", stage.path("our.pem")});
  EXPECT_EQ(again.exit, Exit::kFailed);
  EXPECT_THAT(again.log, HasSubstr("is there already, and is not written over"));
  EXPECT_EQ(support::read_text(stage / "our.pem"), before);
  const Ran other = stage.run({"license", "keygen", "--private", stage.path("our.pem"), "--public",
                               stage.path("other.pub.pem")});
  EXPECT_THAT(other.log, HasSubstr("our.pem: is there already"));
  EXPECT_FALSE(std::filesystem::exists(stage / "other.pub.pem"));
  stage.must({"license", "keygen"});
  EXPECT_TRUE(std::filesystem::exists(stage / "workspace/license-key.pem"));
  EXPECT_TRUE(std::filesystem::exists(stage / "workspace/license-key.pub.pem"));
}

TEST_F(LicenseKey, IsVerifiedOffline) {
  for (const std::string& subject : {certificate(), stage.path("licence.cert")}) {
    const Ran ran = verify(subject);
    EXPECT_EQ(ran.exit, Exit::kDone) << ran.log;
    EXPECT_THAT(ran.out, AllOf(HasSubstr(": valid until 2026-10-31"), HasSubstr("L-1"),
                               HasSubstr("A Channel"), HasSubstr("EXLIB-0001")));
    EXPECT_THAT(ran.log, IsEmpty());
  }
  EXPECT_FALSE(std::filesystem::exists(stage / "no-workspace"));
  const json object = json::parse(verify(certificate(), {"--json"}).out);
  EXPECT_EQ(object["state"], "valid");
  EXPECT_EQ(object["licence_id"], "L-1");
}

TEST_F(LicenseKey, EveryFaultIsAClearError) {
  stage.must({"license", "keygen", "--private", stage.path("their.pem")});
  const std::string good = certificate();
  std::string altered = good;
  altered[50] = altered[50] == 'A' ? 'B' : 'A';
  std::string mistyped = good.substr(0, 29);
  mistyped[5] = mistyped[5] == '7' ? '8' : '7';
  support::write_text(stage / "mistyped.txt", "Music licence: " + mistyped + ".");
  support::write_text(stage / "nothing.txt", "no key here");
  struct Case {
    std::string subject;
    const char* what;
  };
  for (const Case& one : {Case{certificate("their.pem"), "forged: it was not signed with"},
                          Case{altered, "altered after it was issued"},
                          Case{mistyped, "its check character is wrong"},
                          Case{stage.path("mistyped.txt"), "its check character is wrong"},
                          Case{stage.path("nothing.txt"), "holds no licence key"},
                          Case{good.substr(0, good.size() - 2), "it is cut short"},
                          Case{good.substr(0, 20), "type all of it"},
                          Case{good.substr(0, 29), "a typed key proves nothing by itself"},
                          Case{"hello", "expected CT1- and 21 characters"},
                          Case{stage.path("none.cert"), "no such file"}}) {
    const Ran ran = verify(one.subject);
    EXPECT_EQ(ran.exit, Exit::kFailed) << one.subject;
    EXPECT_THAT(ran.log, HasSubstr(one.what)) << one.subject;
    EXPECT_THAT(ran.out, IsEmpty()) << one.subject;
  }
}

TEST_F(LicenseKey, ItsTermIsAskedAboutAtAMoment) {
  const auto as_of = [&](const std::string& when) {
    return stage.run({"license", "verify", stage.path("licence.cert"), "--public-key",
                      stage.path("our.pub.pem"), "--as-of", when});
  };
  EXPECT_THAT(as_of("2026-09-30T23:59:59Z").log, HasSubstr("not yet valid"));
  EXPECT_EQ(as_of("2026-10-01T00:00:00Z").exit, Exit::kDone);
  EXPECT_EQ(as_of("2026-10-31T23:59:59Z").exit, Exit::kDone);
  EXPECT_THAT(as_of("2026-11-01T00:00:00Z").log, HasSubstr("expired"));
  EXPECT_EQ(as_of("2026-11-01").exit, Exit::kFailed);
  EXPECT_THAT(as_of("tomorrow").log, HasSubstr("expected a day or a time"));
}

TEST_F(LicenseKey, TheWrongHalfOfAPairIsTold) {
  const Ran ran = stage.run(
      {"license", "verify", stage.path("licence.cert"), "--public-key", stage.path("our.pem")});
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_THAT(ran.log, HasSubstr("this is a private one"));
  const Ran none = stage.run_in("no-workspace", {"license", "verify", certificate()});
  EXPECT_EQ(none.exit, Exit::kUsage);
  EXPECT_THAT(none.log, HasSubstr("--public-key FILE"));
}

TEST_F(LicenseKey, TravelsInCopiesOfVideosAndInTheirTexts) {
  for (const std::string ending : {"mp4", "mkv"}) {
    const std::string copy = stage.path("copy." + ending);
    const Ran ran =
        stage.must({"license", "embed", make("in." + ending), certificate(), "-o", copy});
    EXPECT_THAT(ran.out, HasSubstr(": a copy that carries CT1-"));
    EXPECT_EQ(verify(copy).exit, Exit::kDone) << verify(copy).log;
  }
  support::write_text(stage / "clip.json", "{\"title\":\"A\",\"description\":\"Music:\\n" +
                                               certificate() + "\\nThanks\"}");
  EXPECT_EQ(verify(stage.path("clip.json")).exit, Exit::kDone);
  support::write_text(stage / "two.txt", certificate() + "\n\nCT1-00820-C20A1-G7104-GM2RC-U");
  EXPECT_EQ(verify(stage.path("two.txt")).exit, Exit::kSomeFailed);
}

TEST_F(LicenseKey, AKeyIsEmbeddedAsItIsWritten) {
  const std::string key = certificate().substr(0, 29);
  stage.must({"license", "embed", make("in.mp4"), engine::to_lower_ascii(key), "-o",
              stage.path("out.mp4")});
  EXPECT_THAT(verify(stage.path("out.mp4")).log, HasSubstr(key + ": well formed"));
  const Ran mistyped = stage.run(
      {"license", "embed", stage.path("in.mp4"), "CT1-00000", "-o", stage.path("no.mp4")});
  EXPECT_EQ(mistyped.exit, Exit::kFailed);
  EXPECT_FALSE(std::filesystem::exists(stage / "no.mp4"));
  const Ran same =
      stage.run({"license", "embed", stage.path("in.mp4"), key, "-o", stage.path("in.mp4")});
  EXPECT_EQ(same.exit, Exit::kUsage);
  EXPECT_THAT(same.log, HasSubstr("is the video itself"));
}

/// Licences on record, issued there.
class IssuedLicense : public LicenseKey {
 protected:
  IssuedLicense() {
    add("2026-10-31");
    stage.must({"license", "keygen"});
  }

  void add(const std::string& valid_to) const {
    support::write_text(stage / "licences.csv",
                        "licence_id,licensor,licensee,valid_from,valid_to,tracks\n"
                        "L-1,Example Library,A Channel,2026-10-01," +
                            valid_to + ",EXLIB-0001\n");
    stage.must({"license", "add", stage.path("licences.csv")});
  }
  std::string issue() const {
    return stage.must({"license", "issue", "L-1", "-o", stage.path("l1.cert")}).out.substr(0, 29);
  }
  Ran verify_here(const std::string& subject, const std::string& as_of = "2026-10-15") const {
    return stage.run({"license", "verify", subject, "--as-of", as_of});
  }
};

TEST_F(IssuedLicense, HasOneKeyHoweverOftenItIsIssued) {
  const std::string key = issue();
  EXPECT_EQ(issue(), key);
  EXPECT_EQ(support::read_text(stage / "l1.cert").substr(0, 29), key);
  EXPECT_THAT(stage.must({"license", "show", "L-1"}).out, HasSubstr(key));
  EXPECT_THAT(stage.must({"license", "show", key}).out, HasSubstr("A Channel"));
  const Ran offline = stage.run_in(
      "no-workspace", {"license", "verify", stage.path("l1.cert"), "--public-key",
                       stage.path("workspace/license-key.pub.pem"), "--as-of", "2026-10-15"});
  EXPECT_EQ(offline.exit, Exit::kDone) << offline.log;
}

TEST_F(IssuedLicense, IsVerifiedByItsKeyAloneWhereItIsOnRecord) {
  const std::string key = issue();
  const Ran good = verify_here(engine::to_lower_ascii(key));
  EXPECT_EQ(good.exit, Exit::kDone) << good.log;
  EXPECT_THAT(good.out, HasSubstr("valid until 2026-10-31 (UTC); on record, not revoked"));
  EXPECT_THAT(verify_here(key, "2026-11-01").log, HasSubstr("expired"));
}

TEST_F(IssuedLicense, TheRecordSaysWhetherItWasRevoked) {
  const std::string key = issue();
  stage.must({"license", "revoke", "L-1", "--at", "2026-10-10"});
  for (const std::string& subject : {key, stage.path("l1.cert")}) {
    const Ran ran = verify_here(subject);
    EXPECT_EQ(ran.exit, Exit::kFailed);
    EXPECT_THAT(ran.log, HasSubstr("revoked on 2026-10-10"));
    EXPECT_EQ(verify_here(subject, "2026-10-09").exit, Exit::kDone);
  }
  EXPECT_THAT(stage.run({"license", "issue", "L-1"}).log, HasSubstr("was revoked on 2026-10-10"));
}

TEST_F(IssuedLicense, OtherTermsNeedAnotherKeyAndSomebodyWhoWantsIt) {
  const std::string key = issue();
  add("2026-12-31");
  const Ran refused = stage.run({"license", "issue", "L-1"});
  EXPECT_EQ(refused.exit, Exit::kFailed);
  EXPECT_THAT(refused.log, AllOf(HasSubstr(key), HasSubstr("--replace")));
  const std::string other = stage.must({"license", "issue", "L-1", "--replace"}).out.substr(0, 29);
  EXPECT_NE(other, key);
  EXPECT_EQ(verify_here(other, "2026-12-15").exit, Exit::kDone);
  EXPECT_THAT(verify_here(key).log, HasSubstr("goes by the key " + other));
}

TEST_F(IssuedLicense, AKeyIsTheSameHoweverItIsTypedIntoARecord) {
  stage.must({"license", "add", "--licence-id", "L-3", "--key", "ct1 00820 c2oa1 g7104 gm2rc u"});
  const Ran shown = stage.must({"license", "show", "CT1-00820-C20A1-G7104-GM2RC-U"});
  EXPECT_THAT(shown.out, HasSubstr("L-3"));
  EXPECT_EQ(stage.must({"license", "show", "CT100820C20A1G7104GM2RCu"}).out, shown.out);
}

TEST_F(IssuedLicense, SaysWhatIsMissing) {
  EXPECT_THAT(stage.run({"license", "issue", "L-2"}).log, HasSubstr("no licence 'L-2' on record"));
  std::filesystem::remove(stage / "workspace/license-key.pem");
  EXPECT_THAT(stage.run({"license", "issue", "L-1"}).log, HasSubstr("license keygen"));
  EXPECT_THAT(stage
                  .run({"license", "issue", "L-1", "--private-key",
                        stage.path("workspace/license-key.pub.pem")})
                  .log,
              HasSubstr("this is the public one"));
}

}  // namespace
