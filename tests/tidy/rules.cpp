#include "tests/tidy/rules.h"

#include "tests/tidy/source_text.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <ostream>
#include <regex>
#include <set>
#include <string_view>

namespace tidy {
namespace {

constexpr std::size_t kFunctionLinesMax = 70;
constexpr std::size_t kFileLinesMax = 500;
constexpr std::size_t kColumnsMax = 100;

/// The drawing of ARCHITECTURE.md: which folder may include which others.
const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"engine/core", {}},
    {"engine/storage", {"engine/core"}},
    {"engine/catalogue", {"engine/core", "engine/storage"}},
    {"engine/ledger", {"engine/core", "engine/storage", "engine/catalogue"}},
    {"engine/licences", {"engine/core", "engine/storage", "engine/catalogue"}},
    {"engine/royalties",
     {"engine/core", "engine/storage", "engine/catalogue", "engine/ledger", "engine/licences"}},
    {"engine/cluster", {"engine/core"}},
    {"ingest", {"engine/core"}},
    {"matcher", {"engine/core"}},
    {"reports",
     {"engine/core", "engine/catalogue", "engine/ledger", "engine/licences", "engine/royalties"}},
    {"engine/run",
     {"engine/core", "engine/storage", "engine/catalogue", "engine/ledger", "engine/licences",
      "engine/royalties", "engine/cluster", "ingest", "matcher", "reports"}},
};

/// Folders that look at everything and that nothing of the product includes.
constexpr std::array<std::string_view, 2> kObservers{"tests", "benchmarks"};

struct Library {
  std::string_view header;  ///< How its headers begin.
  std::string_view place;   ///< How the paths that may include it begin.
  bool one_file = false;    ///< And at most one of these at a time.
  std::string_view also{};  ///< Another such place.
};

constexpr std::array kLibraries{
    Library{"libav", "ingest/"},
    Library{"libsw", "ingest/"},
    Library{"chromaprint", "ingest/", true},
    Library{"rocksdb/", "matcher/"},
    Library{"sqlite3", "engine/storage/"},
    Library{"tbb/", "engine/core/parallel_tbb.cpp"},
    Library{"oneapi/", "engine/core/parallel_tbb.cpp"},
    Library{"openssl/", "engine/core/"},
    // Computing in parallel is engine/core/parallel.h's; the service waits and works on its own.
    Library{"thread", "engine/core/", false, "engine/run/"},
    Library{"future", "engine/core/parallel_threads.cpp"},
    Library{"tl/expected", "engine/core/result.h"},
    Library{"CLI/", "engine/run/cli/", true},
    Library{"cairo", "reports/documents/"},
    Library{"pango/", "reports/documents/pdf.cpp"},
    Library{"xlsxwriter", "reports/documents/workbook.cpp"},
    Library{"minizip/", "reports/documents/zip_archive.cpp"},
    Library{"pugixml", "reports/documents/workbook_reader.cpp"},
    Library{"toml++/", "engine/core/toml_text.cpp"},
    Library{"unicode/translit", "engine/catalogue/folded_text.cpp"},
    Library{"unicode/gregocal", "engine/licences/time_zone.cpp"},
    Library{"ebur128", "ingest/loudness_meter.cpp"},
    Library{"boost/", "engine/run/service/asio.h"},
    Library{"prometheus/", "engine/run/service/metrics.cpp"},
    Library{"valijson/", "engine/run/service/openapi.cpp"},
    Library{"curl/", "ingest/public_fetch.cpp", false, "engine/run/service/webhooks.cpp"},
    Library{"zlib", "engine/run/service/http_message.cpp"},
};

/// May be named by any .cpp and by no header: its templates cost seconds wherever they are read.
constexpr std::string_view kSourceOnlyLibrary = "nlohmann/";

bool is_header(const File& file) { return file.path.ends_with(".h"); }
bool is_source(const File& file) { return file.path.ends_with(".cpp"); }
bool is_cpp(const File& file) { return is_header(file) || is_source(file); }
bool is_document(const File& file) { return file.path.ends_with(".md"); }
bool is_cmake(const File& file) {
  return file.path.ends_with("CMakeLists.txt") || file.path.ends_with(".cmake");
}
bool is_of_the_web(const File& file) {
  constexpr std::array<std::string_view, 4> kEndings{".js", ".mjs", ".css", ".html"};
  return std::ranges::any_of(kEndings, [&](auto ending) { return file.path.ends_with(ending); });
}
bool is_script(const File& file) { return file.text.starts_with("#!"); }
bool is_hand_written(const File& file) {
  return is_cpp(file) || is_cmake(file) || is_script(file) || is_of_the_web(file);
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? "" : path.substr(0, slash);
}

bool is_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
}

/// The row of kMayInclude, or the observer, that `path` lies in; empty when there is none.
std::string layer_of(std::string_view path) {
  for (const auto& [layer, others] : kMayInclude) {
    if (is_below(path, layer)) return layer;
  }
  for (const std::string_view observer : kObservers) {
    if (is_below(path, observer)) return std::string(observer);
  }
  return {};
}

bool is_observer(std::string_view layer) {
  return std::ranges::find(kObservers, layer) != kObservers.end();
}

bool may_include(const std::string& layer, const std::string& other) {
  if (layer == other || is_observer(layer)) return true;
  const auto row = kMayInclude.find(layer);
  return row != kMayInclude.end() && row->second.contains(other);
}

std::set<std::string, std::less<>> paths_of(const Tree& tree) {
  std::set<std::string, std::less<>> paths;
  for (const File& file : tree) paths.insert(file.path);
  return paths;
}

std::size_t columns_of(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::count_if(
      line, [](char c) { return (static_cast<unsigned>(c) & 0xC0U) != 0x80U; }));
}

/// The words of a CMake file: what stands between blanks, brackets and quotes, comments left out.
std::set<std::string> cmake_words(std::string_view text) {
  std::set<std::string> words;
  for (std::string_view line : lines(text)) {
    line = line.substr(0, std::min(line.find('#'), line.size()));
    std::size_t at = 0;
    while ((at = line.find_first_not_of(" \t()\";", at)) != line.npos) {
      const std::size_t end = std::min(line.find_first_of(" \t()\";", at), line.size());
      words.emplace(line.substr(at, end - at));
      at = end;
    }
  }
  return words;
}

/// Whether a CMakeLists.txt in the file's folder, or above, names it.
bool is_built(const std::string& path, const std::map<std::string, std::set<std::string>>& lists) {
  for (std::string folder = folder_of(path);; folder = folder_of(folder)) {
    const std::string name = folder.empty() ? path : path.substr(folder.size() + 1);
    const auto list = lists.find(folder);
    if (list != lists.end() && list->second.contains(name)) return true;
    if (folder.empty()) return false;
  }
}

Finding about(const File& file, std::size_t line, std::string message) {
  return {file.path, line, std::move(message)};
}

/// A finding for each line of `file` in which `pattern` is found.
void find_lines(const File& file, const std::regex& pattern, const std::string& message,
                Findings& found) {
  std::size_t number = 0;
  for (const std::string_view line : lines(file.text)) {
    ++number;
    std::match_results<std::string_view::const_iterator> match;
    if (std::regex_search(line.begin(), line.end(), match, pattern)) {
      found.push_back(about(file, number, std::string("'").append(match.str()) + "' " + message));
    }
  }
}

/// Rules about words do not read the place where the words are listed.
bool lists_the_words(const File& file) { return is_below(file.path, "tests/tidy"); }

}  // namespace

std::ostream& operator<<(std::ostream& out, const Finding& finding) {
  out << finding.path;
  if (finding.line != 0) out << ':' << finding.line;
  return out << ": " << finding.message;
}

Findings wrong_includes(const Tree& tree) {
  const auto paths = paths_of(tree);
  Findings found;
  for (const File& file : tree) {
    if (!is_cpp(file)) continue;
    const std::string layer = layer_of(file.path);
    if (layer.empty()) found.push_back(about(file, 0, "lies in no folder of the include table"));
    for (const Include& include : includes(file.text)) {
      if (!include.quoted) continue;
      const std::string other = layer_of(include.name);
      if (!paths.contains(include.name)) {
        found.push_back(about(file, include.line, "no file " + include.name + " from the root"));
      } else if (!layer.empty() && !may_include(layer, other)) {
        found.push_back(about(file, include.line, layer + " may not include " + include.name));
      }
    }
  }
  return found;
}

Findings libraries_out_of_place(const Tree& tree) {
  Findings found;
  std::map<std::string_view, std::string> homes;
  const auto check = [&](const File& file, const Include& include) {
    if (include.name.starts_with(kSourceOnlyLibrary) && is_header(file)) {
      found.push_back(about(file, include.line, include.name + " belongs in .cpp files only"));
    }
    for (const Library& library : kLibraries) {
      if (!include.name.starts_with(library.header)) continue;
      const std::string& home = homes.try_emplace(library.header, file.path).first->second;
      const bool elsewhere = !library.also.empty() && file.path.starts_with(library.also);
      if (!file.path.starts_with(library.place) && !elsewhere) {
        const std::string place(library.place);
        found.push_back(about(file, include.line, include.name + " belongs in " + place + " only"));
      } else if (library.one_file && home != file.path) {
        found.push_back(about(file, include.line, include.name + " is already named by " + home));
      }
    }
  };
  for (const File& file : tree) {
    if (!is_cpp(file) || is_observer(layer_of(file.path))) continue;
    for (const Include& include : includes(file.text)) {
      if (!include.quoted) check(file, include);
    }
  }
  return found;
}

Findings long_functions(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    if (!is_cpp(file)) continue;
    for (const FunctionBody& body : function_bodies(file.text)) {
      if (body.line_count() <= kFunctionLinesMax) continue;
      found.push_back(about(file, body.first_line,
                            std::to_string(body.line_count()) + " lines in " + body.header +
                                "; at most " + std::to_string(kFunctionLinesMax)));
    }
  }
  return found;
}

Findings untidy_layout(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    if (!is_hand_written(file)) continue;
    const std::vector<std::string_view> all = lines(file.text);
    if (all.size() > kFileLinesMax) {
      found.push_back(about(file, 0, std::to_string(all.size()) + " lines; split the file"));
    }
    if (!file.text.empty() && !file.text.ends_with('\n')) {
      found.push_back(about(file, all.size(), "no newline at the end"));
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (columns_of(all[i]) > kColumnsMax) {
        found.push_back(about(file, i + 1, std::to_string(columns_of(all[i])) + " columns"));
      }
      if (all[i].find_first_of("\t\r") != std::string_view::npos) {
        found.push_back(about(file, i + 1, "a tab or a carriage return"));
      }
      if (all[i].ends_with(' ')) found.push_back(about(file, i + 1, "a blank at the end"));
    }
  }
  return found;
}

Findings unfinished_work(const Tree& tree) {
  static const std::regex kMarker(R"(\b(TODO|FIXME|XXX|HACK)\b)");
  Findings found;
  for (const File& file : tree) {
    if ((!is_hand_written(file) && !is_document(file)) || lists_the_words(file)) continue;
    find_lines(file, kMarker, "marks unfinished work; finish it or open an issue", found);
  }
  return found;
}

Findings dead_files(const Tree& tree) {
  std::map<std::string, std::set<std::string>> lists;
  std::set<std::string> included;
  for (const File& file : tree) {
    if (file.path.ends_with("CMakeLists.txt")) {
      lists[folder_of(file.path)] = cmake_words(file.text);
    }
    if (!is_cpp(file)) continue;
    for (Include& include : includes(file.text)) included.insert(std::move(include.name));
  }
  Findings found;
  for (const File& file : tree) {
    if (is_source(file) && !is_built(file.path, lists)) {
      found.push_back(about(file, 0, "no CMakeLists.txt names it"));
    }
    if (is_header(file) && !included.contains(file.path)) {
      found.push_back(about(file, 0, "nobody includes it"));
    }
  }
  return found;
}

Findings unexplained_headers(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    if (!is_header(file)) continue;
    if (!file.text.starts_with("// ")) {
      found.push_back(about(file, 1, "starts without a comment that says what it is"));
    }
    std::string code = "\n";
    code += code_only(file.text);
    if (code.find("\n#pragma once\n") == std::string::npos) {
      found.push_back(about(file, 0, "has no #pragma once"));
    }
  }
  return found;
}

Findings unsafe_scripts(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    const bool in_place = is_below(file.path, "scripts") || is_below(file.path, ".ci");
    if (in_place && !is_script(file) && !file.path.ends_with(".txt")) {
      found.push_back(about(file, 1, "names no interpreter with #!"));
    }
    if (!is_script(file)) continue;
    if (!file.executable) found.push_back(about(file, 0, "is not executable"));
    const bool is_bash = file.text.starts_with("#!/bin/bash\n");
    const bool is_python = file.text.starts_with("#!/usr/bin/env python3\n");
    if (!is_bash && !is_python) {
      found.push_back(about(file, 1, "scripts are for /bin/bash or /usr/bin/env python3"));
    }
    if (is_bash && file.text.find("\nset -euo pipefail\n") == std::string::npos) {
      found.push_back(about(file, 1, "goes on after errors; add: set -euo pipefail"));
    }
  }
  return found;
}

Findings incomplete_golden_cases(const Tree& tree) {
  constexpr std::array<std::string_view, 4> kParts{"args", "out", "log", "exit"};
  const auto paths = paths_of(tree);
  std::set<std::string> cases;
  for (const std::string& path : paths) {
    const std::string folder = folder_of(path);
    const std::string_view name = std::string_view(path).substr(folder.size() + 1);
    const bool is_part = std::ranges::find(kParts, name) != kParts.end();
    if (is_below(path, "tests/golden") && is_part) cases.insert(folder);
  }
  Findings found;
  for (const std::string& folder : cases) {
    for (const std::string_view part : kParts) {
      const std::string path = folder + "/" + std::string(part);
      if (!paths.contains(path)) found.push_back({path, 0, "is missing from the golden case"});
    }
  }
  return found;
}

Findings floating_money(const Tree& tree) {
  static const std::regex kFloating(R"(\b(double|float|stod|strtod|stof|lround|round)\b)");
  Findings found;
  for (const File& file : tree) {
    const bool is_money = is_below(file.path, "engine/royalties") ||
                          file.path.starts_with("engine/core/money.") ||
                          file.path.starts_with("engine/core/wide.");
    if (!is_money || !is_cpp(file)) continue;
    File code = file;
    code.text = code_only(file.text);
    find_lines(code, kFloating, "is no exact number; money is whole minor units or micros", found);
  }
  return found;
}

Findings banned_words(const Tree& tree) {
  static const std::regex kPlace(R"((^|[\s"'`(=])/(root|home|work)/\w[\w./-]*|\b\w+\.debian\.org)");
  static const std::regex kPraise(
      "blazing|seamless|effortless|cutting.edge|world.class|state.of.the.art|game.chang|"
      "revolutionary|best.in.class|leverag|powerful|\\bsimply\\b|\\bobviously\\b",
      std::regex::icase);
  Findings found;
  for (const File& file : tree) {
    if (lists_the_words(file)) continue;
    // Tests make up places, of people who do not exist.
    if (is_document(file) || (is_hand_written(file) && !is_below(file.path, "tests"))) {
      find_lines(file, kPlace, "is a place of one machine", found);
    }
    if (is_document(file)) find_lines(file, kPraise, "praises; say what was measured", found);
  }
  return found;
}

Tree read_tree(const std::filesystem::path& root) {
  namespace fs = std::filesystem;
  constexpr std::uintmax_t kBytesMax = 1'000'000;
  Tree tree;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::end(entry); ++entry) {
    const std::string name = entry->path().filename().string();
    if (entry->is_directory()) {
      const bool hidden = name.starts_with('.') && name != ".ci";
      if (hidden || (entry.depth() == 0 && name.starts_with("build"))) {
        entry.disable_recursion_pending();
      }
      continue;
    }
    if (!entry->is_regular_file() || entry->file_size() > kBytesMax) continue;
    std::ifstream in(entry->path(), std::ios::binary);
    const auto execute = fs::perms::owner_exec & entry->status().permissions();
    tree.push_back({fs::relative(entry->path(), root).generic_string(),
                    std::string(std::istreambuf_iterator<char>(in), {}),
                    execute != fs::perms::none});
  }
  std::ranges::sort(tree, {}, &File::path);
  return tree;
}

}  // namespace tidy
