#include "engine/catalogue/checks/findings.h"
#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/societies.h"

#include <algorithm>
#include <set>

namespace engine::catalogue {
namespace {

using Roles = std::set<std::string, std::less<>>;

const Roles kWriterRoles = {"A", "AD", "AR", "C", "CA", "SA", "SR", "TR", "PA"};
const Roles kPublisherRoles = {"E", "AM", "PA", "SE", "ES", "AQ"};
const Roles kComposers = {"CA", "A", "C"};
const Roles kArrangers = {"AR", "AD", "SR", "SA", "TR"};
const Roles kLyricists = {"CA", "A", "SA", "TR"};

bool is_writer(const Contribution& one) { return one.kind == ContributionKind::kWriter; }

bool has_role(const Work& work, const Roles& roles) {
  return std::any_of(work.contributions.begin(), work.contributions.end(),
                     [&](const auto& one) { return is_writer(one) && roles.contains(one.role); });
}

std::string detail(const Work& work, const char* name) {
  const auto found = work.details.find(name);
  return found == work.details.end() ? std::string() : found->second;
}

/// CWR edits 5 and 6.
void check_roles(const Work& work, Findings& findings) {
  for (const Contribution& one : work.contributions) {
    const Roles& known = is_writer(one) ? kWriterRoles : kPublisherRoles;
    if (one.role.empty() && !is_writer(one)) continue;
    if (known.contains(one.role)) continue;
    findings.add("role-unknown", Stops::kFiling,
                 one.party.name + (one.role.empty() ? " has no role" : " has role " + one.role),
                 is_writer(one) ? "give CA, C, A, AR, AD, SR, SA, TR or PA"
                                : "give E, AM, SE, PA, ES or AQ");
  }
  const bool all_known =
      std::none_of(work.contributions.begin(), work.contributions.end(),
                   [](const auto& one) { return is_writer(one) && one.role.empty(); });
  if (all_known && !has_role(work, kComposers)) {
    findings.add("composer-missing", Stops::kFiling, "no writer is a composer or author",
                 "give one writer the role CA, C or A");
  }
  const std::string version = detail(work, "version_type");
  if (version == "ORI" && has_role(work, kArrangers)) {
    findings.add("original-arranged", Stops::kFiling,
                 "an original work, with an arranger, adaptor, translator or sub-author",
                 "set version_type to MOD in work_details, or take that writer out");
  }
  if (version == "MOD" && all_known && !has_role(work, kArrangers)) {
    findings.add("arranger-missing", Stops::kFiling, "a modified work, and nobody modified it",
                 "add the arranger (AR), adaptor (AD) or translator (TR)");
  }
  if (detail(work, "text_music") == "MUS" && has_role(work, kLyricists)) {
    findings.add("author-of-no-text", Stops::kFiling, "music without text, and it has an author",
                 "give the writers role C, or set text_music to MTX in work_details");
  }
}

void check_id(const identifiers::Reading& reading, const std::string& whose, Stops stops,
              Findings& findings) {
  if (reading.problem.empty()) return;
  findings.add("id-invalid", stops, whose + " " + reading.text + ": " + reading.problem,
               "look it up again; as it is, it joins nothing");
}

void check_parties(const Work& work, Findings& findings) {
  for (const Contribution& one : work.contributions) {
    const Party& party = one.party;
    const std::string whose = party.name + ": ";
    check_id(identifiers::read_ipi_name(party.ipi), whose + "IPI", Stops::kFiling, findings);
    check_id(identifiers::read_ipi_base(party.ipi_base), whose + "IPI base number", Stops::kNothing,
             findings);
    check_id(identifiers::read_isni(party.isni), whose + "ISNI", Stops::kNothing, findings);
    if (party.society.empty()) {
      findings.add("society-missing", Stops::kFiling, party.name + " has no society",
                   "give the society, or NS when there is none");
    } else if (society_code(party.society).empty()) {
      findings.add("society-unknown", Stops::kFiling,
                   party.name + ": no society '" + party.society + "' is known",
                   "give CISAC's three digits in place of the name");
    }
    if (one.controlled && party.ipi.empty()) {
      findings.add("ipi-missing", Stops::kFiling, party.name + " is yours and has no IPI",
                   "give the IPI name number");
    }
  }
}

/// CWR edit 11: in the US a writer's publisher is of the writer's society, or of none there.
void check_us_societies(const Work& work, Findings& findings) {
  const std::set<std::string> us = {"010", "021", "071", "778"};
  std::vector<const Contribution*> writers;
  for (const Contribution& one : work.contributions) {
    if (is_writer(one)) writers.push_back(&one);
  }
  for (const Contribution& publisher : work.contributions) {
    const std::string theirs = society_code(publisher.party.society);
    for (const PublishedWriter& link : publisher.writers) {
      if (link.writer >= writers.size()) continue;
      const Party& writer = writers[link.writer]->party;
      const std::string own = society_code(writer.society);
      if (!us.contains(own) || !us.contains(theirs) || own == theirs) continue;
      findings.add("society-of-publisher", Stops::kFiling,
                   writer.name + " is of " + society_name(own) + ", and " + publisher.party.name +
                       " of " + society_name(theirs),
                   "name the publisher's company at " + society_name(own));
    }
  }
}

/// CWR edit 10.
void check_public_domain(const Work& work, Findings& findings) {
  bool all = true;
  bool any = false;
  for (const Contribution& one : work.contributions) {
    if (!is_writer(one)) continue;
    any = true;
    all = all && society_code(one.party.society) == kPublicDomain;
  }
  const bool claimed = std::any_of(work.contributions.begin(), work.contributions.end(),
                                   [](const auto& one) { return one.share_bp.value_or(0) > 0; });
  if (!any || !all || !claimed) return;
  findings.add("public-domain-claimed", Stops::kPayment,
               "all writers are in the public domain, and shares are claimed",
               "take the shares out, or add who arranged it");
}

}  // namespace

void check_registration(const Work& work, Findings& findings) {
  const bool written = std::any_of(work.contributions.begin(), work.contributions.end(), is_writer);
  if (!written) {
    findings.add("writers-missing", Stops::kPayment, "no writer is named",
                 "give writer_1_name, with role and share");
  }
  check_id(identifiers::read_iswc(work.iswc), "ISWC", Stops::kFiling, findings);
  if (written) check_roles(work, findings);
  check_parties(work, findings);
  check_us_societies(work, findings);
  check_public_domain(work, findings);
}

}  // namespace engine::catalogue
