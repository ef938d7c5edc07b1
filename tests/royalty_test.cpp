// Royalties from the front door: a track by two writers is found in videos, and the program
// charges, books, closes, states and pays; and is killed while it does.
#include "engine/storage/database.h"
#include "tests/program.h"
#include "tests/stage.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <map>
#include <random>

namespace {

namespace fs = std::filesystem;
using engine::cli::Exit;
using nlohmann::json;
using std::chrono::microseconds;
using support::Program;
using support::Ran;
using support::Stage;
using support::write_text;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kCatalogue =
    "title,audio,work_id,work_title,writer_1_name,writer_1_ipi,writer_1_role,writer_1_share,"
    "writer_2_name,writer_2_role,writer_2_share\n"
    "Cold Day,track.wav,W1,Cold Day,Ann Ames,00014107338,CA,50,Bob Bird,CA,50\n";

constexpr std::string_view kCard = R"toml(
name = "House"
version = "2026.1"
currency = "EUR"
right = "performance"

[[rates]]
name = "web"
model = "pay_per_use"
when = { states = ["any"] }
price = "49.00"
commission = "30 %"

[[agreements]]
party = "Bob Bird"
threshold = "100.00"
)toml";

/// Everything that is in the books of a workspace, a row a line.
std::string books_in(const fs::path& workspace) {
  using engine::storage::Database;
  const auto database =
      Database::open(workspace / "ledger.db", engine::storage::Access::kRead).value();
  std::string text;
  for (const char* sql :
       {"SELECT json_array(booking, booked_in, kind, subject, usage_id, rate, units, gross, note, "
        "from_account, from_holder, to_account, to_holder, currency, micros, share_ppm) "
        "FROM royalty_v",
        "SELECT json_array(account, holder, currency, micros) FROM royalty_balance_v",
        "SELECT json_array(party, name, ipi) FROM royalty_party ORDER BY party",
        "SELECT json_array(period, booked_in, kind, card_number) FROM royalty_run"}) {
    const auto read = database.each(sql, {}, [&](const auto& row) -> engine::Result<void> {
      text += row.text(0) + "\n";
      return {};
    });
    if (!read) throw std::runtime_error(read.error().message());
  }
  return text;
}

class Royalties : public testing::Test {
 protected:
  Royalties() {
    stage.track("track.wav", 1, 12);
    write_text(stage / "catalogue.csv", kCatalogue);
    write_text(stage / "card.toml", kCard);
    stage.must({"catalog", "import", stage.path("catalogue.csv"), "--media-root", stage.path("")});
    const auto song = support::cut(support::make_music(1, 12), 1, 9);
    for (std::uint64_t seed = 41; seed <= 43; ++seed) {
      const std::string video =
          stage.video("video" + std::to_string(seed) + ".wav",
                      mix(support::make_speech(seed, 15), song, {.start_s = 3}));
      stage.must({"scan", video});
      stage.must({"video", "set", video, "--published-at", "2026-10-05", "--channel", "Chan"});
    }
  }

  std::vector<std::string> running() const {
    return {"royalty", "run", "--rate-card", stage.path("card.toml"), "--period", "2026-10"};
  }
  json statement(const std::string& party) const {
    return json::parse(
        stage.must({"report", "statement", party, "--period", "2026-10", "--format", "json"}).out);
  }

  Stage stage;
};

TEST_F(Royalties, GoFromUseToPayment) {
  std::vector<std::string> dry = running();
  dry.push_back("--dry-run");
  const std::string foreseen = stage.must(dry).out;
  EXPECT_THAT(foreseen, HasSubstr("Would post 3, reversed 0, unchanged 0"));
  EXPECT_THAT(foreseen, HasSubstr("Nothing was written."));

  const std::string posted = stage.must(running()).out;
  EXPECT_THAT(posted, HasSubstr("3 uses: 3 charges"));
  EXPECT_THAT(posted, HasSubstr("Posted 3, reversed 0, unchanged 0"));
  EXPECT_THAT(posted, testing::ContainsRegex("money in +147.00\n"));
  EXPECT_THAT(posted, testing::ContainsRegex("difference +0.00\n"));
  EXPECT_THAT(stage.must(running()).out, HasSubstr("Posted 0, reversed 0, unchanged 3"));
  EXPECT_EQ(statement("Ann")["final"], false);

  EXPECT_THAT(stage.must({"royalty", "close", "2026-10"}).out, HasSubstr("closed, 2 statements"));
  EXPECT_THAT(stage.run(running()).log, HasSubstr("period 2026-10 is closed"));
  const json ann = statement("Ann");
  EXPECT_EQ(ann["final"], true);
  EXPECT_EQ(ann["payee"]["account"], "ipi:00014107338");
  EXPECT_EQ(ann["accounts"][0]["earned"], "51.45");
  EXPECT_EQ(ann["accounts"][0]["payable"]["amount"], "51.45");
  ASSERT_EQ(ann["lines"].size(), 3U);
  EXPECT_EQ(ann["lines"][0]["net"], "17.15");
  EXPECT_EQ(ann["lines"][0]["use"]["channel"], "Chan");
  EXPECT_EQ(ann["lines"][0]["why"],
            "rate \"web\": 49.00 EUR; less 30 % commission; 50 % of the work = 17.15 EUR");
  const json bob = statement("Bob");
  EXPECT_EQ(bob["accounts"][0]["carried_out"], "51.45") << "below the threshold";
  std::map<std::string, std::string> rows;
  for (const json& row : bob["reconciliation"]) rows[row["line_id"]] = row["amount"];
  EXPECT_EQ(rows["EUR.opening"], "0.00");
  EXPECT_EQ(rows["EUR.earned"], "51.45");
  EXPECT_EQ(rows["EUR.due"], "0.00");
  EXPECT_EQ(rows["EUR.closing"], "51.45");
  EXPECT_EQ(rows["EUR.difference"], "0.00");
  EXPECT_EQ(rows["EUR.all"], "102.90");

  const std::string paid = stage.must({"royalty", "pay", "2026-10"}).out;
  EXPECT_THAT(paid, HasSubstr("ipi:00014107338,Ann Ames,,,51.45,EUR"));
  EXPECT_THAT(paid, Not(HasSubstr("Bob")));
  EXPECT_NE(stage.run({"royalty", "pay", "2026-10"}).exit, Exit::kDone);
  EXPECT_EQ(stage.must({"royalty", "pay", "2026-10", "--again"}).out, paid);
  EXPECT_THAT(stage.run({"royalty", "reopen", "2026-10"}).log, HasSubstr("have been paid"));
}

TEST_F(Royalties, GoByTheVerdictOnEachUse) {
  stage.must({"license", "add", "--licence-id", "L-1", "--licensee", "Chan", "--tier", "gold",
              "--model", "subscription", "--channels", "Chan", "--price", "30.00", "--currency",
              "EUR"});
  write_text(stage / "card.toml",
             "name = \"Verdicts\"\nversion = \"1\"\ncurrency = \"EUR\"\n"
             "right = \"performance\"\n"
             "[[rates]]\nname = \"sale\"\nmodel = \"royalty_split\"\n"
             "when = { tiers = [\"gold\"] }\n"
             "[[rates]]\nname = \"open\"\nmodel = \"pay_per_use\"\nprice = \"7.00\"\n");
  const std::string sold = stage.must(running()).out;
  EXPECT_THAT(sold, testing::ContainsRegex("money in +30.00\n"));
  EXPECT_EQ(statement("Ann")["lines"][0]["licence"], "L-1");
  EXPECT_EQ(statement("Ann")["lines"][0]["state"], "LICENSED_CHANNEL");

  const std::string use = statement("Ann")["lines"][0]["use"]["usage_id"];
  stage.must({"review", "dispute", use});
  const std::string disputed = stage.must(running()).out;
  EXPECT_THAT(disputed, HasSubstr("reversed"));
  EXPECT_THAT(disputed, testing::ContainsRegex("held_dispute +[1-9]"));
  EXPECT_EQ(statement("Ann")["held"].size(), 1U);
  EXPECT_EQ(statement("Ann")["held"][0]["account"], "held_dispute");

  stage.must({"license", "revoke", "L-1", "--at", "2026-01-01"});
  const std::string revoked = stage.must(running()).out;
  EXPECT_THAT(revoked, HasSubstr("no money for 2 uses: REVOKED"));
  const json ann = statement("Ann");
  ASSERT_EQ(ann["unpaid"].size(), 2U);
  EXPECT_EQ(ann["unpaid"][0]["reason"], "REVOKED");
  EXPECT_NE(ann["unpaid"][0]["line_id"], "");
}

TEST_F(Royalties, AreStatedInEveryFormatUnderTheSameIds) {
  write_text(stage / "card.toml", "contract = \"C-17\"\n" + std::string(kCard));
  stage.must(running());
  const std::string use = statement("Ann")["lines"][2]["use"]["usage_id"];
  stage.must({"review", "whitelist", use});
  stage.must(running());
  stage.must({"license", "keygen"});
  const Ran written = stage.must(
      {"report", "statement", "--period", "2026-10", "--folder", stage.path("statements")});
  EXPECT_THAT(written.out, HasSubstr("2 statements, 10 files, signed"));
  const json ann = statement("Ann");
  const std::string name = ann["statement"].get<std::string>() + "-Ann_Ames";
  const std::string csv = support::read_text(stage / "statements" / (name + ".csv"));
  const std::string html = support::read_text(stage / "statements" / (name + ".html"));
  EXPECT_EQ(json::parse(support::read_text(stage / "statements" / (name + ".json"))), ann);
  EXPECT_EQ(ann["contract"], "C-17");
  EXPECT_EQ(ann["lines"].size(), 2U);
  ASSERT_EQ(ann["unpaid"].size(), 1U);
  EXPECT_EQ(ann["unpaid"][0]["reason"], "WHITELISTED");
  for (const char* list : {"lines", "unpaid", "reconciliation"}) {
    for (const json& line : ann[list]) {
      const std::string id = line["line_id"].get<std::string>();
      EXPECT_THAT(csv, HasSubstr("," + id + ","));
      EXPECT_THAT(html, HasSubstr(">" + id + "<"));
    }
  }
  const std::string manifest = support::read_text(stage / "statements" / "MANIFEST.sha256");
  for (const char* ending : {".csv", ".html", ".json", ".pdf", ".xlsx"}) {
    EXPECT_THAT(manifest, HasSubstr("  " + name + ending + "\n"));
  }
  EXPECT_EQ(fs::file_size(stage / "statements" / "MANIFEST.sha256.sig"), 64U);
}

TEST_F(Royalties, AreExchangedAtTheTotal) {
  write_text(stage / "card.toml", std::string(kCard) +
                                      "[[agreements]]\nparty = \"Ann Ames\"\ncurrency = \"USD\"\n"
                                      "[[exchange]]\nfrom = \"EUR\"\nto = \"USD\"\n"
                                      "rate = \"1.0845\"\nsource = \"ECB\"\n"
                                      "date = \"2026-10-31\"\n");
  stage.must(running());
  const json ann = statement("Ann");
  EXPECT_EQ(ann["accounts"][0]["payable"]["amount"], "55.80");
  EXPECT_EQ(ann["exchange"][0], "51.45 EUR at 1.0845 (ECB, 2026-10-31) = 55.80 USD");
  for (const json& line : ann["lines"]) EXPECT_EQ(line["exchanged"], "18.60 USD");
}

TEST_F(Royalties, AreBookedWholeOrNotAtAllWhenTheProgramIsKilled) {
  constexpr int kMoments = 20;
  fs::create_directory(stage / "streams");
  std::vector<std::string> args = running();
  args.insert(args.end(), {"--workspace", stage.path("harmed")});
  const auto copy = [&] {
    fs::remove_all(stage / "harmed");
    fs::copy(stage / "workspace", stage / "harmed", fs::copy_options::recursive);
  };
  const auto books = [&](const std::string& workspace) { return books_in(stage / workspace); };
  const std::string before = books("workspace");
  copy();
  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(support::run_program(stage / "streams", args).exit_code, 0);
  const auto whole =
      std::chrono::duration_cast<microseconds>(std::chrono::steady_clock::now() - start);
  const std::string after = books("harmed");
  ASSERT_NE(after, before);
  std::mt19937 random(7);
  for (int moment = 0; moment < kMoments; ++moment) {
    copy();
    {
      Program program(stage / "streams", args);
      const auto part = static_cast<std::uint64_t>(whole.count()) / kMoments;
      const microseconds until(static_cast<std::uint64_t>(moment) * part + random() % part);
      if (!program.ends_within(until)) program.signal(SIGKILL);
      program.wait();
    }
    const std::string left = books("harmed");
    ASSERT_TRUE(left == before || left == after) << "killed in moment " << moment;
    ASSERT_EQ(support::run_program(stage / "streams", args).exit_code, 0);
    ASSERT_EQ(books("harmed"), after);
  }
}

}  // namespace
