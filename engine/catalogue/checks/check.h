// What stops a work from being paid or filed, found by named checks, and how to mend it. The edits
// of CWR and the rules of cue sheets, over works and recordings as they are.
#pragma once

#include "engine/catalogue/model.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::catalogue {

enum class Stops : std::uint8_t {
  kPayment,  ///< Money for it is held: nobody can say whose it is.
  kFiling,   ///< A society or a sheet's receiver would refuse it.
  kNothing,  ///< Worth knowing.
};
std::string_view stops_name(Stops stops);  ///< "payment", "filing", "nothing"

struct CheckFinding {
  std::string check;  ///< The name of the check: "shares-over".
  Stops stops = Stops::kNothing;
  std::string work_id;
  std::string recording_id;  ///< Of findings about a recording; else empty.
  std::string title;
  std::string what;
  std::string mend;

  friend bool operator==(const CheckFinding&, const CheckFinding&) = default;
};

/// A work with its recordings.
struct WorkToCheck {
  Work work;
  std::vector<Recording> recordings;
};

/// Every name that a finding may have, with what it is about in one line.
struct CheckName {
  std::string_view name;
  std::string_view about;
};
std::span<const CheckName> check_names();

/// Whether a society that gets the work as CWR would refuse it for a finding of this name.
bool stops_registration(std::string_view check);

/// Findings of one work, in the order of the checks.
std::vector<CheckFinding> check_work(const WorkToCheck& subject);

/// Findings that need the whole catalogue: an ISRC or ISWC that several have, a party with two
/// societies.
class CatalogueChecks {
 public:
  void add(const WorkToCheck& subject);
  std::vector<CheckFinding> finish() const;

 private:
  struct Named {
    std::string work_id;
    std::string recording_id;
    std::string title;
  };
  std::map<std::string, std::vector<Named>> by_isrc_;
  std::map<std::string, std::vector<Named>> by_iswc_;
  std::map<std::string, std::map<std::string, Named>> societies_by_ipi_;
};

/// Works and their recordings, ordered by title and id, from recordings in any order.
std::vector<WorkToCheck> works_of(std::vector<Recording> recordings);

}  // namespace engine::catalogue
