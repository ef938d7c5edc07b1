#include "engine/catalogue/identifiers/identifiers.h"

#include <array>

namespace engine::identifiers {
namespace {

constexpr std::array kFamilies = {
    Family{"ISRC", read_isrc, display_isrc},
    Family{"ISWC", read_iswc, display_iswc},
    Family{"IPI name number", read_ipi_name, display_ipi_name},
    Family{"IPI base number", read_ipi_base, display_ipi_base},
    Family{"ISNI", read_isni, display_isni},
    Family{"ISAN", read_isan, display_isan},
    Family{"EIDR", read_eidr, display_eidr},
    Family{"DPID", read_dpid, display_dpid},
    Family{"GRid", read_grid, display_grid},
    Family{"EAN", read_ean, display_ean},
};

}  // namespace

std::span<const Family> families() { return kFamilies; }

}  // namespace engine::identifiers
