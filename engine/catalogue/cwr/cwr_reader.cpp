#include "engine/catalogue/cwr/cwr_reader.h"

#include "engine/catalogue/cwr/acknowledgement_reader.h"
#include "engine/catalogue/cwr/transaction.h"
#include "engine/catalogue/told_before.h"
#include "engine/core/text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace engine::catalogue::cwr {
namespace {

constexpr std::size_t kLineMax = 4096;
constexpr std::size_t kTransactionMax = 20'000;  // Lines.
constexpr std::string_view kMark = "\xEF\xBB\xBF";

constexpr std::array<std::string_view, 3> kOtherTransactions = {"AGR", "EXC", "ISR"};

bool is_one_of(std::string_view type, std::span<const std::string_view> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

}  // namespace

bool looks_like_cwr(std::string_view beginning, std::string_view file_name) {
  if (beginning.starts_with(kMark)) beginning.remove_prefix(kMark.size());
  const std::string name = to_lower_ascii(file_name);
  if (name.ends_with(".v21") || name.ends_with(".v22")) return true;
  // HDR, the sender's type, and the sender's number; or the version of the standard, at its place.
  if (!beginning.starts_with("HDR") || beginning.size() < 64) return false;
  return beginning.substr(5, 9).find_first_not_of("0123456789") == beginning.npos ||
         beginning.substr(59, 5) == "01.10";
}

class CwrReader::State {
 public:
  State(ImportSource source, ImportListener listener)
      : source_(std::move(source)), listener_(std::move(listener)) {
    header_.layout = to_lower_ascii(source_.name).ends_with(".v22") ? "cwr22" : "cwr21";
    header_.encoding = "CWR";
  }

  Result<void> feed(std::string_view chunk) {
    for (const char c : chunk) {
      if (failure_) break;
      if (c == '\n' || c == '\r') {
        end_line(c);
      } else if (line_.size() < kLineMax) {
        line_.push_back(c);
        after_cr_ = false;
      } else {
        fail_at(number_ + 1, "a line is longer than any record of CWR; this is no CWR file");
      }
    }
    return failure_ ? Result<void>(fail(*failure_)) : Result<void>();
  }

  Result<ImportSummary> finish() {
    if (!line_.empty()) end_line('\n');
    end_transaction();
    if (failure_) return fail(*failure_);
    if (!begun_) {
      return fail(Errc::kInvalidInput, source_.name + ": empty; a CWR file begins with HDR");
    }
    if (!ended_) tell(last_, Level::kFile, "TRL: missing; the file may be cut off");
    return summary_;
  }

 private:
  void fail_at(std::uint64_t line, const std::string& what) {
    failure_ = Error(Errc::kInvalidInput, source_.name + ":" + std::to_string(line) + ": " + what);
  }

  void end_line(char c) {
    const bool second_of_crlf = after_cr_ && c == '\n';
    after_cr_ = c == '\r';
    if (second_of_crlf) return;
    ++number_;
    Line line;
    line.number = number_;
    line.text.swap(line_);
    if (number_ == 1 && line.text.starts_with(kMark)) line.text.erase(0, kMark.size());
    if (!trimmed(line.text).empty()) take(std::move(line));
  }

  void tell(const Line& line, Level level, const std::string& what) {
    listener_.problem({Errc::kInvalidInput, source_.name + ":" + std::to_string(line.number) +
                                                ": " + level_name(level) + ": " + what});
  }

  void take(Line line) {
    const std::string type = line.text.substr(0, 3);
    last_ = {.number = line.number, .text = {}};
    if (!begun_) {
      if (type != "HDR") {
        fail_at(line.number,
                "'" + clean_utf8(type) + "' where a CWR file has HDR; nothing is read");
        return;
      }
      begin(line);
      return;
    }
    ++records_of_file_;
    ++records_of_group_;
    if (is_answer(line) || ((type == "NWR" || type == "REV") && !is_repeated(line))) {
      begin_transaction(std::move(line));
    } else if (type == "GRH" || type == "GRT" || type == "TRL") {
      end_transaction();
      take_frame(line, type);
    } else if (is_one_of(type, kOtherTransactions)) {
      end_transaction();
      ++transactions_;
      ++transactions_of_group_;
      ignoring_ = true;
      tell(line, Level::kTransaction, type + ": not a registration of a work; left out");
    } else if (!transaction_.empty()) {
      if (transaction_.size() < kTransactionMax) transaction_.push_back(std::move(line));
    } else if (!ignoring_) {
      tell(line, Level::kRecord, "'" + clean_utf8(type) + "': belongs to no work; left out");
    }
  }

  /// A society may repeat a registration behind its answer to it, as records of the same
  /// transaction; a registration of its own is the first record of one.
  bool is_repeated(const Line& line) const {
    constexpr std::size_t kRecordNumber = 12;
    const bool answering = !transaction_.empty() && is_answer(transaction_.front());
    return answering && Record(line.text).says(kRecordNumber, 8);
  }

  void begin(const Line& line) {
    begun_ = true;
    records_of_file_ = 1;
    const Record record(line.text);
    if (record.says(102, 3)) header_.layout = "cwr22";
    if (record.text(4, 2) == "SO") society_ = record.text(12, 3);  // Of nine digits, the last.
    header_.text = line.text + "\r\n";
  }

  void take_frame(const Line& line, const std::string& type) {
    const Record record(line.text);
    if (type == "GRH") {
      records_of_group_ = 1;
      transactions_of_group_ = 0;
      ++groups_;
      if (record.text(12, 5) == "02.20") header_.layout = "cwr22";
      if (groups_ == 1) {
        header_.text += line.text + "\r\n";
        listener_.header(header_);
      }
      return;
    }
    if (type == "GRT") {
      count(line, record, 9, transactions_of_group_, "transactions", Level::kGroup);
      count(line, record, 17, records_of_group_, "records", Level::kGroup);
      return;
    }
    ended_ = true;
    count(line, record, 4, groups_, "groups", Level::kFile, 5);
    count(line, record, 9, transactions_, "transactions", Level::kFile);
    count(line, record, 17, records_of_file_, "records", Level::kFile);
  }

  void count(const Line& line, const Record& record, std::size_t at, std::uint64_t seen,
             const std::string& of, Level level, std::size_t length = 8) {
    const auto stated = record.number(at, length);
    if (stated && static_cast<std::uint64_t>(*stated) == seen) return;
    tell(line, level,
         record.type() + ": says " + clean_utf8(record.text(at, length)) + " " + of +
             ", and there are " + std::to_string(seen) + "; the file may be cut or edited");
  }

  void begin_transaction(Line line) {
    end_transaction();
    ignoring_ = false;
    ++transactions_;
    ++transactions_of_group_;
    transaction_.push_back(std::move(line));
  }

  void end_transaction() {
    if (transaction_.empty() || failure_) return;
    const std::vector<Line> lines = std::exchange(transaction_, {});
    auto source = std::make_shared<SourceRow>();
    source->line = lines.front().number;
    const auto complain = [&](const Line& line, Level level, const std::string& what) {
      tell(line, level, clean_utf8(line.text.substr(0, 3)) + ": " + what);
    };
    for (const Line& line : lines)
      source->text += (&line == lines.data() ? "" : "\r\n") + line.text;
    if (is_answer(lines.front())) {
      acknowledge(lines, source);
      return;
    }
    auto recordings = read_transaction(lines, complain);
    if (!recordings) {
      reject(*source, recordings.error());
      return;
    }
    for (const Recording& one : *recordings) {
      if (const auto why = told_.add(source->line, one, {})) {
        reject(*source, *why);
        return;
      }
    }
    for (Recording& one : *recordings) {
      ++summary_.rows;
      auto taken = listener_.row({.recording = std::move(one), .audio = {}, .source = source});
      if (!taken) {
        failure_ = std::move(taken).error();
        return;
      }
    }
  }

  void acknowledge(const std::vector<Line>& lines, const std::shared_ptr<SourceRow>& source) {
    auto told = read_acknowledgement(lines, society_);
    if (!told) {
      reject(*source, told.error());
      return;
    }
    ++summary_.acknowledgements;
    auto taken = listener_.acknowledged(*std::move(told), source);
    if (!taken) failure_ = std::move(taken).error();
  }

  void reject(const SourceRow& source, const Error& why) {
    ++summary_.rejected;
    listener_.rejected(source,
                       {why.code(), source_.name + ":" + std::to_string(source.line) + ": " +
                                        level_name(Level::kTransaction) + ": " + why.message()});
  }

  ImportSource source_;
  ImportListener listener_;
  SourceHeader header_;
  ToldBefore told_;
  std::string society_;  // That sent the file; empty when somebody else did.
  std::vector<Line> transaction_;
  std::string line_;
  std::uint64_t number_ = 0;  // Of lines that are whole.
  bool after_cr_ = false;
  bool begun_ = false;     // After HDR.
  bool ended_ = false;     // After TRL.
  bool ignoring_ = false;  // Within a transaction that is left out.
  Line last_;
  std::uint64_t groups_ = 0;
  std::uint64_t transactions_ = 0;
  std::uint64_t transactions_of_group_ = 0;
  std::uint64_t records_of_group_ = 0;
  std::uint64_t records_of_file_ = 0;
  ImportSummary summary_;
  std::optional<Error> failure_;
};

CwrReader::CwrReader(ImportSource source, ImportListener listener)
    : state_(std::make_unique<State>(std::move(source), std::move(listener))) {}
CwrReader::CwrReader(CwrReader&&) noexcept = default;
CwrReader::~CwrReader() = default;

Result<void> CwrReader::feed(std::string_view chunk) { return state_->feed(chunk); }
Result<ImportSummary> CwrReader::finish() { return state_->finish(); }

}  // namespace engine::catalogue::cwr
