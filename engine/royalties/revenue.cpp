#include "engine/royalties/revenue.h"

#include "engine/catalogue/territories.h"
#include "engine/core/csv.h"
#include "engine/core/file.h"
#include "engine/core/text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace engine::royalties {
namespace {

enum Column : std::size_t {
  kPeriod,
  kPlatform,
  kTerritory,
  kPlan,
  kSubscriber,
  kCurrency,
  kAmount
};
constexpr std::array<std::string_view, 7> kColumns{"period",     "platform", "territory", "plan",
                                                   "subscriber", "currency", "amount"};

class RevenueReader : public CsvSink {
 public:
  explicit RevenueReader(std::string_view period) : period_(period) {}

  void on_row(std::uint64_t line, std::vector<std::string> fields) override {
    if (error_) return;
    const auto outcome = places_.empty() ? read_head(fields) : read_row(line, fields);
    if (!outcome) error_ = Error(outcome.error()).during("line " + std::to_string(line));
  }
  void on_reject(std::uint64_t line, const Error& why) override {
    if (!error_) error_ = Error(why).during("line " + std::to_string(line));
  }

  Result<std::vector<RevenueRow>> rows() && {
    if (error_) return fail(*std::move(error_));
    if (places_.empty()) return fail(Errc::kInvalidInput, "no head; it names the columns");
    return std::move(rows_);
  }

 private:
  Result<void> read_head(const std::vector<std::string>& fields) {
    for (const std::string_view column : kColumns) {
      const auto found = std::find_if(fields.begin(), fields.end(), [&](const std::string& field) {
        return to_lower_ascii(trimmed(field)) == column;
      });
      if (found == fields.end()) {
        return fail(Errc::kInvalidInput, "no column \"" + std::string(column) +
                                             "\"; there have to be " +
                                             joined({kColumns.begin(), kColumns.end()}, ", "));
      }
      places_.push_back(static_cast<std::size_t>(found - fields.begin()));
    }
    return {};
  }

  Result<void> read_row(std::uint64_t line, const std::vector<std::string>& fields) {
    const auto cell = [&](Column column) { return std::string(trimmed(fields[places_[column]])); };
    if (cell(kPeriod) != period_) return {};
    TRY(const Currency currency, Currency::named(cell(kCurrency)));
    TRY(const Money amount, parse_money(cell(kAmount), currency));
    RevenueRow row{cell(kPlatform), cell(kTerritory), cell(kPlan), cell(kSubscriber), amount, line};
    if (!row.territory.empty()) {
      row.territory = catalogue::territory_code(row.territory);
      if (row.territory.empty()) {
        return fail(Errc::kInvalidInput, "no territory \"" + cell(kTerritory) + "\"");
      }
    }
    const std::string key = joined({"p" + row.platform, "t" + row.territory, "n" + row.plan,
                                    "s" + row.subscriber, cell(kCurrency)},
                                   "\x1f");
    if (!seen_.insert(key).second) {
      return fail(Errc::kInvalidInput,
                  "the same platform, territory, plan, subscriber and currency stand on an earlier "
                  "line; add both up to one row");
    }
    rows_.push_back(std::move(row));
    return {};
  }

  std::string period_;
  std::vector<std::size_t> places_;  // Of kColumns in the file; empty before the head.
  std::vector<RevenueRow> rows_;
  std::set<std::string> seen_;
  std::optional<Error> error_;
};

}  // namespace

Result<std::vector<RevenueRow>> revenue_of_csv(std::string_view csv, std::string_view period) {
  RevenueReader reader(period);
  CsvParser parser(reader);
  TRY_VOID(parser.feed(csv));
  TRY_VOID(parser.finish());
  return std::move(reader).rows();
}

Result<std::vector<RevenueRow>> read_revenue(const std::filesystem::path& file,
                                             std::string_view period) {
  constexpr std::uint64_t kBytesMax = std::uint64_t{1} << 30;
  TRY(const std::string csv, read_file(file, kBytesMax));
  auto rows = revenue_of_csv(csv, period);
  if (!rows) return fail(std::move(rows).error().during(file.string()));
  return rows;
}

}  // namespace engine::royalties
