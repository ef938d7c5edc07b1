#include "engine/catalogue/catalogue_import.h"

#include "engine/catalogue/catalogue_columns.h"
#include "engine/catalogue/catalogue_row.h"
#include "engine/catalogue/told_before.h"
#include "engine/core/delimited.h"
#include "engine/core/text.h"

#include <optional>
#include <utility>

namespace engine::catalogue {
namespace {

std::vector<std::string> lower_headers(const std::vector<std::string>& names) {
  std::vector<std::string> lower;
  for (const std::string& name : names) {
    lower.push_back(to_lower_ascii(trimmed(clean_utf8(name))));
  }
  return lower;
}

}  // namespace

class CatalogueReader::State : public CsvSink {
 public:
  State(ImportSource source, ImportListener listener)
      : source_(std::move(source)), listener_(std::move(listener)) {
    if (source_.media_root.empty()) return;
    std::error_code error;
    const auto absolute = std::filesystem::absolute(source_.media_root, error);
    if (!error) source_.media_root = absolute.lexically_normal();
  }

  Result<void> feed(std::string_view chunk) { return outcome_of(reader_.feed(chunk)); }

  Result<ImportSummary> finish() {
    TRY_VOID(outcome_of(reader_.finish()));
    if (!places_) {
      return fail(Errc::kInvalidInput,
                  source_.name + ": empty; the first line names the columns, title at least");
    }
    return summary_;
  }

  void on_row(std::uint64_t line, std::vector<std::string> fields) override {
    if (failure_) return;
    if (!places_) {
      take_header(line, fields);
      return;
    }
    auto rows = rows_of(fields, *places_, *layout_, source_.media_root);
    const auto source = std::make_shared<const SourceRow>(
        SourceRow{.line = line, .fields = std::move(fields), .text = {}});
    if (rows) {
      take_rows(*std::move(rows), source);
    } else {
      reject(*source, rows.error());
    }
  }

  void on_reject(std::uint64_t line, const Error& why) override {
    if (failure_) return;
    if (!places_) {  // Without the first line, nothing after it has a meaning.
      failure_ = at(line, why);
      return;
    }
    reject({.line = line, .fields = {}, .text = std::string(reader_.row_text())}, why);
  }

 private:
  Error at(std::uint64_t line, const Error& why) const {
    return {why.code(), source_.name + ":" + std::to_string(line) + ": " + why.message()};
  }

  void reject(const SourceRow& row, const Error& why) {
    ++summary_.rejected;
    listener_.rejected(row, at(row.line, why));
  }

  Result<void> outcome_of(const Result<void>& parsed) {
    if (failure_) return fail(*failure_);
    if (!parsed) {
      failure_ = Error(parsed.error().code(), source_.name + ":" + parsed.error().message());
      return fail(*failure_);
    }
    return {};
  }

  void take_header(std::uint64_t line, const std::vector<std::string>& names) {
    layout_ = source_.layout != nullptr ? source_.layout : &layout_of_header(lower_headers(names));
    auto places = places_of_header(names, *layout_);
    if (!places) {
      failure_ = at(line, places.error());
      return;
    }
    places_ = *std::move(places);
    listener_.header({.layout = layout_->name,
                      .encoding = std::string(encoding_name(reader_.encoding())),
                      .separator = reader_.separator(),
                      .fields = names,
                      .text = {}});
    for (const std::string& unknown : places_->unknown) {
      ++summary_.unknown_columns;
      listener_.problem(
          at(line, Error(Errc::kInvalidInput, unknown + ": no column of a catalogue, left out; see "
                                                        "`cuetrace catalog import --help`")));
    }
  }

  void take_rows(std::vector<ImportRow> rows, const std::shared_ptr<const SourceRow>& source) {
    for (const ImportRow& row : rows) {
      if (const auto why = told_.add(source->line, row.recording, row.audio)) {
        reject(*source, *why);
        return;
      }
    }
    for (ImportRow& row : rows) {
      row.source = source;
      ++summary_.rows;
      auto taken = listener_.row(std::move(row));
      if (!taken) {
        failure_ = std::move(taken).error();
        return;
      }
    }
  }

  ImportSource source_;
  ImportListener listener_;
  DelimitedReader reader_{*this};
  const Layout* layout_ = nullptr;
  std::optional<CataloguePlaces> places_;  // Empty before the first line.
  std::optional<Error> failure_;           // What ended the reading.
  ImportSummary summary_;
  ToldBefore told_;
};

CatalogueReader::CatalogueReader(ImportSource source, ImportListener listener)
    : state_(std::make_unique<State>(std::move(source), std::move(listener))) {}
CatalogueReader::CatalogueReader(CatalogueReader&&) noexcept = default;
CatalogueReader::~CatalogueReader() = default;

Result<void> CatalogueReader::feed(std::string_view chunk) { return state_->feed(chunk); }
Result<ImportSummary> CatalogueReader::finish() { return state_->finish(); }

}  // namespace engine::catalogue
