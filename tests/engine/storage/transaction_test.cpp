#include "tests/engine/storage/storage_fixture.h"

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace engine::storage {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class TransactionTest : public StorageTest {
 protected:
  static Transaction begin(Database& database) {
    auto transaction = Transaction::begin(database);
    if (!transaction) throw std::runtime_error(transaction.error().message());
    return *std::move(transaction);
  }
};

TEST_F(TransactionTest, KeepsWhatIsCommitted) {
  Database database = open_notes();
  {
    Transaction transaction = begin(database);
    add_note(database, "kept");
    must(transaction.commit());
  }
  EXPECT_THAT(notes(open(Access::kRead)), ElementsAre("kept"));
}

TEST_F(TransactionTest, RollsBackWhenItIsNotCommitted) {
  Database database = open_notes();
  {
    const Transaction transaction = begin(database);
    add_note(database, "lost");
  }
  EXPECT_THAT(notes(database), IsEmpty());
  add_note(database, "next");  // And the connection works on.
  EXPECT_THAT(notes(database), ElementsAre("next"));
}

TEST_F(TransactionTest, RollsBackAnInnerOneAlone) {
  Database database = open_notes();
  Transaction outer = begin(database);
  add_note(database, "outer");
  {
    const Transaction inner = begin(database);
    add_note(database, "inner");
  }
  must(outer.commit());
  EXPECT_THAT(notes(database), ElementsAre("outer"));
}

TEST_F(TransactionTest, LosesACommittedInnerOneWithItsOuterOne) {
  Database database = open_notes();
  {
    const Transaction outer = begin(database);
    Transaction inner = begin(database);
    add_note(database, "inner");
    must(inner.commit());
  }
  EXPECT_THAT(notes(database), IsEmpty());
}

TEST_F(TransactionTest, NestsInAsManyLevelsAsAreBegun) {
  Database database = open_notes();
  Transaction first = begin(database);
  {
    Transaction second = begin(database);
    add_note(database, "second");
    {
      const Transaction third = begin(database);
      add_note(database, "third");
    }
    {
      Transaction again = begin(database);
      add_note(database, "third again");
      must(again.commit());
    }
    must(second.commit());
  }
  must(first.commit());
  EXPECT_THAT(notes(database), ElementsAre("second", "third again"));
}

TEST_F(TransactionTest, EndsOnceHoweverOftenItIsMoved) {
  Database database = open_notes();
  {
    Transaction first = begin(database);
    add_note(database, "moved");
    Transaction second = std::move(first);
    must(second.commit());
  }
  EXPECT_THAT(notes(database), ElementsAre("moved"));
}

TEST_F(TransactionTest, RefusesASecondWriterWhileOneIsAtWork) {
  Database first = open_notes();
  Database second = open();
  const Transaction writing = begin(first);
  const auto refused = Transaction::begin(second);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), Errc::kLocked) << refused.error().message();
  EXPECT_THAT(refused.error().message(), HasSubstr(file_.string()));
}

TEST_F(TransactionTest, LetsTheNextWriterInWhenItEnds) {
  Database first = open_notes();
  Database second = open();
  {
    Transaction writing = begin(first);
    add_note(first, "first");
    must(writing.commit());
  }
  add_note(second, "second");
  EXPECT_THAT(notes(first), ElementsAre("first", "second"));
}

TEST_F(TransactionTest, ShowsAReaderTheLastCommitWhileAWriterIsAtWork) {
  Database writer = open_notes();
  add_note(writer, "old");
  const Database reader = open(Access::kRead);
  Transaction writing = begin(writer);
  add_note(writer, "new");
  EXPECT_THAT(notes(reader), ElementsAre("old"));
  must(writing.commit());
  EXPECT_THAT(notes(reader), ElementsAre("old", "new"));
}

/// Ends a process that stands in the middle of a transaction, as `kill -9` does.
void write_and_be_killed(const std::filesystem::path& file) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto database = Database::open(file, Access::kWrite);
    if (!database) ::_exit(1);
    auto transaction = Transaction::begin(*database);
    if (!transaction || !database->run("insert into note (body) values ('half')")) ::_exit(1);
    const bool told = ::write(ready[1], "!", 1) == 1;
    while (told) ::pause();
    ::_exit(1);
  }
  ASSERT_GT(child, 0);
  ::close(ready[1]);
  char signal = 0;
  EXPECT_EQ(::read(ready[0], &signal, 1), 1) << "the child could not write";
  ::close(ready[0]);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

TEST_F(TransactionTest, LeavesNothingOfAProcessThatWasKilledInTheMiddle) {
  {
    Database database = open_notes();
    add_note(database, "whole");
  }
  write_and_be_killed(file_);
  Database database = open();
  EXPECT_THAT(notes(database), ElementsAre("whole"));
  add_note(database, "next");  // Its lock has died with it.
  EXPECT_THAT(notes(database), ElementsAre("whole", "next"));
}

}  // namespace
}  // namespace engine::storage
