#include "engine/catalogue/catalogue_import.h"

#include "engine/catalogue/catalogue_row.h"
#include "engine/catalogue/recording_merge.h"
#include "engine/core/csv.h"
#include "engine/core/file.h"
#include "engine/core/interrupt.h"

#include <cerrno>
#include <cstdio>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace engine::catalogue {

class CatalogueReader::State : public CsvSink {
 public:
  State(std::string name, std::filesystem::path media_root, ImportListener listener)
      : name_(std::move(name)), media_root_(std::move(media_root)), listener_(std::move(listener)) {
    if (media_root_.empty()) return;
    std::error_code error;
    const auto absolute = std::filesystem::absolute(media_root_, error);
    if (!error) media_root_ = absolute.lexically_normal();
  }

  Result<void> feed(std::string_view chunk) { return outcome_of(parser_.feed(chunk)); }

  Result<ImportSummary> finish() {
    TRY_VOID(outcome_of(parser_.finish()));
    if (!columns_) {
      return fail(Errc::kInvalidInput,
                  name_ + ": empty; the first line names the columns, title at least");
    }
    return summary_;
  }

  void on_row(std::uint64_t line, std::vector<std::string> fields) override {
    if (failure_) return;
    if (!columns_) {
      take_header(line, fields);
      return;
    }
    auto row = columns_->row(fields, media_root_);
    if (row) {
      row->line = line;
      take_row(*std::move(row));
    } else {
      on_reject(line, row.error());
    }
  }

  void on_reject(std::uint64_t line, const Error& why) override {
    if (failure_) return;
    if (!columns_) {  // Without the first line, nothing after it has a meaning.
      failure_ = at(line, why);
      return;
    }
    ++summary_.rejected;
    listener_.problem(at(line, why));
  }

 private:
  Error at(std::uint64_t line, const Error& why) const {
    return {why.code(), name_ + ":" + std::to_string(line) + ": " + why.message()};
  }

  Result<void> outcome_of(const Result<void>& parsed) {
    if (failure_) return fail(*failure_);
    if (!parsed) {
      failure_ = Error(parsed.error().code(), name_ + ":" + parsed.error().message());
      return fail(*failure_);
    }
    return {};
  }

  void take_header(std::uint64_t line, const std::vector<std::string>& names) {
    auto columns = CatalogueColumns::of_header(names);
    if (!columns) {
      failure_ = at(line, columns.error());
      return;
    }
    columns_ = *std::move(columns);
    for (const std::string& unknown : columns_->unknown()) {
      ++summary_.unknown_columns;
      listener_.problem(
          at(line, Error(Errc::kInvalidInput, unknown + ": no column of a catalogue, left out; see "
                                                        "`cuetrace catalog import --help`")));
    }
  }

  void take_row(ImportRow row) {
    if (const auto why = repeats(row)) {
      on_reject(row.line, *why);
      return;
    }
    ++summary_.rows;
    auto taken = listener_.row(std::move(row));
    if (!taken) failure_ = std::move(taken).error();
  }

  /// What this row says that an earlier one has said already, or said otherwise. Remembers the row
  /// when there is nothing.
  std::optional<Error> repeats(const ImportRow& row) {
    const Recording& recording = row.recording;
    const bool nameless = recording.id.empty() && row.audio.empty();
    const std::string id = nameless ? recording_id_of(recording) : recording.id;
    const std::string audio = row.audio.string();
    const auto already = [](std::string_view what, std::uint64_t line) {
      return Error(Errc::kInvalidInput, std::string(what) + " line " + std::to_string(line) +
                                            " already; keep one of the two");
    };
    if (const auto seen = ids_.find(id); seen != ids_.end()) {
      return already("recording_id: the same recording is on", seen->second);
    }
    if (const auto seen = audio_.find(audio); seen != audio_.end()) {
      return already("audio: the same file is on", seen->second);
    }
    if (!recording.work.id.empty()) {
      Work& work = works_[recording.work.id];
      const std::string_view what = contradiction(work, recording.work);
      if (!what.empty()) {
        return Error(Errc::kInvalidInput, "work_id: an earlier row gives this work other " +
                                              std::string(what) +
                                              "; say the same, or leave the cells empty");
      }
      fill_work(work, recording.work);
    }
    if (!id.empty()) ids_.emplace(id, row.line);
    if (!audio.empty()) audio_.emplace(audio, row.line);
    return std::nullopt;
  }

  std::string name_;
  std::filesystem::path media_root_;
  ImportListener listener_;
  CsvParser parser_{*this};
  std::optional<CatalogueColumns> columns_;  // Empty before the first line.
  std::optional<Error> failure_;             // What ended the reading.
  ImportSummary summary_;
  std::map<std::string, std::uint64_t> ids_;  // Lines by what they name, to find it again.
  std::map<std::string, std::uint64_t> audio_;
  std::map<std::string, Work> works_;  // What the rows so far say together.
};

CatalogueReader::CatalogueReader(std::string name, std::filesystem::path media_root,
                                 ImportListener listener)
    : state_(std::make_unique<State>(std::move(name), std::move(media_root), std::move(listener))) {
}
CatalogueReader::CatalogueReader(CatalogueReader&&) noexcept = default;
CatalogueReader::~CatalogueReader() = default;

Result<void> CatalogueReader::feed(std::string_view chunk) { return state_->feed(chunk); }
Result<ImportSummary> CatalogueReader::finish() { return state_->finish(); }

Result<ImportSummary> read_catalogue(const std::filesystem::path& file,
                                     const std::filesystem::path& media_root,
                                     const ImportListener& listener) {
  struct CloseFile {
    void operator()(std::FILE* stream) const noexcept {
      if (stream != stdin) std::fclose(stream);
    }
  };
  const std::unique_ptr<std::FILE, CloseFile> stream(file == "-" ? stdin
                                                                 : std::fopen(file.c_str(), "rb"));
  if (!stream) return fail(file_error(file, errno));
  CatalogueReader reader(file.string(), media_root, listener);
  std::string block(std::size_t{1} << 16, '\0');
  for (;;) {
    if (interrupted()) {
      return fail(Errc::kInterrupted, file.string() + ": interrupted; import it again");
    }
    const std::size_t got = std::fread(block.data(), 1, block.size(), stream.get());
    if (got == 0 && std::ferror(stream.get()) != 0) return fail(file_error(file, errno));
    if (got == 0) return reader.finish();
    TRY_VOID(reader.feed(std::string_view(block).substr(0, got)));
  }
}

}  // namespace engine::catalogue
