// The pictures of a usage report. Narrow ones, so that they can be read on a phone, and stand side
// by side where there is room. What a picture shows, its name says in words.
#pragma once

#include "reports/documents/drawing.h"
#include "reports/use_groups.h"

#include <cstddef>
#include <string>

namespace reports {

/// A column a month or day, as they come. `title` is the heading.
documents::Drawing column_chart(const std::string& title, const GroupedUses& grouped);

/// The groups with the most music, a bar each, and what the others have in one more.
documents::Drawing bar_chart(const std::string& title, const GroupedUses& grouped);

}  // namespace reports
