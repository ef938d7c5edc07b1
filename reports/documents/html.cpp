#include "engine/core/markup.h"
#include "reports/documents/document.h"

namespace reports::documents {
namespace {

/// Dark and light as the reader's system wants it; on paper black on white, without a dark mark.
/// Pictures have the colours of documents::palette; in the dark, others are put in their place.
constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --ink: #1c1c1e; --faint: #5f6368; --rule: #d5d7db;
  --paper: #ffffff; --band: #f3f4f6; --mark: #a3330a; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececef; --faint: #a9adb5; --rule: #3b3e45;
  --paper: #17181b; --band: #212329; --mark: #ffa07a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 80rem; color: var(--ink);
  background: var(--paper); font: 15px/1.45 system-ui, "DejaVu Sans", sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .5rem; }
p { margin: .4rem 0; max-width: 60rem; }
.subtitle, .footnote, dt { color: var(--faint); }
.mark { display: inline-block; margin: 0 0 .6rem; padding: .1rem .6rem; border: 2px solid;
  border-radius: .3rem; color: var(--mark); font-weight: 700; letter-spacing: .08em; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
  gap: .6rem 1.5rem; margin: 1.2rem 0; }
dt { font-size: .8rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .6rem; text-align: start; vertical-align: top;
  border-top: 1px solid var(--rule); }
thead th { border-top: 0; border-bottom: 2px solid var(--rule); background: var(--band);
  white-space: nowrap; }
.n { text-align: end; white-space: nowrap; }
tr.more td { border-top: 0; padding-top: 0; }
tr.total td { border-top: 2px solid var(--rule); font-weight: 700; }
.pictures { display: flex; flex-wrap: wrap; gap: 1rem 2rem; margin: .8rem 0; }
figure { margin: 0; max-width: 100%; overflow-x: auto; }
figure.broad { width: 100%; }
svg { display: block; max-width: 100%; height: auto; }
figure.broad svg { width: 100%; min-width: 720px; max-width: 960px; }
@media (max-width: 30rem) { body { padding: .9rem; } }
@media screen and (prefers-color-scheme: dark) {
  svg [fill="#222222"] { fill: #ececef; }  svg [stroke="#222222"] { stroke: #ececef; }
  svg [fill="#767676"] { fill: #a9adb5; }  svg [stroke="#767676"] { stroke: #a9adb5; }
  svg [fill="#e3e3e3"] { fill: #33363d; }  svg [stroke="#e3e3e3"] { stroke: #33363d; }
  svg [fill="#b4b4b4"] { fill: #70757f; }  svg [stroke="#b4b4b4"] { stroke: #70757f; }
  svg [fill="#0072b2"] { fill: #56b4e9; }  svg [stroke="#0072b2"] { stroke: #56b4e9; }
  svg [fill="#ffffff"] { fill: #101114; } }
@media print { :root { --ink: #000; --faint: #444; --rule: #999; --paper: #fff; --band: #eee;
  --mark: #000; } body { padding: 0; max-width: none; font-size: 9pt; }
  .wide, figure { overflow: visible; }
  figure { break-inside: avoid; }
  figure.broad svg { min-width: 0; max-width: 100%; }
  thead { display: table-header-group; } tr { break-inside: avoid; } }
)";

std::string element(std::string_view name, std::string_view text, std::string_view more = "") {
  std::string html = "<" + std::string(name) + std::string(more) + ">";
  return html + engine::escaped(text) + "</" + std::string(name) + ">\n";
}

bool is_shown(const Column& column) { return !column.workbook_only; }

std::string head_of(const Section& section) {
  std::string html = "<thead><tr>";
  for (const Column& column : section.columns) {
    if (!is_shown(column)) continue;
    html += element("th", column.heading,
                    column.is_number ? " scope=\"col\" class=\"n\"" : " scope=\"col\"");
  }
  return html + "</tr></thead>\n";
}

std::string row_of(const Section& section, const Row& row) {
  std::string html = "<tr";
  if (row.continues) html += " class=\"more\"";
  if (row.is_total) html += " class=\"total\"";
  html += ">";
  for (std::size_t i = 0; i < section.columns.size(); ++i) {
    const Column& column = section.columns[i];
    if (!is_shown(column)) continue;
    // What a stranger wrote may be in a script that reads from the right.
    html += element("td", row.cells[i].text, column.is_number ? " class=\"n\"" : " dir=\"auto\"");
  }
  return html + "</tr>\n";
}

/// Pictures stand beside one another as far as there is room. A broad one is as wide as the page;
/// on a phone it is moved, rather than made so small that nobody can read it.
std::string figure_of(const Drawing& picture) {
  constexpr double kBroad = 480;
  return (picture.width > kBroad ? "<figure class=\"broad\">" : "<figure>") + svg_of(picture) +
         "</figure>\n";
}

std::string section_of(const Section& section) {
  std::string html = "<section>\n";
  if (!section.heading.empty()) html += element("h2", section.heading);
  if (!section.text.empty()) html += element("p", section.text);
  if (!section.pictures.empty()) {
    html += "<div class=\"pictures\">\n";
    for (const Drawing& picture : section.pictures) html += figure_of(picture);
    html += "</div>\n";
  }
  if (!section.columns.empty()) {
    html += "<div class=\"wide\"><table>" + head_of(section) + "<tbody>\n";
    for (const Row& row : section.rows) html += row_of(section, row);
    html += "</tbody></table></div>\n";
  }
  for (const std::string& note : section.footnotes) {
    html += element("p", note, " class=\"footnote\"");
  }
  return html + "</section>\n";
}

}  // namespace

std::string html_of(const Document& document) {
  std::string html = "<!DOCTYPE html>\n<html lang=\"" + engine::escaped(document.language) +
                     "\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     // Should anything slip through, it is not run and nothing is fetched.
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "style-src 'unsafe-inline'; img-src data:\">\n";
  html += element("title", document.title);
  html += "<style>" + std::string(kStyle) + "</style>\n</head>\n<body>\n<header>\n";
  if (!document.mark.empty()) html += element("div", document.mark, " class=\"mark\"");
  html += element("h1", document.title, " dir=\"auto\"");
  if (!document.subtitle.empty()) {
    html += element("p", document.subtitle, " class=\"subtitle\" dir=\"auto\"");
  }
  html += "</header>\n";
  if (!document.facts.empty()) {
    html += "<dl>\n";
    for (const auto& [label, value] : document.facts) {
      html += "<div>" + element("dt", label) + element("dd", value, " dir=\"auto\"") + "</div>\n";
    }
    html += "</dl>\n";
  }
  html += "<main>\n";
  for (const Section& section : document.sections) html += section_of(section);
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace reports::documents
