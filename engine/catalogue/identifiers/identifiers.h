// Every family of identifiers, one function pair each, and the list of them all.
#pragma once

#include "engine/catalogue/identifiers/identifier.h"

#include <span>

namespace engine::identifiers {

/// ISRC, ISO 3901:2019: a recording. Compact "USSKG1912345", shown as "ISRC US-SKG-19-12345". The
/// two letters are no longer always a country, and there is no check digit.
Reading read_isrc(std::string_view given);
std::string display_isrc(std::string_view compact);

/// ISWC, ISO 15707: a work, never a recording. Compact "T0345246801", shown "T-034.524.680-1".
Reading read_iswc(std::string_view given);
std::string display_iswc(std::string_view compact);

/// IPI name number: a name of a party, eleven digits. All zeros means absent.
Reading read_ipi_name(std::string_view given);
std::string display_ipi_name(std::string_view compact);

/// IPI base number: the party behind its names, "I-000000229-7".
Reading read_ipi_base(std::string_view given);
std::string display_ipi_base(std::string_view compact);

/// ISNI, ISO 27729: a public identity. Compact 16 characters, shown in groups of four.
Reading read_isni(std::string_view given);
std::string display_isni(std::string_view compact);

/// ISAN and V-ISAN, ISO 15706: an audiovisual work, and a version of it. Compact with its check
/// characters (17 or 26), which are added where they are not given.
Reading read_isan(std::string_view given);
std::string display_isan(std::string_view compact);

/// EIDR content id: "10.5240/7791-8534-2C23-9030-8610-5", the same shown. CWR writes it as 20
/// hexadecimal digits and the check character, which is read too.
Reading read_eidr(std::string_view given);
std::string display_eidr(std::string_view compact);

/// DDEX party id. Compact "PADPIDA2013020802I", shown "PA-DPIDA-2013020802-I".
Reading read_dpid(std::string_view given);
std::string display_dpid(std::string_view compact);

/// GRid, a release. Compact 18 characters, shown "A1-2425G-ABC1234002-M".
Reading read_grid(std::string_view given);
std::string display_grid(std::string_view compact);

/// EAN-13, UPC-A and GTIN-14 of a release: 12 to 14 digits, with leading zeros as given.
Reading read_ean(std::string_view given);
std::string display_ean(std::string_view compact);

/// All of the above.
std::span<const Family> families();

}  // namespace engine::identifiers
