// A cue sheet as a page: what people print, sign and send.
#pragma once

#include "reports/cue_sheet.h"
#include "reports/documents/document.h"

namespace reports {

documents::Document cue_sheet_document(const CueSheet& sheet);

/// The facts of the head that are known, with the labels that forms have for them.
std::vector<std::pair<std::string, std::string>> production_facts(const CueSheet& sheet);

/// "Library X · ALB-1 · cut 3 · ISRC GBEMI0300013": where the recording of a cue comes from.
std::string source_of(const Cue& cue);

}  // namespace reports
